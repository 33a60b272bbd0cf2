"""Reviews by month: bars stay in their box, and nothing is ever put off to spread them."""

from __future__ import annotations

from datetime import date

import pytest

from handbook.agenda.load import MonthLoad
from handbook.agenda.spreading import MANY, clumps, months_between
from handbook.render.pictures.months import SHOWN, WIDTH, month_bars

TODAY = date(2026, 11, 23)
NOW = (2026, 11)


def load(year: int, month: int, number: int, *, late: bool = False) -> MonthLoad:
    names = tuple(f"d-{year}-{month}-{n}" for n in range(number))
    return MonthLoad(year, month, late, (("owner", number),), names)


@pytest.mark.parametrize("number", [1, 2, 9, 60])
def test_every_bar_is_in_its_box_and_no_month_stands_twice(number: int) -> None:
    months = months_between(NOW, (2026 + number, 1))[:number]
    totals = {month: 1 + index % 7 for index, month in enumerate(months)}
    bars = month_bars(totals, NOW)
    assert len({bar.month for bar in bars}) == len(bars) == min(number, SHOWN)
    assert all(0 < bar.width <= WIDTH for bar in bars)
    assert max(bar.width for bar in bars) == WIDTH
    longest = max(bar.total for bar in bars)
    assert all(bar.width == pytest.approx(WIDTH * bar.total / longest) for bar in bars)


def test_a_month_without_reviews_stands_between_those_that_have_some() -> None:
    bars = month_bars({(2027, 2): 3}, NOW)
    assert [(bar.month, bar.total, bar.width) for bar in bars] == [
        ((2026, 11), 0, 0.0), ((2026, 12), 0, 0.0), ((2027, 1), 0, 0.0), ((2027, 2), 3, WIDTH),
    ]  # fmt: skip


def test_no_bar_is_drawn_of_nothing() -> None:
    assert [(bar.total, bar.width) for bar in month_bars({}, NOW)] == [(0, 0.0)]


@pytest.mark.parametrize("number", [0, 1, MANY - 1, MANY, 9, 60])
def test_reviews_are_only_ever_brought_forward_and_make_no_new_clump(number: int) -> None:
    loads = (load(2026, 12, 3), load(2027, 1, MANY - 1), load(2027, 3, number))
    answer = clumps(loads, TODAY)
    assert bool(answer) is (number >= MANY)
    totals = {(each.year, each.month): each.total for each in loads}
    for clump in answer:
        assert clump.total == number
        assert len(clump.forward) + clump.stuck == number - MANY + 1
        for each in clump.forward:
            assert NOW <= each.to < clump.month
            totals[each.to] = totals.get(each.to, 0) + 1
            totals[clump.month] -= 1
    assert all(total < MANY for month, total in totals.items() if month != (2027, 3))
    stuck = sum(clump.stuck for clump in answer)
    assert totals[2027, 3] - stuck < MANY


def test_the_latest_month_with_room_is_taken_first() -> None:
    (clump,) = clumps((load(2027, 2, MANY),), TODAY)
    assert [each.to for each in clump.forward] == [(2027, 1)]


def test_what_is_late_fills_this_month_and_what_is_due_in_it_cannot_be_moved() -> None:
    late = load(2026, 11, MANY, late=True)
    (clump,) = clumps((late, load(2026, 12, MANY)), TODAY)
    assert (clump.forward, clump.stuck) == ((), 1)
    (clump,) = clumps((load(2026, 11, MANY + 1),), TODAY)
    assert (clump.forward, clump.stuck) == ((), 2)
