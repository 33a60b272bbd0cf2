"""Periods: a month, a quarter, a calendar year or a financial year, as registers name them.

Each has one way of writing: ``2026-09``, ``2026-Q3``, ``2026`` and ``2026-27``. A quarter is one of
the calendar's; the quarters of a financial year are the same months, so words always name those.
"""

from __future__ import annotations

import calendar
import datetime as dt
import enum
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.source.dates import MONTHS_OF_YEAR, month_name

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST_YEAR = 2012
"""Before, 2011-12 is a month to some readers and a financial year to others."""
LAST_YEAR = 2099
_BEGINS = 4
"""The month with which a financial year begins, in the United Kingdom."""
_IN_QUARTER = 3
SHAPE = "20[0-9]{2}(-(Q[1-4]|[0-9]{2}))?"
"""How every period is written; not everything that is written so is one."""
_FORM = re.compile(r"([0-9]{4})(?:-(?:Q([1-4])|([0-9]{2})))?\Z")
_CENTURY = 100
HINT = (
    "Write 2026-09 for a month, 2026-Q3 for a quarter of the calendar, 2026 for a calendar year, or"
    " 2026-27 for a financial year."
)


class Frequency(enum.StrEnum):
    """How often something comes: once in each period of one kind. Values stand in records."""

    MONTH = "each-month"
    QUARTER = "each-quarter"
    YEAR = "each-year"
    FINANCIAL_YEAR = "each-financial-year"


_MONTHS = {
    Frequency.MONTH: 1,
    Frequency.QUARTER: _IN_QUARTER,
    Frequency.YEAR: MONTHS_OF_YEAR,
    Frequency.FINANCIAL_YEAR: MONTHS_OF_YEAR,
}


class PeriodProblem(ValueError):  # noqa: N818  # it is a problem with what somebody typed
    """A text that names no period. ``message`` says why."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True, order=True)
class CalendarPeriod:
    """One period, by the month with which it begins and by its kind."""

    year: int
    month: int
    frequency: Frequency

    @property
    def first(self) -> dt.date:
        """Its first day."""
        return dt.date(self.year, self.month, 1)

    @property
    def last(self) -> dt.date:
        """Its last day."""
        count = self.month - 1 + _MONTHS[self.frequency] - 1
        year, month = self.year + count // MONTHS_OF_YEAR, count % MONTHS_OF_YEAR + 1
        return dt.date(year, month, calendar.monthrange(year, month)[1])

    @property
    def following(self) -> CalendarPeriod:
        """The next of its kind."""
        count = self.month - 1 + _MONTHS[self.frequency]
        year, month = self.year + count // MONTHS_OF_YEAR, count % MONTHS_OF_YEAR + 1
        return CalendarPeriod(year, month, self.frequency)

    def __str__(self) -> str:
        """It as a record writes it."""
        match self.frequency:
            case Frequency.MONTH:
                return f"{self.year:04}-{self.month:02}"
            case Frequency.QUARTER:
                return f"{self.year:04}-Q{(self.month - 1) // _IN_QUARTER + 1}"
            case Frequency.FINANCIAL_YEAR:
                return f"{self.year:04}-{(self.year + 1) % _CENTURY:02}"
            case _:
                return f"{self.year:04}"

    @property
    def words(self) -> str:
        """It as people read it: the months of a quarter, as its number means two things."""
        match self.frequency:
            case Frequency.MONTH:
                return f"{month_name(self.month)} {self.year}"
            case Frequency.QUARTER:
                return f"{month_name(self.month)} to {month_name(self.last.month)} {self.year}"
            case Frequency.FINANCIAL_YEAR:
                return f"April {self.year} to March {self.year + 1}"
            case _:
                return str(self.year)


def parse_period(text: str) -> CalendarPeriod:
    """The period that ``text`` names. Raises ``PeriodProblem`` with the reason if there is none."""
    form = _FORM.match(text)
    if form is None:
        raise PeriodProblem("is no period")
    year, quarter, two = int(form[1]), form[2], form[3]
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise PeriodProblem(f"names the year {year}, which is outside {FIRST_YEAR} to {LAST_YEAR}")
    if quarter:
        return CalendarPeriod(year, (int(quarter) - 1) * _IN_QUARTER + 1, Frequency.QUARTER)
    if two is None:
        return CalendarPeriod(year, 1, Frequency.YEAR)
    if int(two) == (year + 1) % _CENTURY:
        return CalendarPeriod(year, _BEGINS, Frequency.FINANCIAL_YEAR)
    if 1 <= int(two) <= MONTHS_OF_YEAR:
        return CalendarPeriod(year, int(two), Frequency.MONTH)
    following = f"{year}-{(year + 1) % _CENTURY:02}"
    raise PeriodProblem(f"is neither a month nor a financial year, which would be {following}")


def period_or_none(value: object) -> CalendarPeriod | None:
    """The period that ``value`` names; ``None`` if it is no text, or names none."""
    try:
        return parse_period(value) if isinstance(value, str) else None
    except PeriodProblem:
        return None


def period_words(value: object) -> str:
    """A period in words; whatever names none, as it is."""
    period = period_or_none(value)
    return period.words if period else str(value)


def period_with(day: dt.date, frequency: Frequency) -> CalendarPeriod:
    """The period of a kind in which a day lies."""
    if frequency is Frequency.FINANCIAL_YEAR:
        return CalendarPeriod(day.year - (day.month < _BEGINS), _BEGINS, frequency)
    months = _MONTHS[frequency]
    return CalendarPeriod(day.year, (day.month - 1) // months * months + 1, frequency)


def periods_until(first: CalendarPeriod, day: dt.date) -> Iterator[CalendarPeriod]:
    """The periods from ``first`` on that have begun by ``day``, none of them left out."""
    period = first
    while period.first <= day:
        yield period
        period = period.following
