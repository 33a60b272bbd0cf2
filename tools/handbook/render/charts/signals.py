"""What a run chart may say of its values: their median, and whether chance alone explains them.

The rules are those of Anhøj and Olesen, "Run charts revisited", PLoS One 2014; 9(11): e113825. They
keep the share of false alarms the same however many values there are. The old rule of so many
values going up or down in a row was found of no use there, so it is not here.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from math import comb, log2
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

LEAST = 10
"""With fewer values (not counting those on the median) nothing is said of chance."""
MEDIAN_FROM = 5
"""With fewer values a median says little, and none is drawn."""
_FALSE_ALARM = 0.05
SOURCE = "Anhøj and Olesen, PLoS One 2014; 9(11): e113825"


@dataclass(frozen=True, slots=True)
class Signals:
    """What holds of the values of a run chart.

    ``useful`` are those not on the median. ``runs`` are the places of each run on one side of
    the median that is longer than chance explains; ``crossings`` how often the line crosses the
    median, ``None`` where values are missing between; ``few`` that they are fewer than by chance.
    """

    median: Decimal | None
    useful: int
    longest: int = 0
    limit: int = 0
    runs: tuple[tuple[int, ...], ...] = ()
    crossings: int | None = None
    least: int = 0
    few: bool = False

    @property
    def marked(self) -> frozenset[int]:
        """The places of all values in such runs."""
        return frozenset(at for run in self.runs for at in run)

    @property
    def judged(self) -> bool:
        """Whether there are enough values to say anything of chance."""
        return self.median is not None and self.useful >= LEAST


def signals(values: Sequence[Decimal | None]) -> Signals:
    """What holds of values in the order of their periods; ``None`` is one that nobody knows.

    A run ends where a value is missing: what it would have been is not known.
    """
    known = [value for value in values if value is not None]
    if len(known) < MEDIAN_FROM:
        return Signals(None, 0)
    middle = median(known)
    useful = sum(1 for value in known if value != middle)
    if useful < LEAST:
        return Signals(middle, useful)
    runs = _runs(values, middle)
    limit = round(log2(useful) + 3)
    first, last = _first_and_last(values)
    crossings = None if None in values[first : last + 1] else _crossings(known, middle)
    least = _least_crossings(useful)
    return Signals(
        median=middle,
        useful=useful,
        longest=max(map(len, runs)),
        limit=limit,
        runs=tuple(tuple(run) for run in runs if len(run) > limit),
        crossings=crossings,
        least=least,
        few=crossings is not None and crossings < least,
    )


def _runs(values: Sequence[Decimal | None], middle: Decimal) -> list[list[int]]:
    """The places of each run on one side of the median; values on it belong to none."""
    runs: list[list[int]] = [[]]
    above: bool | None = None
    for at, value in enumerate(values):
        if value is None:
            runs.append([])
            above = None
        elif value != middle:
            if above is not None and (value > middle) != above:
                runs.append([])
            runs[-1].append(at)
            above = value > middle
    return runs


def _first_and_last(values: Sequence[Decimal | None]) -> tuple[int, int]:
    held = [at for at, value in enumerate(values) if value is not None]
    return held[0], held[-1]


def _crossings(known: Sequence[Decimal], middle: Decimal) -> int:
    sides = [value > middle for value in known if value != middle]
    return sum(1 for side, other in itertools.pairwise(sides) if side != other)


def _least_crossings(useful: int) -> int:
    """The fewest crossings that chance still explains: the lower 5 per cent of a fair coin."""
    tosses, below = useful - 1, 0.0
    for crossings in range(tosses + 1):
        below += comb(tosses, crossings) / 2**tosses
        if below >= _FALSE_ALARM:
            return crossings
    return tosses
