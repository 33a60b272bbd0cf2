"""What a board asks of all documents together: counted as they stand, and never guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from handbook.render import Stamp
from handbook.render.gathering import gather
from handbook.render.overviews.whole import (
    QUARTERS,
    coverage_table,
    documents_over_time,
    documents_stand,
    overview_link,
    unserved,
    uptake_over_time,
    whole_questions,
)

if TYPE_CHECKING:
    from conftest import Toy
    from handbook.render.context import Context

STAMP = Stamp("f" * 40, datetime(2026, 11, 23, tzinfo=UTC), date(2026, 11, 23), "0.1.0")
HERE = "network/glance/index.md"


def made(toy: Toy, **held: str) -> Context:
    return gather(toy.assessment(), STAMP, (), held, (), {}, {})


def test_every_document_is_counted_once_by_how_it_stands(toy: Toy) -> None:
    context = made(toy)
    rows = documents_stand(context, HERE).splitlines()[2:]
    counts = [int(row.split("|")[2].split("{")[0]) for row in rows]
    documents = [
        record
        for record in context.registry.with_behaviour("endorsable")
        if not context.kind(record).has("group")
    ]
    assert sum(counts) == len(documents)
    assert any("Suspended" in row and "guidelines/stopped" in row for row in rows)


def test_a_document_that_cannot_be_shown_is_counted_as_one_of_which_nothing_can_be_told(
    toy: Toy,
) -> None:
    table = documents_stand(made(toy, rapid="its file is broken"), HERE)
    (row,) = (row for row in table.splitlines() if "Cannot tell" in row)
    assert "rapid" in row


def test_quarters_that_have_ended_are_counted_by_what_was_in_force_on_their_last_day(
    toy: Toy,
) -> None:
    points = documents_over_time(made(toy))
    assert points[-1][0] == "2026-Q3"
    assert points[0][0] == "2025-Q1", "nothing was in force before the first decision"
    assert len(points) <= QUARTERS
    assert all(isinstance(point[1], int) and point[1] > 0 for point in points)


def test_one_that_cannot_be_told_is_not_counted_and_said(toy: Toy) -> None:
    whole = {point[0]: point[1] for point in documents_over_time(made(toy))}
    points = documents_over_time(made(toy, rapid="its file is broken"))
    assert points[-1][1] == whole[points[-1][0]] - 1
    assert points[-1][2] == "how 1 document stood cannot be told"


def test_where_none_can_be_told_the_number_is_not_known(toy: Toy) -> None:
    context = made(toy)
    held = {
        record.id: "its file is broken" for record in context.registry.with_behaviour("endorsable")
    }
    assert {point[1] for point in documents_over_time(made(toy, **held))} == {None}


def test_uptake_is_of_quarters_that_have_ended(toy: Toy) -> None:
    points = uptake_over_time(made(toy))
    assert all(len(point) == 3 and point[0] <= "2026-Q3" for point in points)


def test_policies_are_counted_item_by_item(toy: Toy) -> None:
    context = made(toy)
    table = coverage_table(context, HERE)
    for policy, coverage in context.assessment.coverage.items():
        assert f"policies/{policy}/" in table
        lacking = [item.item for item in coverage.items if item.holds == "none"]
        assert unserved(context, HERE, policy).count("](") == len(lacking)
    held = dict.fromkeys(context.assessment.coverage, "broken")
    assert coverage_table(made(toy, **held), HERE) == ""
    assert unserved(context, HERE, "nothing") == ""


def test_a_link_to_an_overview_is_there_while_it_shows_something(toy: Toy) -> None:
    context = made(toy)
    assert overview_link(context, HERE, "people") == "[People and posts](../people/index.md)"
    held = {"lead": "broken", "safety": "broken"}
    assert overview_link(made(toy, **held), HERE, "people") == ""
    with pytest.raises(LookupError):
        overview_link(context, HERE, "visits")


def test_has_asks_for_records_that_can_be_shown(toy: Toy) -> None:
    has = whole_questions(made(toy), HERE)["has"]
    assert has("waiver", "post")
    assert not has("waiver")
