"""Uptake: how many of those asked use the version in force, at the end of each quarter.

A process measure, for want of an outcome that can be counted yet. It counts what organisations
recorded; silence counts as not in use.
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
    asked = [one for one in positions if one.intended]
    words = [said_now(one) for one in asked]
    return Uptake(
        document=document,
        day=day,
        version=version,
        asked=len(asked),
        current=sum(one.up_to_date for one in asked),
        behind=sum(one.in_use and not one.up_to_date for one in asked),
        declined=words.count(Local.DECLINED),
        not_applicable=words.count(Local.NOT_APPLICABLE),
        not_recorded=words.count(Local.NOT_RECORDED),
        unknown=words.count(Local.UNKNOWN),
    )


def said_now(one: Position) -> Local:
    """What an organisation said of the version in force. Of an older one, no word is carried on."""
    said_of_another = one.behind and not one.only_corrected and not one.in_use
    return Local.NOT_RECORDED if said_of_another else one.local


def together(day: date, each: Iterable[Uptake]) -> Uptake:
    """The measure of all documents in force on one day: pairs of organisation and document."""
    parts = tuple(each)
    return Uptake(
        document="",
        day=day,
        asked=sum(one.asked for one in parts),
        current=sum(one.current for one in parts),
        behind=sum(one.behind for one in parts),
        declined=sum(one.declined for one in parts),
        not_applicable=sum(one.not_applicable for one in parts),
        not_recorded=sum(one.not_recorded for one in parts),
        unknown=sum(one.unknown for one in parts),
    )
