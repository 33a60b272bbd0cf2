"""The styles of a Word document: which are headings, the title, a list of contents, or numbered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.importing.reading.word.wordml import SPACES, switched_on, tag, value

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"toc [1-9]|toc heading|table of figures", re.IGNORECASE)
_LONGEST = 20
"""So many styles may rest on each other."""


@dataclass(frozen=True, slots=True)
class WordStyle:
    """One style, and the ones it rests on."""

    name: str
    based_on: str
    list_id: str
    depth: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class WordStyles:
    """All styles of a document by their ids."""

    known: Mapping[str, WordStyle]

    def heading(self, style: str) -> int:
        """The level of a heading style, or of what it rests on; 0 for any other."""
        for each in self._chain(style):
            match = _HEADING.fullmatch(each.name)
            if match:
                return int(match[1])
        return 0

    def contents(self, style: str) -> bool:
        """Whether a style is that of a line in a list of contents."""
        return any(_CONTENTS.fullmatch(each.name) for each in self._chain(style))

    def title(self, style: str) -> bool:
        """Whether a style is that of the document's title."""
        return any(each.name.lower() == "title" for each in self._chain(style)[:1])

    def hidden(self, style: str) -> bool:
        """Whether what is set in a style is not shown."""
        return any(each.hidden for each in self._chain(style))

    def numbered(self, paragraph: Element) -> tuple[str, int] | None:
        """The numbering and depth of a paragraph, its own or its style's."""
        properties = paragraph.find("w:pPr", SPACES)
        own = None if properties is None else properties.find("w:numPr", SPACES)
        list_id, depth = value(own, "w:numId"), value(own, "w:ilvl")
        for each in self._chain(value(properties, "w:pStyle")):
            list_id, depth = list_id or each.list_id, depth or each.depth
        if not list_id or list_id == "0":
            return None
        return list_id, int(depth) if depth.isdigit() else 0

    def _chain(self, style: str) -> list[WordStyle]:
        chain: list[WordStyle] = []
        while style in self.known and len(chain) < _LONGEST:
            chain.append(self.known[style])
            style = self.known[style].based_on
        return chain


def styles_of(root: Element | None) -> WordStyles:
    """The styles that a document declares."""
    rows = [] if root is None else root.findall("w:style", SPACES)
    return WordStyles(
        {
            row.get(tag("w:styleId"), ""): WordStyle(
                value(row, "w:name"),
                value(row, "w:basedOn"),
                value(row, "w:pPr/w:numPr/w:numId"),
                value(row, "w:pPr/w:numPr/w:ilvl"),
                switched_on(row.find("w:rPr", SPACES), "w:vanish"),
            )
            for row in rows
        }
    )
