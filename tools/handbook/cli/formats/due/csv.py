"""The Monday list for a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.cli.table import as_csv
from handbook.remind.wording import due_words, meeting_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from handbook.assess.due.model import Due
    from handbook.assess.model import Assessment
    from handbook.cli.formats.due import DueAnswer

COLUMNS: Mapping[str, Callable[[Assessment, Due], Any]] = {
    "on": lambda _, item: item.on if item.dated else "",
    "days": lambda _, item: item.days if item.dated else "",
    "late": lambda _, item: item.days < 0 or not item.dated,
    "what": lambda _, item: item.what,
    "in_words": lambda assessment, item: due_words(item, assessment.today),
    "record": lambda _, item: item.record,
    "title": lambda assessment, item: assessment.registry.label(item.record),
    "owner": lambda _, item: item.owner,
    "owner_title": lambda assessment, item: assessment.registry.label(item.owner),
    "groups": lambda _, item: "; ".join(item.groups),
    "meetings": lambda assessment, item: "; ".join(
        meeting_words(assessment, meeting) for meeting in item.meetings
    ),
    "no_meeting_because": lambda _, item: item.too_late,
    "why": lambda _, item: item.why,
}
"""The columns in their order: a new one is added here alone."""


def write(answer: DueAnswer) -> str:
    """A row for each thing that falls due. What waits for no day has none, and counts as late."""
    rows = (
        {name: column(answer.assessment, item) for name, column in COLUMNS.items()}
        for item in answer.items
    )
    return as_csv(tuple(COLUMNS), rows)
