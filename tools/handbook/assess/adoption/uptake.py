"""Uptake: how many of those asked use the version in force, at the end of each quarter.

A process measure, for want of an outcome that can be counted yet. It counts what organisations
recorded; of those that are silent nothing is known, so the share is the least that it can be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, overload

from handbook.assess.adoption.model import Uptake
from handbook.assess.words import Local

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handbook.assess.adoption.model import Position

_MONTHS_IN_QUARTER = 3
_MONTHS_IN_YEAR = 12


class UptakePoints(Sequence[Uptake]):
    """One document's measure day by day.

    From one turn to the next nothing but the day changes. So each of ``counts`` is one object on
    all days on which the same holds, and the points are made of it when somebody looks at them.
    """

    __slots__ = ("counts", "days")

    def __init__(self, days: tuple[date, ...], counts: tuple[Uptake, ...]) -> None:
        """``counts`` are as many as ``days``, each as it is but for its day."""
        self.days, self.counts = days, counts

    @overload
    def __getitem__(self, index: int) -> Uptake: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Uptake]: ...

    def __getitem__(self, index: int | slice) -> Uptake | Sequence[Uptake]:
        """One point, or some."""
        if isinstance(index, slice):
            return UptakePoints(self.days[index], self.counts[index])
        return _on(self.days[index], self.counts[index])

    def __len__(self) -> int:
        """How many days were measured."""
        return len(self.days)

    def __eq__(self, other: object) -> bool:
        """Whether another row holds the same points."""
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]


def _on(day: date, count: Uptake) -> Uptake:
    """What was counted, as the point of a day on which the same holds."""
    return count if count.day == day else replace(count, day=day)


@lru_cache(maxsize=64)
def measured_days(year: int, month: int, last: date) -> tuple[date, ...]:
    """The ends of the quarters from a month on, and ``last``: one object for all that ask."""
    return (*quarter_ends(year, month, last), last)


def quarter_ends(year: int, month: int, last: date) -> Iterator[date]:
    """The last days of the calendar quarters from that of a month on that lie before ``last``."""
    month = -(-month // _MONTHS_IN_QUARTER) * _MONTHS_IN_QUARTER
    while (end := _month_end(year, month)) < last:
        yield end
        month += _MONTHS_IN_QUARTER


def _month_end(year: int, month: int) -> date:
    """The last day of a month; after the twelfth come those of the years that follow."""
    years, before = divmod(month, _MONTHS_IN_YEAR)
    if year + years > date.max.year:
        return date.max
    return date(year + years, before + 1, 1) - timedelta(days=1)


def count(document: str, day: date, version: str, positions: Iterable[Position]) -> Uptake:
    """The measure on one day. ``positions`` on a document that is in force; others do not count."""
    intended = [position for position in positions if position.intended]
    words = [counted_answer(position) for position in intended]
    return Uptake(
        document=document,
        day=day,
        version=version,
        asked=len(intended),
        current=sum(position.up_to_date for position in intended),
        behind=sum(position.in_use and not position.up_to_date for position in intended),
        declined=words.count(Local.DECLINED),
        not_applicable=words.count(Local.NOT_APPLICABLE),
        not_recorded=words.count(Local.NOT_RECORDED),
        unknown=words.count(Local.UNKNOWN),
    )


def counted_answer(position: Position) -> Local:
    """What an organisation said of the version in force. Of an older one, no word is carried on."""
    said_of_another = position.behind and not position.only_corrected and not position.in_use
    return Local.NOT_RECORDED if said_of_another else position.local


def together(day: date, points: Iterable[Uptake]) -> Uptake:
    """The measure of all documents in force on one day: pairs of organisation and document."""
    parts = tuple(points)
    return Uptake(
        document="",
        day=day,
        asked=sum(point.asked for point in parts),
        current=sum(point.current for point in parts),
        behind=sum(point.behind for point in parts),
        declined=sum(point.declined for point in parts),
        not_applicable=sum(point.not_applicable for point in parts),
        not_recorded=sum(point.not_recorded for point in parts),
        unknown=sum(point.unknown for point in parts),
    )
