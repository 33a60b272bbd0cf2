"""What to use instead of a document that left use, in words: followed to the end, and no further.

Pages, lists, search entries, evidence and the command line say it in the same words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.assess.standing.succession import Arrival, StandingOf, Way, way_from, way_to
from handbook.assess.words import WORDS, State
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from handbook.assess.standing.model import Standing

Name = Callable[[str], str]
"""What readers call a document, by its id."""

_INSTEAD = "Use instead"
_NOTHING = "Nothing to use instead"
_NONE = "Replacement"


@dataclass(frozen=True, slots=True)
class Replacement:
    """What is said about a replacement: a label, a sentence, and the document that it is about.

    ``live`` says whether that document may be used.
    """

    label: str
    text: str
    document: str = ""
    live: bool = False

    def sentence(self, name: Name) -> str:
        """All of it in one line of plain words."""
        named = name(self.document) if self.live else ""
        return f"{self.label}: {'. '.join(filter(None, (named, self.text)))}"


def replacement(standing: Standing, standing_of: StandingOf, name: Name) -> Replacement | None:
    """What to use instead of a document; ``None`` if it has not left use."""
    way = way_from(standing, standing_of)
    if way is None:
        return None
    instead = _at_end(way, standing_of, name)
    if instead.live and standing.state is State.UNKNOWN:
        doubt = "What was decided about this one cannot all be read."
        return Replacement("May have been replaced by", doubt, instead.document, live=True)
    return instead


def coming(standing: Standing, standing_of: StandingOf, name: Name) -> Replacement | None:
    """What takes a document's place on the day of a stop that is decided and still to come."""
    stop = standing.stopping
    if stop is None or not stop.successor:
        return None
    instead = _at_end(way_to(standing.document, stop.successor, standing_of), standing_of, name)
    return (
        Replacement("To use from then on", instead.text, instead.document, live=True)
        if (instead.live)
        else instead
    )


def _at_end(way: Way, standing_of: StandingOf, name: Name) -> Replacement:
    before = _passed(way, standing_of, name)
    match way.arrival:
        case Arrival.LIVE:
            return Replacement(_INSTEAD, before, way.end, live=True)
        case Arrival.STOPPED:
            standing = standing_of(way.end)
            why = _not_in_force(name(way.end), standing) if standing else ""
            return Replacement(_NOTHING, " ".join(filter(None, (before, why))), way.end)
        case Arrival.MISSING:
            why = f"{name(way.end)}, which is to take its place, cannot be read."
            return Replacement(_NOTHING, " ".join(filter(None, (before, why))), way.end)
        case Arrival.CIRCLE:
            why = "The documents said to take its place lead back to each other."
            return Replacement(_NOTHING, why)
        case Arrival.NONE:
            return Replacement(_NONE, " ".join(filter(None, ("There is none.", before))))
        case Arrival.UNSAID:
            return Replacement(_NONE, " ".join(filter(None, ("None is recorded.", before))))


def _passed(way: Way, standing_of: StandingOf, name: Name) -> str:
    """What took its place before and left use in its turn, so that nobody falls back on it."""
    steps = []
    for document in way.passed:
        standing = standing_of(document)
        state = standing.state if standing else State.UNKNOWN
        steps.append(f"{name(document)}, which is itself {WORDS[state].label.lower()}")
    return f"It was replaced by {'; then by '.join(steps)}." if steps else ""


def _not_in_force(name: str, standing: Standing) -> str:
    """Why a document that is to take another's place may not be used today."""
    match standing.state:
        case State.PROPOSED if standing.upcoming:
            day = long_date(standing.upcoming.event.effective)
            return f"{name} takes its place, and is not in effect before {day}."
        case State.PROPOSED | State.IN_CONSULTATION:
            return f"{name} is to take its place, and is not endorsed."
        case State.UNKNOWN:
            return f"{name} is to take its place, and how it stands cannot be told."
        case _:
            state = WORDS[standing.state].label.lower()
            return f"{name} was to take its place, and is itself {state}: do not use it either."
