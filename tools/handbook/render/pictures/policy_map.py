"""A policy as a map of its items: which are gaps, and which rest on one document that is late."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.assess.coverage.derive import combine
from handbook.assess.words import Extent, State, Timeliness

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from handbook.assess.coverage.model import Coverage, Judged
    from handbook.assess.standing.model import Standing


@dataclass(frozen=True, slots=True)
class Prop:
    """The one document without which less of an item would hold, and until when it may be used.

    ``until`` is ``None`` where its standing gives no day.
    """

    document: str
    until: date | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One item of a policy on its map: what holds of it today, and what alone holds it up."""

    item: str
    topic: str
    holds: Extent
    prop: Prop | None = None


def policy_map(coverage: Coverage, standings: Mapping[str, Standing]) -> tuple[Cell, ...]:
    """A cell for each item, in the policy's own order."""
    return tuple(
        Cell(item.item, item.topic, Extent(item.holds), _prop(item, standings))
        for item in coverage.items
    )


def _prop(item: Judged, standings: Mapping[str, Standing]) -> Prop | None:
    """The only document that counts for an item, if its review is near or past."""
    counting = {claim.document for claim in item.claims if claim.counts}
    if len(counting) != 1 or combine(item.judged, ()) == item.holds:
        return None
    (document,) = counting
    standing = standings.get(document)
    return Prop(document, standing.until) if standing is not None and _ends(standing) else None


def _ends(standing: Standing) -> bool:
    """Whether its review or expiry is near or past, or its end is decided already."""
    near = standing.timeliness not in {None, Timeliness.CURRENT}
    return standing.state is State.IN_FORCE and (near or standing.stopping is not None)


def props(cells: tuple[Cell, ...]) -> Iterator[tuple[Prop, tuple[str, ...]]]:
    """Each document on which items rest alone, the soonest first, with those items."""
    resting: dict[Prop, list[str]] = {}
    for cell in cells:
        if cell.prop is not None:
            resting.setdefault(cell.prop, []).append(cell.item)
    for prop in sorted(resting, key=_order):
        yield prop, tuple(resting[prop])


def _order(prop: Prop) -> tuple[str, str]:
    return (prop.until.isoformat() if prop.until else "", prop.document)
