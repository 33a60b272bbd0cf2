"""The Monday list for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.cli.adoption.follow_up import owed_as_dict
from handbook.cli.adoption.ring_first import ring_first_as_dict
from handbook.cli.table import as_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handbook.assess.due.model import Due
    from handbook.assess.model import Assessment
    from handbook.cli.formats.due import DueAnswer


def write(answer: DueAnswer) -> str:
    """The same as for people, by fields."""
    assessment = answer.assessment
    return as_json(
        ring_first_as_dict(assessment, answer.positions)
        | _items(assessment, answer.items, answer.days)
        | owed_as_dict(assessment, answer.owed)
    )


def _items(assessment: Assessment, items: Sequence[Due], days: int) -> dict[str, Any]:
    label = assessment.registry.label
    return {
        "today": assessment.today,
        "within_days": days,
        "items": [
            {
                "what": item.what,
                "record": item.record,
                "title": label(item.record),
                "owner": item.owner,
                "on": item.on if item.dated else None,
                "days": item.days if item.dated else None,
                "since": item.since,
                "why": item.why,
                "awaited": list(item.awaited),
                "meetings": list(item.meetings),
                "no_meeting_because": item.too_late,
            }
            for item in items
        ],
    }
