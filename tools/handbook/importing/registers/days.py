"""Dates as people write them in spreadsheets: one day, or a question; never a guess."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from handbook.source.dates import FIRST_YEAR, LAST_YEAR, long_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handbook.importing.registers.grid import SheetCell

DAY_FIRST, MONTH_FIRST = "day-first", "month-first"
ORDERS = (DAY_FIRST, MONTH_FIRST)
_NUMBERS = re.compile(r"(\d{1,4})\s?[-/. ]\s?(\d{1,2})\s?[-/. ]\s?(\d{1,4})", re.ASCII)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
_WRITTEN = re.compile(
    _WEEKDAY + r"(\d{1,2})(?:st|nd|rd|th)?[ -](?:of )?([a-z]{3,9})\.?,?[ -](\d{2,4})", re.ASCII
)
_AMERICAN = re.compile(
    _WEEKDAY + r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{2,4})", re.ASCII
)
_MONTH = re.compile(r"(?:([a-z]{3,9})\.?[ -]|\d{1,2}[/.])(\d{4}|\d{2})", re.ASCII)
_YEAR = re.compile(r"\d{4}(?:\s?[-/]\s?\d{2,4})?", re.ASCII)
_NOTHING = frozenset(
    {
        "",
        "-",
        "--",
        "\N{EN DASH}",
        "\N{EM DASH}",
        "?",
        "n/a",
        "na",
        "none",
        "nil",
        "tbc",
        "tba",
        "tbd",
    }
) | {"unknown", "not known"}
_MONTHS = {
    name: number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(n.casefold() for n in names)
    if name
} | {"sept": 9}
_MOST_DAYS = 12


class DoubtfulDayError(Exception):
    """Why words name no one day; ``mend`` is what to do about it."""

    def __init__(self, why: str, mend: str) -> None:
        super().__init__(why)
        self.mend = mend


@dataclass(frozen=True, slots=True)
class DayForm:
    """What somebody said about how dates are written: which number comes first, which century.

    ``century`` is the year that two digits count from, as 2000; 0 where nobody said it.
    ``swapped`` says that dates which Excel holds may have day and month the wrong way round.
    """

    order: str = ""
    century: int = 0
    swapped: bool = False


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is no date."""
    return text.casefold().strip(" .") in _NOTHING


def looks_swapped(cells: Iterable[SheetCell]) -> bool:
    """Whether Excel seems to have taken days for months in a column.

    Opened with the other country's settings, 04/03/2021 becomes a date with day and month
    exchanged, and 25/03/2021 stays words, as there is no 25th month. So where words of that kind
    stand beside dates all of whose days could be months, none of those dates can be believed.
    """
    dated: list[date] = []
    words = False
    for cell in cells:
        if cell.day is not None:
            dated.append(cell.day)
        elif match := _NUMBERS.fullmatch(cell.text.strip()):
            numbers = [int(part) for part in match.groups()[:2]]
            words = words or max(numbers) > _MOST_DAYS >= min(numbers)
    return words and bool(dated) and all(day.day <= _MOST_DAYS for day in dated)


def read_day(cell: SheetCell, form: DayForm) -> date:
    """The one day that a cell names. Raises ``DoubtfulDayError`` if it may be another, or none."""
    if cell.day is not None:
        if form.swapped:
            other = _perhaps(cell.day.year, cell.day.day, cell.day.month)
            raise DoubtfulDayError(
                f"Excel holds {long_date(cell.day)}, and may have taken it from"
                f" {long_date(other) if other else 'another day'}: in this column it left words"
                " such as 25/03/2021 unread",
                "Compare it with the document, and write the month as a word.",
            )
        return _within(cell.day.year, cell.day.month, cell.day.day, cell.text)
    text = " ".join(cell.text.casefold().split())
    if match := _NUMBERS.fullmatch(text):
        return _of_numbers(*match.groups(), text=cell.text, form=form)
    if match := _WRITTEN.fullmatch(text):
        day, month, year = match.groups()
        return _of_words(day, month, year, cell.text, form)
    if match := _AMERICAN.fullmatch(text):
        month, day, year = match.groups()
        return _of_words(day, month, year, cell.text, form)
    if _YEAR.fullmatch(text) or ((match := _MONTH.fullmatch(text)) and _names_month(match[1])):
        raise DoubtfulDayError(f"“{cell.text}” names no day", "Write the day, from the minutes.")
    raise DoubtfulDayError(f"“{cell.text}” is no date", "Write it like 4 March 2021.")


def _names_month(word: str | None) -> bool:
    return word is None or word in _MONTHS


def _of_numbers(first: str, second: str, third: str, *, text: str, form: DayForm) -> date:
    if len(first) == len("2021"):
        if len(third) > 2:  # noqa: PLR2004  a day has latter digits at most
            raise DoubtfulDayError(f"“{text}” is no date", "Write it like 4 March 2021.")
        return _within(int(first), int(second), int(third), text)
    if len(first) > 2:  # noqa: PLR2004
        raise DoubtfulDayError(f"“{text}” is no date", "Write it like 4 March 2021.")
    year = _year(third, text, form)
    former, latter = int(first), int(second)
    ways = {
        order: day
        for order, day in (
            (DAY_FIRST, _perhaps(year, latter, former)),
            (MONTH_FIRST, _perhaps(year, former, latter)),
        )
        if day is not None
    }
    days = set(ways.values())
    if len(days) == 1:
        (day,) = days
        if form.order and form.order not in ways:
            raise DoubtfulDayError(
                f"“{text}” is a date only if it is written {_other(form.order)}",
                "Look which is meant, and write the month as a word.",
            )
        return _within(day.year, day.month, day.day, text)
    if not days:
        raise DoubtfulDayError(f"“{text}” is no day of the calendar", "Look it up, and correct it.")
    if form.order:
        day = ways[form.order]
        return _within(day.year, day.month, day.day, text)
    days_meant = " or ".join(long_date(ways[order]) for order in ORDERS)
    raise DoubtfulDayError(
        f"“{text}” may be {days_meant}",
        "Say once how dates are written: `order: day-first` under `dates` in the mapping.",
    )


def _other(order: str) -> str:
    return "the month first" if order == DAY_FIRST else "the day first"


def _of_words(day: str, month: str, year: str, text: str, form: DayForm) -> date:
    number = _MONTHS.get(month)
    if number is None:
        raise DoubtfulDayError(
            f"“{text}” names no month that is known", "Write it like 4 March 2021."
        )
    return _within(_year(year, text, form), number, int(day), text)


def _year(digits: str, text: str, form: DayForm) -> int:
    if len(digits) == len("2021"):
        return int(digits)
    if len(digits) != len("21"):
        raise DoubtfulDayError(f"“{text}” has no year that can be read", "Write the year in full.")
    if not form.century:
        raise DoubtfulDayError(
            f"“{text}” has a year of two digits",
            "Say once which century: `two-digit-years: 2000` under `dates` in the mapping.",
        )
    return form.century + int(digits)


def _within(year: int, month: int, day: int, text: str) -> date:
    day_there = _perhaps(year, month, day)
    if day_there is None or not FIRST_YEAR < year <= LAST_YEAR:
        raise DoubtfulDayError(f"“{text}” is no day of the calendar", "Look it up, and correct it.")
    return day_there


def _perhaps(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
