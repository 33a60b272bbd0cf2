"""Dates: read strictly, moved by months, written out."""

from __future__ import annotations

import calendar
import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handbook.source.dates import DateProblem, add_months, day_or_none, long_date, parse_date

DATES = st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31))

REFUSED = {
    "2026-24-10": ("24 is not a month", "Did you mean 2026-10-24?"),
    "2026-13-32": ("13 is not a month", "Months are numbered 01 to 12."),
    "2026-00-10": ("0 is not a month", "Months are numbered 01 to 12."),
    "2026-02-30": (
        "There is no day 30 in February 2026",
        "February 2026 has 28 days: the last is 2026-02-28.",
    ),
    "2026-04-00": (
        "There is no day 0 in April 2026",
        "April 2026 has 30 days: the last is 2026-04-30.",
    ),
    "20240229": (
        "'20240229' is not a date in the form year-month-day",
        "Did you mean 2024-02-29?",
    ),
    "2024-W09-4": (
        "'2024-W09-4' names a week, not a day",
        "Write the year, the month and the day, like 2026-01-31.",
    ),
    "1/2/2026": (
        "'1/2/2026' is not a date in the form year-month-day",
        "Did you mean 2026-02-01 (day first) or 2026-01-02 (month first)?",
    ),
    "31/1/2026": (
        "'31/1/2026' is not a date in the form year-month-day",
        "Did you mean 2026-01-31?",
    ),
    "2026-1-5": ("'2026-1-5' is not a date in the form year-month-day", "Did you mean 2026-01-05?"),
    "5 January 2026": (
        "'5 January 2026' is not a date in the form year-month-day",
        "Did you mean 2026-01-05?",
    ),
    "2026-01-31T10:00": (
        "'2026-01-31T10:00' has a time as well as a date",
        "Write only 2026-01-31.",
    ),
    "1899-12-31": ("The year 1899 is outside 1900 to 2199", "Check the digits of the year."),
    "2200-01-01": ("The year 2200 is outside 1900 to 2199", "Check the digits of the year."),
    "soon": (
        "'soon' is not a date in the form year-month-day",
        "Write the year, the month and the day, like 2026-01-31.",
    ),
    "": (
        "'' is not a date in the form year-month-day",
        "Write the year, the month and the day, like 2026-01-31.",
    ),
    "2026-01-31\n": (
        "'2026-01-31\n' is not a date in the form year-month-day",
        "Write the year, the month and the day, like 2026-01-31.",
    ),
    "٢٠٢٦-01-31": (
        "'٢٠٢٦-01-31' is not a date in the form year-month-day",
        "Write the year, the month and the day, like 2026-01-31.",
    ),
}


@pytest.mark.parametrize("text", sorted(REFUSED))
def test_what_is_no_date_says_why_and_what_was_perhaps_meant(text):
    with pytest.raises(DateProblem) as caught:
        parse_date(text)
    assert (caught.value.message, caught.value.hint) == REFUSED[text]


@given(DATES)
def test_every_day_reads_back_from_its_iso_form(date):
    assert parse_date(date.isoformat()) == date


@given(st.text(max_size=20))
def test_any_other_text_is_refused_or_is_its_own_iso_form(text):
    try:
        assert parse_date(text).isoformat() == text
    except DateProblem as problem:
        said = problem
    else:
        return
    assert said.message
    assert said.hint


@example("2026-00-00")
@example("2026-0-0")
@given(st.from_regex(r"[0-9]{1,4}[-/. ][0-9]{1,2}[-/. ][0-9]{1,4}", fullmatch=True))
def test_a_date_offered_in_a_hint_is_itself_a_date(text):
    try:
        parse_date(text)
    except DateProblem as problem:
        for word in problem.hint.rstrip("?.").split():
            if len(word) == 10 and word[:4].isdigit():
                parse_date(word)


def test_29_february_and_24_months_are_28_february():
    assert add_months(dt.date(2024, 2, 29), 24) == dt.date(2026, 2, 28)
    assert add_months(dt.date(2024, 2, 29), 48) == dt.date(2028, 2, 29)
    assert add_months(dt.date(2026, 1, 31), 1) == dt.date(2026, 2, 28)
    assert add_months(dt.date(2026, 3, 31), -1) == dt.date(2026, 2, 28)


@given(DATES, st.integers(-1200, 1200))
def test_months_move_the_month_exactly_and_the_day_only_when_it_must(date, months):
    try:
        moved = add_months(date, months)
    except DateProblem:
        target = date.year * 12 + date.month - 1 + months
        assert not 1900 <= target // 12 <= 2199
        return
    assert (moved.year * 12 + moved.month) - (date.year * 12 + date.month) == months
    last = calendar.monthrange(moved.year, moved.month)[1]
    assert moved.day == min(date.day, last)


@given(DATES, DATES, st.integers(0, 600))
def test_a_later_date_never_becomes_the_earlier_one(one, other, months):
    first, second = sorted((one, other))
    try:
        assert add_months(first, months) <= add_months(second, months)
    except DateProblem:
        assert second.year * 12 + second.month - 1 + months >= 2200 * 12


def test_a_long_date_is_day_month_in_words_year():
    assert long_date(dt.date(2026, 1, 1)) == "1 January 2026"
    assert long_date(dt.date(2199, 12, 31)) == "31 December 2199"


@given(DATES)
def test_a_long_date_offered_back_is_understood_in_the_hint(date):
    with pytest.raises(DateProblem) as caught:
        parse_date(long_date(date))
    assert date.isoformat() in caught.value.hint


@pytest.mark.parametrize("value", [None, "", "2026-02-30", "1 May 2026", 20260101, True, ["x"]])
def test_what_names_no_day_is_none(value):
    assert day_or_none(value) is None


def test_a_day_is_read_as_it_is_anywhere():
    assert day_or_none("2026-01-31") == parse_date("2026-01-31")
