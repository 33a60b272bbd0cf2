"""Breadcrumbs: the way from the first page down to a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handbook.types.model import ContentType

Trail = Sequence[tuple[str, str]]
"""A title and the path of a page of the tree, outermost first."""

HOME: Trail = (("Home", "index.md"),)


def trail_of(kind: ContentType) -> Trail:
    """The way to the page of a record; the only one of its type has no list above it."""
    return HOME if kind.singleton else (*HOME, (kind.plural, f"{kind.folder}/index.md"))
