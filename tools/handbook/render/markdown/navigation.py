"""The navigation: sections only. A list of every page would stand on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.render.adoption.words import PAGE
from handbook.render.model import NavItem, Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.render.context import Context
    from handbook.types.model import ContentType

_FIRST = ("For care", "National policy", "Groups", "Network")
"""Headings of the menu in their order. Others follow by name, and what has none under More."""
_MORE = "More"
_NOWHERE = "none"
"""The section of a type whose list is reached from a page of its own subject."""


def navigation(context: Context, pages: Mapping[str, Page]) -> tuple[NavItem, ...]:
    """Home, the sections, and the pages for those who keep the register."""
    sections: dict[str, list[NavItem]] = {}
    for kind in context.registry.types.values():
        if kind.section != _NOWHERE and (item := _type(kind, pages)):
            sections.setdefault(kind.section or _MORE, []).append(item)
    others = sorted(sections.keys() - {*_FIRST, _MORE})
    menu = [NavItem("Home", "index.md")]
    menu += [
        NavItem(title, children=tuple(sections[title]))
        for title in (*_FIRST, *others, _MORE)
        if title in sections
    ]
    keeping = [NavItem("Register", "register/index.md")]
    keeping += [NavItem("Local adoption", PAGE), NavItem("What falls due", "due/index.md")]
    keeping.append(NavItem("About this handbook", "about/index.md"))
    if "help/rules/index.md" in pages:
        keeping.append(NavItem("Rules", "help/rules/index.md"))
    return (*menu, NavItem("The register", children=tuple(keeping)))


def _type(kind: ContentType, pages: Mapping[str, Page]) -> NavItem | None:
    path = f"{kind.name}/index.md" if kind.singleton else f"{kind.folder}/index.md"
    return NavItem(kind.plural, path) if path in pages else None
