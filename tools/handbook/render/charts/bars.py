"""Amounts side by side: a bar for what is known, and an outline for what is not."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from handbook.render.charts.parts import (
    UNKNOWN,
    WIDTH,
    Chart,
    ChartCell,
    amount_of,
    amount_words,
    chart_of,
    entries,
    named_entry,
    plain_words,
    rect,
    table_in_words,
    text_cell,
)
from handbook.render.tallying.sums import NOT_KNOWN, KnownTotal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handbook.render.charts.parts import Shape
    from handbook.render.context import Context

_HEIGHT = 6.0
_KNOWN = "bar"


def bars_chart(
    context: Context,
    title: object,
    given: Iterable[Any],
    *,
    unit: str = "",
    what: str = "",
    differs: object = "",
) -> Chart | str:
    """Bars for entries of a name (or the id of a record), an amount, and perhaps a note.

    All are drawn to one scale, from nought. ``what`` is the heading of the names.
    """
    rows = entries(given, 2, 3)
    if not rows:
        return "nothing has been recorded yet"
    amounts = [amount_of(amount) for _, amount, _ in rows]
    most = max((amount for amount in amounts if amount is not None), default=Decimal(0))
    unsure = any(_is_unsure(amount) for _, amount, _ in rows)
    known = any(amount is not None for amount in amounts)
    return chart_of(
        "bars",
        title,
        table_in_words(
            (what or "What", "Amount", "Note"),
            (
                (
                    named_entry(context, name),
                    ChartCell(
                        text_cell(amount_words(amount, unit)).pieces, tuple(_bar(amount, most))
                    ),
                    text_cell(note),
                )
                for name, amount, note in rows
            ),
        ),
        key=[*([(_KNOWN, "Known")] if known and unsure else []),
             *([(UNKNOWN, NOT_KNOWN)] if unsure else [])],
        care=[("Definitions differ", plain_words(differs))],
    )  # fmt: skip


def _is_unsure(amount: object) -> bool:
    """Whether nobody knows an amount, or all of it."""
    return amount_of(amount) is None or (isinstance(amount, KnownTotal) and amount.missing > 0)


def _bar(amount: object, most: Decimal) -> Iterator[Shape]:
    """A bar as far as the amount is known, and an outline to the end where that is not all."""
    known = amount_of(amount)
    share = float(known / most) if known and most > 0 and known > 0 else 0.0
    if share:
        yield rect(_KNOWN, 0, 0, WIDTH * share, _HEIGHT)
    if _is_unsure(amount) and share < 1:
        yield rect(UNKNOWN, WIDTH * share, 0, WIDTH * (1 - share), _HEIGHT)
