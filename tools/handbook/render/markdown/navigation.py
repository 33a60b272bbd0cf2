"""The navigation: sections only. A list of every page would stand on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.render.adoption.words import PAGE
from handbook.render.model import NavItem, Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.render.context import Context

_SECTIONS = (
    ("For care", ("guideline", "care-pathway", "glossary-term")),
    ("National policy", ("policy", "policy-mapping")),
    ("Groups", ("terms-of-reference", "meeting", "decision", "action")),
    ("Network", ("network", "organisation", "post")),
)
"""Headings, and the content types under each. Types that are not named go under the last one."""

_WITHIN = frozenset({"adoption"})
"""Types whose list is reached from a page of its own subject."""


def navigation(context: Context, pages: Mapping[str, Page]) -> tuple[NavItem, ...]:
    """Home, the sections, and the pages for those who keep the register."""
    named = {name for _, names in _SECTIONS for name in names}
    sections = [NavItem("Home", "index.md")]
    for title, names in _SECTIONS:
        children = [item for name in names if (item := _type(context, name, pages))]
        if children:
            sections.append(NavItem(title, children=tuple(children)))
    others = [n for n in context.registry.types if n not in named and n not in _WITHIN]
    more = tuple(item for name in others if (item := _type(context, name, pages)))
    if more:
        sections.append(NavItem("More", children=more))
    keeping = [NavItem("Register", "register/index.md")]
    keeping += [NavItem("Local adoption", PAGE), NavItem("What falls due", "due/index.md")]
    keeping.append(NavItem("About this handbook", "about/index.md"))
    if "help/rules/index.md" in pages:
        keeping.append(NavItem("Rules", "help/rules/index.md"))
    return (*sections, NavItem("The register", children=tuple(keeping)))


def _type(context: Context, name: str, pages: Mapping[str, Page]) -> NavItem | None:
    kind = context.registry.types.get(name)
    if kind is None:
        return None
    path = f"{kind.name}/index.md" if kind.singleton else f"{kind.folder}/index.md"
    return NavItem(kind.plural, path) if path in pages else None
