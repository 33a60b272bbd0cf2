"""What templates ask of many records: what is not known never counts as nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from handbook.render import Stamp
from handbook.render.gathering import gather
from handbook.render.markdown.fields import Fields
from handbook.render.pages.linked import Row, rows
from handbook.render.tallying.asking import entries_of
from handbook.render.tallying.sums import exact, gap, number, pounds, share, total
from handbook.render.tallying.values import (
    grouped,
    having,
    lacking,
    latest,
    ordered,
    values_at,
    within,
)

if TYPE_CHECKING:
    from conftest import Toy
    from handbook.render.context import Context

STAMP = Stamp("f" * 40, datetime(2026, 11, 23, tzinfo=UTC), date(2026, 11, 23), "0.1.0")


def row(name: str, **data: Any) -> Row:
    return Row(name, Fields({key.replace("_", "-"): value for key, value in data.items()}))


@pytest.fixture
def context(toy: Toy) -> Context:
    toy.put(
        "organisations/sea.yaml", {"id": "sea", "title": "Sea", "kind": "district-general-hospital"}
    )
    toy.put("organisations/ash.yaml", {"id": "ash", "title": "Ash", "kind": "charity"})
    more = {"organisation": "sea", "funded-until": "2027-03-31"}
    toy.put("posts/porter.yaml", {"id": "porter", "title": "Porter", **more})
    more["funded-until"] = "2026-12-31"
    toy.put("posts/clerk.yaml", {"id": "clerk", "title": "Clerk", **more, "deputy": "lead"})
    return gather(toy.assessment(), STAMP, (), {}, (), {}, {})


def ids(some: Any) -> list[str]:
    return [each.id for each in some]


def test_records_stand_under_their_values_and_those_without_one_last(context: Context) -> None:
    parts = grouped(context, rows(context, "post"), "deputy")
    assert [(part.key, part.label, ids(part.rows)) for part in parts] == [
        ("lead", "Lead nurse", ["clerk"]),
        ("", "Not recorded", ["lead", "porter", "safety"]),
    ]


def test_an_enum_keeps_its_own_order(context: Context) -> None:
    kinds = [part.key for part in grouped(context, rows(context, "organisation"), "kind")]
    order = context.registry.types["organisation"].schema["$defs"]["organisation-kind"]["enum"]
    assert kinds == [kind for kind in order if kind in kinds]
    assert len(kinds) == 3


def test_a_record_with_several_values_stands_under_each(context: Context) -> None:
    (group,) = rows(context, "terms-of-reference")
    assert values_at(group, "seats.title") == ("Chair",)
    powers = [part.key for part in grouped(context, [group], "authority.types")]
    assert sorted(powers) == ["care-pathway", "guideline"]


def test_order_is_by_value_and_then_by_name_with_the_unknown_last(context: Context) -> None:
    posts = rows(context, "post")
    assert ids(ordered(context, posts)) == ["clerk", "lead", "porter", "safety"]
    soonest = ["clerk", "porter", "lead", "safety"]
    assert ids(ordered(context, posts, "funded_until")) == soonest
    latest_first = ["porter", "clerk", "lead", "safety"]
    assert ids(ordered(context, posts, "funded_until", newest=True)) == latest_first


def test_records_are_picked_by_what_they_say(context: Context) -> None:
    posts = rows(context, "post")
    assert ids(having(posts, "funded_until")) == ["clerk", "porter"]
    assert ids(having(posts, "organisation", "mill", "ash")) == ["lead", "safety"]
    assert ids(lacking(posts, "funded_until")) == ["lead", "safety"]
    assert ids(within(posts, "funded_until", "2026-12-31", "2027-03-30")) == ["clerk"]
    assert ids(within(posts, "funded_until", "2027-01-01")) == ["porter"]
    assert ids(within(posts, "funded_until", last="2026-12-31")) == ["clerk"]
    with pytest.raises(LookupError):
        having(posts, "colour")


def test_entries_for_a_chart_have_nothing_where_nothing_is_filled_in(context: Context) -> None:
    posts = having(rows(context, "post"), "organisation", "sea")
    assert entries_of(posts, "", "funded_until", "deputy") == [
        ["clerk", None, "2026-12-31", "lead"],
        ["porter", None, "2027-03-31", None],
    ]


def test_the_latest_is_the_last_day_and_one_for_each_if_asked() -> None:
    some = [
        row("a", on="2026-01-01", area="coast"),
        row("b", on="2026-03-01", area="coast"),
        row("c", on="2025-01-01", area="fell"),
        row("d", area="fell"),
    ]
    assert latest(some, "on").id == "b"
    assert ids(latest(some, "on", each="area")) == ["b", "c"]
    assert latest(some[3:], "on") is None
    assert latest(some[3:], "on", each="area") == ()


def test_sums_are_exact_and_say_of_how_many_nothing_is_known() -> None:
    tenths = [row(str(n), wte="0.1") for n in range(3)]
    assert total(tenths, "wte").amount == Decimal("0.3")
    assert str(total(tenths, "wte")) == "0.3"
    assert str(total([row("a", beds=4), row("b", beds=0)], "beds")) == "4"
    assert str(total([row("a", beds=4), row("b")], "beds")) == "4; not known for 1 of 2"
    assert str(total([row("a", beds=4), row("b", beds="few")], "beds")).endswith("for 1 of 2")
    assert str(total([row("a"), row("b")], "beds")) == "Not known"
    assert str(total([], "beds")) == "None recorded"
    assert not total([row("a")], "beds")
    assert total([row("a", beds=0)], "beds")


def test_the_rows_of_a_list_are_added_up_within_each_record() -> None:
    some = [row("a", lines=[{"cost": 5}, {"cost": 7}]), row("b", lines=[])]
    assert str(total(some, "lines.cost")) == "12; not known for 1 of 2"


@pytest.mark.parametrize("strange", [True, None, "", "NaN", "Infinity", "1,5", 1.5, "four"])
def test_what_is_no_number_is_none(strange: object) -> None:
    assert exact(strange) is None


@pytest.mark.parametrize(
    ("amount", "words"),
    [("1234567.50", "1,234,567.5"), ("200", "200"), ("0.0", "0"), ("2.00", "2"), ("100", "100")],
)
def test_numbers_are_written_as_people_do(amount: str, words: str) -> None:
    assert number(Decimal(amount)) == words


def test_money_is_said_with_its_sign() -> None:
    assert pounds(12300) == "£12,300"
    assert pounds(-5) == "-£5"
    assert pounds(None) == "Not known"
    assert pounds(total([row("a", cost=1000), row("b")], "cost")) == "£1,000; not known for 1 of 2"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ((3, 7), "3 of 7 (42 per cent)"),
        (([1, 2], [1, 2]), "2 of 2 (100 per cent)"),
        ((0, 4), "0 of 4 (0 per cent)"),
        ((0, 0), "None to count"),
        ((3, 7, 2), "At least 3 of 7 (42 per cent); not known of 2"),
        ((0, 7, 2), "None known of 7; not known of 2"),
        ((0, 7, 7), "Not known of any of 7"),
    ],
)
def test_a_share_is_the_least_that_it_can_be_and_says_so(given: Any, words: str) -> None:
    assert share(*given) == words


def test_a_gap_is_in_sight_and_its_reason_is_only_words() -> None:
    assert gap("no *return*") == "**Not known**{ .hb-tag .hb-care } no &#42;return&#42;"
    assert gap() == "**Not known**{ .hb-tag .hb-care }"
