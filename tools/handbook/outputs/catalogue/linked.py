"""``api/schema-org.jsonld``: the documents in force, for search engines and catalogues."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from handbook.outputs.linked import PATH, graph, read_graph
from handbook.outputs.model import Output
from handbook.render.files import OutputFile
from handbook.render.model import ABOUT_PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.render.context import Context

ABOUT = "The documents in force as linked data: schema.org and Dublin Core."


def _files(context: Context) -> Iterator[OutputFile]:
    yield OutputFile(
        PATH, "For search engines and catalogues", ABOUT, "application/ld+json",
        partial(graph, context), ABOUT_PAGE, reads=read_graph,
    )  # fmt: skip


OUTPUT = Output("Linked data", ABOUT, _files)
