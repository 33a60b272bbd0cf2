"""What an overview is, once its files have been read."""

from __future__ import annotations

from dataclasses import dataclass

FOLDER = "_overviews"
"""Where overviews lie, beside the content types."""
DECLARED, TEMPLATE = "overview.yaml", "page.md.j2"
"""The two files of an overview."""


@dataclass(frozen=True, slots=True)
class Overview:
    """A page about all records of some content types, built from the files of one folder.

    It is there only while one of the types that it ``shows`` has a record. ``known`` are the names
    of all content types, so that a template that misspells one is told. ``own`` says
    that the template is a network's, and ``source`` where it lies. With ``yearly`` there is a page
    for each year, that of the year under way at ``page``.
    """

    name: str
    title: str
    description: str
    shows: tuple[str, ...]
    section: str
    """The heading of the menu that it stands under."""
    order: int
    template: str
    source: str
    own: bool
    known: frozenset[str] = frozenset()
    yearly: bool = False

    @property
    def page(self) -> str:
        """The path of its page in the tree."""
        return f"network/{self.name}/index.md"
