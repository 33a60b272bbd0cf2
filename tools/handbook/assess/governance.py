"""Who may decide what on a day: the judgement that decisions are held to, group by group.

Nothing here is read from the working text of terms of reference: they give and take nothing until
a group has endorsed them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from handbook.assess.authority.mandate import Basis, Mandate, Power, QuorumRule
from handbook.assess.authority.quorum import needed, required_seats, seating
from handbook.assess.due.meetings import (
    GroupPowers,
    ScheduledMeeting,
    group_powers,
    meetings_ahead,
)
from handbook.assess.workflow import MOVES, By, DecisionKind
from handbook.load.model import BrokenKind
from handbook.source.dates import day_or_none

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from handbook.assess.authority.terms import Terms
    from handbook.assess.settings.model import Settings
    from handbook.assess.standing.model import Standing
    from handbook.link import Registry
    from handbook.load.model import Record

KINDS = tuple(move.kind for move in MOVES if move.by is By.GROUP)
"""The kinds of decision that a group takes."""
_NEEDED = tuple(kind for kind in KINDS if kind not in {DecisionKind.RECORD, DecisionKind.ATTEST})
"""Those that somebody must be able to take: to minute a view stops nothing, and what was endorsed
before this register is taken over once."""


def mandates(
    registry: Registry, standings: Mapping[str, Standing], settings: Settings, today: date
) -> dict[str, Mandate]:
    """The mandate of every group on ``today``, in the registry's order."""
    powers = group_powers(registry, standings, settings)
    latest_first = reversed(meetings_ahead(registry, today, settings))
    following = {meeting.group: meeting for meeting in latest_first}
    types = _types(registry)
    made = {}
    for group in registry.with_behaviour("group"):
        day = _day(powers, group.id, standings.get(group.id), today)
        sealed = _last_sealed(registry, standings.get(group.id))
        meeting = following.get(group.id)
        made[group.id] = _mandate(powers, group, day, sealed, meeting, types)
    return made


def _day(powers: GroupPowers, group: str, standing: Standing | None, today: date) -> date:
    """The day by which to judge: a group is held to terms endorsed today from tomorrow on.

    Unless their standing is in force it has powers only if it has them on both days: what was done
    to the terms today may leave it none by either, and nobody is shown to decide who cannot.
    """
    event = standing.event if standing else None
    if standing is None or event is None or event.decided != today:
        return today
    tomorrow = today + timedelta(days=1)
    held_today = standing.in_force or powers.on(group, today) is not None
    return tomorrow if held_today else today


def _types(registry: Registry) -> tuple[str, ...]:
    return tuple(name for name, kind in registry.types.items() if kind.has("endorsable"))


def _mandate(
    powers: GroupPowers,
    group: Record,
    day: date,
    sealed: Mapping[str, Any],
    following: ScheduledMeeting | None,
    types: Sequence[str],
) -> Mandate:
    terms = powers.on(group.id, day)
    data = terms.data if terms else sealed
    ends = day_or_none(data.get("retired")) if terms else None
    return Mandate(
        group=group.id,
        basis=_basis(terms),
        why="" if terms else _why(powers, group.id, day),
        parent=str(data.get("parent") or ""),
        powers=_powers(terms, types) if terms else (),
        quorum=_quorum(terms.data) if terms else None,
        posts=tuple(str(seat["post"]) for seat in _seats(data) if seat.get("post")),
        in_writing=terms is not None and isinstance(data.get("written-resolution"), Mapping),
        by_chair=terms is not None and isinstance(data.get("chairs-action"), Mapping),
        ends=ends,
        meeting=following.id if following else "",
        meeting_on=following.on if following else None,
    )


def _why(powers: GroupPowers, group: str, day: date) -> str:
    """Why a group can decide nothing, said of the group and not of a decision."""
    start = f"Whatever is decided on that day is by the {powers.registry.label(group)}, which"
    return f"it{powers.why_not(group, day).removeprefix(start)}"


def _last_sealed(registry: Registry, standing: Standing | None) -> Mapping[str, Any]:
    """What a group's terms said when it last had any: where it stood, and who sat in it."""
    seal = registry.seals.get((standing.document, standing.version)) if standing else None
    return seal.record.data if seal else {}


def _basis(terms: Terms | None) -> Basis:
    if terms is None:
        return Basis.NOTHING
    if terms.only:
        return Basis.RENEWAL
    return Basis.FOUNDING if terms.founding else Basis.TERMS


def _powers(terms: Terms, types: Sequence[str]) -> tuple[Power, ...]:
    """What terms hand over: the kinds together that are about the same types of document."""
    if terms.only:
        return ()
    about: dict[tuple[str, ...], list[DecisionKind]] = {}
    for kind in KINDS:
        allowed = tuple(name for name in types if terms.allow(kind, name))
        if allowed:
            about.setdefault(allowed, []).append(kind)
    return tuple(Power(tuple(kinds), types) for types, kinds in about.items())


def _seats(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [seat for seat in data.get("seats") or () if isinstance(seat, Mapping)]


def _quorum(data: Mapping[str, Any]) -> QuorumRule | None:
    """A quorum in numbers and names; ``None`` where the terms name none."""
    quorum = data.get("quorum")
    if not isinstance(quorum, Mapping) or not quorum:
        return None
    nobody = seating(data, (), ())

    def named(seats: Iterable[object]) -> tuple[str, ...]:
        return tuple(nobody.seats.get(str(seat), str(seat)) for seat in seats)

    must = dict.fromkeys([*required_seats(data), *map(str, quorum.get("seats") or ())])
    return QuorumRule(
        needed=needed(quorum, nobody.total),
        seats=nobody.total,
        must=named(must),
        some=tuple(named(seats) for seats in quorum.get("one-of") or ()),
    )


def unheld(registry: Registry, given: Mapping[str, Mandate]) -> tuple[Power, ...] | None:
    """What nobody may decide of the types that have documents; ``None`` if that cannot be told.

    It cannot be told while a group's own file cannot be read.
    """
    broken = (each.type for each in registry.broken if each.kind == BrokenKind.RECORD)
    if any(name in registry.types and registry.types[name].has("group") for name in broken):
        return None
    held = {pair for mandate in given.values() for pair in mandate.holds()}
    types = [name for name in _types(registry) if registry.of_type(name)]
    about: dict[tuple[str, ...], list[DecisionKind]] = {}
    for kind in _NEEDED:
        missing = tuple(name for name in types if (kind, name) not in held)
        if missing:
            about.setdefault(missing, []).append(kind)
    return tuple(Power(tuple(kinds), types) for types, kinds in about.items())
