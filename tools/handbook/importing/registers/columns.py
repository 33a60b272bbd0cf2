"""Which column of an old register holds what: guessed from its headings, shown, never silent."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handbook.importing.model import ImportProblem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handbook.importing.registers.grid import Grid, GridRow
    from handbook.importing.registers.headings import Known

_WORD = re.compile(r"[a-z0-9]+")
_FIRST_ROWS = 30
"""A register's headings stand within so many rows."""
_ENOUGH = 2
"""So many columns must be known for a row to be the headings."""


@dataclass(frozen=True, slots=True)
class SheetColumns:
    """Which column (from 0) holds what, by name; what was not clear, and what is not used.

    ``unclear`` gives, for a name, the headings between which nobody can choose but a person.
    """

    row: int
    headings: tuple[str, ...]
    at: Mapping[str, int]
    unclear: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unused: tuple[str, ...] = ()


def guess_columns(grid: Grid, known: Sequence[Known], heading_row: int = 0) -> SheetColumns:
    """The columns of a sheet. ``heading_row`` is the number of the row with headings, if known.

    Raises ``ImportProblem`` where no row looks like headings.
    """
    row = _heading_row(grid, known, heading_row)
    headings = tuple(cell.text for cell in row.cells)
    fits = {each.name: _fitting(each, headings) for each in known}
    at: dict[str, int] = {}
    unclear: dict[str, tuple[str, ...]] = {}
    for name, columns in fits.items():
        if len(columns) == 1:
            at[name] = columns[0]
        elif columns:
            unclear[name] = tuple(headings[column] for column in columns)
    for column in set(at.values()):
        names = [name for name, where in at.items() if where == column]
        for name in names[1:]:
            del at[name]
    used = {*at.values(), *(column for name in unclear for column in fits[name])}
    unused = tuple(h for column, h in enumerate(headings) if h and column not in used)
    return SheetColumns(row.number, headings, at, unclear, unused)


def named_columns(
    grid: Grid, known: Sequence[Known], row: int, named: Mapping[str, str]
) -> SheetColumns:
    """The columns as a mapping names them by their headings. Raises ``ImportProblem``."""
    heading = _heading_row(grid, known, row)
    headings = tuple(cell.text for cell in heading.cells)
    at: dict[str, int] = {}
    for name, words in named.items():
        where = [column for column, text in enumerate(headings) if _same(text, words)]
        if len(where) != 1:
            what = "no column" if not where else "more than one column"
            raise ImportProblem(
                f"row {heading.number} has {what} with the heading “{words}”",
                f"Its headings are: {', '.join(f'“{text}”' for text in headings if text)}.",
            )
        at[name] = where[0]
    unused = tuple(h for column, h in enumerate(headings) if h and column not in at.values())
    return SheetColumns(heading.number, headings, at, {}, unused)


def _heading_row(grid: Grid, known: Sequence[Known], number: int) -> GridRow:
    if number:
        for row in grid.rows:
            if row.number == number:
                return row
        raise ImportProblem(f"it has no row {number}", "Correct `heading-row` in the mapping.")
    best, most = None, 0
    for row in grid.rows[:_FIRST_ROWS]:
        headings = tuple(cell.text for cell in row.cells)
        fits = sum(bool(_fitting(each, headings)) for each in known)
        if fits > most:
            best, most = row, fits
    if best is None or most < _ENOUGH:
        raise ImportProblem(
            f"none of its first {_FIRST_ROWS} rows looks like the headings of a list",
            "Write a mapping that names the row and the columns (docs/importing.md shows one).",
        )
    return best


def _fitting(known: Known, headings: Sequence[str]) -> list[int]:
    """The columns whose heading means this; those that say it in exactly these words, if any."""
    words = [_words(heading) for heading in headings]
    meant = [_words(heading) for heading in known.headings]
    exact = [c for c, w in enumerate(words) if w in meant]
    if exact:
        return exact
    return [
        column
        for column, heading in enumerate(words)
        if not known.not_with & set(heading)
        and any(len(m) > 1 and set(m) <= set(heading) for m in meant)
    ]


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))


def _same(heading: str, words: str) -> bool:
    return " ".join(heading.casefold().split()) == " ".join(words.casefold().split())
