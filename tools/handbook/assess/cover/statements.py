"""What each record says of cover: where, for which need, for whom, when, and how far to believe it.

A record of a type that is ``covering`` speaks for itself. One that names another such record under
``service`` speaks in that one's place, in the areas and for the needs that it names, unless it only
adds what can be arranged. One that could name another and names none says that nobody is there.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from handbook.assess.cover.complete import COVERING
from handbook.assess.cover.hours import Hours, read_hours
from handbook.assess.due.derive import stale_on
from handbook.source.dates import day_or_none
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date

    from handbook.link import Registry
    from handbook.load.model import Record

_OLDEST = 130


class Presence(enum.Enum):
    """Whether somebody is there at the hours that a record names."""

    THERE = enum.auto()
    ARRANGED = enum.auto()
    """Only once it has been arranged for a child."""
    NOBODY = enum.auto()
    """The record says that nobody is."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One record's word. Without ``hours`` it does not say when; ``fresh``: checked in time.

    ``ages`` are whole years, the last included; without them it does not say for whom.
    """

    record: str
    areas: frozenset[str]
    needs: tuple[str, ...]
    hours: Hours | None
    ages: range | None
    presence: Presence
    fresh: bool
    instead_of: str = ""

    @property
    def present(self) -> bool:
        """Whether it says that somebody is there, and not that nobody is."""
        return self.presence is not Presence.NOBODY

    def takes(self, age: int) -> bool:
        """Whether it is known to be for children of an age."""
        return self.ages is not None and age in self.ages


@dataclass(frozen=True)
class Statements:
    """Everything that is said: the areas without parts, the needs in the schema's order."""

    all: tuple[Statement, ...]
    areas: tuple[str, ...]
    choices: tuple[str, ...]

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """The needs that any record names."""
        named = {need for each in self.all for need in each.needs}
        return tuple(need for need in self.choices if need in named)


def statements(registry: Registry, today: date, left_out: Collection[str] = ()) -> Statements:
    """What the records say on ``today``, without those ``left_out`` or not running that day."""
    parts = _parts_of_areas(registry, left_out)
    shown = [each for each in registry.with_behaviour(COVERING) if each.id not in left_out]
    made = [
        _statement(registry, record, parts, today) for record in shown if runs(record.data, today)
    ]
    own_word = {each.record: each for each in made}
    spoken_for = {
        (each.instead_of, area, need)
        for each in made
        if each.instead_of and each.presence is Presence.THERE
        for area in each.areas
        for need in each.needs
    }
    kept = [part for each in made for part in _left(_as_known(each, own_word), spoken_for)]
    leaves = tuple(area for area, within in parts.items() if within == {area})
    return Statements(tuple(kept), leaves, _choices(registry))


def runs(data: Mapping[str, Any], today: date) -> bool:
    """Whether what a record tells of has begun and is not over (``from`` and ``until``)."""
    begins, ends = day_or_none(data.get("from")), day_or_none(data.get("until"))
    return not (begins and begins > today) and not (ends and ends < today)


def _parts_of_areas(registry: Registry, left_out: Collection[str]) -> dict[str, set[str]]:
    """By each area, the areas without parts that it consists of; itself, if it has none."""
    shown = [each for each in registry.of_type(KnownType.AREA) if each.id not in left_out]
    ids = {each.id for each in shown}
    above = {each.id: str(each.get("part-of")) for each in shown}
    within: dict[str, set[str]] = {name: set() for name in ids}
    for name in ids - set(above.values()):
        at, seen = name, set[str]()
        while at in ids and at not in seen:
            seen.add(at)
            within[at].add(name)
            at = above[at]
    return {each.id: within[each.id] for each in shown}


def own_statement(registry: Registry, record: Record, today: date) -> Statement:
    """What one record says, whatever others say in its place; areas are left out."""
    return _statement(registry, record, {}, today)


def _statement(
    registry: Registry, record: Record, parts: Mapping[str, set[str]], today: date
) -> Statement:
    named = record.get("areas")
    areas = {a for n in (named if isinstance(named, list) else ()) for a in parts.get(str(n), ())}
    needs = record.get("needs")
    instead_of = str(record.get("service") or "")
    if "service" in registry.types[record.type].schema["properties"] and not instead_of:
        presence = Presence.NOBODY
    else:
        presence = Presence.ARRANGED if record.get("by-arrangement") else Presence.THERE
    return Statement(
        record.id,
        frozenset(areas),
        tuple(str(need) for need in needs) if isinstance(needs, list) else (),
        read_hours(record.get("hours"))[0],
        ages_of(record.get("ages")),
        presence,
        is_fresh(registry, record, today),
        instead_of,
    )


def ages_of(given: Any) -> range | None:
    """Whole years of age, of which the last is included; ``None`` if nothing can be read."""
    if not isinstance(given, dict) or not given:
        return None
    first, last = given.get("from", 0), given.get("to", _OLDEST)
    return range(first, last + 1) if isinstance(first, int) and isinstance(last, int) else None


def is_fresh(registry: Registry, record: Record, today: date) -> bool:
    """Whether somebody held the record against reality, and not too long ago.

    How long is what its type says (``x-stale`` with ``months``); a type that says nothing of it is
    never held against anything.
    """
    days = [
        stale_on(replace(mark, until=()), record.data)
        for mark in registry.types[record.type].stale
        if mark.months
    ]
    return bool(days) and all(day is not None and day >= today for day in days)


def _as_known(statement: Statement, others: Mapping[str, Statement]) -> Statement:
    """A statement in another's place, held to what that one says of its hours, ages and check.

    Nobody is there at hours at which the service itself is shut, unless it has been arranged; and
    what the service does not say, or nobody checked, is no better known through others. A service
    that is not there, such as one for members in a public edition, says nothing: that it was not
    checked is not known either.
    """
    if not statement.instead_of:
        return statement
    service = others.get(statement.instead_of)
    if service is None:
        return replace(statement, hours=None, fresh=False)
    ages = statement.ages or service.ages
    hours = statement.hours or service.hours
    if statement.presence is Presence.THERE:
        hours = shared(hours, service.hours)
    return replace(statement, hours=hours, ages=ages, fresh=statement.fresh and service.fresh)


def shared(hours: Hours | None, other: Hours | None) -> Hours | None:
    """The hours that two records both name; nothing where one of them names none."""
    if hours is None or other is None:
        return None
    both_known = hours.holiday is not None and other.holiday is not None
    return Hours(
        hours.week & other.week, (hours.holiday or 0) & (other.holiday or 0) if both_known else None
    )


def _left(
    statement: Statement, spoken_for: Collection[tuple[str, str, str]]
) -> Iterator[Statement]:
    """A statement for each need, without the areas in which another speaks in its place."""
    for need in statement.needs:
        areas = {
            area for area in statement.areas if (statement.record, area, need) not in spoken_for
        }
        if areas:
            yield replace(statement, areas=frozenset(areas), needs=(need,))


def _choices(registry: Registry) -> tuple[str, ...]:
    """All needs, in the order of the schemas."""
    needs: dict[str, None] = {}
    for kind in registry.types.values():
        if kind.has(COVERING):
            field = kind.schema["properties"].get("needs", {})
            items = field.get("items", {})
            name = str(items.get("$ref")).removeprefix("#/$defs/")
            choices = items.get("enum") or kind.schema["$defs"].get(name, {}).get("enum", ())
            needs |= dict.fromkeys(map(str, choices))
    return tuple(needs)


@dataclass(frozen=True, slots=True)
class Meant:
    """What cover is meant to be in an area: for which ages, and for which needs at every hour."""

    ages: frozenset[int] = frozenset()
    at_all_hours: frozenset[str] = frozenset()


def cover_meant(registry: Registry, left_out: Collection[str] = ()) -> dict[str, Meant]:
    """By area without parts, what cover is meant to be, as populations say (``at-all-hours``)."""
    meant: dict[str, Meant] = {}
    parts = _parts_of_areas(registry, left_out)
    for record in registry.of_type(KnownType.POPULATION):
        needs, named = record.get("at-all-hours"), record.get("areas")
        if record.id in left_out or not isinstance(needs, list):
            continue
        ages = frozenset(ages_of(record.get("ages")) or ())
        for name in named if isinstance(named, list) else ():
            for area in parts.get(str(name), ()):
                known = meant.get(area, Meant())
                meant[area] = Meant(known.ages | ages, known.at_all_hours | set(map(str, needs)))
    return meant
