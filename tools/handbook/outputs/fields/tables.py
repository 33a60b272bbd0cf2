"""The lists of a registry as tables: a column for each field, and in every row whose it is.

So the tables of many registries are stacked and asked as they are (``docs/queries.md``).
"""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from handbook.outputs.cells import harmless
from handbook.outputs.fields.envelope import ENVELOPE, envelope
from handbook.outputs.fields.model import Field, Form, text
from handbook.outputs.fields.plain import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from handbook.outputs.fields.model import Resource
    from handbook.render.context import Context

Row = dict[str, Any]

BETWEEN = "; "
"""What stands between the texts of a list in one cell."""
_TAKEN = ("today", "commit", "edition", "notices")
WHOSE: tuple[Field, ...] = (
    text("network", "The network's own id."),
    text("network_title", "What the network is called."),
    *(field for field in ENVELOPE if field.name in _TAKEN),
)
"""The columns that every row of every table begins with."""


def columns(resource: Resource) -> tuple[Field, ...]:
    """The columns of a table, all of which hold single values or lists of text."""
    return (*WHOSE, *_flat(resource.fields), *_flat(_unrolled(resource)))


@lru_cache(maxsize=2)
def table(resource: Resource, context: Context) -> tuple[Row, ...]:
    """The rows of a table; every row has every column. Nobody may change them."""
    head = envelope(context, resource.version)
    whose = {
        "network": head["network"]["id"],
        "network_title": head["network"]["title"],
        **{name: head[name] for name in _TAKEN},
    }
    inner = _unrolled(resource)
    return tuple(
        {**whose, **_values(resource.fields, row), **_values(inner, part)}
        for row in rows_of(resource, context)
        for part in (row[resource.unrolled] if resource.unrolled else ()) or [None]
    )


def _unrolled(resource: Resource) -> tuple[Field, ...]:
    """The fields of the objects of which a table has a row for each."""
    return next((f.fields for f in resource.fields if f.name == resource.unrolled), ())


def _flat(fields: Iterable[Field], above: str = "", *, nullable: bool = False) -> Iterator[Field]:
    """Fields as columns: those of an object by its name and their own.

    Lists of objects, and objects that are often not there, are left to JSON.
    """
    for field in fields:
        name = f"{above}{field.name}".replace(" ", "_")
        if field.form is Form.ROW and not field.nullable:
            yield from _flat(field.fields, f"{name}_", nullable=nullable)
        elif not field.nested:
            yield replace(field, name=name, nullable=nullable or field.nullable)


def _values(fields: Iterable[Field], row: Mapping[str, Any] | None, above: str = "") -> Row:
    """The values of these columns in one row; of an object that is not there, none."""
    made: Row = {}
    for field in fields:
        name = f"{above}{field.name}".replace(" ", "_")
        if not field.nested:
            made[name] = None if row is None else row[field.name]
        elif field.form is Form.ROW and not field.nullable:
            made |= _values(field.fields, None if row is None else row[field.name], f"{name}_")
    return made


def as_csv(resource: Resource, context: Context) -> bytes:
    """A table as CSV (RFC 4180, UTF-8). The same input gives the same bytes.

    Programs open it, and so do people, in a spreadsheet: no cell is taken for a formula there.
    """
    named = columns(resource)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([field.name for field in named])
    for row in table(resource, context):
        writer.writerow([_cell(field, row[field.name]) for field in named])
    return out.getvalue().encode()


def _cell(field: Field, value: Any) -> str:
    if value is None:
        return ""
    if field.form is Form.FLAG:
        return "true" if value else "false"
    if field.form is Form.NUMBER:
        return str(value)
    return harmless(BETWEEN.join(value) if field.form is Form.TEXTS else str(value))
