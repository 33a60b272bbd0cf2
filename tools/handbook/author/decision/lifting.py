"""An endorsement of what was stopped names every decision that it lifts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.ledger.event import BINDING
from handbook.author.model import Obstacle, Request

if TYPE_CHECKING:
    from datetime import date

    from handbook.assess.standing.model import Standing
    from handbook.author.decision.model import Desk
    from handbook.load.model import Record


def stops_named(
    desk: Desk, request: Request, decision: Record, decided: date
) -> tuple[Obstacle, ...]:
    """Stops that an endorsement would have to name and does not, or names for nothing.

    One that was ``decided`` before a document was stopped, and is only now written down, cannot
    lift the stop, and names none.
    """
    obstacles = []
    for row in decision.get("documents") or ():
        document, named = str(row.get("document")), tuple(map(str, row.get("lifts") or ()))
        standing = desk.standings.get(document)
        stops = _stops(standing, decided) if standing and request.kind in BINDING else ()
        label = desk.registry.label(document)
        for stop in stops:
            if stop not in named:
                hint = f"if the group knew of it and lifts it, add --lifts {stop}"
                obstacles.append(Obstacle(f"{label} was stopped by the decision {stop}", hint))
        for stop in named:
            if stop not in stops:
                hint = f"`handbook status {document}` lists the decisions about it"
                obstacles.append(Obstacle(f"{stop} is no stop of {label} to be lifted", hint))
    return tuple(obstacles)


def _stops(standing: Standing, decided: date) -> tuple[str, ...]:
    """The stops since a text was last endorsed that a decision of a day could know of."""
    known = {event.decision for event in standing.events if event.decided < decided}
    return tuple(stop for stop in standing.stops if stop in known)
