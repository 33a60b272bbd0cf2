"""Which area is covered for which need, minute by minute: worked out from services and cover.

Of every minute of a week, and of a bank holiday, exactly one thing holds. Nothing counts as covered
but what a record says and somebody checked lately. What nobody said is not known. That nobody is
there is said where a record says so, or where every record about the area and the need has told
its hours and none of them has this minute.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handbook.assess.cover.hours import DAY, WHOLE_WEEK, Hours
from handbook.assess.cover.parts import looked_at
from handbook.assess.cover.statements import Meant, Presence, cover_meant, statements

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from handbook.assess.cover.parts import PartOfWeek
    from handbook.assess.cover.statements import Statement
    from handbook.link import Registry


class CoverState(enum.StrEnum):
    """What holds at a minute, from the best. Of several records the best that is certain counts."""

    COVERED = "covered"
    SOME_AGES = "some ages only"
    ARRANGED = "by arrangement"
    UNCHECKED = "not checked lately"
    UNKNOWN = "not known"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class AreaCover:
    """One need in one area: the minutes of each thing that holds, none of them in two.

    ``by`` are the records that say so, ``holes`` those that say that nobody is there.
    """

    area: str
    need: str
    minutes: Mapping[CoverState, Hours]
    by: tuple[str, ...] = ()
    holes: tuple[str, ...] = ()

    @property
    def gaps(self) -> bool:
        """Whether anything less than cover holds at any minute."""
        less = (hours for state, hours in self.minutes.items() if state is not CoverState.COVERED)
        return any(hours.week or hours.holiday for hours in less)

    def on(self, held: CoverState, day: int) -> int:
        """The minutes of one day, of which the eighth is a bank holiday, on which that holds."""
        return self.minutes[held].on(day) or 0


@dataclass(frozen=True, slots=True)
class NetworkCover:
    """All areas that have no parts, all needs that any record names, and what holds in each pair.

    ``meant`` is what cover is meant to be, by area. Not ``complete``: a record that could say more
    is not among those read, so that nobody is said to be absent as nobody spoke.
    """

    areas: tuple[str, ...]
    needs: tuple[str, ...]
    cells: Mapping[tuple[str, str], AreaCover] = field(default_factory=dict)
    meant: Mapping[str, Meant] = field(default_factory=dict)
    complete: bool = True

    def asked(self, area: str, need: str, part: PartOfWeek) -> PartOfWeek | None:
        """The minutes of a part of the week at which a need is meant to be met there, if any.

        If no population there says which needs are to be met at every hour, all are.
        """
        wanted = self.meant.get(area)
        always = wanted is None or need in wanted.at_all_hours
        minutes = looked_at(part, at_all_hours=always)
        return minutes if minutes.week or minutes.holiday else None


def network_cover(
    registry: Registry, today: date, *, left_out: Collection[str] = (), complete: bool = True
) -> NetworkCover:
    """What holds on ``today``, without what the records ``left_out`` say."""
    known = statements(registry, today, left_out)
    everything = complete and not left_out
    areas = known.areas
    by_cell: dict[tuple[str, str], list[Statement]] = {}
    for statement in known.all:
        for area in statement.areas:
            for need in statement.needs:
                by_cell.setdefault((area, need), []).append(statement)
    meant = cover_meant(registry, left_out)
    cells = {
        (area, need): _cell(
            area,
            need,
            by_cell.get((area, need), ()),
            ages=meant.get(area, Meant()).ages,
            complete=everything,
        )
        for area in areas
        for need in known.needs
    }
    return NetworkCover(areas, known.needs, cells, meant, everything)


def _cell(
    area: str, need: str, stated: Sequence[Statement], *, ages: frozenset[int], complete: bool
) -> AreaCover:
    present = [each for each in stated if each.present]
    holes = [each for each in stated if not each.present]
    certain = [each for each in present if each.fresh]
    there = [each for each in certain if each.presence is Presence.THERE]
    absent = _absent(holes)
    claims = [
        (CoverState.COVERED, _for_all_ages(there, ages)),
        (CoverState.SOME_AGES, _together(there)),
        (CoverState.ARRANGED, _together(certain)),
        (CoverState.UNCHECKED, _together(present)),
        (CoverState.UNKNOWN, _unstated(present, complete=complete)),
        (CoverState.NOBODY, _ALWAYS),
    ]
    left, minutes = _less(_ALWAYS, absent), {}
    for held, claimed in claims:
        minutes[held] = Hours(*_both(left, claimed))
        left = _less(left, claimed)
    none = minutes[CoverState.NOBODY]
    minutes[CoverState.NOBODY] = Hours(none.week | absent[0], (none.holiday or 0) | absent[1])
    return AreaCover(
        area,
        need,
        minutes,
        tuple(dict.fromkeys(each.record for each in present)),
        tuple(each.record for each in holes),
    )


_Minutes = tuple[int, int]
_ALWAYS: _Minutes = (WHOLE_WEEK, (1 << DAY) - 1)


def _together(stated: Iterable[Statement]) -> _Minutes:
    week = holiday = 0
    for each in stated:
        if each.hours is not None:
            week |= each.hours.week
            holiday |= each.hours.holiday or 0
    return week, holiday


def _for_all_ages(stated: Sequence[Statement], ages: frozenset[int]) -> _Minutes:
    """The minutes at which somebody is there for each of the ages that cover is meant for."""
    if not ages:
        return _together(stated)
    week, holiday = _ALWAYS
    for age in ages:
        for_it = _together(each for each in stated if each.takes(age))
        week, holiday = _both((week, holiday), for_it)
    return week, holiday


def _absent(holes: Sequence[Statement]) -> _Minutes:
    """The minutes at which a record says that nobody is there; all of them, if it names none."""
    return _ALWAYS if any(each.hours is None for each in holes) else _together(holes)


def _unstated(present: Sequence[Statement], *, complete: bool) -> _Minutes:
    """The minutes of which some record, or one that is not there, has told nothing."""
    if not complete or not present or any(each.hours is None for each in present):
        return _ALWAYS
    closed_or_told = all(each.hours and each.hours.holiday is not None for each in present)
    return (0, 0) if closed_or_told else (0, _ALWAYS[1])


def _both(minutes: _Minutes, other: _Minutes) -> _Minutes:
    return minutes[0] & other[0], minutes[1] & other[1]


def _less(minutes: _Minutes, other: _Minutes) -> _Minutes:
    return minutes[0] & ~other[0], minutes[1] & ~other[1]
