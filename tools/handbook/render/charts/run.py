"""A run chart: one value for each period, the median, and what chance alone does not explain.

A period without a value is a gap with an outline, and is never drawn as nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.render.charts.parts import (
    UNKNOWN,
    Chart,
    ChartCell,
    ChartProblem,
    amount_of,
    amount_words,
    chart_of,
    entries,
    plain_words,
    table_in_words,
    text_cell,
)
from handbook.render.charts.run_line import RunPoint, RunScale, run_drawing, scale_of
from handbook.render.charts.signals import LEAST, MEDIAN_FROM, SOURCE, Signals, signals
from handbook.render.pictures.parts import counted, listed, words
from handbook.render.tallying.sums import NOT_KNOWN
from handbook.source.periods import CalendarPeriod, period_or_none

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal


_NAMED = 3
"""So many periods without a value are named above the drawing; of more it is said how many."""
_NO_VALUE = "no value is recorded"


def run_chart(
    title: object,
    points: Iterable[Any],
    *,
    unit: str = "",
    target: object = None,
    differs: object = "",
) -> Chart | str:
    """A run chart, or the reason why these values make none.

    ``points`` are lists of a period, a value and perhaps why there is none. ``differs`` says how
    what was counted differs between them. A period between the first and the last that is not
    among them has no value.
    """
    given = [_point(entry) for entry in entries(points, 2, 3)]
    whole = _all_periods(given)
    if isinstance(whole, str):
        return whole
    held = signals([point.value for point in whole])
    goal = amount_of(target)
    scale = scale_of([v for v in (*(p.value for p in whole), held.median, goal) if v is not None])
    return chart_of(
        "run",
        title,
        table_in_words(
            ("Period", "Value", "Note"),
            (_row(point, at, unit, held) for at, point in reversed(list(enumerate(whole)))),
            folded=True,
        ),
        lines=[*_lines(whole, unit, held, goal), *_scale(scale, unit)],
        drawing=run_drawing(whole, scale, unit, held, goal),
        key=_key(whole, held, goal),
        care=[("Definitions differ", plain_words(differs)), ("A change", _change(whole, held))],
    )


def _point(entry: Sequence[Any]) -> RunPoint:
    period = entry[0] if isinstance(entry[0], CalendarPeriod) else period_or_none(entry[0])
    if period is None:
        raise ChartProblem(
            f"“{plain_words(entry[0])}” is no period, such as 2026-09, 2026-Q3 or 2026-27"
        )
    return RunPoint(period, amount_of(entry[1]), plain_words(entry[2]))


def _all_periods(given: Sequence[RunPoint]) -> list[RunPoint] | str:
    """A point for every period from the first to the last, or why they make no line."""
    if not given:
        return "no value has been recorded yet"
    if len({point.period.frequency for point in given}) > 1:
        return "these values are for periods of different lengths, so no line can be drawn"
    by_period: dict[CalendarPeriod, RunPoint] = {}
    for point in given:
        if by_period.setdefault(point.period, point) != point:
            return f"two values are recorded for {point.period.words}, so no line can be drawn"
    whole, period, last = [], min(by_period), max(by_period)
    while period <= last:
        whole.append(by_period.get(period) or RunPoint(period, None))
        period = period.following
    return whole


def _lines(
    whole: Sequence[RunPoint], unit: str, held: Signals, goal: Decimal | None
) -> Iterator[str]:
    """What the drawing shows, in sentences."""
    known = [point for point in whole if point.value is not None]
    if known:
        latest = known[-1]
        yield f"Latest: {amount_words(latest.value, unit)} ({latest.period.words})."
    if goal is not None:
        yield f"Target: {amount_words(goal, unit)}."
    missing = [point for point in whole if point.value is None]
    if len(missing) > _NAMED:
        reasons = listed(list(dict.fromkeys(point.why or _NO_VALUE for point in missing)))
        yield f"{NOT_KNOWN} for {len(missing)} of {counted(len(whole), 'period')} ({reasons})."
    elif missing:
        names = listed([f"{point.period.words} ({point.why or _NO_VALUE})" for point in missing])
        yield f"{NOT_KNOWN}: {names}."
    if held.median is None:
        yield f"Fewer than {MEDIAN_FROM} values: no median is drawn, and nothing is said of change."
    elif not held.judged:
        middle = amount_words(held.median, unit)
        yield f"Median: {middle}. Too few values to tell a change from chance."
    else:
        yield f"Median: {amount_words(held.median, unit)}. {_rule(held)}"


def _scale(scale: RunScale, unit: str) -> Iterator[str]:
    """That a line looks steeper than it is, where its foot is not nought."""
    if scale.foot:
        yield f"The drawing begins at {amount_words(scale.foot, unit)}, not at nought."


def _rule(held: Signals) -> str:
    """By which rule a change is told from chance, and where that rule comes from."""
    source = f"({SOURCE}; it takes at least {LEAST} values)"
    many = f"With {held.useful} values off the median, more than {held.limit} in a row on one side"
    if held.crossings is None:
        missing = "How often the line crosses it is not judged, as values are missing."
        return f"{many} of it would hardly be chance {source}. {missing}"
    return f"{many}, or fewer than {held.least} crossings of it, would hardly be chance {source}."


def _change(whole: Sequence[RunPoint], held: Signals) -> str:
    """What chance alone hardly explains; nothing if there are too few values to tell."""
    parts = []
    for run in held.runs:
        first, last = whole[run[0]], whole[run[-1]]
        above = first.value is not None and held.median is not None and first.value > held.median
        side = "above" if above else "below"
        parts.append(
            f"{len(run)} values in a row {side} the median, from {first.period.words} to "
            f"{last.period.words}"
        )
    if held.few:
        often = "never" if not held.crossings else counted(held.crossings, "time")
        parts.append(f"the line crosses the median {often}")
    return f"Hardly chance: {listed(parts)}." if parts else ""


def _row(point: RunPoint, at: int, unit: str, held: Signals) -> tuple[ChartCell, ...]:
    note = point.why or ("" if point.value is not None else _NO_VALUE)
    if at in held.marked:
        note = "Part of a run on one side of the median"
    value = NOT_KNOWN if point.value is None else amount_words(point.value, unit)
    return ChartCell((words(point.period.words),)), text_cell(value), text_cell(note)


def _key(
    whole: Sequence[RunPoint], held: Signals, goal: Decimal | None
) -> Iterator[tuple[str, str]]:
    if any(point.value is not None for point in whole):
        yield "dot", "Value"
    if held.runs:
        yield "signal", "Value in a run that is hardly chance"
    if held.median is not None:
        yield "median", "Median"
    if goal is not None:
        yield "target", "Target"
    if any(point.value is None for point in whole):
        yield UNKNOWN, NOT_KNOWN
