"""Dates in spreadsheets: one day or a question, never a guess."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.importing.registers.days import (
    DAY_FIRST,
    MONTH_FIRST,
    DayForm,
    DoubtfulDayError,
    is_nothing,
    looks_swapped,
    read_day,
)
from handbook.importing.registers.grid import SheetCell

PLAIN = DayForm()
BRITISH = DayForm(DAY_FIRST, 2000)
AMERICAN = DayForm(MONTH_FIRST, 2000)
DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2021-03-04", date(2021, 3, 4)),
        ("2021/3/4", date(2021, 3, 4)),
        ("4 March 2021", date(2021, 3, 4)),
        ("4th  MARCH, 2021", date(2021, 3, 4)),
        ("Thursday 4 Mar. 2021", date(2021, 3, 4)),
        ("4-Mar-2021", date(2021, 3, 4)),
        ("4 Sept 2021", date(2021, 9, 4)),
        ("March 4, 2021", date(2021, 3, 4)),
        ("25/03/2021", date(2021, 3, 25)),
        ("03/25/2021", date(2021, 3, 25)),
        ("25.3.2021", date(2021, 3, 25)),
        ("03/03/2021", date(2021, 3, 3)),
        ("29/02/2024", date(2024, 2, 29)),
    ],
)
def test_what_can_mean_one_day_is_that_day(text: str, day: date) -> None:
    assert read_day(SheetCell(text), PLAIN) == day


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("04/03/2021", "may be 4 March 2021 or 3 April 2021"),
        ("4.3.2021", "may be 4 March 2021 or 3 April 2021"),
        ("25/03/21", "year of two digits"),
        ("4 March 21", "year of two digits"),
        ("March 2021", "names no day"),
        ("03/2021", "names no day"),
        ("2021", "names no day"),
        ("2021/22", "names no day"),
        ("31/02/2021", "no day of the calendar"),
        ("29 February 2023", "no day of the calendar"),
        ("32/13/2021", "no day of the calendar"),
        ("0/0/2021", "no day of the calendar"),
        ("4 Marsh 2021", "no month that is known"),
        ("Spring 2021", "is no date"),
        ("4 March 20211", "is no date"),
        ("4/3/202", "no year that can be read"),
        ("Sept 21", "names no day"),
        ("44259", "is no date"),
        ("04/03/2021 or 05/03/2021", "is no date"),
        ("reviewed 4 March 2021", "is no date"),
        ("4 March 1899", "no day of the calendar"),
        ("4 March 2201", "no day of the calendar"),
        ("٤/٣/٢٠٢١", "is no date"),
    ],
)
def test_what_may_mean_another_day_is_asked_about(text: str, reason: str) -> None:
    with pytest.raises(DoubtfulDayError, match=reason) as doubt:
        read_day(SheetCell(text), PLAIN)
    assert doubt.value.mend


@given(DAYS)
def test_every_day_is_read_back_from_each_way_that_names_one(day: date) -> None:
    for text in (
        f"{day:%Y-%m-%d}",
        f"{day.day} {day:%B} {day.year}",
        f"{day:%b} {day.day}, {day.year}",
    ):
        assert read_day(SheetCell(text), PLAIN) == day
    assert read_day(SheetCell(f"{day:%d/%m/%Y}"), BRITISH) == day
    assert read_day(SheetCell(f"{day:%m/%d/%Y}"), AMERICAN) == day


@given(DAYS)
def test_numbers_without_an_order_are_never_another_day(day: date) -> None:
    """Written one way round and read without being told which: that day, or a question."""
    for text in (f"{day:%d/%m/%Y}", f"{day:%m/%d/%Y}"):
        try:
            read = read_day(SheetCell(text), PLAIN)
        except DoubtfulDayError:
            assert day.day <= 12
            assert day.day != day.month
        else:
            assert read == day


def test_an_order_that_does_not_fit_is_a_question() -> None:
    with pytest.raises(DoubtfulDayError, match="only if it is written the month first"):
        read_day(SheetCell("03/25/2021"), BRITISH)


def test_the_century_is_what_was_said() -> None:
    assert read_day(SheetCell("25/03/21"), BRITISH) == date(2021, 3, 25)
    assert read_day(SheetCell("25/03/98"), DayForm(DAY_FIRST, 1900)) == date(1998, 3, 25)


def test_a_date_of_excel_is_its_day() -> None:
    assert read_day(SheetCell("2021-03-04", date(2021, 3, 4)), PLAIN) == date(2021, 3, 4)
    with pytest.raises(DoubtfulDayError):  # the nought of Excel's calendar
        read_day(SheetCell("1899-12-30", date(1899, 12, 30)), PLAIN)


def test_dates_that_excel_may_have_turned_round_are_asked_about() -> None:
    """Opened with American settings, 04/03/2021 became 3 April, and 25/03/2021 stayed words."""
    dated = SheetCell("2021-04-03", date(2021, 4, 3))
    assert looks_swapped([dated, SheetCell("25/03/2021"), SheetCell("")])
    with pytest.raises(DoubtfulDayError, match="may have taken it from 4 March 2021"):
        read_day(dated, DayForm(swapped=True))


@pytest.mark.parametrize(
    "cells",
    [
        [
            SheetCell("x", date(2021, 4, 3)),
            SheetCell("x", date(2021, 4, 25)),
            SheetCell("25/03/2021"),
        ],
        [SheetCell("x", date(2021, 4, 3)), SheetCell("25 March 2021")],
        [SheetCell("x", date(2021, 4, 3)), SheetCell("04/03/2021")],
        [SheetCell("25/03/2021")],
        [],
    ],
)
def test_a_column_that_shows_no_sign_of_it_is_believed(cells: list[SheetCell]) -> None:
    assert not looks_swapped(cells)


@pytest.mark.parametrize("text", ["", "-", "\N{EN DASH}", "N/A", "tbc", "TBC.", " none ", "?"])
def test_what_says_that_there_is_no_date(text: str) -> None:
    assert is_nothing(text)
    assert not is_nothing("now")


@given(st.text(max_size=40))
def test_nothing_that_anybody_types_breaks_it(text: str) -> None:
    for form in (PLAIN, BRITISH, AMERICAN):
        told = ("it was read", "so there is nothing to mend")
        try:
            read_day(SheetCell(text), form)
        except DoubtfulDayError as doubt:
            told = (str(doubt), doubt.mend)
        assert all(told)
