"""``api/records/<type>.json``: the records of every content type, each with its schema."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from handbook.outputs.as_written.rows import rows_of_type
from handbook.outputs.as_written.schema import VERSION, type_schema
from handbook.outputs.fields.envelope import ENVELOPE, envelope
from handbook.outputs.fields.plain import plain_row
from handbook.outputs.fields.writing import FOLDER, JSON, SCHEMA_JSON, schema_path, with_rows
from handbook.outputs.model import Output
from handbook.render.files import OutputFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.render.context import Context
    from handbook.types.model import ContentType


def _files(context: Context) -> Iterator[OutputFile]:
    for kind in context.registry.types.values():
        if not context.registry.of_type(kind.name):
            continue
        name = f"records/{kind.name}"
        yield OutputFile(
            f"{FOLDER}{name}.json",
            f"{kind.plural} as they are written",
            f"{kind.description} Each record with the fields of its own file.",
            JSON,
            partial(_document, context, kind),
            schema=schema_path(name),
        )
        yield OutputFile(
            schema_path(name),
            f"The fields of {name}.json",
            "A JSON Schema (draft 2020-12) that says what each field means.",
            SCHEMA_JSON,
            partial(type_schema, kind, name),
        )


def _document(context: Context, kind: ContentType) -> bytes:
    head = plain_row(ENVELOPE, envelope(context, VERSION))
    return with_rows(head, "records", rows_of_type(context, kind))


OUTPUT = Output(
    "The records of every type",
    "Every record with the fields of its own file, for each content type that has any.",
    _files,
)
