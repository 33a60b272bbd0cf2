"""Table rows as they are typed, cell by cell."""

from __future__ import annotations

import re
from itertools import pairwise

_LEAD = re.compile(r"[ >]*(?:(?:[-*+]|[0-9]+\.) +)*")
_BAR = re.compile(r"(?<!\\)(?:\\\\)*\|")


def row_start(line: str) -> int:
    """Where the row begins, behind the marks of quotations and lists."""
    found = _LEAD.match(line)
    return found.end() if found else 0


def bars(row: str) -> list[int]:
    r"""Where every | that is not written ``\|`` stands."""
    return [found.end() - 1 for found in _BAR.finditer(row)]


def is_whole(row: str) -> bool:
    """Whether a row begins and ends with |."""
    places = bars(row)
    return len(places) > 1 and places[0] == 0 and places[-1] == len(row) - 1


def crowded(row: str) -> list[int]:
    """Every | between two cells that lacks a space on one of its sides."""
    return [at for at in bars(row)[1:-1] if row[at - 1] != " " or row[at + 1] != " "]


def cells(row: str) -> list[str]:
    """The cells of a whole row, parted only by a | with a space on both sides.

    This is how people read a row, so a | that slipped into a value parts nothing.
    """
    close = set(crowded(row))
    edges = [at for at in bars(row) if at not in close]
    return [row[begin + 1 : end].strip() for begin, end in pairwise(edges)]
