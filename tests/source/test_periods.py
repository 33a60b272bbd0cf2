"""Periods are read in one way, follow one another without a gap, and end on their last day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.source.periods import (
    SHAPE,
    CalendarPeriod,
    Frequency,
    PeriodProblem,
    parse_period,
    period_or_none,
    period_with,
    periods_until,
)

DAYS = st.dates(date(2012, 4, 1), date(2099, 12, 31))
FREQUENCIES = st.sampled_from(Frequency)


@pytest.mark.parametrize(
    ("text", "first", "last", "words"),
    [
        ("2026", "2026-01-01", "2026-12-31", "2026"),
        ("2026-27", "2026-04-01", "2027-03-31", "April 2026 to March 2027"),
        ("2026-Q3", "2026-07-01", "2026-09-30", "July to September 2026"),
        ("2026-Q4", "2026-10-01", "2026-12-31", "October to December 2026"),
        ("2026-09", "2026-09-01", "2026-09-30", "September 2026"),
        ("2028-02", "2028-02-01", "2028-02-29", "February 2028"),
        ("2012-12", "2012-12-01", "2012-12-31", "December 2012"),
        ("2012-13", "2012-04-01", "2013-03-31", "April 2012 to March 2013"),
        ("2099-00", "2099-04-01", "2100-03-31", "April 2099 to March 2100"),
    ],
)
def test_each_is_read_with_its_days_and_words(text: str, first: str, last: str, words: str) -> None:
    period = parse_period(text)
    assert (period.first.isoformat(), period.last.isoformat()) == (first, last)
    assert (str(period), period.words) == (text, words)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is no period"),
        ("2026-", "is no period"),
        ("2026-Q5", "is no period"),
        ("2026-q3", "is no period"),
        ("2026/27", "is no period"),
        ("2026-9", "is no period"),
        ("2026-09-01", "is no period"),
        ("2026-09\n", "is no period"),
        ("٢٠٢٦", "is no period"),
        ("2026-2027", "is no period"),
        ("2026-13", "neither a month nor a financial year, which would be 2026-27"),
        ("2026-28", "neither a month nor a financial year, which would be 2026-27"),
        ("2026-00", "neither a month nor a financial year"),
        ("2011-12", "outside 2012 to 2099"),
        ("2100", "outside 2012 to 2099"),
    ],
)
def test_nothing_else_is_read_and_why_is_said(text: str, why: str) -> None:
    with pytest.raises(PeriodProblem) as problem:
        parse_period(text)
    assert why in problem.value.message
    assert period_or_none(text) is None


@given(DAYS, FREQUENCIES)
def test_each_day_lies_in_one_period_of_each_kind(day: date, frequency: Frequency) -> None:
    period = period_with(day, frequency)
    assert period.first <= day <= period.last
    assert parse_period(str(period)) == period
    assert period_with(period.first, frequency) == period_with(period.last, frequency) == period


@given(DAYS, FREQUENCIES)
def test_the_next_begins_on_the_day_after_the_last(day: date, frequency: Frequency) -> None:
    period = period_with(day, frequency)
    assert period.following.first == period.last + timedelta(days=1)
    assert period.following.frequency is frequency


@given(DAYS, st.integers(0, 1500), FREQUENCIES)
def test_all_that_have_begun_are_told_without_a_gap(
    start: date, days: int, frequency: Frequency
) -> None:
    first, today = period_with(start, frequency), start + timedelta(days=days)
    periods = list(periods_until(first, today))
    assert periods[0] == first
    assert periods[-1].first <= today <= periods[-1].last
    assert all(a.last + timedelta(days=1) == b.first for a, b in pairwise(periods))


def test_none_is_told_before_the_first_has_begun() -> None:
    assert list(periods_until(parse_period("2026-27"), date(2026, 3, 31))) == []
    assert list(periods_until(parse_period("2026-27"), date(2026, 4, 1))) == [
        CalendarPeriod(2026, 4, Frequency.FINANCIAL_YEAR)
    ]


@given(st.from_regex(rf"\A{SHAPE}\Z"))
def test_a_text_of_the_right_shape_names_one_kind_of_period_or_none(text: str) -> None:
    period = period_or_none(text)
    assert period is None or str(period) == text


@given(st.text(max_size=8))
def test_whatever_is_written_is_a_period_written_in_its_one_way_or_refused(text: str) -> None:
    period = period_or_none(text)
    assert period is None or str(period) == text
