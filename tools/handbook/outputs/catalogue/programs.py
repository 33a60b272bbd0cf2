"""``api/*.json``: every list of the registry for programs, each with its schema."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from handbook.outputs.fields.discovery import resources
from handbook.outputs.fields.writing import JSON, document, path_of, schema_file, schema_path
from handbook.outputs.model import Output
from handbook.render.files import OutputFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.render.context import Context


def _files(context: Context) -> Iterator[OutputFile]:
    for resource in resources():
        yield OutputFile(
            path_of(resource),
            f"{resource.name.capitalize()} for programs",
            resource.about,
            JSON,
            partial(document, resource, context),
            schema=schema_path(resource.name),
        )
        yield schema_file(resource, resource.name)


OUTPUT = Output(
    "The registry for programs",
    "Every list of the registry as JSON, from the same assessment as the pages.",
    _files,
)
