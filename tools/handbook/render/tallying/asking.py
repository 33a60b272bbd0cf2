"""The functions about many records that page templates may call."""

from __future__ import annotations

from functools import partial
from itertools import product
from typing import TYPE_CHECKING, Any

from handbook.render.markdown.writing import Columns, Md
from handbook.render.registers.columns import cell
from handbook.render.tallying.counted import counted_figures, counted_totals
from handbook.render.tallying.sums import gap, pounds, share, total
from handbook.render.tallying.values import (
    by_score,
    grouped,
    having,
    lacking,
    latest,
    ordered,
    values_at,
    within,
)
from handbook.source.dates import add_months
from handbook.types.model import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from handbook.render.context import Context
    from handbook.render.pages.linked import Row


def tally_questions(context: Context, here: str) -> dict[str, Callable[..., Any]]:
    """Functions for the page ``here`` that take records as ``records(type)`` gives them."""
    today = context.assessment.today
    return {
        "grouped": partial(grouped, context),
        "ordered": partial(ordered, context),
        "by_score": partial(by_score, context),
        "having": having,
        "lacking": lacking,
        "within": within,
        "latest": latest,
        "total": total,
        "share": share,
        "pounds": pounds,
        "gap": gap,
        "entries": entries_of,
        "figures": partial(counted_figures, context),
        "totals": partial(counted_totals, context),
        "table_of": partial(_table_of, context, here),
        "day": lambda months=0: add_months(today, months).isoformat(),
    }


def entries_of(rows: Iterable[Row], *fields: str) -> list[list[Any]]:
    """Of each record its id and the first value of each field, for a chart.

    Raises ``LookupError`` for a field that the type does not have.
    """
    return [
        [row.id, *(next(iter(values_at(row, path)), None) if path else None for path in fields)]
        for row in rows
    ]


def _table_of(
    context: Context, here: str, rows: Sequence[Row], columns: Mapping[str, str], empty: str = ""
) -> Md:
    """A table of records of one type; what is not filled in says ``empty``.

    Raises ``LookupError`` for a field that the type does not have.
    """
    records = [context.registry.records[row.id] for row in rows]
    for row, field in product(rows[:1], filter(None, columns.values())):
        values_at(row, field)
    shown = [
        Column(title, field.replace("_", "-"), empty=empty if field else "")
        for title, field in columns.items()
    ]
    return Columns(*columns).table(
        [cell(context, here, context.kind(record), column, record) for column in shown]
        for record in records
    )
