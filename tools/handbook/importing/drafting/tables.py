"""Tables of any kind as tables of the profile: one line for each row, every cell its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.importing.drafting.words import flat, markdown, table_rows, text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handbook.importing.drafting.context import Drafting
    from handbook.importing.drafting.words import WordPiece

Grid = list[list[list["WordPiece"]]]
"""Rows of cells of words."""


def grid_of(content: Sequence[Any], drafting: Drafting) -> tuple[Grid, list[str]]:
    """The cells of a table, and what was done to them so that they can be a plain grid.

    What is merged is said in each cell that it covers; a cell that fills its row, only once.
    """
    width = len(content[2])
    rows, done = [], []
    waiting: dict[int, tuple[int, list[WordPiece]]] = {}
    for row in table_rows(content):
        cells: list[list[WordPiece]] = []
        source = list(row)
        alone = len(source) == 1 and not any(left for left, _ in waiting.values())
        while len(cells) < width:
            at = len(cells)
            left, above = waiting.get(at, (0, []))
            if left:
                cells.append(above)
                waiting[at] = (left - 1, above)
                continue
            waiting.pop(at, None)
            if not source:
                cells.append([])
                continue
            down, across, blocks = source.pop(0)
            if any(block["t"] == "Table" for block in blocks):
                done.append("a table within it is written in one line")
            words = flat(blocks, drafting)
            if down > 1 or across > 1:
                done.append("what is merged is said in each of the cells that it covers")
            for covered in range(across):
                if len(cells) < width:
                    cells.append([] if alone and covered else words)
                    waiting[at + covered] = (down - 1, words)
        rows.append(cells)
    return rows, list(dict.fromkeys(done))


def table(content: Sequence[Any], drafting: Drafting) -> str:
    """A table as Markdown; as paragraphs where it has only one column."""
    rows, done = grid_of(content, drafting)
    rows = [row for row in rows if any(text_of(cell) or _ready(cell) for cell in row)]
    if not rows:
        return ""
    lines = [[markdown(cell, line_breaks=False) for cell in row] for row in rows]
    first = " | ".join(text_of(cell) for cell in rows[0])
    if len(rows[0]) == 1:
        drafting.point("table", first, "a box: its words stand as paragraphs")
        return "\n\n".join(markdown(row[0]) for row in rows)
    if len(rows) == 1:
        drafting.point("table", first, "one row: its words stand as paragraphs")
        return "\n\n".join(markdown(cell) for cell in rows[0] if text_of(cell) or _ready(cell))
    headed = bool(content[3][1]) or _heads(rows)
    if not headed:
        lines.insert(0, [""] * len(rows[0]))
        done.append("it has no row of headings: the one above it is empty")
    size = f"{len(rows)} rows, {len(rows[0])} columns"
    drafting.point("table", first, "; ".join(["a table", size, *done]))
    rule = "|" + " --- |" * len(rows[0])
    head, *body = (f"| {' | '.join(line)} |" for line in lines)
    return "\n".join([head, rule, *body])


def _ready(cell: Sequence[WordPiece]) -> bool:
    return any(piece.ready for piece in cell)


def _heads(rows: Grid) -> bool:
    """Whether the first row is one of headings: each cell says something, and no amount."""
    texts = [text_of(cell) for cell in rows[0]]
    bold = all(p.bold for cell in rows[0] for p in cell if p.text.strip())
    return all(texts) and (bold or not any(c.isdigit() for text in texts for c in text))
