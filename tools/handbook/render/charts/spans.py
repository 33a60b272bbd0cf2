"""From when until when: money, posts, agreements, each as a bar along the same months."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from handbook.render.charts.parts import (
    UNKNOWN,
    WIDTH,
    Chart,
    ChartCell,
    ChartProblem,
    chart_of,
    entries,
    named_entry,
    plain_words,
    rect,
    table_in_words,
    text_cell,
)
from handbook.render.pictures.parts import until, words
from handbook.render.tallying.sums import NOT_KNOWN
from handbook.source.dates import add_months, day_or_none, long_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handbook.render.charts.parts import Shape
    from handbook.render.context import Context

_HEIGHT = 6.0
_BEYOND = 3
"""Months that are drawn before the first day and after the last."""
_TODAY = 0.6


def spans_chart(
    context: Context, title: object, given: Iterable[Any], *, what: str = ""
) -> Chart | str:
    """Bars from one day to another, for entries of a name or id, two days, and perhaps a note.

    A day that is not filled in is not known: the bar then goes on as an outline. If no entry says
    since when, bars begin with the day of the page, and only their end is told.
    """
    rows = [(name, _day(begin), _day(end), note) for name, begin, end, note in entries(given, 3, 4)]
    if not rows:
        return "nothing has been recorded yet"
    today = context.assessment.today
    days = [today, *(day for _, begin, end, _ in rows for day in (begin, end) if day)]
    first = add_months(min(days).replace(day=1), -_BEYOND)
    last = add_months(max(days), _BEYOND)
    since = any(begin for _, begin, _, _ in rows)
    unsure = any((since and begin is None) or end is None for _, begin, end, _ in rows)
    return chart_of(
        "spans",
        title,
        table_in_words(
            (what or "What", *(["From"] if since else []), "Until", "Note"),
            (
                (
                    named_entry(context, name),
                    *([text_cell(long_date(begin) if begin else NOT_KNOWN)] if since else []),
                    ChartCell(
                        (until(end) if end else words(NOT_KNOWN),),
                        tuple(_span(begin if since else today, end, today, (first, last))),
                    ),
                    text_cell(note),
                )
                for name, begin, end, note in rows
            ),
        ),
        lines=[f"Drawn from {long_date(first)} to {long_date(last)}."],
        key=[
            ("bar", "From the one day until the other" if since else "From today until that day"),
            *([(UNKNOWN, f"{NOT_KNOWN} whether it goes on, or since when")] if unsure else []),
            ("today", f"The day of this page, {long_date(today)}"),
        ],
    )


def _day(given: object) -> date | None:
    """A day, or none if none is given. Raises ``ChartProblem`` for anything else."""
    day = given if isinstance(given, date) else day_or_none(given)
    if day is None and given:
        raise ChartProblem(f"“{plain_words(given)}” is no day, written year-month-day")
    return day


def _span(
    begin: date | None, end: date | None, today: date, room: tuple[date, date]
) -> Iterator[Shape]:
    first, last = room
    whole = (last - first).days or 1

    def place(day: date) -> float:
        return min(max(WIDTH * (day - first).days / whole, 0.0), WIDTH)

    left = place(begin) if begin else 0.0
    right = place(end + timedelta(days=1)) if end else WIDTH
    if begin and end:
        if end >= begin:
            yield rect("bar", left, 0, max(right - left, 0.5), _HEIGHT)
    else:
        yield from _half_known(begin, end, today, place)
    yield rect("today", max(place(today) - _TODAY / 2, 0), 0, _TODAY, _HEIGHT)


def _half_known(begin: date | None, end: date | None, today: date, place: Any) -> Iterator[Shape]:
    """A span of which one day is not known: filled as far as it holds, an outline beyond."""
    here = place(today)
    if begin and begin <= today:
        if begin < today:
            yield rect("bar", place(begin), 0, max(here - place(begin), 0.5), _HEIGHT)
        yield rect(UNKNOWN, here, 0, WIDTH - here, _HEIGHT)
    elif begin:
        yield rect(UNKNOWN, place(begin), 0, WIDTH - place(begin), _HEIGHT)
    elif end and end >= today:
        yield rect(UNKNOWN, 0, 0, here, _HEIGHT)
        yield rect("bar", here, 0, max(place(end) - here, 0.5), _HEIGHT)
    elif end:
        yield rect(UNKNOWN, 0, 0, place(end), _HEIGHT)
    else:
        yield rect(UNKNOWN, 0, 0, WIDTH, _HEIGHT)
