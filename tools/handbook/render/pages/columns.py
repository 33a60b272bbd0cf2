"""Lists of records as their type declares them: its columns, filled as its schema says."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from handbook.render.markdown.writing import Columns, Md, inline, small
from handbook.render.plain import single
from handbook.types.model import Column
from handbook.types.vocabulary import resolve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handbook.load.model import Record
    from handbook.render.context import Context
    from handbook.types.model import ContentType

_PLAIN = (Column("Name"), Column("What it is", "summary"))
"""The columns of a type that declares none."""


def declared(context: Context, here: str, kind: ContentType, records: Sequence[Record]) -> str:
    """A table of records, which arrive in the order of their names."""
    columns = kind.columns or _PLAIN
    return Columns(*(column.title for column in columns)).table(
        [_cell(context, here, kind, column, record) for column in columns]
        for record in _sorted(kind, records)
    )


def _sorted(kind: ContentType, records: Sequence[Record]) -> Sequence[Record]:
    """Records by the field that the type names, those without it last."""
    if not kind.sort:
        return records
    choices = [str(choice) for choice in _field(kind, kind.sort).get("enum", ())]

    def place(record: Record) -> tuple[int, str]:
        value = str(record.get(kind.sort, ""))
        if choices:
            return (choices.index(value) if value in choices else len(choices), "")
        return (0, value) if value else (1, "")

    return sorted(records, key=place)


def _cell(context: Context, here: str, kind: ContentType, column: Column, record: Record) -> object:
    if column.field:
        value = _shown(context, here, _field(kind, column.field), record.get(column.field))
    else:
        value = context.link(here, record.id)
    if not value and column.empty:
        return column.empty
    if value and column.before:
        value = Md(f"{inline(column.before)} {inline(value)}")
    if column.small and (under := record.get(column.small)):
        below = _shown(context, here, _field(kind, column.small), under)
        value = Md(f"{inline(value)} {small(below)}")
    return value


def _field(kind: ContentType, name: str) -> Mapping[str, Any]:
    """What the schema says of a field, with what it points at."""
    return resolve(kind.schema["properties"].get(name, {}), kind.schema.get("$defs", {}))


def _shown(context: Context, here: str, field: Mapping[str, Any], value: Any) -> object:
    """A value as its schema says what it is; of a list of rows, how many there are."""
    if value is None or value == "":
        return ""
    link = partial(context.link, here)
    if isinstance(value, (list, tuple)):
        if any(isinstance(row, Mapping) for row in value):
            return str(len(value))
        items = field.get("items", {})
        return Md(", ".join(single(part, items, link) for part in value))
    return single(value, field, link)
