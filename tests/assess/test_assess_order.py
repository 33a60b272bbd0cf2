"""The order of decisions is the same for whoever reads them, and the safer one comes last."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

from handbook.assess.ledger.model import Event
from handbook.assess.ledger.order import decision_key, item_key, made_later, sort_key
from handbook.assess.workflow import MOVES, DecisionKind

DAY, LATER = date(2026, 3, 11), date(2026, 3, 12)
EVENT = Event(
    "board--5", DecisionKind.ENDORSE, "calm", "T", DAY, DAY, meeting="m-board", item="5"
)  # fmt: skip


def test_items_are_counted_as_people_count_them() -> None:
    counted = ["", "a", "4", "4a", "4b", "4b1", "4b10", "5", "9", "10", "10.1", "10.2", "10.10"]
    keys = [item_key(item) for item in counted]
    assert all(item_key(earlier) < item_key(later) for earlier, later in pairwise(counted)), keys
    assert item_key("04") == item_key("4") == ((4, ""),)
    assert item_key("4.a") == ((4, ""), (-1, ".a"))


def test_what_takes_effect_later_comes_later_whatever_else() -> None:
    """Each of these outweighs all below it."""
    row = [
        replace(EVENT, effective=LATER, decided=DAY, kind=DecisionKind.RECORD),
        replace(EVENT, decided=LATER, kind=DecisionKind.RECORD),
        replace(EVENT, kind=DecisionKind.WITHDRAW, meeting="a"),
        replace(EVENT, meeting="n-board", item="1"),
        replace(EVENT, item="6", decision="a"),
        replace(EVENT, decision="c"),
        EVENT,
    ]
    assert sorted(row, key=sort_key) == row[::-1]
    assert sort_key(EVENT) == (DAY, DAY, 3, "m-board", ((5, ""),), "board--5")


def test_of_the_same_days_the_safer_kind_comes_last() -> None:
    keys = [sort_key(replace(EVENT, kind=move.kind)) for move in MOVES]
    assert all(less < more for less, more in pairwise(keys))


def test_decisions_were_made_in_the_order_of_days_meetings_and_items() -> None:
    row = [
        replace(EVENT, decided=LATER, meeting="a"),
        replace(EVENT, meeting="n-board", item="1"),
        replace(EVENT, item="6", decision="a"),
        replace(EVENT, decision="c"),
        replace(EVENT, effective=LATER),
    ]
    assert sorted(row, key=decision_key) == row[::-1]
    assert decision_key(EVENT) == decision_key(row[-1]), "whenever it takes effect"


def test_what_was_made_later_is_told_by_the_day_or_within_one_meeting_alone() -> None:
    tomorrow = replace(EVENT, decided=LATER, item="1")
    assert made_later(tomorrow, EVENT)
    assert not made_later(EVENT, tomorrow)
    after = replace(EVENT, item="10")
    assert made_later(after, EVENT)
    assert not made_later(EVENT, after)
    assert not made_later(EVENT, EVENT)
    elsewhere = replace(after, meeting="n-board")
    assert not made_later(elsewhere, EVENT)
    assert not made_later(EVENT, elsewhere)
    assert not made_later(replace(after, meeting=""), replace(EVENT, meeting=""))
