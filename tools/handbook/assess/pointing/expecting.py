"""Records that must come by a schedule: which were asked for, which came, which are late.

What is awaited of whom follows from the declaration of a type (``expects``) and from the record for
which it is awaited; that something came follows from the record that came. Nothing of it is typed.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from handbook.assess.pointing.model import Awaited
from handbook.assess.pointing.progress import filled, named_by
from handbook.source.dates import day_or_none
from handbook.source.periods import (
    CalendarPeriod,
    Frequency,
    period_or_none,
    period_with,
    periods_until,
)
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from typing import Any

    from handbook.link import Registry
    from handbook.load.model import Record
    from handbook.types.pointing.model import Expectation


def awaited(registry: Registry, today: date) -> dict[str, tuple[Awaited, ...]]:
    """Everything that is asked for by ``today``, by the record for which it is.

    For each in order of its periods, then of those who are asked. A record that does not say from
    whom, how often or since when, asks for nothing.
    """
    rows_of: dict[str, tuple[Awaited, ...]] = {}
    for kind in (each for each in registry.types.values() if each.expects):
        for record in registry.of_type(kind.name):
            rows = [row for each in kind.expects for row in _of(registry, record, each, today)]
            if rows:
                rows_of[record.id] = tuple(rows)
    return rows_of


def _of(
    registry: Registry, record: Record, expectation: Expectation, today: date
) -> Iterator[Awaited]:
    begun = _begun(record, expectation, today)
    if not begun:
        return
    senders = [*_senders(registry, record, expectation)]
    came = _came(registry, record, expectation)
    unread = any(each.type == expectation.type for each in registry.broken)
    over = any(filled(record, name) for name in expectation.until)
    days = timedelta(days=_days(record, expectation))
    for period in begun:
        due, ended = period.last + days, period.last < today
        for sender, since, left in senders:
            if (since and since > period.first) or (left and left <= period.last):
                continue
            by = came.get((sender, str(period)), "")
            lacking = ended and not by and not over
            yield Awaited(
                record.id, expectation.what, expectation.type, sender, str(period), period.words,
                period.first, period.last, due, by, ended,
                late=lacking and due < today and not unread, unsure=lacking and unread,
            )  # fmt: skip


def _begun(record: Record, expectation: Expectation, today: date) -> list[CalendarPeriod]:
    """The periods for which something is asked, as far as they have begun.

    Of a record that has ended, those that were over by the day that ended it.
    """
    first, every = period_or_none(record.get(expectation.first)), record.get(expectation.every)
    if first is None or every not in set(Frequency):
        return []
    last = period_or_none(record.get(expectation.last))
    ends = [record.get(name) for name in expectation.until if filled(record, name)]
    stop = [end for end in (day_or_none(value) for value in ends) if end is not None]
    if ends and not stop:
        return []
    return [
        period
        for period in periods_until(period_with(first.first, Frequency(every)), today)
        if (last is None or period.last <= last.last) and all(period.last < end for end in stop)
    ]


def _days(record: Record, expectation: Expectation) -> int:
    days = expectation.days
    given = record.get(days) if isinstance(days, str) else days
    return given if isinstance(given, int) else 0


def _senders(
    registry: Registry, record: Record, expectation: Expectation
) -> Iterator[tuple[str, date | None, date | None]]:
    """Those who are asked, each with the days on which it joined and left, if it is a member."""
    if not expectation.source:
        yield "", None, None
        return
    for name in dict.fromkeys(_texts(record.data, expectation.source.split("."))):
        sender = registry.records.get(name)
        if sender is not None and sender.type == KnownType.ORGANISATION:
            yield name, day_or_none(sender.get("joined")), day_or_none(sender.get("left"))
        elif sender is not None:
            yield name, None, None


def _came(
    registry: Registry, record: Record, expectation: Expectation
) -> Mapping[tuple[str, str], str]:
    """What came for a record, by from whom it came and for which period; of two, the first."""
    came: dict[tuple[str, str], str] = {}
    for reference in registry.backlinks[record.id]:
        each = registry.records[reference.source]
        if each.type == expectation.type and named_by(reference, expectation.names):
            whose = str(each.get(expectation.whose) or "")
            came.setdefault((whose, str(each.get(expectation.period))), each.id)
    return came


def _texts(data: Any, names: list[str]) -> Iterator[str]:
    """Every text at a path, through lists."""
    if isinstance(data, list):
        for part in data:
            yield from _texts(part, names)
    elif names and isinstance(data, dict):
        yield from _texts(data.get(names[0]), names[1:])
    elif not names and isinstance(data, str):
        yield data
