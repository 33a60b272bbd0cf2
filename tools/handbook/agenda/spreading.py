"""Which reviews to bring forward, so that no month asks for many at once. Pure.

Nothing is ever moved to a later month: a review that is put off is one that is missed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from handbook.agenda.load import MonthLoad

MANY = 5
"""So many reviews in one month are worth a word: they want as much time of the same meetings."""

Month = tuple[int, int]
"""A year, and a month of it from 1 to 12."""


@dataclass(frozen=True, slots=True)
class Forward:
    """A review that could be done in an earlier month than the one in which it is due."""

    document: str
    to: Month


@dataclass(frozen=True, slots=True)
class Clump:
    """A month with many reviews, which of them could come earlier, and how many have no room."""

    month: Month
    total: int
    forward: tuple[Forward, ...]
    stuck: int


def following(month: Month) -> Month:
    """The month after a month."""
    year, number = month
    return (year + 1, 1) if number == 12 else (year, number + 1)  # noqa: PLR2004 - December


def months_between(first: Month, last: Month) -> tuple[Month, ...]:
    """Every month from the first to the last, both with them."""
    months, month = [], first
    while month <= last:
        months.append(month)
        month = following(month)
    return tuple(months)


def clumps(loads: Iterable[MonthLoad], today: date) -> tuple[Clump, ...]:
    """Each month with many reviews, and how it would have fewer.

    A month has room while it has fewer than ``MANY`` less one; the latest such month before the
    clump is taken first, so that reviews keep as much of their time as can be. What is late
    already counts as work of this month, and is never moved.
    """
    waiting = tuple(loads)
    this_month = (today.year, today.month)
    load = {(each.year, each.month): each for each in waiting if not each.late}
    totals = {month: each.total for month, each in load.items()}
    totals[this_month] = totals.get(this_month, 0) + sum(e.total for e in waiting if e.late)
    answer = []
    for month in sorted(load):
        total = load[month].total
        if total < MANY:
            continue
        forward = []
        for document in load[month].documents[: total - MANY + 1]:
            earlier = (m for m in reversed(months_between(this_month, month)) if m != month)
            place = next((m for m in earlier if totals.get(m, 0) < MANY - 1), None)
            if place is None:
                break
            totals[place] = totals.get(place, 0) + 1
            totals[month] -= 1
            forward.append(Forward(document, place))
        answer.append(Clump(month, total, tuple(forward), total - MANY + 1 - len(forward)))
    return tuple(answer)
