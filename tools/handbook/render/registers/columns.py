"""Lists of records as their type declares them: its columns, filled as its schema says."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from handbook.assess.cover.hours import read_hours
from handbook.assess.cover.spoken import capital, hours_in_words
from handbook.render.markdown.writing import Columns, Md, inline, small
from handbook.render.plain import single
from handbook.render.registers.facets import raw_values
from handbook.render.registers.worked_out import SHOWN, SORTED
from handbook.types.declaring.listing import field_of
from handbook.types.model import Column
from handbook.types.vocabulary import resolve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handbook.load.model import Record
    from handbook.render.context import Context
    from handbook.types.model import ContentType, ListPart

PLAIN = (Column("Name"), Column("What it is", "summary"))
"""The columns of a type that declares none."""


def table(context: Context, here: str, kind: ContentType, records: Sequence[Record]) -> Md:
    """A table of records, in the order given."""
    columns = kind.columns or PLAIN
    return Columns(*(column.title for column in columns)).table(
        [cell(context, here, kind, column, record) for column in columns] for record in records
    )


def in_order(
    context: Context, kind: ContentType, part: ListPart | ContentType, records: Sequence[Record]
) -> tuple[Record, ...]:
    """Records by what the type, or a part of its list, names; those without it last."""
    if not part.sort:
        return tuple(records)
    choices = [str(choice) for choice in (field_of(kind.schema, part.sort) or {}).get("enum", ())]
    worked_out = SORTED.get(part.sort)
    values = {
        record.id: worked_out(context, record) if worked_out else str(record.get(part.sort, ""))
        for record in records
    }

    def place(record: Record) -> tuple[int, str]:
        value = values[record.id]
        return (choices.index(value), "") if value in choices else (len(choices), value)

    filled = [record for record in records if values[record.id]]
    empty = [record for record in records if not values[record.id]]
    return (*sorted(filled, key=place, reverse=part.newest), *empty)


def cell(context: Context, here: str, kind: ContentType, column: Column, record: Record) -> object:
    """What stands in one column of the row of a record."""
    value: object
    if column.value:
        value = SHOWN[column.value](context, here, record)
    elif column.count:
        value = str(len(context.pointing_at(record.id, column.count)) or "")
    elif column.field:
        value = _shown(context, here, kind, column.field, record)
    else:
        value = context.link(here, record.id)
    if not value and column.empty:
        return column.empty
    if value and column.before:
        value = Md(f"{inline(column.before)} {inline(value)}")
    if column.small and (below := _shown(context, here, kind, column.small, record)):
        value = Md(f"{inline(value)} {small(below)}")
    return value


def _shown(context: Context, here: str, kind: ContentType, path: str, record: Record) -> object:
    """A field as the schema says what it is; of a list of rows, how many there are."""
    field: Mapping[str, Any] = field_of(kind.schema, path) or {}
    rows = record.get(path)
    if field.get("x-hours") and (hours := read_hours(rows)[0]):
        return capital(hours_in_words(hours))
    if isinstance(rows, (list, tuple)) and any(isinstance(row, Mapping) for row in rows):
        return str(len(rows))
    if "items" in field:
        field = resolve(field["items"], kind.schema.get("$defs", {}))
    values = [value for value in raw_values(record.data, path.split(".")) if value != ""]
    link = partial(context.link, here)
    return Md(", ".join(single(value, field, link) for value in values))
