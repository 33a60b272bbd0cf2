"""Where a document that left use leads: never to one that may not be used, and never for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from test_assess_standing import ENDORSED, day, event, on

from handbook.assess.standing.model import Standing
from handbook.assess.standing.succession import Arrival, Way, circles, way_from, way_to
from handbook.assess.words import State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.assess.ledger.model import Event


def ways(**states: State | str) -> dict[str, Standing]:
    """Documents by id: in the state given, or superseded by the one named."""
    return {
        name: Standing(name, state)
        if isinstance(state, State)
        else Standing(name, State.SUPERSEDED, successor=state)
        for name, state in states.items()
    }


UNSAID = Standing("doc", State.WITHDRAWN, state_event=event("withdraw"))
SAID = Standing("doc", State.WITHDRAWN, state_event=event("withdraw", no_replacement=True))


@pytest.mark.parametrize(
    ("documents", "way"),
    [
        (ways(b=State.IN_FORCE), Way((), "b", Arrival.LIVE)),
        (ways(b="c", c="d", d=State.IN_FORCE), Way(("b", "c"), "d", Arrival.LIVE)),
        (ways(), Way((), "b", Arrival.MISSING)),
        (ways(b="c"), Way(("b",), "c", Arrival.MISSING)),
        (ways(b=State.SUSPENDED), Way((), "b", Arrival.STOPPED)),
        (ways(b="c", c=State.UNKNOWN), Way(("b",), "c", Arrival.STOPPED)),
        (ways(b=State.LAPSED), Way((), "b", Arrival.STOPPED)),
        (ways(b="a"), Way(("b",), "a", Arrival.CIRCLE)),
        (ways(b="c", c="a"), Way(("b", "c"), "a", Arrival.CIRCLE)),
        (ways(b="c", c="d", d="b"), Way(("b", "c", "d"), "b", Arrival.CIRCLE)),
        (ways(b="b"), Way(("b",), "b", Arrival.CIRCLE)),
        ({"b": UNSAID}, Way(("b",), "", Arrival.UNSAID)),
        ({"b": SAID}, Way(("b",), "", Arrival.NONE)),
    ],
)
def test_i6_a_chain_is_followed_to_its_end_and_the_end_is_named(
    documents: Mapping[str, Standing], way: Way
) -> None:
    assert way_to("a", "b", documents.get) == way
    assert way.live == (way.end if way.arrival is Arrival.LIVE else "")
    left = Standing("a", State.SUPERSEDED, successor="b")
    assert way_from(left, documents.get) == way


def test_i6_only_what_left_use_leads_elsewhere() -> None:
    documents = ways(b=State.IN_FORCE)
    live = Way((), "b", Arrival.LIVE)
    for state in State:
        named = way_from(Standing("a", state, successor="b"), documents.get)
        assert named == (None if state is State.IN_FORCE else live), state
        ended = state in (State.SUPERSEDED, State.WITHDRAWN)
        unnamed = way_from(Standing("a", state), documents.get)
        assert unnamed == (Way((), "", Arrival.UNSAID) if ended else None), state
    assert way_from(SAID, documents.get) == Way((), "", Arrival.NONE)


def replaced(successor: str, *more: Event, effective: int = 1) -> Standing:
    """A document that was endorsed, and then replaced by another; told on day 10."""
    stop = event("supersede", 1, effective=day(effective), successor=successor)
    return on(10, ENDORSED, stop, *more)


@pytest.mark.parametrize("length", [2, 3, 5])
def test_i6_a_circle_of_any_length_is_told_once_from_its_first_document(length: int) -> None:
    names = [f"d{number}" for number in range(length)]
    leads = dict(zip(names, [*names[1:], names[0]], strict=True))
    # Beside it: one that only leads into it, and a chain that ends.
    leads |= {"a-leads-in": names[-1], "chain": "end"}
    documents = {name: replaced(successor) for name, successor in reversed(leads.items())}
    documents["end"] = on(10, ENDORSED)
    assert list(circles(documents, day(10))) == [tuple(names)]


def test_i6_every_circle_is_told_those_of_the_first_ids_first() -> None:
    leads = {"z": "y", "y": "z", "c": "a", "b": "c", "a": "b"}
    documents = {name: replaced(successor) for name, successor in leads.items()}
    assert list(circles(documents, day(10))) == [("a", "b", "c"), ("y", "z")]


def test_i6_a_circle_that_is_decided_for_a_later_day_is_told_before_it() -> None:
    documents = {"a": replaced("b"), "b": replaced("a", effective=31)}
    assert list(circles(documents, day(10))) == [("a", "b")]
    assert list(circles({"a": documents["a"], "b": on(10, ENDORSED)}, day(10))) == []


def test_i6_a_circle_that_a_decision_of_a_later_day_opens_is_told_all_the_same() -> None:
    again = event("endorse", 5, version="2.0", effective=day(31))
    documents = {"a": replaced("b"), "b": replaced("a", again)}
    assert list(circles(documents, day(10))) == [("a", "b")]
    assert list(circles(documents, day(31))) == []


def test_i6_what_is_only_suspended_is_where_a_chain_stops_and_so_in_no_circle() -> None:
    suspended = on(10, ENDORSED, event("suspend", 1, successor="a"))
    assert list(circles({"a": replaced("b"), "b": suspended}, day(10))) == []


def test_i6_no_circle_is_left_once_a_document_of_it_is_endorsed_again() -> None:
    again = event("endorse", 5, version="2.0")
    documents = {"a": replaced("b"), "b": replaced("a", again)}
    assert list(circles(documents, day(10))) == []
