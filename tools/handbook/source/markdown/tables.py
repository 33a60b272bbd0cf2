"""Table rows as they are typed, cell by cell."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from handbook.source.words.units import SPANS, UNITS

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEAD = re.compile(r"[ >]*(?:(?:[-*+]|[0-9]+\.) +)*")
_BAR = re.compile(r"(?<!\\)(?:\\\\)*\|")
_AMOUNT = re.compile(r"(?:[0-9]|[-\u2010-\u2015/<>=\u2264\u2265\u00b1\u00d7+~])\Z")
_UNIT = re.compile(
    r"[%\u2030\u00b0\u00b5\u03bc\u2103]|[-\u2010-\u2015/<>=\u00b1\u00d7+.,]|[^\W\d_]+"
)


def row_start(line: str) -> int:
    """Where the row begins, behind the marks of quotations and lists."""
    match = _LEAD.match(line)
    return match.end() if match else 0


def bars(row: str) -> list[int]:
    r"""Where every | that is not written ``\|`` stands."""
    return [bar.end() - 1 for bar in _BAR.finditer(row)]


def is_whole(row: str) -> bool:
    """Whether a row begins and ends with |."""
    places = bars(row)
    return len(places) > 1 and places[0] == 0 and places[-1] == len(row) - 1


def crowded(row: str) -> list[int]:
    """Every | between two cells that lacks a space on one of its sides."""
    return [at for at in bars(row)[1:-1] if row[at - 1] != " " or row[at + 1] != " "]


def rows(lines: Sequence[str], begin: int, end: int) -> dict[int, str]:
    """The header and rows of a table as typed, by their lines; the line of dashes is left out."""
    numbers = [number for number in range(begin, end) if number != begin + 1]
    return {number: lines[number][row_start(lines[number]) :].rstrip() for number in numbers}


def compact(typed: Sequence[str]) -> bool:
    """Whether a table is written without any space beside its inner bars, and cannot be misread.

    Every row has as many cells as the header. A | between an amount and a unit (``5-10|kg``) may
    have slipped into a value, so a table with one is not taken for written that way.
    """
    counts = {len(bars(row)) for row in typed}
    if len(counts) != 1 or not all(is_whole(row) for row in typed):
        return False
    inner = [(row, at) for row in typed for at in bars(row)[1:-1]]
    return not any(
        " " in (row[at - 1], row[at + 1]) or _within_a_value(row, at) for row, at in inner
    )


def _within_a_value(row: str, at: int) -> bool:
    """Whether the | stands where a value could go on: an amount before it, a unit behind it."""
    unit = _UNIT.match(row, at + 1)
    if unit is None or not _AMOUNT.search(row[:at]):
        return False
    word = unit[0].lower()
    return not word.isalpha() or word in UNITS | SPANS or len(word) == 1


def cells(row: str, *, tight: bool = False) -> list[str]:
    """The cells of a whole row, parted only by a | with a space on both sides.

    This is how people read a row, so a | that slipped into a value parts nothing. In a ``tight``
    table, one that is ``compact``, every | parts two cells.
    """
    close = set() if tight else set(crowded(row))
    edges = [at for at in bars(row) if at not in close]
    return [row[begin + 1 : end].strip() for begin, end in pairwise(edges)]
