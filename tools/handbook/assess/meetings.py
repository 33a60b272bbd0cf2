"""Which meetings are still to come, and which groups may take which decisions at them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from handbook.source.dates import day_or_none

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.assess.model import Settings, Standing
    from handbook.link import Registry
    from handbook.load.model import Record


@dataclass(frozen=True, slots=True)
class ScheduledMeeting:
    """A meeting that is still to come, with the day by which its papers must be in."""

    id: str
    group: str
    on: date
    papers: date


def meetings_ahead(
    registry: Registry, today: date, settings: Settings
) -> tuple[ScheduledMeeting, ...]:
    """Every scheduled meeting from ``today`` on, soonest first."""
    return tuple(sorted(_meetings(registry, today, settings), key=lambda m: (m.on, m.id)))


def _meetings(registry: Registry, today: date, settings: Settings) -> Iterator[ScheduledMeeting]:
    for record in registry.of_type("meeting"):
        on = day_or_none(record.get("date"))
        if record.get("state") == "scheduled" and on is not None and on >= today:
            papers = papers_day(record, on, settings)
            yield ScheduledMeeting(record.id, str(record.get("group")), on, papers)


def papers_day(meeting: Record, on: date, settings: Settings) -> date:
    """The day by which the papers of a meeting held ``on`` a day must be in."""
    given = day_or_none(meeting.get("papers-due"))
    return given or on - timedelta(days=settings.papers_days)


def groups_that_may(
    registry: Registry,
    standings: Mapping[str, Standing],
    type_name: str,
    kinds: frozenset[str],
    today: date,
) -> tuple[str, ...]:
    """The groups that may take one of these kinds of decision about this type of document."""
    able: list[str] = []
    for group in registry.with_behaviour("group"):
        terms = terms_of(registry, group, standings)
        retired = day_or_none(terms.get("retired"))
        if retired is not None and retired <= today:
            continue
        if any(
            kinds & set(power.get("kinds") or ()) and type_name in (power.get("types") or ())
            for power in terms.get("authority") or ()
        ):
            able.append(group.id)
    return tuple(able)


def terms_of(
    registry: Registry, group: Record, standings: Mapping[str, Standing]
) -> Mapping[str, Any]:
    """What a group is held to: its sealed terms in force; none if they were stopped or ran out.

    The working terms speak only for a group that never had any endorsed.
    """
    standing = standings.get(group.id)
    if standing is None or not standing.version:
        return group.data
    seal = registry.seals.get((group.id, standing.version))
    return seal.record.data if seal is not None and standing.in_force else {}
