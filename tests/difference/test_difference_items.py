"""Two editions of a policy: no item is lost, none is taken for another, and none counted twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.difference.items import Fate, ItemChange, PolicyItem, compare_items

TOPICS = (
    "Name one lead for each transfer",
    "Name one lead for each transfer and one for the night",
    "Have a lead at night",
    "Have two leads at night",
    "Ask the family where they want to be",
    "Give 5 or more",
    "Give < 5",
)


def edition(*topics: str, first: int = 1, section: str = "1") -> tuple[PolicyItem, ...]:
    return tuple(
        PolicyItem(f"1.{number}", topic, section) for number, topic in enumerate(topics, first)
    )


def fates(old: tuple[PolicyItem, ...], new: tuple[PolicyItem, ...]) -> list[tuple[str, str, Fate]]:
    return [
        (c.old.id if c.old else "", c.new.id if c.new else "", c.fate)
        for c in compare_items(old, new)
    ]


def test_what_is_the_same_is_the_same() -> None:
    old = edition(*TOPICS)
    assert {fate for _, _, fate in fates(old, old)} == {Fate.SAME}


def test_an_item_that_went_moves_the_numbers_of_all_below_it() -> None:
    assert fates(edition(*TOPICS[:1], *TOPICS[4:6]), edition(*TOPICS[4:6])) == [
        ("1.2", "1.1", Fate.RENUMBERED),
        ("1.3", "1.2", Fate.RENUMBERED),
        ("1.1", "", Fate.REMOVED),
    ]


def test_a_number_that_stands_for_another_item_is_told() -> None:
    old, new = edition(TOPICS[0], TOPICS[4]), edition(TOPICS[4])
    gone = next(c for c in compare_items(old, new) if c.fate is Fate.REMOVED)
    assert gone.taken == new[0]
    moved = next(c for c in compare_items(old, new) if c.fate is Fate.RENUMBERED)
    assert moved.taken is None  # nothing bears the number 1.2 now


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Have a lead at night", "Have two leads at night"),
        ("Give 5 mL or more", "Give < 5 mL"),
        ("Give 5 mL or more", "Give 5 ml or more"),
        ("Give ≤ 5 mL", "Give ≥ 5 mL"),
        ("Wait 4-6 hours", "Wait 4.6 hours"),
    ],
)
def test_a_sign_that_changed_is_other_words(before: str, after: str) -> None:
    assert fates(edition(before), edition(after)) == [("1.1", "1.1", Fate.REWORDED)]


def test_the_way_it_is_laid_out_is_no_other_words() -> None:
    assert fates(edition("Have a  lead\nat night."), edition("Have a lead at night")) == [
        ("1.1", "1.1", Fate.SAME)
    ]


def test_one_number_with_nothing_in_common_is_two_items() -> None:
    assert fates(edition(TOPICS[0]), edition(TOPICS[4])) == [
        ("", "1.1", Fate.ADDED),
        ("1.1", "", Fate.REMOVED),
    ]


def test_what_is_like_two_is_taken_for_the_one_with_its_number() -> None:
    old = edition("Have a lead at night", "Have a lead by day")
    new = edition("Have a lead every night", "Have a lead every day")
    assert [(a, b) for a, b, _ in fates(old, new)] == [("1.1", "1.1"), ("1.2", "1.2")]


def test_the_same_words_twice_are_told_apart_by_number_only() -> None:
    old, new = edition("Review it", "Review it"), edition("Review it", "Review it")
    assert fates(old, new) == [("1.1", "1.1", Fate.SAME), ("1.2", "1.2", Fate.SAME)]


def test_another_section_is_told_and_changes_nothing_else() -> None:
    (change,) = compare_items(edition(TOPICS[0]), edition(TOPICS[0], section="2"))
    assert (change.fate, change.section_moved) == (Fate.SAME, True)


EDITIONS = st.lists(
    st.tuples(st.sampled_from([f"1.{n}" for n in range(1, 12)]), st.sampled_from(TOPICS)),
    unique_by=lambda pair: pair[0],
).map(lambda pairs: tuple(PolicyItem(number, topic) for number, topic in pairs))


@given(EDITIONS, EDITIONS)
def test_every_item_of_both_is_told_once(
    old: tuple[PolicyItem, ...], new: tuple[PolicyItem, ...]
) -> None:
    changes = compare_items(old, new)
    assert sorted(c.old.id for c in changes if c.old) == sorted(item.id for item in old)
    assert [c.new.id for c in changes if c.new] == [item.id for item in new]
    for change in changes:
        assert_fate_holds(change, new)


def assert_fate_holds(change: ItemChange, new: tuple[PolicyItem, ...]) -> None:
    """What is said of one item is so, by its own two editions."""
    if change.fate is Fate.SAME:
        assert change.old == change.new
    if change.fate in {Fate.RENUMBERED, Fate.SAME}:
        assert change.old
        assert change.new
        assert change.old.topic == change.new.topic
    moved = change.old and not (change.new and change.new.id == change.old.id)
    holder = next((item for item in new if change.old and item.id == change.old.id), None)
    assert change.taken == (holder if moved else None)


@given(EDITIONS, EDITIONS)
def test_the_order_of_the_old_edition_does_not_matter_to_what_is_the_same(
    old: tuple[PolicyItem, ...], new: tuple[PolicyItem, ...]
) -> None:
    def same(items: tuple[PolicyItem, ...]) -> set[str]:
        return {c.new.id for c in compare_items(items, new) if c.new and c.fate is Fate.SAME}

    assert same(old) == same(old[::-1])
