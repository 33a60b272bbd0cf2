"""Uptake: how many of those asked use the version in force, at the end of each quarter.

A process measure, for want of an outcome that can be counted yet. It counts what organisations
recorded; of those that are silent nothing is known, so the share is the least that it can be.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from handbook.assess.adoption.model import Uptake
from handbook.assess.words import Local

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handbook.assess.adoption.model import Position

_MONTHS_IN_QUARTER = 3
_DECEMBER = 12


def quarter_ends(first: date, last: date) -> Iterator[date]:
    """The last days of the calendar quarters from ``first`` on that lie before ``last``."""
    year, month = first.year, -(-first.month // _MONTHS_IN_QUARTER) * _MONTHS_IN_QUARTER
    while (end := _month_end(year, month)) < last:
        yield end
        year, month = (year, month + _MONTHS_IN_QUARTER) if month < _DECEMBER else (year + 1, 3)


def _month_end(year: int, month: int) -> date:
    if (year, month) == (date.max.year, _DECEMBER):
        return date.max
    following = date(year + month // _DECEMBER, month % _DECEMBER + 1, 1)
    return following - timedelta(days=1)


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
