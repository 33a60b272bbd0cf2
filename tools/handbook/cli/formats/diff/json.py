"""What differs between two versions, or what a whole change means, for programs."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from handbook.cli.formats.diff import DiffAnswer
from handbook.cli.table import as_json

if TYPE_CHECKING:
    from handbook.cli.formats.diff import ProposalAnswer


def write(answer: DiffAnswer | ProposalAnswer) -> str:
    """Every change with its reasons, and who must agree."""
    if not isinstance(answer, DiffAnswer):
        return as_json(_whole(answer))
    difference = answer.difference
    return as_json(
        {
            "document": answer.document,
            "from": answer.old,
            "to": answer.new,
            "minor": difference.minor,
            "clinical": len(difference.clinical),
            "agree": asdict(answer.agreement),
            "changes": [asdict(change) for change in difference.changes],
        }
    )


def _whole(answer: ProposalAnswer) -> dict[str, Any]:
    """A proposal as it is, without the labels of what it does not name."""
    proposal = answer.proposal
    named = {each for consent in proposal.consents for each in consent.who}
    labels = {each: proposal.labels.get(each, each) for each in sorted(named)}
    return {"nothing": proposal.nothing, **asdict(replace(proposal, labels=labels))}
