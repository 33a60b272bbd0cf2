"""XML of strangers, read without entities, without the outside, and not too deep."""

from __future__ import annotations

from typing import Any, Never
from xml.etree import ElementTree as ET

from handbook.importing.model import ImportProblem

DEEPEST = 200
"""So many elements may stand within each other. Word's own documents stay below fifty."""
_AGAIN = "Open it in Word and save it anew as a Word document (.docx)."


class _Builder(ET.TreeBuilder):
    """Builds a tree, and stops at what no document needs."""

    def __init__(self, what: str) -> None:
        super().__init__()
        self.what = what
        self.depth = 0

    def start(self, tag: Any, attrs: Any, /) -> Any:
        """Open an element, unless too many are open."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise ImportProblem(f"{self.what} is nested more than {DEEPEST} deep", _AGAIN)
        return super().start(tag, attrs)

    def end(self, tag: Any, /) -> Any:
        """Close an element."""
        self.depth -= 1
        return super().end(tag)

    def doctype(self, *_: Any) -> Never:
        """Refuse a declaration of entities before any of them is read."""
        raise ImportProblem(f"{self.what} declares things of its own (DOCTYPE)", _AGAIN)


def parsed(raw: bytes, what: str) -> ET.Element:
    """The tree of ``raw``; ``what`` it is called. Raises ``ImportProblem`` for anything odd."""
    parser = ET.XMLParser(target=_Builder(what))  # noqa: S314 -- refuses DOCTYPE, so no entities
    try:
        parser.feed(raw)
        return parser.close()
    except (ET.ParseError, ValueError, LookupError) as problem:
        raise ImportProblem(f"{what} cannot be read", _AGAIN) from problem
