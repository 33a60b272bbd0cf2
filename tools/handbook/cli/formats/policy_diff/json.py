"""Two editions of a policy, for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from handbook.cli.table import as_json

if TYPE_CHECKING:
    from handbook.agenda.edition import ItemToJudge
    from handbook.cli.formats.policy_diff import PolicyDiffAnswer


def write(answer: PolicyDiffAnswer) -> str:
    """Every item in the order of the new edition, then those that are gone."""
    change = answer.change
    return as_json(
        {
            "policy": change.policy,
            "old": {"edition": change.old_edition, "read": answer.old},
            "new": {"edition": change.new_edition, "read": answer.new},
            "will_be_suspect": answer.suspect,
            "items": [_item(item) for item in change.items],
            "judgements_of_unknown_items": [asdict(judgement) for judgement in change.stray],
            "documents": change.documents,
            "other_details": change.details,
        }
    )


def _item(item: ItemToJudge) -> dict[str, Any]:
    change = item.change
    return {
        "fate": str(change.fate),
        "old": asdict(change.old) if change.old else None,
        "new": asdict(change.new) if change.new else None,
        "old_number_is_now": asdict(change.taken) if change.taken else None,
        "judgements": [asdict(judgement) for judgement in item.judgements],
        "to_do": item.todo,
    }
