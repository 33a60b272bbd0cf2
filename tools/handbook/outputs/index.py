"""``api/index.json``: which files there are, what each is for, and its size and fingerprint."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from handbook.outputs.fields.envelope import ENVELOPE, envelope
from handbook.outputs.fields.model import number, rows, text
from handbook.outputs.fields.plain import plain_row
from handbook.outputs.fields.schema import schema
from handbook.outputs.fields.writing import JSON, SCHEMA_JSON, schema_path, with_rows
from handbook.render.files import INDEX, OutputFile
from handbook.render.model import ABOUT_PAGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from handbook.render.context import Context

ABOUT = "Every file for other systems, with what it is, its size and its fingerprint: begin here."
VERSION = 1
FILES = rows(
    "files",
    "Each is one file.",
    text("path", "Where it stands, relative to the site."),
    text("title", "What it is called."),
    text("about", "What it is for."),
    text("media_type", "What kind of file it is, as servers say it."),
    text("schema", "The JSON Schema that it fits, relative to the site; empty where it has none."),
    number("bytes", "How large it is."),
    text("sha256", "Its fingerprint."),
)
LEFT_OUT = rows(
    "left_out",
    "Files that could not be made here. Whatever you hold of an earlier day under these names says"
    " nothing of today.",
    text("path", "Where it would stand; or what it is, where nobody could say which files."),
    text("why", "Why it is not there."),
)
FIELDS = (
    *ENVELOPE,
    text("tool_version", "The version of the program that made the files."),
    LEFT_OUT,
    FILES,
)


def index_file() -> OutputFile:
    """Where the index stands, and what is said of it; it is filled in once all others are made."""
    schema_of_it = schema_path("index")
    return OutputFile(INDEX, "Files for programs", ABOUT, JSON, bytes, ABOUT_PAGE, schema_of_it)


def index_schema() -> OutputFile:
    """The schema of the index."""
    return OutputFile(
        schema_path("index"),
        "The fields of index.json",
        "A JSON Schema (draft 2020-12) that says what each field means.",
        SCHEMA_JSON,
        lambda: schema("index", ABOUT, FIELDS, VERSION),
    )


def index_json(
    context: Context,
    offered: Iterable[OutputFile],
    made: Mapping[str, bytes],
    left_out: Mapping[str, str],
) -> bytes:
    """The index of the files that were ``made``. The same input gives the same bytes."""
    given: dict[str, Any] = {
        **envelope(context, VERSION),
        "tool_version": context.stamp.tool_version,
        "left_out": [{"path": path, "why": why} for path, why in sorted(left_out.items())],
        "files": [
            {
                "path": file.path,
                "title": file.title,
                "about": file.about,
                "media_type": file.media_type,
                "schema": file.schema,
                "bytes": len(made[file.path]),
                "sha256": hashlib.sha256(made[file.path]).hexdigest(),
            }
            for file in sorted(offered, key=lambda file: file.path)
            if file.path in made and file.path != INDEX
        ],
    }
    head = plain_row(FIELDS, given)
    listed = head.pop("files")
    return with_rows(head, "files", listed)
