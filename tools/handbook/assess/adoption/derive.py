"""Local adoption on one day: every position, and uptake over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.adoption.answers import read_answers
from handbook.assess.adoption.model import Adoption
from handbook.assess.adoption.network import Network
from handbook.assess.adoption.positions import footing
from handbook.assess.adoption.series import uptake_series
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from handbook.assess.adoption.model import Position
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
    day = as_at or today
    answers = read_answers(registry, standings, today, held_back)
    network = Network(registry, settings, answers)
    positions = {
        (place.organisation, place.document): place
        for document in network.documents
        for place in _positions(network, document, standings.get(document), day)
    }
    placed = {name for pair in positions for name in pair}
    measured = [standings[name] for name in network.documents if name in standings]
    return Adoption(
        positions=positions,
        organisations=tuple(name for name in network.members if name in placed),
        documents=tuple(name for name in network.documents if name in placed),
        uptake=uptake_series(network, measured, settings, day, held_back or {}),
        faults=answers.faults,
        corrected=answers.corrected,
        records_about=_by_field(registry, "document"),
        records_by=_by_field(registry, "organisation"),
    )


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
