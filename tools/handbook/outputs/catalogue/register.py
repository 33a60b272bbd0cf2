"""``api/register.json``: how every document stands, in one file. See ``docs/register-json.md``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from handbook.outputs.fields.model import Resource
from handbook.outputs.fields.standing import STANDING, documents
from handbook.outputs.fields.writing import JSON, document, schema_file, schema_path
from handbook.outputs.model import Output
from handbook.render.files import REGISTER, OutputFile
from handbook.render.model import ABOUT_PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.render.context import Context

REGISTER_FILE = Resource(
    "documents",
    "How every document stands, and how many organisations recorded that they use it.",
    "one document",
    ("id",),
    STANDING,
    lambda context: (known for _, known in documents(context)),
)
SCHEMA = "register"


def _files(context: Context) -> Iterator[OutputFile]:
    yield OutputFile(
        REGISTER,
        "The register for programs",
        REGISTER_FILE.about,
        JSON,
        partial(document, REGISTER_FILE, context),
        ABOUT_PAGE,
        schema=schema_path(SCHEMA),
    )
    yield schema_file(REGISTER_FILE, SCHEMA)


OUTPUT = Output("The register for programs", REGISTER_FILE.about, _files)
