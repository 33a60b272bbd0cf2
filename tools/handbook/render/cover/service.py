"""A service as a page tells it: the number first, and how far to believe it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from handbook.assess.contacts import tel
from handbook.assess.cover.hours import DAYS, Hours, day_name, read_hours
from handbook.assess.cover.spoken import capital, day_in_words, hours_in_words
from handbook.assess.cover.statements import ages_of, is_fresh, runs
from handbook.assess.due.derive import stale_on
from handbook.render.frame.ringing import numbers
from handbook.render.markdown.writing import Columns, Md, bullets, in_words, inline, until
from handbook.source.dates import day_or_none, long_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from handbook.load.model import Record
    from handbook.render.context import Context

NOT_KNOWN = "Not known"
_OLDEST = 130


def ring_first(context: Context, here: str, record_id: str) -> Md:
    """The number of a service, what to know before it is believed, and where else to turn."""
    record = context.registry.records[record_id]
    lines = [_number(record), last_checked(context, here, record_id), *_running(context, record)]
    lines += _elsewhere(record)
    if not record.get("phone") or not is_fresh(context.registry, record, context.assessment.today):
        lines.append(_urgent(context))
    return Md("\n\n".join(line for line in lines if line))


def _number(record: Record) -> Md:
    typed = record.get("phone")
    if not typed:
        return Md("**No number is recorded.**")
    when = record.get("phone-hours")
    at_hours = f"\n\n{inline(when)}" if when else ""
    return Md(f"**Ring {number_link(typed)}**\n{{: .hb-lead }}{at_hours}")


def number_link(typed: object) -> Md:
    """A telephone number that a thumb can ring."""
    return Md(f"[{inline(typed)}]({tel(str(typed))})")


def last_checked(context: Context, here: str, record_id: str) -> Md:
    """When somebody last held a record against reality, who did, and by when they do again."""
    record, today = context.registry.records[record_id], context.assessment.today
    day = checked_on(context, record)
    if day is None:
        return Md("**Never checked.** Nobody has recorded that this was held against reality.")
    by = record.get("checked-by")
    who = Md(f" by {context.link(here, str(by))}") if by else ""
    if not is_fresh(context.registry, record, today):
        past = f"**Not checked since {long_date(day)}**{who}."
        return Md(f"{past} It may have changed: make sure before a family depends on it.")
    marks = (mark for mark in context.kind(record).stale if mark.months)
    again = [due for mark in marks if (due := stale_on(replace(mark, until=()), record.data))]
    return Md(
        f"As at the last check, on {long_date(day)}{who}."
        f" {until(min(again), before='To be checked again by ')}."
    )


def checked_on(context: Context, record: Record) -> date | None:
    """The day on which somebody last held a record against reality; ``None`` if nobody did."""
    fields = (mark.field for mark in context.kind(record).stale if mark.months)
    return next((day for field in fields if (day := day_or_none(record.get(field)))), None)


def check_words(context: Context, record: Record) -> str:
    """The day of the last check in plain words; of one too long ago, that it is.

    Of what is over or has not begun it says that first: its number and hours are no help tonight.
    """
    if words := " ".join(f"{what} {when}" for what, when in _not_running(context, record)):
        return words
    day = checked_on(context, record)
    if day is None:
        return "Never checked"
    fresh = is_fresh(context.registry, record, context.assessment.today)
    return f"As at {long_date(day)}" if fresh else f"Not checked since {long_date(day)}"


def check_in_short(context: Context, record: Record) -> Md:
    """The same for a table, in bold where it is too long ago."""
    words = inline(check_words(context, record))
    today = context.assessment.today
    good = is_fresh(context.registry, record, today) and runs(record.data, today)
    return words if good else Md(f"**{words}**")


def _running(context: Context, record: Record) -> Iterator[Md]:
    """Whether the service has not begun yet, or is over."""
    yield from (Md(f"**{what}** {when}") for what, when in _not_running(context, record))


def _not_running(context: Context, record: Record) -> Iterator[tuple[str, str]]:
    today = context.assessment.today
    begins, ends = day_or_none(record.get("from")), day_or_none(record.get("until"))
    if begins and begins > today:
        yield "It is not there yet:", f"it begins on {long_date(begins)}."
    if ends and ends < today:
        yield "It is no longer there:", f"its last day was {long_date(ends)}."


def _elsewhere(record: Record) -> Iterator[Md]:
    """Where to turn when it is shut, and where for advice alone."""
    shut, advice = record.get("out-of-hours"), record.get("advice-line")
    lines = []
    if isinstance(shut, dict):
        number = f" {number_link(shut['number'])}" if shut.get("number") else ""
        lines.append(Md(f"When it is shut: {inline(shut.get('route'))}{number}"))
    if isinstance(advice, dict):
        number = number_link(advice.get("number"))
        lines.append(Md(f"For advice: {number} {inline(advice.get('for'))}"))
    yield bullets(lines)


def _urgent(context: Context) -> Md:
    """The network's own urgent contacts, for whom this number does not serve."""
    lines = [
        Md(f"[{inline(each['number'])}]({each['href']}) {inline(each['name'])}")
        for each in numbers(context.assessment)
    ]
    return Md(f"If nobody answers, ring one of these:\n\n{bullets(lines)}") if lines else Md("")


def hours_of(context: Context, record_id: str) -> Hours | None:
    """The hours that a record names; ``None`` if they are not known."""
    record = context.registry.records.get(record_id)
    return read_hours(record.get("hours"))[0] if record else None


def hours_words(context: Context, record_id: str) -> str:
    """The hours of a record in a few words."""
    hours = hours_of(context, record_id)
    return capital(hours_in_words(hours)) if hours else NOT_KNOWN


def hours_table(context: Context, record_id: str) -> Md:
    """The hours of a record, a line for each day."""
    hours = hours_of(context, record_id)
    if hours is None:
        return inline(NOT_KNOWN)
    rows = []
    for day in range(len(DAYS)):
        minutes = hours.on(day)
        when = NOT_KNOWN if minutes is None else capital(day_in_words(minutes))
        rows.append((capital(day_name(day)), when))
    return Columns("Day", "Somebody is there").table(rows)


def ages_words(context: Context, record_id: str) -> str:
    """The ages that a record is about, in words."""
    given = context.value(record_id, "ages", None)
    ages = ages_of(given)
    if ages is None:
        return NOT_KNOWN
    start = "before birth" if given.get("before-birth") else "birth" if not ages[0] else ""
    first = start or f"the {_ordinal(ages[0])} birthday"
    if ages[-1] >= _OLDEST:
        return f"From {first}"
    return f"From {first} to the day before the {_ordinal(ages[-1] + 1)} birthday"


def _ordinal(number: int) -> str:
    teen = 10 < number % 100 < 14  # noqa: PLR2004  eleventh, twelfth, thirteenth
    ending = "th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def choices(values: Any) -> str:
    """Several choices from an enumeration, with commas."""
    named = ", ".join(in_words(value).lower() for value in values or ())
    return capital(named)


def years_old(context: Context, year: Any) -> str:
    """A year, and how long ago it is."""
    if not isinstance(year, int):
        return NOT_KNOWN
    age = context.assessment.today.year - year
    if age <= 0:
        return str(year)
    return f"{year}, {age} year{'s' if age > 1 else ''} ago"
