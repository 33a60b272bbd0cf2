"""A list of the registry as the bytes of a file: JSON, and the schema that it fits."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from handbook.outputs.fields.envelope import ENVELOPE, envelope
from handbook.outputs.fields.model import rows
from handbook.outputs.fields.plain import plain_row, rows_of
from handbook.outputs.fields.schema import schema
from handbook.render.files import OutputFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from handbook.outputs.fields.model import Resource
    from handbook.render.context import Context

FOLDER = "api/"
JSON = "application/json"
SCHEMA_JSON = "application/schema+json"


def path_of(resource: Resource) -> str:
    """Where the file of a list stands in the site."""
    return f"{FOLDER}{resource.name}.json"


def schema_path(name: str) -> str:
    """Where a schema stands in the site."""
    return f"{FOLDER}schemas/{name}.schema.json"


def document(resource: Resource, context: Context) -> bytes:
    """The whole file of a list. The same input gives the same bytes."""
    head = plain_row(ENVELOPE, envelope(context, resource.version))
    return with_rows(head, resource.name, rows_of(resource, context))


def schema_file(resource: Resource, name: str) -> OutputFile:
    """The schema of that file, as a file of its own."""
    return OutputFile(
        schema_path(name),
        f"The fields of {name}.json",
        "A JSON Schema (draft 2020-12) that says what each field means.",
        SCHEMA_JSON,
        partial(document_schema, resource, name),
    )


def document_schema(resource: Resource, name: str) -> bytes:
    """The schema of that file."""
    fields = (*ENVELOPE, rows(resource.name, f"Each is {resource.each}.", *resource.fields))
    return schema(name, resource.about, fields, resource.version)


def with_rows(head: Mapping[str, Any], name: str, listed: Iterable[Mapping[str, Any]]) -> bytes:
    """An object as JSON whose last field, ``name``, has a line for each of its rows.

    So two days' files are compared line by line, and a large one is not mostly spaces.
    """
    lines = [f"    {_line(row)}" for row in listed]
    begin = json.dumps({**head, name: []}, ensure_ascii=True, indent=2)
    if lines:
        begin = begin.removesuffix("[]\n}") + "[\n" + ",\n".join(lines) + "\n  ]\n}"
    return f"{begin}\n".encode()


def _line(row: Mapping[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=True)
