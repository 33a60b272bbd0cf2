"""Local adoption on one day: every position, and uptake over time."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING

from handbook.assess.adoption.answers import read_answers
from handbook.assess.adoption.model import Adoption, DeferredPositions, Position
from handbook.assess.adoption.network import Network
from handbook.assess.adoption.positions import footing
from handbook.assess.adoption.series import uptake_series
from handbook.deferred import Deferred, DeferredRow
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from handbook.assess.adoption.answers import Answers
    from handbook.assess.adoption.model import Uptake
    from handbook.assess.settings.model import Settings
    from handbook.assess.standing.model import Standing
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
    work = _AdoptionWork(registry, standings, settings, today, as_at or today, held_back or {})
    return Adoption(
        positions=DeferredPositions(work),
        organisations=DeferredRow(work.organisations),
        documents=DeferredRow(work.documents),
        uptake=Deferred(work.uptake),
        faults=DeferredRow(lambda: work.answers.faults),
        corrected=Deferred(lambda: work.answers.corrected),
        records_about=Deferred(partial(_by_field, registry, "document")),
        records_by=Deferred(partial(_by_field, registry, "organisation")),
    )


class _AdoptionWork(Mapping[str, tuple[Position, ...]]):
    """The positions on each document that has any; of one alone, if nobody asks for more.

    Each thing is worked out when somebody first looks at it.
    """

    def __init__(
        self,
        registry: Registry,
        standings: Mapping[str, Standing],
        settings: Settings,
        today: date,
        day: date,
        held_back: Mapping[str, str],
    ) -> None:
        self._registry, self._standings, self._settings = registry, standings, settings
        self._today, self._day, self._held_back = today, day, held_back
        self._made: dict[str, tuple[Position, ...]] = {}

    @cached_property
    def answers(self) -> Answers:
        """What can be believed of all adoption records."""
        return read_answers(self._registry, self._standings, self._today, self._held_back)

    @cached_property
    def network(self) -> Network:
        """The members and the documents."""
        return Network(self._registry, self._settings, self.answers)

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.network.documents)

    def _about(self, document: str) -> tuple[Position, ...]:
        if document not in self._made:
            standing = self._standings.get(document)
            self._made[document] = tuple(_positions(self.network, document, standing, self._day))
        return self._made[document]

    def __getitem__(self, document: str) -> tuple[Position, ...]:
        """The positions on a document, in the order of the members. Raises ``KeyError``."""
        if document in self._known and (positions := self._about(document)):
            return positions
        raise KeyError(document)

    def __iter__(self) -> Iterator[str]:
        """The documents, in the registry's order."""
        return (name for name in self.network.documents if self._about(name))

    def __len__(self) -> int:
        """How many documents have any position."""
        return sum(1 for _ in self)

    def documents(self) -> tuple[str, ...]:
        """The documents with any position, in the registry's order."""
        return tuple(self)

    def organisations(self) -> tuple[str, ...]:
        """The organisations with any position, in the registry's order."""
        placed = {place.organisation for positions in self.values() for place in positions}
        return tuple(name for name in self.network.members if name in placed)

    def uptake(self) -> dict[str, Sequence[Uptake]]:
        """How far each document was in use at the end of each quarter."""
        known = [name for name in self.network.documents if name in self._standings]
        measured = [self._standings[name] for name in known]
        return uptake_series(self.network, measured, self._settings, self._day, self._held_back)


def _positions(
    network: Network, document: str, standing: Standing | None, day: date
) -> Iterator[Position]:
    """The positions on one document, in the order of the members.

    Whoever has answered nothing has one only where there is a text to answer about: one in force,
    or one that will be.
    """
    stands = footing(standing) if standing else None
    offered = standing is not None and (standing.in_force or standing.upcoming is not None)
    asked = network.asked(document, day) if offered else frozenset()
    speaking = network.speaking(document)
    for name in network.members:
        if stands is None or name in speaking or name in asked:
            place = network.position(name, document, stands, day)
            if place.answers or place.why or name in asked:
                yield place


def _by_field(registry: Registry, name: str) -> dict[str, tuple[str, ...]]:
    """The ids of all adoption records, by what one field of them says."""
    ids: dict[str, list[str]] = {}
    for record in registry.of_type(KnownType.ADOPTION):
        ids.setdefault(str(record.get(name)), []).append(record.id)
    return {value: tuple(records) for value, records in ids.items()}
