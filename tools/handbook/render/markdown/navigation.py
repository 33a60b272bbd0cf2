"""The navigation: sections only. A list of every page would stand on every page.

Which heading a type or an overview stands under is the ``section`` of its declaration. Lines come
in the ``order`` of what they stand for, and headings in that of their first line. The pages that
the handbook has besides stand after the first heading, which is that of the ward. A type of which
nobody keeps a record is no line, unless it is one of documents: that there is none of those yet is
worth knowing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.render.adoption.words import PAGE
from handbook.render.model import NavItem, Page
from handbook.types.declaring.listing import NO_SECTION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.render.context import Context
    from handbook.types.model import ContentType

_REGISTER = NavItem(
    "The register",
    children=(
        NavItem("Every document", "register/index.md"),
        NavItem("Local adoption", PAGE),
        NavItem("What falls due", "due/index.md"),
    ),
)
_ABOUT = NavItem("About this handbook", "about/index.md")


def navigation(context: Context, pages: Mapping[str, Page]) -> tuple[NavItem, ...]:
    """Home, what serves care, the register, what the network is; last, what the handbook is."""
    lines = [
        (kind.order, kind.section, item)
        for kind in context.registry.types.values()
        if in_menu(context, kind) and (item := listed(kind, pages))
    ]
    lines += [
        (overview.order, overview.section, NavItem(overview.title, overview.page))
        for overview in context.registry.overviews
        if overview.page in pages
    ]
    sections: dict[str, list[NavItem]] = {}
    for _, heading, item in sorted(lines, key=lambda line: line[0]):
        sections.setdefault(heading, []).append(item)
    for first in list(sections.values())[:1]:
        first.insert(0, NavItem("Find a document", "browse/index.md"))
    menu = [NavItem(title, children=tuple(items)) for title, items in sections.items()]
    return (NavItem("Home", "index.md"), *menu[:1], _REGISTER, *menu[1:], _ABOUT)


def in_menu(context: Context, kind: ContentType) -> bool:
    """Whether a type may have a line in the menu: once used, or if it is one of documents.

    What an overview shows stands there only once used, documents or not.
    """
    always = kind.has("endorsable") and not context.overviewed(kind)
    return kind.section != NO_SECTION and (always or bool(context.registry.of_type(kind.name)))


def listed(kind: ContentType, pages: Mapping[str, Page]) -> NavItem | None:
    """The list of a type's records, or its only record, if it has a page."""
    path = f"{kind.name}/index.md" if kind.singleton else f"{kind.folder}/index.md"
    return NavItem(kind.plural, path) if path in pages else None
