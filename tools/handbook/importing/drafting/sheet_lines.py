"""Lines such as ``Owner: Ward matron`` that a document begins with instead of a table.

A text is full of lines with a colon. So a line counts only if its label is known, a block only if
all of its lines do, and all of them together only if they say what no form and no text begins with.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbook.importing.drafting.labels import known_in, meaning_of, mostly_known
from handbook.importing.drafting.words import pieces, text_of
from handbook.importing.model import FrontRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handbook.importing.drafting.context import Drafting

_LINE = re.compile(r"([^:]{2,60}):\s*(\S.*)")
_BREAKS = ("SoftBreak", "LineBreak")
_MORE = frozenset({"Image", "Math", "Note", "RawInline", "Superscript", "Subscript", "Strikeout"})
"""What a front sheet does not hold: a line with one of these stays in the text."""
_TELLING = frozenset(
    {"reference", "version", "owner", "author", "endorsed", "review", "expires", "replaces"}
)
"""What only a front sheet says; a title, a date and a purpose stand above many a form as well."""


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One row of a front sheet, and its words as a reader of the original meets them."""

    row: FrontRow
    passages: tuple[str, ...]


def is_sheet(rows: Sequence[FrontRow]) -> bool:
    """Whether rows that were read from lines are a front sheet."""
    return mostly_known(rows) and bool(known_in(rows) & _TELLING)


def sheet_lines(block: dict[str, Any], drafting: Drafting) -> list[SheetLine]:
    """The rows that a block holds, if it holds nothing else."""
    kind, content = block["t"], block.get("c", [])
    if kind == "DefinitionList":
        return _terms(content, drafting)
    lines = list(_lines(kind, content))
    rows = [_row(line, drafting) for line in lines]
    known = [row for row in rows if row is not None]
    return known if len(known) == len(rows) else []


def _lines(kind: str, content: Any) -> Iterator[list[dict[str, Any]]]:
    """The lines of a paragraph, of lines that end where they are, or of a list of short items."""
    if kind in ("Para", "Plain"):
        line: list[dict[str, Any]] = []
        for inline in content:
            if inline["t"] in _BREAKS:
                yield line
                line = []
            else:
                line.append(inline)
        yield line
    elif kind == "LineBlock":
        yield from content
    elif kind == "BulletList":
        for blocks in content:
            single = len(blocks) == 1 and blocks[0]["t"] in ("Para", "Plain")
            yield blocks[0]["c"] if single else []


def _row(line: Sequence[dict[str, Any]], drafting: Drafting) -> SheetLine | None:
    """The row that a line is, if its label is one of a front sheet."""
    words = _words(line, drafting)
    match = _LINE.fullmatch(words or "")
    if words is None or match is None or not meaning_of(match[1]):
        return None
    return SheetLine(FrontRow(match[1].strip(), match[2]), (words,))


def _words(line: Any, drafting: Drafting) -> str | None:
    """The words of a line; ``None`` if there is more in it than words."""
    waiting = [line]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            if part.get("t") in _MORE:
                return None
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part
    points = len(drafting.points)
    words = text_of(pieces(line, drafting))
    del drafting.points[points:]
    return words


def _terms(content: Sequence[Any], drafting: Drafting) -> list[SheetLine]:
    """The rows of a list of terms, if it is a front sheet as a table would be."""
    lines: list[SheetLine] = []
    for term, meanings in content:
        blocks = [block for meaning in meanings for block in meaning]
        if not all(block["t"] in ("Para", "Plain") for block in blocks):
            return []
        texts = [_words(part, drafting) for part in (term, *(block["c"] for block in blocks))]
        words = [text for text in texts if text is not None]
        if len(words) != len(texts):
            return []
        label, *values = words
        lines.append(SheetLine(FrontRow(label, "; ".join(filter(None, values))), (label, *values)))
    return lines if is_sheet([line.row for line in lines]) else []
