"""Where a document that left use leads: the chain of what took its place, to its end.

A name of a replacement is worth nothing by itself, since that document may have left use in its
turn. Whoever tells readers what to use instead asks here, and never reads ``successor`` alone.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.assess.standing.life import STEPS, Life
from handbook.assess.words import State

if TYPE_CHECKING:
    from datetime import date

    from handbook.assess.standing.model import Standing

ENDED = frozenset({State.SUPERSEDED, State.WITHDRAWN})
"""The states of a document that has left use for good."""

StandingOf = Callable[[str], "Standing | None"]
"""How a document stands, by its id; ``None`` if there is no such document."""


class Arrival(enum.Enum):
    """What stands at the end of a chain of replacements."""

    LIVE = enum.auto()
    """A document in force."""
    STOPPED = enum.auto()
    """A document that has not left use for good and may not be used: whatever is not in force."""
    NONE = enum.auto()
    """Nothing, and a decision says so."""
    UNSAID = enum.auto()
    """Nothing, and no decision says whether there is anything."""
    CIRCLE = enum.auto()
    """The chain leads back into itself."""
    MISSING = enum.auto()
    """A name under which no document can be read."""


@dataclass(frozen=True, slots=True)
class Way:
    """From a document to what may be used in its place.

    ``passed`` are those that took its place and have left use themselves, in order; ``end`` is the
    last one named, or "" where the chain ends in nothing.
    """

    passed: tuple[str, ...]
    end: str
    arrival: Arrival

    @property
    def live(self) -> str:
        """The document to use instead, if there is one that may be used; otherwise ""."""
        return self.end if self.arrival is Arrival.LIVE else ""


def way_from(standing: Standing, standing_of: StandingOf) -> Way | None:
    """Where a document leads its readers; ``None`` if it has not left use, as far as is known.

    One whose standing cannot be told, and that was last said to be replaced, leads there too.
    """
    if standing.successor and not standing.in_force:
        return way_to(standing.document, standing.successor, standing_of)
    if standing.state in ENDED:
        return Way((), "", _nothing(standing))
    return None


def way_to(document: str, successor: str, standing_of: StandingOf) -> Way:
    """The chain from ``document`` by way of ``successor``."""
    passed: list[str] = []
    here = successor
    while True:
        if here == document or here in passed:
            return Way(tuple(passed), here, Arrival.CIRCLE)
        standing = standing_of(here)
        if standing is None:
            return Way(tuple(passed), here, Arrival.MISSING)
        if standing.in_force:
            return Way(tuple(passed), here, Arrival.LIVE)
        if standing.state not in ENDED:
            return Way(tuple(passed), here, Arrival.STOPPED)
        passed.append(here)
        if not standing.successor:
            return Way(tuple(passed), "", _nothing(standing))
        here = standing.successor


def _nothing(standing: Standing) -> Arrival:
    event = standing.state_event
    return Arrival.NONE if event and event.no_replacement else Arrival.UNSAID


def circles(standings: Mapping[str, Standing], today: date) -> Iterator[tuple[str, ...]]:
    """Every circle of replacements there is on ``today``, or will be by what is decided already.

    Each begins with the document whose id comes first and is told once.
    """
    days = {max(e.effective, today) for s in standings.values() for e in s.events}
    seen: set[frozenset[str]] = set()
    for day in sorted(days):
        leads = _successors(standings, day)
        for document in sorted(leads):
            way = _round(document, leads)
            if way and frozenset(way) not in seen:
                seen.add(frozenset(way))
                yield way


def _successors(standings: Mapping[str, Standing], day: date) -> dict[str, str]:
    """The documents that have left use by ``day``, each with what took its place."""
    successors = {}
    for document, standing in standings.items():
        life = Life()
        for event in standing.events:
            if event.effective <= day:
                life = STEPS[event.kind](life, event)
        if life.state in ENDED and life.successor:
            successors[document] = life.successor
    return successors


def _round(document: str, leads: Mapping[str, str]) -> tuple[str, ...]:
    """The circle that a document is part of; empty if it is in none, or only leads into one."""
    way: list[str] = []
    here = document
    while here in leads and here not in way:
        way.append(here)
        here = leads[here]
    return tuple(way) if way and here == document else ()
