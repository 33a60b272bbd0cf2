"""Two editions of a policy as a list to work through in a spreadsheet, a row an item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.cli.formats.policy_diff import HEADINGS
from handbook.cli.table import as_csv

if TYPE_CHECKING:
    from handbook.agenda.edition import ItemToJudge
    from handbook.cli.formats.policy_diff import PolicyDiffAnswer

COLUMNS = (
    "what became of it",
    "old number",
    "new number",
    "old topic",
    "new topic",
    "old section",
    "new section",
    "the old number is now",
    "judgements",
    "documents",
    "to do",
)


def write(answer: PolicyDiffAnswer) -> str:
    """Every item, the same ones too: each must be read in the new edition."""
    rows = [
        _row(answer, item, HEADINGS[fate]) for fate in HEADINGS for item in answer.change.of(fate)
    ]
    return as_csv(COLUMNS, rows)


def _row(answer: PolicyDiffAnswer, item: ItemToJudge, fate: str) -> dict[str, Any]:
    old, new, taken = item.change.old, item.change.new, item.change.taken
    documents = dict.fromkeys(d for judgement in item.judgements for d in judgement.documents)
    values = (
        fate,
        old.id if old else "",
        new.id if new else "",
        old.topic if old else "",
        new.topic if new else "",
        old.section if old else "",
        new.section if new else "",
        taken.topic if taken else "",
        "; ".join(answer.judged(judgement) for judgement in item.judgements),
        "; ".join(answer.registry.label(document) for document in documents),
        item.todo,
    )
    return dict(zip(COLUMNS, values, strict=True))
