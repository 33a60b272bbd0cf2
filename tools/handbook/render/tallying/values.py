"""The values of records as a template names them: by a field, or a field of the rows of a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbook.render.markdown.fields import told_by
from handbook.render.markdown.writing import in_words, written_date
from handbook.render.registers.facets import raw_values
from handbook.types.declaring.listing import field_of
from handbook.types.declaring.score import product
from handbook.types.vocabulary import resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from handbook.render.context import Context
    from handbook.render.pages.linked import Row

NOT_RECORDED = "Not recorded"


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Records that have one value in a field: the value, its words, and the records.

    Those without any have ``key`` empty, and stand last.
    """

    key: str
    label: str
    rows: tuple[Row, ...]


def values_at(row: Row, path: str) -> tuple[Any, ...]:
    """Every single value of a record at a path, ``field`` or ``rows.field``.

    Of a list of rows that is named without one of their fields, the rows by their numbers.

    Raises ``LookupError`` for a field that its type does not have.
    """
    first, *inner = path.split(".")
    held = told_by(row.data, first)
    if not inner and isinstance(held, (list, tuple)) and any(isinstance(e, Mapping) for e in held):
        return tuple(range(1, len(held) + 1))
    return tuple(
        value
        for value in raw_values(held, [step.replace("_", "-") for step in inner])
        if value != ""
    )


def grouped(context: Context, rows: Iterable[Row], path: str) -> tuple[RowGroup, ...]:
    """Records under each value of a field, in the order of an enum's values or else of the words.

    One with several values stands under each, and one without any under the last part.
    """
    held: dict[str, list[Row]] = {}
    choices: list[str] = []
    words: dict[str, str] = {}
    for row in rows:
        field = _field(context, row, path)
        choices += [str(choice) for choice in field.get("enum", ()) if str(choice) not in choices]
        for value in dict.fromkeys(values_at(row, path)) or ("",):
            key = str(value)
            held.setdefault(key, []).append(row)
            words.setdefault(key, _words(context, field, value) if key else NOT_RECORDED)
    order = sorted(
        held,
        key=lambda key: (
            key == "",
            choices.index(key) if key in choices else len(choices),
            words[key].casefold(),
        ),
    )
    return tuple(RowGroup(key, words[key], tuple(held[key])) for key in order)


def ordered(
    context: Context, rows: Iterable[Row], *paths: str, newest: bool = False
) -> tuple[Row, ...]:
    """Records by these fields, then by their names; those without one last, whichever way."""
    kept = sorted(rows, key=lambda row: (context.label(row.id).casefold(), row.id))
    for path in reversed(paths):
        filled = [row for row in kept if values_at(row, path)]
        empty = [row for row in kept if not values_at(row, path)]
        filled.sort(key=lambda row: _rank(context, row, path), reverse=newest)
        kept = [*filled, *empty]
    return tuple(kept)


def by_score(context: Context, rows: Iterable[Row]) -> tuple[Row, ...]:
    """Records by what their score comes to, the highest first; those without one last."""

    def rank(row: Row) -> tuple[int, str, str]:
        score = context.kind(context.registry.records[row.id]).score
        number = product(score, context.registry.records[row.id].data) if score else None
        return (-(number or 0), context.label(row.id).casefold(), row.id)

    return tuple(sorted(rows, key=rank))


def having(rows: Iterable[Row], path: str, *values: object) -> tuple[Row, ...]:
    """Those of some records that have one of these values in a field, or any value at all."""
    wanted = {str(value) for value in values}
    return tuple(
        row
        for row in rows
        if (held := {str(value) for value in values_at(row, path)})
        and (not wanted or held & wanted)
    )


def lacking(rows: Iterable[Row], path: str) -> tuple[Row, ...]:
    """Those of some records in which a field is not filled in."""
    return tuple(row for row in rows if not values_at(row, path))


def within(rows: Iterable[Row], path: str, first: str = "", last: str = "") -> tuple[Row, ...]:
    """Those whose day in a field is from ``first`` to ``last``, both days included.

    Days are written year-month-day. Who has no such day is not among them.
    """
    return tuple(
        row
        for row in rows
        if any(first <= str(day) and (not last or str(day) <= last) for day in values_at(row, path))
    )


def latest(rows: Sequence[Row], path: str, each: str = "") -> Any:
    """The record with the latest day in a field, ``None`` of none; with ``each``, for each value.

    Of two of the same day the one with the later name counts.
    """
    if each:
        held: dict[str, list[Row]] = {}
        for row in rows:
            for value in dict.fromkeys(values_at(row, each)):
                held.setdefault(str(value), []).append(row)
        newest = (latest(some, path) for some in held.values())
        return tuple(dict.fromkeys(row for row in newest if row is not None))
    dated = [row for row in rows if values_at(row, path)]
    return max(dated, key=lambda row: (max(map(str, values_at(row, path))), row.id), default=None)


def _field(context: Context, row: Row, path: str) -> Mapping[str, Any]:
    kind = context.kind(context.registry.records[row.id])
    field = field_of(kind.schema, path.replace("_", "-")) or {}
    return resolve(field["items"], kind.schema.get("$defs", {})) if "items" in field else field


def _words(context: Context, field: Mapping[str, Any], value: Any) -> str:
    if "x-ref" in field:
        return context.label(str(value))
    if field.get("format") == "date":
        return str(written_date(value))
    return in_words(value) if "enum" in field else str(value)


def _rank(context: Context, row: Row, path: str) -> tuple[int, float, str]:
    """Where a value stands among its like: an enum by its order, a number by its size."""
    value, choices = values_at(row, path)[0], _field(context, row, path).get("enum", [])
    if value in choices:
        return (0, choices.index(value), "")
    if isinstance(value, int):
        return (1, value, "")
    return (2, 0, context.label(str(value)).casefold())
