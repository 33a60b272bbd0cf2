"""What falls due as a calendar, to subscribe to or to take into one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.remind.calendar import due_calendar

if TYPE_CHECKING:
    from handbook.cli.formats.due import DueAnswer


def write(answer: DueAnswer) -> str:
    """One event of a whole day for each thing that falls due. Its lines end as calendars want."""
    return due_calendar(answer.assessment, answer.items).removesuffix("\n")
