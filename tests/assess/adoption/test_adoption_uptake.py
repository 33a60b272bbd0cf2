"""Uptake counts each of those asked once, by what it says of the version in force."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import islice

import pytest

from handbook.assess.adoption.model import Adoption, AdoptionFault, Position, Uptake
from handbook.assess.adoption.uptake import (
    UptakePoints,
    count,
    counted_answer,
    quarter_ends,
    together,
)
from handbook.assess.words import Local

DAY = date(2026, 11, 23)


def place(local: Local, **marks: bool) -> Position:
    return replace(Position("o", "going-home", local), **marks)


PLACES = [
    *[place(Local.ADOPTED)] * 7,
    place(Local.ADAPTED, behind=True, only_corrected=True),
    *[place(Local.ADOPTED, behind=True)] * 2,
    place(Local.ADAPTED, unsupported=True),
    *[place(Local.DECLINED)] * 4,
    place(Local.DECLINED, behind=True, only_corrected=True),
    *[place(Local.DECLINED, behind=True)] * 2,
    *[place(Local.NOT_APPLICABLE)] * 6,
    place(Local.NOT_APPLICABLE, behind=True),
    *[place(Local.NOT_RECORDED)] * 8,
    *[place(Local.UNKNOWN)] * 10,
]
COUNTED = Uptake(
    "going-home", DAY, "2.0", asked=43, current=8, behind=3, declined=5, not_applicable=6,
    not_recorded=11, unknown=10,
)  # fmt: skip


def test_each_of_those_asked_is_counted_once_and_nobody_else() -> None:
    others = [replace(each, intended=False) for each in PLACES]
    assert count("going-home", DAY, "2.0", [*PLACES, *others]) == COUNTED
    counts = (COUNTED.current, COUNTED.behind, COUNTED.declined, COUNTED.not_applicable)
    assert sum(counts) + COUNTED.not_recorded + COUNTED.unknown == COUNTED.asked
    assert (COUNTED.of, COUNTED.unheard, COUNTED.per_cent) == (37, 21, 22)


@pytest.mark.parametrize("local", list(Local))
def test_a_word_on_an_older_version_is_carried_on_only_by_those_who_use_it(local: Local) -> None:
    uses = local in (Local.ADOPTED, Local.ADAPTED)
    assert counted_answer(place(local)) is local
    assert counted_answer(place(local, behind=True, only_corrected=True)) is local
    older = counted_answer(place(local, behind=True))
    assert older is (local if uses else Local.NOT_RECORDED)


@pytest.mark.parametrize(
    ("year", "month", "last", "ends"),
    [
        (2026, 3, date(2026, 3, 31), []),
        (2026, 3, date(2026, 4, 1), ["2026-03-31"]),
        (2026, 4, date(2026, 7, 1), ["2026-06-30"]),
        (2023, 12, date(2025, 1, 1), [
            "2023-12-31", "2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31",
        ]),
        (9998, 10, date.max, ["9998-12-31", "9999-03-31", "9999-06-30", "9999-09-30"]),
        (9999, 11, date.max, []),
    ],
)  # fmt: skip
def test_quarters_end_year_after_year_to_the_last_day_there_is(
    year: int, month: int, last: date, ends: list[str]
) -> None:
    assert [end.isoformat() for end in islice(quarter_ends(year, month, last), 9)] == ends


def test_all_documents_together_are_the_sum_of_each() -> None:
    other = Uptake("x", DAY, "1.0", 100, 20, 30, 40, 50, 60, 70)
    assert together(DAY, iter([COUNTED, other])) == Uptake("", DAY, "", 143, 28, 33, 45, 56, 71, 80)


def test_a_row_of_points_is_equal_to_the_same_points_and_to_nothing_else() -> None:
    later = date(2026, 12, 31)
    points = UptakePoints((DAY, later), (COUNTED, COUNTED))
    same = [COUNTED, replace(COUNTED, day=later)]
    assert (points == same, len(points), points[1], points[1:] == same[1:]) == (
        True, 2, same[1], True,
    )  # fmt: skip
    for other in (same[:1], same[::-1], [COUNTED] * 2, [], object(), 2):
        assert points != other


def test_positions_are_told_by_document_and_by_organisation_in_their_order() -> None:
    pairs = [("b", "y"), ("a", "y"), ("b", "x")]
    places = {pair: Position(*pair, Local.ADOPTED) for pair in pairs}
    found = Adoption(places)
    assert found.of_document("y") == (places["b", "y"], places["a", "y"])
    assert found.of_document("x") == (places["b", "x"],)
    assert found.of_organisation("b") == (places["b", "y"], places["b", "x"])
    assert found.of_document("z") == found.of_organisation("y") == ()


def test_a_record_that_cannot_count_says_the_first_reason() -> None:
    faults = [AdoptionFault(name, "name", (), why) for name, why in ("ab", "ac", "bd")]
    assert Adoption(faults=faults).refused == {"a": "b", "b": "d"}
