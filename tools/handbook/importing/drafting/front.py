"""The front sheet of a document: the title, number, version and dates that it begins with.

It is a table, a list of terms, or lines such as ``Owner: Ward matron``.

What it says is written down as what the original says. None of it becomes how the draft stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from handbook.importing.drafting.labels import mostly_known
from handbook.importing.drafting.sheet_lines import SheetLine, is_sheet, sheet_lines
from handbook.importing.drafting.tables import grid_of
from handbook.importing.drafting.words import pieces, text_of
from handbook.importing.model import FrontRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handbook.importing.drafting.context import Drafting

_EARLY = 6
"""A front sheet is a table among so many first blocks."""


@dataclass(slots=True)
class FrontMatter:
    """What was taken off the beginning of a document. ``passages`` is its text, in order."""

    title: str = ""
    rows: list[FrontRow] = field(default_factory=list)
    passages: list[str] = field(default_factory=list)


def take_front(
    meta: dict[str, Any], blocks: Sequence[dict[str, Any]], drafting: Drafting
) -> tuple[FrontMatter, list[dict[str, Any]]]:
    """The front sheet and title of a document, and the blocks that are left."""
    front = FrontMatter()
    for name in ("title", "subtitle", "author", "date", "abstract"):
        for words in _meta(meta.get(name), drafting):
            front.passages.append(words)
            if name == "title" and not front.title:
                front.title = words
            else:
                front.rows.append(FrontRow(name.capitalize(), words))
    left = list(blocks)
    for at, block in enumerate(left[:_EARLY]):
        rows = _sheet(_bare(block)["c"], drafting) if _bare(block)["t"] == "Table" else []
        if rows:
            at -= _take_heading(front, left, at, drafting)  # noqa: PLW2901 -- one block fewer above
            front.rows += rows
            front.passages += [part for row in rows for part in (row.label, row.value)]
            del left[at]
            return front, left
    return front, _without_lines(front, left, drafting)


def _without_lines(
    front: FrontMatter, left: list[dict[str, Any]], drafting: Drafting
) -> list[dict[str, Any]]:
    """The blocks that are left of a document that begins, but for a heading, with such lines."""
    begin = 1 if left and _bare(left[0])["t"] == "Header" else 0
    lines: list[SheetLine] = []
    end = begin
    while end < len(left) and (more := sheet_lines(_bare(left[end]), drafting)):
        lines += more
        end += 1
    if not is_sheet([line.row for line in lines]):
        return left
    if begin:
        _take_heading(front, left, begin, drafting)
        end -= 1
    front.rows += [line.row for line in lines]
    front.passages += [words for line in lines for words in line.passages]
    return left[end:]


def _take_heading(
    front: FrontMatter, left: list[dict[str, Any]], at: int, drafting: Drafting
) -> int:
    """Take the title off, where one heading and nothing else like it stands above the sheet.

    Returns how many blocks were taken.
    """
    heads = [block for block in left[:at] if _bare(block)["t"] == "Header"]
    if front.title or len(heads) != 1 or left[0] is not heads[0]:
        return 0
    front.title = _heading(heads[0], drafting)
    front.passages.append(front.title)
    del left[0]
    return 1


def take_title(
    front: FrontMatter, blocks: list[dict[str, Any]], drafting: Drafting
) -> list[dict[str, Any]]:
    """The blocks without a first heading that is the document's title and no part's."""
    levels = [_bare(b)["c"][0] for b in blocks if _bare(b)["t"] == "Header"]
    first = _bare(blocks[0]) if blocks else {"t": ""}
    if front.title or first["t"] != "Header" or not levels:
        return blocks
    if levels.count(levels[0]) > 1 or min(levels) < levels[0]:
        return blocks
    front.title = _heading(first, drafting)
    front.passages.append(front.title)
    return blocks[1:]


def _heading(block: dict[str, Any], drafting: Drafting) -> str:
    return text_of(pieces(_bare(block)["c"][2], drafting))


def _bare(block: dict[str, Any]) -> dict[str, Any]:
    """A block without a wrapping that only names its style."""
    while block["t"] == "Div" and len(block["c"][1]) == 1:
        block = block["c"][1][0]
    return block


def _meta(value: Any, drafting: Drafting) -> list[str]:
    """The texts of one entry of pandoc's metadata."""
    if not isinstance(value, dict):
        return []
    kind, content = value.get("t"), value.get("c")
    if kind == "MetaInlines" and isinstance(content, list):
        return [words] if (words := text_of(pieces(content, drafting))) else []
    if kind == "MetaList" and isinstance(content, list):
        return [words for each in content for words in _meta(each, drafting)]
    if kind == "MetaString" and isinstance(content, str):
        return [content]
    if kind == "MetaBlocks" and isinstance(content, list):
        return [
            words
            for block in content
            if block["t"] in ("Para", "Plain")
            if (words := text_of(pieces(block["c"], drafting)))
        ]
    return []


def _sheet(content: Sequence[Any], drafting: Drafting) -> list[FrontRow]:
    """The rows of a table, if it is a front sheet: label and value, side by side."""
    points = len(drafting.points)
    spot = drafting.spot
    grid, _ = grid_of(content, drafting)
    rows: list[FrontRow] = []
    for cells in grid:
        texts = [text_of(cell) for cell in cells]
        if len(set(texts)) == 1 and texts[0] and len(texts) > 1:
            texts = texts[:1]
        if any(piece.ready for cell in cells for piece in cell):
            rows = []
            break
        for label, value in zip(texts[::2], [*texts[1::2], ""], strict=False):
            if label or value:
                rows.append(FrontRow(label, value))
    if len(grid[0]) % 2 == 0 and mostly_known(rows):
        return rows
    del drafting.points[points:]
    drafting.spot = spot
    return []
