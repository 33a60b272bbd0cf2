"""Lines of a text that remember where they came from, and changes to their layout."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Line:
    """One line, and the number of the line of the file that it came from."""

    text: str
    origin: int


@dataclass(frozen=True, slots=True)
class LayoutChange:
    """What was done to the layout at one line of the file as it was, in plain words."""

    line: int
    description: str


@dataclass(frozen=True, slots=True)
class Swap:
    """Lines ``begin`` to ``end`` (counted from 0, without the last) become ``new``.

    With ``begin == end`` they are put in. ``description`` tells a person what is done.
    """

    begin: int
    end: int
    new: tuple[str, ...]
    description: str


Edit = tuple[Swap, ...]
"""Swaps that only make sense together: all of them are made, or none."""


def text_of(lines: Sequence[Line]) -> str:
    """The text of lines."""
    return "\n".join(line.text for line in lines)


def apply(lines: Sequence[Line], edits: Iterable[Edit]) -> list[Line]:
    """The lines after edits that do not overlap."""
    swaps = sorted((s for edit in edits for s in edit), key=lambda s: (s.begin, s.end))
    done: list[Line] = []
    position = 0
    for swap in swaps:
        done += lines[position : swap.begin]
        for number, text in enumerate(swap.new):
            done.append(
                Line(text, _origin(lines, min(swap.begin + number, max(swap.begin, swap.end - 1))))
            )
        position = swap.end
    return [*done, *lines[position:]]


def changes(lines: Sequence[Line], edits: Iterable[Edit]) -> list[LayoutChange]:
    """What edits do, by the lines of the file."""
    return [
        LayoutChange(_origin(lines, swap.begin), swap.description)
        for edit in edits
        for swap in edit
    ]


def _origin(lines: Sequence[Line], number: int) -> int:
    return lines[min(number, len(lines) - 1)].origin if lines else 1
