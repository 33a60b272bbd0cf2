"""Steps about tables: bars at both ends of a row, and a space on both sides of each."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from handbook.layout.blocks import blocks_of, parse
from handbook.layout.model import Edit, Line, Swap, text_of
from handbook.source.markdown import tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_DASHES = re.compile(r"\s*(:?)-+(:?)\s*\Z")


def rows(lines: Sequence[Line]) -> Iterator[Edit]:
    """Rows of tables set out as usual, where it is certain which | parts two cells.

    In ``| 5-10|kg | 50 mg |`` the first inner | may belong to a value. So a table is touched only
    if all its rows have as many cells as its header, and if its bars are all written in one way.
    """
    for block in blocks_of(parse(text_of(lines))):
        if block.kind != "table_open" or block.quoted:
            continue
        typed = [lines[number].text for number in range(block.begin, block.end)]
        starts = [len(row) - len(row.lstrip(" ")) for row in typed]
        parts = [_parts(row.strip()) for row in typed]
        if len({len(part) for part in parts}) != 1 or not _one_way(typed):
            continue
        if any(tables.row_start(row) != start for row, start in zip(typed, starts, strict=True)):
            continue
        swaps = []
        for number, (row, start, part) in enumerate(zip(typed, starts, parts, strict=True)):
            cells = [_dashes(cell) for cell in part] if number == 1 else part
            new = " " * start + "|" + "".join(f" {cell} |" if cell else " |" for cell in cells)
            if new != row:
                at = block.begin + number
                swaps.append(Swap(at, at + 1, (new,), "the bars of the table row set as usual"))
        if swaps:
            yield tuple(swaps)


def _parts(row: str) -> list[str]:
    """The cells of a row, with or without a bar at its ends, as every reader parts them."""
    places = tables.bars(row)
    begin = 0 if places and places[0] == 0 else -1
    edges = places if begin == 0 else [-1, *places]
    if not places or places[-1] != len(row) - 1:
        edges = [*edges, len(row)]
    return [row[a + 1 : b].strip() for a, b in pairwise(edges)]


def _one_way(typed: Sequence[str]) -> bool:
    """Whether all bars between cells are written alike: each with spaces, or the table without."""
    sides: set[tuple[bool, bool]] = set()
    for number, whole in enumerate(typed):
        row = whole.strip()
        inner = [at for at in tables.bars(row) if 0 < at < len(row) - 1]
        if number != 1:
            sides |= {(row[at - 1] == " ", row[at + 1] == " ") for at in inner}
    if sides <= {(True, True)}:
        return True
    return not any(right for _, right in sides) or not any(left for left, _ in sides)


def _dashes(cell: str) -> str:
    """The dashes below a header, three of them, with the colons that set a column's side."""
    match = _DASHES.match(cell)
    return f"{match[1]}---{match[2]}" if match else cell
