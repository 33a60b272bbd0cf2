"""Where in a section or a field a change is, in words for people.

A reader finds a cell by the words at the head of its row and column, a step by its number and
title; so a change names those, never a count of characters.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from handbook.difference.making import shown

if TYPE_CHECKING:
    from handbook.difference.passages import Passage

_LONGEST = 60
"""Letters of a row's or a step's name that are shown."""
_PARTS = {"recommendations": "recommendation", "stages": "step", "seats": "seat"}
"""What one part of a list is called, by the name of the field."""


def narrower(passage: Passage | None) -> str:
    """Where in its section a passage is: the row and column of a table, the item of a list."""
    if passage is None or not passage.within:
        return ""
    step = passage.within[-1]
    if step[0] == "table":
        return _cell(passage, int(step[1]), step[2] if len(step) > 2 else "")  # noqa: PLR2004  a row's step has no column
    items = [
        f"item {name[1]} of the {'numbered ' if name[0] == 'numbered' else ''}list"
        for name in passage.within
        if name[0] in ("numbered", "bullet")
    ]
    return ", within ".join(reversed(items))


def _cell(passage: Passage, row: int, column: str) -> str:
    """A cell by the heads of its row and column; by their numbers, where those say nothing."""
    if passage.kind == "header cell":
        return f"heading of column {column}"
    if not column:
        name = _quoted(passage.row, str(row - 1))
        return f"row {name}" if row > 1 else "the row of headings"
    head = f"column {_quoted(passage.column, column)}"
    if column == "1":
        return f"row {row - 1}, {head}"
    return f"row {_quoted(passage.row, str(row - 1))}, {head}"


def _quoted(words: str, number: str) -> str:
    return f"“{_short(shown(words))}”" if words.strip() else number


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"


def field_of(name: str) -> str:
    """A field as people name it."""
    return f"“{name.replace('-', ' ').capitalize()}”"


def a_part_of(name: str) -> str:
    """One part of a field that is a list: ``a step``."""
    noun = _PARTS.get(name)
    return f"a {noun}" if noun else f"a part of {field_of(name)}"


def part_of(place: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, str]:
    """Where a change of a field is: the recommendation, step or seat, and which line of it.

    ``place`` is as a change has it, ``stages.discuss.entry``; the numbers are those that readers
    see in the text that is proposed, or for a part that goes, in the one before.
    """
    field, *route = place.split(".")
    for data in (new, old):
        rows = data.get(field)
        for number, row in enumerate(rows if isinstance(rows, list) else (), start=1):
            if route and isinstance(row, Mapping) and row.get("id") == route[0]:
                lines = [line for line in route[1:] if line != "text"]
                return _numbered(field, route[0], number, row), _lines(lines)
    return field_of(field), _lines(route)


def _lines(names: list[str]) -> str:
    return ", ".join(name.replace("-", " ") for name in names)


def _numbered(field: str, part: str, number: int, row: Mapping[str, Any]) -> str:
    """One part of a list as readers find it: ``Recommendation 7``, ``Step 2, “First meeting”``."""
    noun = _PARTS[field].capitalize() if field in _PARTS else f"{field_of(field)}, part"
    title = row.get("title")
    if isinstance(title, str) and title.strip():
        return f"{noun} {number}, “{_short(shown(title))}”"
    same = part.strip("abcdefghijklmnopqrstuvwxyz") == str(number)
    return f"{noun} {number}" if same else f"{noun} {number} ({part})"
