"""What charts are made of: shapes in a box, and a table whose cells say what the shapes show.

A chart is handed to the theme as plain data: only the theme has the elements. Whatever a shape says
stands in words in the table of the same chart, with as many rows as there are entries.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbook.render.markdown.writing import Md
from handbook.render.pictures.parts import leads, words
from handbook.render.tallying.sums import NOT_KNOWN, KnownTotal, exact, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from handbook.render.context import Context
    from handbook.render.pictures.parts import Piece

Shape = dict[str, str]
Drawing = dict[str, Any]
Chart = dict[str, Any]
WIDTH = 100.0
MOST = 400
"""So many entries are still a chart."""
UNKNOWN = "unheard"
"""The kind of shape that stands for what nobody knows: an outline, never a filled one."""


class ChartProblem(ValueError):  # noqa: N818 - it is a problem with what a template asks
    """A chart was asked for in a way that none can be drawn. The message says why."""


@dataclass(frozen=True, slots=True)
class ChartCell:
    """One cell of a chart's table: some pieces of words, perhaps shapes, perhaps how it stands."""

    pieces: tuple[Piece, ...] = ()
    shapes: tuple[Shape, ...] = ()
    state: str = ""

    def data(self) -> dict[str, Any]:
        """It as the theme takes it."""
        return {
            "pieces": list(self.pieces),
            **({"shapes": list(self.shapes)} if self.shapes else {}),
            **({"state": self.state} if self.state else {}),
        }


def rect(kind: str, x: float, y: float, width: float, height: float) -> Shape:
    """A box in a drawing."""
    return {
        "kind": kind,
        "x": f"{x:.2f}",
        "y": f"{y:.2f}",
        "width": f"{width:.2f}",
        "height": f"{height:.2f}",
    }


def line(kind: str, points: Sequence[tuple[float, float]], *, closed: bool = False) -> Shape:
    """A line through some points; through one alone a dot, which has no width but its stroke's."""
    begin, *rest = points
    moves = [f"M{begin[0]:.2f} {begin[1]:.2f}", *(f"L{x:.2f} {y:.2f}" for x, y in rest)]
    if not rest:
        moves.append("h0")
    return {"kind": kind, "d": "".join([*moves, "Z" if closed else ""])}


def chart_of(
    shape: str,
    title: object,
    table: Mapping[str, Any],
    *,
    lines: Iterable[str] = (),
    drawing: Mapping[str, Any] | None = None,
    key: Iterable[tuple[str, str]] = (),
    care: Iterable[tuple[str, str]] = (),
) -> Chart:
    """A whole chart for the theme. ``care`` are a label and a sentence each, drawn as a tag."""
    return {
        "shape": shape,
        "title": plain_words(title),
        "lines": [each for each in lines if each],
        "care": [{"label": label, "text": text} for label, text in care if text],
        "drawing": dict(drawing) if drawing else None,
        "key": [{"kind": kind, "label": label} for kind, label in key],
        "table": dict(table),
    }


def table_in_words(
    columns: Sequence[str], rows: Iterable[Sequence[ChartCell]], *, folded: bool = False
) -> dict[str, Any]:
    """The table of a chart; ``folded`` where the drawing above it is enough for most."""
    made = [[cell.data() for cell in row] for row in rows]
    if len(made) > MOST:
        raise ChartProblem(f"a chart has at most {MOST} entries, and this one has {len(made)}")
    return {"columns": list(columns), "rows": made, "folded": folded}


def text_cell(text: object) -> ChartCell:
    """A cell of words alone."""
    return ChartCell((words(plain_words(text)),)) if text else ChartCell()


def named_entry(context: Context, given: object) -> ChartCell:
    """A cell with the name of a record by its id, leading to it; or the words that were given."""
    if isinstance(given, str) and given in context.registry.records:
        return ChartCell((leads(context, given),))
    return text_cell(given)


def plain_words(given: object) -> str:
    """Plain words for a chart. Raises ``ChartProblem`` for Markdown, which it could not show."""
    if isinstance(given, Md) and any(sign in given for sign in "[]*{}|<>\ue000\\&"):
        raise ChartProblem("a chart takes plain words and ids, and no links or tags")
    return " ".join(str(given or "").split())


def amount_of(given: object) -> Decimal | None:
    """The amount of an entry: a whole number, a decimal as text, or a total; else none."""
    if isinstance(given, KnownTotal):
        return given.amount if given else None
    return exact(given)


def amount_words(given: object, unit: str) -> str:
    """An amount in words, with pounds before it or another unit behind it."""
    if isinstance(given, KnownTotal):
        return given.words("£") if unit == "£" else _with(given.words(), unit, known=bool(given))
    amount = exact(given)
    if amount is None:
        return NOT_KNOWN
    return f"£{number(amount)}" if unit == "£" else _with(number(amount), unit, known=True)


def _with(amount: str, unit: str, *, known: bool) -> str:
    if not known or not unit:
        return amount
    first, mark, rest = amount.partition(";")
    return f"{first} {unit}{mark}{rest}"


def entries(given: Iterable[Any], least: int, most: int) -> list[tuple[Any, ...]]:
    """Entries as a template gives them, each a list of so many parts; ``None`` where one lacks.

    Raises ``ChartProblem`` for any other.
    """
    made = []
    for entry in given:
        if isinstance(entry, str) or not hasattr(entry, "__len__"):
            raise ChartProblem(f"an entry of a chart is a list of {least} to {most} parts")
        if not least <= len(entry) <= most:
            raise ChartProblem(f"an entry of this chart has {least} to {most} parts")
        made.append((*entry, *[None] * (most - len(entry))))
    return made
