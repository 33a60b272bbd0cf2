"""Uptake as columns: all that are counted fill a column, and what is not counted has none."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from handbook.assess.adoption.model import Uptake
from handbook.render.pictures.trend import HEIGHT, SHOWN, WIDTH, trend

DAY = date(2024, 3, 31)
DAYS = [DAY + timedelta(days=91 * n) for n in range(40)]


def point(at: int, *, na: int = 0, **numbers: int) -> Uptake:
    asked = sum(numbers.values()) + na
    return Uptake("d", DAYS[at], "1.0", asked=asked, not_applicable=na, **numbers)


NUMBERS = [
    {"current": 3},
    {"not_recorded": 5},
    {"unknown": 2},
    {"current": 1, "behind": 2, "declined": 3, "not_recorded": 4, "unknown": 5, "na": 6},
    {"declined": 1, "na": 1},
]


@pytest.mark.parametrize("numbers", NUMBERS)
@pytest.mark.parametrize("days", [1, 2, SHOWN])
def test_a_column_is_full_of_all_that_are_counted_and_stays_in_its_room(
    numbers: dict[str, int], days: int
) -> None:
    given = point(days - 1, **numbers)
    blocks = trend([given], DAYS[:days])
    assert sum(block.height for block in blocks) == pytest.approx(HEIGHT)
    room = WIDTH / days
    for block in blocks:
        assert 0 <= block.y < HEIGHT
        assert room * (days - 1) <= block.x
        assert block.x + block.width <= WIDTH
    silent = [block.height for block in blocks if block.kind == "unheard"]
    assert sum(silent) == pytest.approx(HEIGHT * given.unheard / given.of)


def test_parts_stand_on_each_other_with_what_nobody_knows_on_top() -> None:
    blocks = trend([point(0, **NUMBERS[3])], DAYS[:1])
    assert [block.kind for block in blocks] == ["full", "partial", "declined", "unheard"]
    for lower, upper in pairwise(blocks):
        assert upper.y + upper.height == pytest.approx(lower.y)
    assert blocks[-1].y == pytest.approx(0)


def test_a_day_on_which_nothing_is_counted_has_a_line_at_the_foot_and_no_column() -> None:
    (block,) = trend([Uptake("d", DAY)], DAYS[:1])
    assert (block.kind, block.y + block.height) == ("gap", HEIGHT)
    (nobody,) = trend([point(0, na=4)], DAYS[:1])
    assert nobody.kind == "gap"


def test_documents_are_drawn_against_the_same_days() -> None:
    (late,) = trend([point(3, current=1)], DAYS[:4])
    assert late.x > WIDTH * 3 / 4
    assert trend([], DAYS) == ()
