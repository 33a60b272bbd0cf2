"""Local adoption on one day: every position, and uptake over time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from handbook.assess.adoption.answers import read_answers
from handbook.assess.adoption.model import Adoption
from handbook.assess.adoption.positions import Member, member, position
from handbook.assess.adoption.uptake import count, quarter_ends, together
from handbook.assess.standing.derive import standing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from handbook.assess.adoption.answers import Answers
    from handbook.assess.adoption.model import Position, Uptake
    from handbook.assess.model import Settings, Standing
    from handbook.link import Registry


def local_adoption(
    registry: Registry,
    standings: Mapping[str, Standing],
    settings: Settings,
    today: date,
    as_at: date | None = None,
    held_back: Mapping[str, str] | None = None,
) -> Adoption:
    """What the member organisations decided, on ``as_at`` (or today), by all that is known today.

    ``standings`` are those of that day. ``held_back`` maps the ids of records that must not be
    relied on to the reason: answers among them make their pairs unknown.
    """
    day = as_at or today
    answers = read_answers(registry, standings, today, held_back)
    network = _Network(registry, standings, settings, answers, held_back or {})
    positions = {
        (who, document): found
        for document in network.documents
        for who in network.members
        if (found := network.position(who, document, standings.get(document), day))
        and (found.answers or found.why or (found.intended and network.offered(document)))
    }
    placed = {name for pair in positions for name in pair}
    return Adoption(
        positions=positions,
        organisations=tuple(one for one in network.members if one in placed),
        documents=tuple(one for one in network.documents if one in placed),
        uptake=network.uptake(day),
        faults=answers.faults,
        corrected=answers.corrected,
    )


class _Network:
    """The members and the documents, and what is asked about them on any day."""

    def __init__(
        self,
        registry: Registry,
        standings: Mapping[str, Standing],
        settings: Settings,
        answers: Answers,
        held_back: Mapping[str, str],
    ) -> None:
        self.standings, self.settings, self.answers = standings, settings, answers
        self.held_back = held_back
        unusable = [one for one in registry.broken if one.kind == "record"]
        members = [member(one) for one in registry.of_type("organisation")]
        members += [
            Member(one.id, readable=False) for one in unusable if one.type == "organisation"
        ]
        self.members = {one.id: one for one in members}
        adoptable = {name for name, one in registry.types.items() if one.has("adoptable")}
        known = [one.id for one in registry.records.values() if one.type in adoptable]
        known += [one.id for one in unusable if one.type in adoptable]
        answered = {document for _, document in (*answers.held, *answers.doubts)}
        sealed = {document for document, _ in registry.seals}
        self.documents = [one for one in known if one in sealed or one in answered]

    def position(
        self, organisation: str, document: str, found: Standing | None, day: date
    ) -> Position:
        """The position of one pair on a day on which the document stands as ``found``."""
        return position(
            self.members[organisation],
            document,
            self.answers.held.get((organisation, document), ()),
            found,
            day,
            self.settings,
            self.answers.doubts_of(organisation, document),
        )

    def offered(self, document: str) -> bool:
        """Whether there is a text to answer about: one in force, or one that will be."""
        found = self.standings.get(document)
        return found is not None and (found.in_force or found.upcoming is not None)

    def uptake(self, day: date) -> dict[str, tuple[Uptake, ...]]:
        """Each document's measure at the end of each quarter and on the day, and that of all."""
        series = {one: self._of_document(one, day) for one in self.documents}
        series = {one: each for one, each in series.items() if each}
        days = sorted({point.day for each in series.values() for point in each})
        by_day: dict[date, list[Uptake]] = {when: [] for when in days}
        for each in series.values():
            for point in each:
                by_day[point.day].append(point)
        whole = tuple(together(when, each) for when, each in by_day.items())
        return {"": whole, **series} if series else {}

    def _of_document(self, document: str, day: date) -> tuple[Uptake, ...]:
        found = self.standings.get(document)
        if found is None or not found.versions:
            return ()
        first = min(one.event.effective for one in found.versions)
        if first > day:
            return ()
        return tuple(self._on(found, when) for when in (*quarter_ends(first, day), day))

    def _on(self, found: Standing, day: date) -> Uptake:
        """One point. Where the network does not stand behind the document, nothing is measured."""
        held = self.held_back.get(found.document)
        doubts = (*found.doubts, *((held,) if held else ()))
        then = standing(found.document, found.events, {}, _no_text, day, self.settings, doubts)
        then = replace(then, flags=frozenset())
        if not then.in_force:
            return count(found.document, day, "", ())
        each = (self.position(who, found.document, then, day) for who in self.members)
        return count(found.document, day, then.version, each)


def _no_text(_administrative: frozenset[str]) -> str:
    """No working text: whether it has moved on since changes nothing about adoption."""
    return ""
