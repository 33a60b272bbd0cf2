"""Meetings: their ids, their dates, and whether they have been written up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.finding import Code, Severity
from handbook.rules.engine import finding, rule
from handbook.rules.reading import day, word
from handbook.source.dates import long_date
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from handbook.finding import Finding
    from handbook.load.model import Record

MEE001 = Code(
    id="MEE001",
    severity=Severity.ERROR,
    title="A meeting's id must be its group and its date",
    explanation=(
        "The id of a meeting is the id of its group, a hyphen and its date, as in"
        " `executive-committee-2026-03-12`. Decisions are named after their meeting, so people can"
        " tell from a decision's name alone who took it and when; that only works when the name"
        " and the record agree."
    ),
)
MEE002 = Code(
    id="MEE002",
    severity=Severity.ERROR,
    title="A meeting held on a day that has not come",
    explanation=(
        "The record says that the meeting was held, and its date is still to come. A meeting that"
        " lies ahead is `scheduled`. Nothing it is said to have decided can count."
    ),
)
MEE003 = Code(
    id="MEE003",
    severity=Severity.WARNING,
    title="A scheduled meeting has passed without a record",
    explanation=(
        "The day of this meeting is over and the record still calls it scheduled. If it was held,"
        " say so and record who attended; if it was not, say that it was cancelled."
    ),
    waivable=True,
)
MEE004 = Code(
    id="MEE004",
    severity=Severity.ERROR,
    title="Papers due after the meeting",
    explanation="The day by which papers go out must not be later than the meeting they are for.",
    waivable=True,
)


@rule(MEE001)
def named_by_group_and_day(record: Record) -> Iterator[Finding]:
    """A meeting is called after its group and its date."""
    if record.type != KnownType.MEETING:
        return
    right = f"{word(record.data, 'group')}-{word(record.data, 'date')}"
    if record.id != right:
        message = f"the id is “{record.id}”; its group and date make “{right}”"
        hint = "Correct the group or the date, or rename the file if nothing names it yet."
        yield finding(MEE001, record, message, hint=hint, route=("id",))


@rule(MEE002, MEE003)
def state_fits_the_day(record: Record, today: date) -> Iterator[Finding]:
    """A held meeting lies in the past, a scheduled one does not."""
    held_on = day(record.data, "date")
    if record.type != KnownType.MEETING or held_on is None:
        return
    state = word(record.data, "state")
    if state == "held" and held_on > today:
        message = (
            f"this meeting is said to have been held on {long_date(held_on)}, which is to come"
        )
        hint = "Write 'state: scheduled', or correct the date."
        yield finding(MEE002, record, message, hint=hint, route=("date",))
    if state == "scheduled" and held_on < today:
        message = f"this meeting was scheduled for {long_date(held_on)}, and that day has passed"
        hint = "Write 'state: held' with who attended, or 'state: cancelled'."
        yield finding(MEE003, record, message, hint=hint, route=("state",))


@rule(MEE004)
def papers_before_the_meeting(record: Record) -> Iterator[Finding]:
    """Papers go out before the meeting, not after."""
    held_on, papers = day(record.data, "date"), day(record.data, "papers-due")
    if record.type == KnownType.MEETING and held_on and papers and papers > held_on:
        message = (
            f"papers are due on {long_date(papers)}, after the meeting on {long_date(held_on)}"
        )
        hint = "Correct one of the two days."
        yield finding(MEE004, record, message, hint=hint, route=("papers-due",))
