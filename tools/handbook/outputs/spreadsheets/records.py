"""The list of a type's records as a sheet, with the columns that the type declares."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from handbook.assess.cover.hours import read_hours
from handbook.assess.cover.spoken import capital, hours_in_words
from handbook.assess.words import COVERAGE
from handbook.outputs.spreadsheets.model import CellShape, Linked, Sheet, SheetColumn
from handbook.render.adoption.records import record_label, why_not
from handbook.render.cover.service import check_words
from handbook.render.markdown.writing import in_words
from handbook.render.pages.linked import KINDS, progress_of, score_words
from handbook.render.registers.columns import PLAIN
from handbook.render.registers.facets import raw_values
from handbook.render.registers.listings import in_parts
from handbook.render.registers.worked_out import decided_on
from handbook.source.dates import day_or_none, long_date
from handbook.source.periods import period_words
from handbook.types.declaring.listing import field_of
from handbook.types.model import Column
from handbook.types.vocabulary import resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from handbook.load.model import Record
    from handbook.outputs.spreadsheets.model import Cell
    from handbook.render.context import Context
    from handbook.types.model import ContentType

_PART = SheetColumn("Part of the list")
_ID = SheetColumn("Id")


def records_sheet(
    context: Context, kind: ContentType, page: str, records: Sequence[Record]
) -> Sheet:
    """The records of a type, in the order of its list."""
    columns = tuple(_columns(kind))
    heads = tuple(SheetColumn(column.title, _shape(kind, column)) for column in columns)
    rows = [
        (
            *(_cell(context, kind, column, record) for column in columns),
            *((part,) if kind.parts else ()),
            record.id,
        )
        for part, listed in in_parts(context, kind, records)
        for record in listed
    ]
    parts = (_PART,) if kind.parts else ()
    return Sheet(kind.plural, page, (*heads, *parts, _ID), tuple(rows))


def _columns(kind: ContentType) -> Iterator[Column]:
    """Those of the type's list; what stands in small print there has a column of its own."""
    if kind.entries:
        yield Column("Word")
        if kind.entries.short:
            yield Column("Short form", kind.entries.short)
        yield Column("What it means", kind.entries.text)
        return
    for column in kind.columns or PLAIN:
        yield column
        if column.small:
            yield Column(in_words(column.small), column.small)


def _shape(kind: ContentType, column: Column) -> CellShape:
    if column.value == "decided-on" or (_is_day(kind, column.field) and not column.before):
        return CellShape.DAY
    if column.count:
        return CellShape.NUMBER
    return CellShape.TEXT if column.field or column.value else CellShape.LINK


def _cell(context: Context, kind: ContentType, column: Column, record: Record) -> Cell:
    if column.value:
        return WORKED_OUT[column.value](context, record)
    if column.count:
        return len(context.pointing_at(record.id, column.count)) or None
    if not column.field:
        return Linked(context.label(record.id), context.places.url(record.id))
    if _is_day(kind, column.field) and not column.before:
        return day_or_none(record.get(column.field))
    words = _words(context, kind, column.field, record)
    return f"{column.before} {words}".strip() if words else column.empty


def _words(context: Context, kind: ContentType, path: str, record: Record) -> str:
    """A field in words: a reference by its name, a day written out, of rows how many there are."""
    rows = record.get(path)
    hours = read_hours(rows)[0] if path in kind.hours else None
    if hours is not None:
        return capital(hours_in_words(hours))
    if isinstance(rows, (list, tuple)) and any(isinstance(row, Mapping) for row in rows):
        return str(len(rows))
    field = _field(kind, path)
    values = (value for value in raw_values(record.data, path.split(".")) if value != "")
    return "; ".join(_single(context, field, value) for value in values)


def _single(context: Context, field: Mapping[str, Any], value: Any) -> str:
    if "x-ref" in field:
        return context.label(str(value))
    day = day_or_none(value) if field.get("format") == "date" else None
    if day is not None:
        return long_date(day)
    if field.get("format") == "period":
        return period_words(value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return in_words(value) if "enum" in field and isinstance(value, str) else str(value)


def _field(kind: ContentType, path: str) -> Mapping[str, Any]:
    """What the schema says of a field, or of each value in a list."""
    field: Mapping[str, Any] = (field_of(kind.schema, path) or {}) if path else {}
    return resolve(field["items"], kind.schema.get("$defs", {})) if "items" in field else field


def _is_day(kind: ContentType, path: str) -> bool:
    return "." not in path and (field_of(kind.schema, path) or {}).get("format") == "date"


def _answer(context: Context, record: Record) -> str:
    refused = why_not(context, "", record)
    return f"{record_label(record)}{' (does not count)' if refused else ''}"


def _coverage(context: Context, record: Record) -> str:
    coverage = context.assessment.coverage.get(record.id)
    counts = coverage.counts() if coverage else {}
    numbers = ((counts.get(extent, 0), word) for extent, word in COVERAGE.items())
    return ", ".join(f"{number} {word.label.lower()}" for number, word in numbers if number)


def _decided(context: Context, record: Record) -> str:
    return f"{context.label(record.id)} ({KINDS.get(str(record.get('kind')), '')})"


def _decided_on(context: Context, record: Record) -> date | None:
    return day_or_none(decided_on(context, record))


def _progress(context: Context, record: Record) -> str:
    return progress_of(context, record.id).words


WORKED_OUT: Mapping[str, Callable[[Context, Record], Cell]] = {
    "answer": _answer,
    "checked": check_words,
    "coverage": _coverage,
    "score": lambda context, record: score_words(context, record.id),
    "decided": _decided,
    "decided-on": _decided_on,
    "progress": _progress,
}
"""What a list can show that stands in no field (``types.listing.VALUES``), without any markup."""
