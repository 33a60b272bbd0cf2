"""Reviews by month as bars: how long each is, in a box 100 wide and 6 high."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.agenda.spreading import MANY, Month, months_between

if TYPE_CHECKING:
    from collections.abc import Mapping

WIDTH = 100.0
SHOWN = 24
"""How many months are drawn: two years, as far as anybody plans a meeting."""


@dataclass(frozen=True, slots=True)
class MonthBar:
    """One month: how many reviews, what is drawn of them, and whether they are many."""

    month: Month
    total: int
    width: float
    many: bool


def month_bars(totals: Mapping[Month, int], first: Month) -> tuple[MonthBar, ...]:
    """A bar for every month up to the last that has a review, also for those without any.

    After ``SHOWN`` months nothing is drawn. The longest bar is as wide as the box.
    """
    last = max((month for month, total in totals.items() if total), default=first)
    shown = months_between(first, last)[:SHOWN]
    most = max((totals.get(month, 0) for month in shown), default=0)
    return tuple(_bar(month, totals.get(month, 0), most) for month in shown)


def _bar(month: Month, total: int, most: int) -> MonthBar:
    return MonthBar(month, total, WIDTH * total / most if most else 0.0, total >= MANY)
