"""The pack for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from handbook.cli.table import as_json

if TYPE_CHECKING:
    from handbook.agenda.meeting.pack import Business
    from handbook.assess.model import Assessment
    from handbook.cli.formats.pack import PackAnswer


def write(answer: PackAnswer) -> str:
    """The same as for people, by fields."""
    pack, meeting = answer.pack, answer.pack.meeting
    return as_json(
        {
            "today": answer.assessment.today,
            "meeting": meeting.id,
            "title": answer.assessment.registry.label(meeting.id),
            "group": meeting.group,
            "date": meeting.on,
            "papers_due": meeting.papers,
            "papers_gone": pack.papers_gone,
            "held_as": pack.held_as,
            "venue": pack.venue,
            "agenda": [asdict(item) for item in pack.agenda],
            "documents": [_document(answer.assessment, each) for each in pack.business],
            "quorum": asdict(pack.calling),
            "arising": asdict(pack.arising),
            "minutes": answer.minutes,
        }
    )


def _document(assessment: Assessment, business: Business) -> dict[str, Any]:
    paper, standing = business.paper, assessment.standings[business.document]
    changes = paper.difference.changes if paper.difference else ()
    return {
        "document": business.document,
        "title": assessment.registry.label(business.document),
        "item": business.item,
        "state": str(standing.state),
        "version": paper.version,
        "changed": paper.changed,
        "changes": [
            {"what": c.what, "section": c.section, "old": c.old, "new": c.new,
             "clinical": c.clinical, "why": [reason.words for reason in c.reasons]}
            for c in changes
        ],
        "due": [
            {"what": item.what, "on": item.on if item.dated else None,
             "days": item.days if item.dated else None}
            for item in business.due
        ],
        "if_not_decided": list(business.stake),
        "may": [asdict(choice) for choice in business.choices],
        "may_not_because": business.powerless,
    }  # fmt: skip
