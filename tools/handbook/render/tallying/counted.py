"""Counts that organisations reported (``x-counts``), and their totals, as templates name them.

Small numbers are out of the records before any page is drawn (``audience.figures``); a total is
never added up here, as that would count a figure that is not shown as none.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from handbook.assess.figures import CountTotal
from handbook.audience.figures import IN_DOUBT, WITHHELD, figure
from handbook.audience.hiding import Figure
from handbook.render.markdown.writing import Md, inline
from handbook.source.periods import period_or_none

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.load.model import Record
    from handbook.render.context import Context
    from handbook.types.counting.rows import CountedRows

SMALL = "not shown: a small number, or one that would tell a small one"
DOUBT = "not shown, as the return must be mended first"
TOTAL_HIDDEN = "not shown, as it would tell a small number"
_REASON = "cannot"
"""The field of a row in which an organisation says why it has no figure."""


@dataclass(frozen=True, slots=True)
class CountedFigure:
    """What one organisation reported about one thing in one period.

    ``value`` is the count, or its part in a hundred where it is out of something; ``None`` with
    ``why`` where there is none to show. ``reported`` is all of it in words.
    """

    record: str
    whose: str
    period: str
    words: str
    definition: str
    reported: Md
    value: Decimal | None
    why: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class CountedTotal:
    """What all together reported in one period, from ``figures``, as for one of them.

    ``gave`` is how many gave a figure, ``cannot`` how many could not; ``definitions`` are those by
    which it was counted, and ``mixed`` says so where there are several.
    """

    period: str
    words: str
    figures: tuple[CountedFigure, ...]
    gave: int
    cannot: int
    definitions: tuple[str, ...]
    reported: Md
    value: Decimal | None
    why: str = ""
    mixed: str = ""


def counted_figures(context: Context, about: str) -> tuple[CountedFigure, ...]:
    """Every figure about a record, in order of its period and then of whose it is."""
    made = [
        _figure_of(record, rows, row)
        for record, rows, row in _rows(context, about)
        if record.id not in context.quarantined
    ]
    return tuple(sorted(made, key=lambda each: (each.period, context.label(each.whose))))


def counted_totals(context: Context, about: str) -> tuple[CountedTotal, ...]:
    """The totals of a record, a period each, the first of them first."""
    figures = counted_figures(context, about)
    periods = dict.fromkeys(figure.period for figure in figures)
    known = context.assessment.figures.totals if context.assessment.figures else {}
    by_period = {by: total for (_, name, by), total in known.items() if name == about}
    return tuple(
        _total(context, period, [each for each in figures if each.period == period], by_period)
        for period in periods
    )


def _rows(context: Context, about: str) -> Iterator[tuple[Record, CountedRows, Mapping[str, Any]]]:
    for record in context.pointing_at(about):
        for rows in context.kind(record).counted:
            for row in record.get(rows.field) or ():
                if row.get(rows.about) == about:
                    yield record, rows, row


def _figure_of(record: Record, rows: CountedRows, row: Mapping[str, Any]) -> CountedFigure:
    known, period = figure(row, rows), str(record.get(rows.by))
    why = "" if known else _why(row)
    return CountedFigure(
        record=record.id,
        whose=str(record.get(rows.whose)),
        period=period,
        words=_words(period),
        definition=str(row.get(rows.defined) or ""),
        reported=inline(why[:1].upper() + why[1:]) if known is None else _reported(known),
        value=None if known is None else _value(known),
        why=why,
        note=str(row.get("note") or ""),
    )


def _why(row: Mapping[str, Any]) -> str:
    if WITHHELD in row:
        return DOUBT if row[WITHHELD] == IN_DOUBT else SMALL
    return f"could not be reported: {row.get(_REASON) or 'no reason is given'}"


def _total(
    context: Context,
    period: str,
    figures: list[CountedFigure],
    totals: Mapping[str, CountTotal],
) -> CountedTotal:
    total = totals.get(period) or CountTotal(())
    gave = len(total.records)
    definitions = tuple(sorted({each.definition for each in figures if each.definition}))
    known = None
    if total.count is not None and gave:
        known = Figure(total.count, total.of)
    why = "" if known else TOTAL_HIDDEN if gave else "nobody could report it"
    return CountedTotal(
        period=period,
        words=_words(period),
        figures=tuple(figures),
        gave=gave,
        cannot=len(figures) - gave,
        definitions=definitions,
        reported=inline(why[:1].upper() + why[1:]) if known is None else _reported(known),
        value=None if known is None else _value(known),
        why=why,
        mixed=_mixed(context, figures) if len(definitions) > 1 else "",
    )


def _mixed(context: Context, figures: list[CountedFigure]) -> str:
    """By which definition each counted."""
    by: dict[str, list[str]] = {}
    for each in figures:
        if each.definition:
            by.setdefault(each.definition, []).append(context.label(each.whose))
    return "; ".join(f"definition {name}: {', '.join(by[name])}" for name in sorted(by))


def _words(period: str) -> str:
    known = period_or_none(period)
    return known.words if known else period


def _reported(known: Figure) -> Md:
    if known.of is None:
        return inline(known.count)
    share = f" ({_value(known)}%)" if known.of else ""
    return inline(f"{known.count} of {known.of}{share}")


def _value(known: Figure) -> Decimal | None:
    """The count, or its part in a hundred, whole; ``None`` where there was nothing to count."""
    if known.of is None:
        return Decimal(known.count)
    return (Decimal(100 * known.count) / known.of).quantize(Decimal(1)) if known.of else None
