"""The drawing of a run chart: its scale, its line with gaps, and what stands across it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING, Any

from handbook.render.charts.parts import UNKNOWN, WIDTH, amount_words, line, rect

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handbook.render.charts.parts import Shape
    from handbook.render.charts.signals import Signals
    from handbook.source.periods import CalendarPeriod

HEIGHT = 40.0
_EDGE = 2.5
_WIDEST = 4.0
_FLAT = Decimal("0.5")
"""Where no value is below this part of the highest, the scale does not begin at nought."""


@dataclass(frozen=True, slots=True)
class RunPoint:
    """One period with its value, or without one and why."""

    period: CalendarPeriod
    value: Decimal | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class RunScale:
    """The values at the foot and at the top of a drawing."""

    foot: Decimal
    top: Decimal

    def height(self, value: Decimal) -> float:
        """Where a value lies in the box, from its top."""
        share = float((value - self.foot) / (self.top - self.foot))
        return HEIGHT - _EDGE - share * (HEIGHT - 2 * _EDGE)


def scale_of(values: Sequence[Decimal]) -> RunScale:
    """A scale that holds these values: from nought, unless that would make a line of them flat."""
    if not values or max(values) <= 0:
        return RunScale(Decimal(0), Decimal(1))
    top, low = max(values), min(values)
    if low <= top * _FLAT or low == top:
        return RunScale(Decimal(0), top)
    step = Decimal(10) ** (top - low).adjusted()
    foot = (low - (top - low) / 2) / step
    return RunScale(
        max(foot.to_integral_value(ROUND_FLOOR) * step, Decimal(0)),
        (top / step).to_integral_value(ROUND_CEILING) * step,
    )


def run_drawing(
    whole: Sequence[RunPoint], scale: RunScale, unit: str, held: Signals, goal: Decimal | None
) -> dict[str, Any]:
    """The shapes in their box, and what stands at its edges."""
    room = (WIDTH - 2 * _EDGE) / max(len(whole) - 1, 1)
    places = [_EDGE + at * room if len(whole) > 1 else WIDTH / 2 for at in range(len(whole))]
    spots = [
        None if point.value is None else (place, scale.height(point.value))
        for place, point in zip(places, whole, strict=True)
    ]
    shapes = [
        *_gaps(places, spots, min(room, _WIDEST) * 0.7),
        *_across(scale, (("median", held.median), ("target", goal))),
        *(line("line", stretch) for stretch in _stretches(spots) if len(stretch) > 1),
        *(
            line("signal" if at in held.marked else "dot", [spot])
            for at, spot in enumerate(spots)
            if spot is not None
        ),
    ]
    return {
        "box": f"0 0 {WIDTH:.0f} {HEIGHT:.0f}",
        "shapes": shapes,
        "top": amount_words(scale.top, unit),
        "foot": amount_words(scale.foot, unit),
        "first": whole[0].period.words,
        "last": whole[-1].period.words,
    }


def _gaps(
    places: Sequence[float], spots: Sequence[tuple[float, float] | None], wide: float
) -> Iterator[Shape]:
    """An outline for each period of which no value is known."""
    for place, spot in zip(places, spots, strict=True):
        if spot is None:
            yield rect(UNKNOWN, place - wide / 2, _EDGE, wide, HEIGHT - 2 * _EDGE)


def _across(scale: RunScale, marks: Sequence[tuple[str, Decimal | None]]) -> Iterator[Shape]:
    """Lines from one side to the other."""
    for kind, mark in marks:
        if mark is not None:
            yield line(kind, [(0, scale.height(mark)), (WIDTH, scale.height(mark))])


def _stretches(
    spots: Sequence[tuple[float, float] | None],
) -> Iterator[list[tuple[float, float]]]:
    """The parts of a line between its gaps."""
    stretch: list[tuple[float, float]] = []
    for spot in (*spots, None):
        if spot is not None:
            stretch.append(spot)
        elif stretch:
            yield stretch
            stretch = []
