"""Uptake over time as columns, one for each day, in a box 100 wide and 40 high.

Each column is all that are counted that day: at its foot those that use the version in force, then
an older one, then those that declined it; what nobody knows stands on top, as an outline. Where
nothing is counted there is a line at the foot, which no column can be taken for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from handbook.assess.adoption.model import Uptake

WIDTH, HEIGHT = 100.0, 40.0
SHOWN = 16
"""So many days are drawn, the last ones: almost four years of quarters. The table has all."""
_FOOT = 1.0
_GAP = 0.18
"""The part of its room that a column leaves free."""
_NARROW = {"full": 1.0, "partial": 0.7, "declined": 0.4, "unheard": 1.0}
"""How wide each part is, of its column: what is told by colour is told by width as well."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a column: what it stands for, and its place in the box."""

    kind: str
    x: float
    y: float
    width: float
    height: float


def trend(points: Iterable[Uptake], days: Sequence[date]) -> tuple[Segment, ...]:
    """The parts of all columns, in the order of ``days``: the same for all that are compared.

    Of a day for which there is no point nothing is drawn.
    """
    by_day = {point.day: point for point in points}
    room = WIDTH / len(days) if days else WIDTH
    return tuple(
        block
        for at, day in enumerate(days)
        if day in by_day
        for block in _column(by_day[day], at * room, room)
    )


def _column(point: Uptake, begin: float, room: float) -> Iterator[Segment]:
    wide = room * (1 - _GAP)
    left = begin + room * _GAP / 2
    if point.of <= 0:
        yield Segment("gap", left, HEIGHT - _FOOT, wide, _FOOT)
        return
    foot = HEIGHT
    numbers = (point.current, point.behind, point.declined, point.unheard)
    for (kind, part), number in zip(_NARROW.items(), numbers, strict=True):
        if number:
            height = HEIGHT * number / point.of
            foot -= height
            yield Segment(kind, left + wide * (1 - part) / 2, foot, wide * part, height)
