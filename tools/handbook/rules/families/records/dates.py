"""Dates that cannot all be true."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.assess.texts import values_at
from handbook.assess.workflow import MAY_PRECEDE
from handbook.finding import Code, Finding, Severity
from handbook.rules.engine import finding, rule
from handbook.rules.reading import day, rows, word
from handbook.source.dates import DateProblem, long_date, parse_date
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from handbook.history import History
    from handbook.link import Registry
    from handbook.load.model import Record

DAT001 = Code(
    id="DAT001",
    severity=Severity.ERROR,
    title="A decision dated in the future",
    explanation=(
        "A decision is recorded after it was taken. This one carries, itself or through its"
        " meeting, a day that has not come. A document must never look endorsed because of a"
        " meeting that is still to be held."
    ),
    integrity=True,
)
DAT002 = Code(
    id="DAT002",
    severity=Severity.ERROR,
    title="Takes effect before it was decided",
    explanation=(
        "A decision cannot reach back: nobody could have known of it on the day it claims to apply"
        " from. Only an attestation, which takes over an endorsement from before this register,"
        " may take effect earlier than the meeting that recorded it."
    ),
    integrity=True,
)
DAT003 = Code(
    id="DAT003",
    severity=Severity.ERROR,
    title="Review due before it takes effect",
    explanation="The day by which a text must be reviewed comes after the day it takes effect.",
)
DAT004 = Code(
    id="DAT004",
    severity=Severity.ERROR,
    title="Expires before its review is due",
    explanation=(
        "A review is due on one day, and the endorsement may run out on a later one, so that there"
        " is time to do the review. Here it would run out first."
    ),
)
DAT005 = Code(
    id="DAT005",
    severity=Severity.ERROR,
    title="A consultation that closes before it opens",
    explanation="The last day for comments comes after the day on which the consultation opens.",
)
DAT006 = Code(
    id="DAT006",
    severity=Severity.ERROR,
    title="Something done on a day that has not come",
    explanation=(
        "This field records what has happened: a check, a judgement, the end of an action, an"
        " endorsement long ago. Its date lies in the future, so it is mistyped or not yet true."
    ),
)
DAT007 = Code(
    id="DAT007",
    severity=Severity.WARNING,
    title="Today is earlier than the last change",
    explanation=(
        "The registry was last changed on a later day than the one it is being judged on. Either"
        " the clock of this computer is wrong, or a day in the past was asked for. What is said to"
        " be in force, due or overdue holds for that day only."
    ),
)
DAT008 = Code(
    id="DAT008",
    severity=Severity.WARNING,
    title="Takes effect years after it was decided",
    explanation=(
        "This decision is to take effect more than two years after the day on which it was made."
        " Until then it changes nothing: what it is meant to stop goes on being used. A year is"
        " easily mistyped. If the day is right, nothing needs to be done."
    ),
    waivable=True,
)
DAT009 = Code(
    id="DAT009",
    severity=Severity.WARNING,
    title="A review that is due in more than ten years",
    explanation=(
        "A text that nobody has to look at for more than ten years is not reviewed at all, though"
        " its page says that it is current. A year is easily mistyped. If the day is right, nothing"
        " needs to be done."
    ),
    waivable=True,
)
_LONG_WAIT = 2
_LONG_CYCLE = 10
"""Years after which a date is more likely to be mistyped than meant."""

DONE: tuple[tuple[str, ...], ...] = (
    ("done",),
    ("vacant-since",),
    ("endorsed-on",),
    ("constituted", "on"),
    ("checked-upstream", "on"),
    ("checked", "*", "on"),
    ("evidence", "*", "checked"),
    ("judgements", "*", "judged-on"),
)
"""Fields whose dates say that something has happened."""


def decided_on(decision: Record, registry: Registry) -> date | None:
    """The day of a decision: that of its meeting, or of the act of the post that took it."""
    meeting = registry.records.get(word(decision.data, "meeting"))
    return day(meeting.data if meeting else decision.data, "date")


@rule(DAT001, DAT002)
def decided_then_effective(record: Record, registry: Registry, today: date) -> Iterator[Finding]:
    """A decision was taken on a day that has come, and applies from that day or later."""
    decided = decided_on(record, registry) if record.type == KnownType.DECISION else None
    if decided is None:
        return
    by = "meeting" if word(record.data, "meeting") else "date"
    if decided > today:
        message = f"this decision is dated {long_date(decided)}, and today is {long_date(today)}"
        hint = "Record it once it has been taken."
        yield finding(DAT001, record, message, hint=hint, route=(by,))
    effective = day(record.data, "effective")
    if effective and effective < decided and record.get("kind") not in MAY_PRECEDE:
        message = (
            f"it takes effect on {long_date(effective)}, before it was decided on"
            f" {long_date(decided)}"
        )
        hint = f"Write {decided.isoformat()} or a later day, or leave the line out."
        yield finding(DAT002, record, message, hint=hint, route=("effective",))


@rule(DAT008, DAT009)
def not_for_ever(record: Record, registry: Registry) -> Iterator[Finding]:
    """No decision waits for years to take effect, and no text for ten years to be reviewed."""
    decided = decided_on(record, registry) if record.type == KnownType.DECISION else None
    if decided is None:
        return
    effective = day(record.data, "effective") or decided
    if effective > _years_after(decided, _LONG_WAIT):
        message = (
            f"it takes effect on {long_date(effective)}, more than {_LONG_WAIT} years after it was"
            f" decided on {long_date(decided)}"
        )
        hint = "Correct the year if it is mistyped; until that day this decision changes nothing."
        yield finding(DAT008, record, message, hint=hint, route=("effective",))
    for index, row in rows(record.data, "documents"):
        review = day(row, "review-due")
        if review and review > _years_after(effective, _LONG_CYCLE):
            message = (
                f"review is due on {long_date(review)}, more than {_LONG_CYCLE} years after it"
                f" applies from {long_date(effective)}"
            )
            hint = "Correct the year if it is mistyped."
            at = ("documents", index, "review-due")
            yield finding(DAT009, record, message, hint=hint, route=at)


def _years_after(start: date, years: int) -> date:
    last = start.month, min(start.day, 28) if start.month == 2 else start.day  # noqa: PLR2004
    return start.replace(min(start.year + years, 9999), *last)


def _counted_from(record: Record, row: Mapping[str, Any], start: date) -> date:
    """The day from which a review is counted: of what is taken over, that of the old endorsement.

    Its review may have been due for years, which is shown as it is.
    """
    if word(record.data, "kind") not in MAY_PRECEDE:
        return start
    then = day(row, "endorsed-on") or day(record.data, "endorsed-on")
    return min(then, start) if then else start


@rule(DAT003, DAT004, DAT005)
def promises_in_order(record: Record, registry: Registry) -> Iterator[Finding]:
    """First it takes effect, then its review is due, then it may expire."""
    start = day(record.data, "effective") or decided_on(record, registry)
    if record.type != KnownType.DECISION or start is None:
        return
    for index, row in rows(record.data, "documents"):
        review, expires, closes = (day(row, name) for name in ("review-due", "expires", "closes"))
        at = ("documents", index)
        since = _counted_from(record, row, start)
        if review and review <= since:
            message = (
                f"review is due on {long_date(review)}, and it applies from {long_date(since)}"
            )
            hint = "Correct one of the two days; the review comes after."
            yield finding(DAT003, record, message, hint=hint, route=(*at, "review-due"))
        if expires and expires < (review or start):
            before = f"review is due on {long_date(review)}" if review else "it applies"
            message = f"it expires on {long_date(expires)}, before {before}"
            hint = "Let it expire on the day its review is due, or later."
            yield finding(DAT004, record, message, hint=hint, route=(*at, "expires"))
        if closes and closes < start:
            message = (
                f"comments close on {long_date(closes)}, before they open on {long_date(start)}"
            )
            hint = "Correct the last day for comments."
            yield finding(DAT005, record, message, hint=hint, route=(*at, "closes"))


@rule(DAT006)
def done_is_past(record: Record, registry: Registry, today: date) -> Iterator[Finding]:
    """What has been done was done on a day that has come."""
    for pattern in (*DONE, *((name,) for name in registry.types[record.type].happened)):
        for route, written in values_at(record.data, pattern):
            try:
                on = parse_date(written)
            except DateProblem:
                continue
            if on > today:
                message = f"{long_date(on)} has not come yet; today is {long_date(today)}"
                hint = "Correct the day, or leave it out until it is true."
                yield finding(DAT006, record, message, hint=hint, route=route)


@rule(DAT007)
def clock(history: History, registry: Registry, today: date) -> Iterator[Finding]:
    """Today is not earlier than the last change."""
    if history.committed is None or today >= history.committed.date():
        return
    network = registry.network()
    path = network.path if network else "registry"
    message = (
        f"today is taken to be {long_date(today)}, but the registry was last changed on"
        f" {long_date(history.committed.date())}"
    )
    yield Finding(DAT007, path, message, "Check the clock of this computer, or the date given.")
