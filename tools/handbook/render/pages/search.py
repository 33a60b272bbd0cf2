"""The page of the search: a place for the script, and where to look without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.render.frame.meta import make_page
from handbook.render.frame.trail import HOME
from handbook.render.markdown.writing import heading, inline

if TYPE_CHECKING:
    from handbook.render.context import Context
    from handbook.render.model import Page

HERE = "search/index.md"


def search_page(context: Context) -> Page:
    """Every list of the handbook, below the place where the script puts the search."""
    kinds = [
        kind
        for kind in context.registry.types.values()
        if kind.folder and kind.section != "none" and context.registry.of_type(kind.name)
    ]
    ways = ["* [From A to Z, by audience, setting or stage](../browse/index.md)"]
    ways += ["* [Every document, by how it stands](../register/index.md)"]
    ways += [f"* [{inline(kind.plural)}](../{kind.folder}/index.md)" for kind in kinds]
    parts = [
        heading(2, "Look through the lists", "hb-lists"),
        "Searching needs a browser that runs scripts. These lists do not.",
        "\n".join(ways),
    ]
    return make_page(
        context, HERE, "Search", "\n\n".join(parts), kind="search", trail=HOME, searched=False
    )
