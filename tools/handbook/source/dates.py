"""Calendar dates: read strictly, moved by months, written out for people."""

from __future__ import annotations

import calendar
import datetime as dt
import re

FIRST_YEAR = 1900
LAST_YEAR = 2199
MONTHS_OF_YEAR = 12

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})\Z")
_WEEK = re.compile(r"[0-9]{4}-?W[0-9]{1,2}(-?[0-9])?\Z", re.IGNORECASE)
_LOOSE = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})\Z")
_BRITISH = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})\Z")
_TIMED = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ].+\Z")
_WRITTEN = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9})\.? ([0-9]{4})\Z")

_FORM = "Write the year, the month and the day, like 2026-01-31."


class DateProblem(ValueError):  # noqa: N818  # it is a problem with what somebody typed
    """A text that is no date of the calendar. ``message`` says why, ``hint`` how to mend it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def parse_date(text: str) -> dt.date:
    """The calendar date that ``text`` (``2026-01-31``) names.

    Raises ``DateProblem`` for anything else: other ways of writing a date, days that do not exist,
    and years outside 1900 to 2199.
    """
    match = _ISO.match(text)
    if match is None:
        raise _other_form(text)
    year, month, day = (int(part) for part in match.groups())
    return _checked(year, month, day)


def day_or_none(value: object) -> dt.date | None:
    """The date that ``value`` names; ``None`` if it is no text, or names none."""
    try:
        return parse_date(value) if isinstance(value, str) else None
    except DateProblem:
        return None


def add_months(date: dt.date, months: int) -> dt.date:
    """``date`` moved by whole months; a day the target month lacks becomes its last day.

    29 February 2024 and 24 months give 28 February 2026. Raises ``DateProblem`` when the result
    leaves the years 1900 to 2199.
    """
    count = date.year * MONTHS_OF_YEAR + date.month - 1 + months
    year, month = divmod(count, MONTHS_OF_YEAR)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _year_problem(year)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(date.day, last))


def long_date(date: dt.date) -> str:
    """``date`` in words, as people here write it: ``1 January 2026``."""
    return f"{date.day} {_MONTH_NAMES[date.month - 1]} {date.year}"


def month_name(month: int) -> str:
    """What a month is called, by its number from 1 to 12."""
    return _MONTH_NAMES[month - 1]


_MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _checked(year: int, month: int, day: int) -> dt.date:
    """The date, or the reason why there is none."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _year_problem(year)
    if not 1 <= month <= MONTHS_OF_YEAR:
        swapped = _iso_or_none(year, day, month)
        hint = f"Did you mean {swapped}?" if swapped else "Months are numbered 01 to 12."
        raise DateProblem(f"{month} is not a month", hint)
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        name = f"{_MONTH_NAMES[month - 1]} {year}"
        raise DateProblem(
            f"There is no day {day} in {name}",
            f"{name} has {last} days: the last is {year:04}-{month:02}-{last}.",
        )
    return dt.date(year, month, day)


def _year_problem(year: int) -> DateProblem:
    return DateProblem(
        f"The year {year} is outside {FIRST_YEAR} to {LAST_YEAR}", "Check the digits of the year."
    )


def _iso_or_none(year: int, month: int, day: int) -> str | None:
    """``2026-01-31`` when that is a date within our years, else ``None``."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def _other_form(text: str) -> DateProblem:
    """Why a text in another form is refused, with a guess where one is safe."""
    shown = text if len(text) <= 40 else text[:40] + "..."  # noqa: PLR2004  # fits one line
    problem = f"'{shown}' is not a date in the form year-month-day"
    if _WEEK.match(text):
        return DateProblem(f"'{shown}' names a week, not a day", _FORM)
    if match := _TIMED.match(text):
        year, month, day = (int(part) for part in match[1].split("-"))
        guess = _iso_or_none(year, month, day)
        hint = f"Write only {guess}." if guess else _FORM
        return DateProblem(f"'{shown}' has a time as well as a date", hint)
    if match := _COMPACT.match(text) or _LOOSE.match(text):
        guess = _iso_or_none(int(match[1]), int(match[2]), int(match[3]))
        return DateProblem(problem, f"Did you mean {guess}?" if guess else _FORM)
    if match := _BRITISH.match(text):
        return DateProblem(problem, _day_first(int(match[3]), int(match[2]), int(match[1])))
    if match := _WRITTEN.match(text):
        starts = [name[:3].lower() for name in _MONTH_NAMES]
        if (start := match[2][:3].lower()) in starts:
            guess = _iso_or_none(int(match[3]), starts.index(start) + 1, int(match[1]))
            return DateProblem(problem, f"Did you mean {guess}?" if guess else _FORM)
    return DateProblem(problem, _FORM)


def _day_first(year: int, month: int, day: int) -> str:
    """A hint for ``1/2/2026``, which is 1 February here and 2 January in America."""
    british, american = _iso_or_none(year, month, day), _iso_or_none(year, day, month)
    if british and american and british != american:
        return f"Did you mean {british} (day first) or {american} (month first)?"
    guess = british or american
    return f"Did you mean {guess}?" if guess else _FORM
