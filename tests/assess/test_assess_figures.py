"""A total is told only if its number is there, and only of records that are all told."""

from __future__ import annotations

from handbook.assess.figures import CountTotal, Figures

NIGHTS, DAYS = ("return", "nights", "2026-Q1"), ("return", "days", "2026-Q1")


def test_a_total_is_shown_if_it_has_a_number_and_none_is_one() -> None:
    assert CountTotal(("a",), count=7).shown
    assert CountTotal(("a",), count=0).shown
    assert not CountTotal(("a",), frozenset({"a"})).shown


def test_without_some_records_no_total_that_they_are_part_of_is_left() -> None:
    nights, days = CountTotal(("a", "b"), count=7), CountTotal(("c",), count=9)
    figures = Figures({NIGHTS: nights, DAYS: days})
    assert figures.without(frozenset({"b", "d"})) == Figures({DAYS: days})
    assert figures.without(frozenset()) == figures
    assert Figures().without(frozenset({"a"})) == Figures({})
