"""What both commands that read spreadsheets do: read the file, its sheet and its mapping."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from handbook.cli.problem import CANNOT_RUN, FOUND, StopError
from handbook.cli.table import clean
from handbook.importing.model import ImportProblem
from handbook.importing.registers.columns import guess_columns, named_columns
from handbook.importing.registers.grid import LARGEST, read_grid
from handbook.importing.registers.mapping import RegisterMapping, read_mapping
from handbook.load.trees.base import read_regular

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from handbook.importing.registers.columns import SheetColumns
    from handbook.importing.registers.entries import Doubt
    from handbook.importing.registers.grid import Grid
    from handbook.importing.registers.headings import Known


def read_sheet(
    path: Path, sheet: str, mapping_path: Path | None, known: Sequence[Known]
) -> tuple[Grid, SheetColumns, RegisterMapping]:
    """A spreadsheet, its columns and what a mapping says. Raises ``StopError`` for what is none."""
    mapping = RegisterMapping()
    try:
        if mapping_path is not None:
            mapping = read_mapping(_read(mapping_path), str(mapping_path), known)
        grid = read_grid(_read(path), path.name, sheet or mapping.sheet)
        if mapping.columns:
            columns = named_columns(grid, known, mapping.heading_row, mapping.columns)
        else:
            columns = guess_columns(grid, known, mapping.heading_row)
    except ImportProblem as problem:
        raise StopError(
            f"{clean(str(path))} was not taken in: {problem.reason}. {problem.mend}", FOUND
        ) from None
    return grid, columns, mapping


def _read(path: Path) -> bytes:
    try:
        return read_regular(path, LARGEST + 1)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise StopError(f"{clean(str(path))} cannot be read: {reason}.", CANNOT_RUN) from problem


def columns_told(grid: Grid, columns: SheetColumns, known: Sequence[Known]) -> Iterable[str]:
    """What each column was taken for, in lines."""
    where = f"sheet “{grid.sheet}”, " if grid.sheet else ""
    yield f"Read: {where}headings in row {columns.row}."
    yield from (f"  {note}" for note in grid.notes)
    yield "Columns:"
    for each in known:
        if each.name in columns.at:
            heading = columns.headings[columns.at[each.name]]
            yield f"  {each.name:<13}{clean(heading)}  ({each.what})"
    for name, headings in columns.unclear.items():
        yield f"  {name:<13}not clear: {' or '.join(clean(heading) for heading in headings)}"
    if columns.unused:
        yield f"  not used     {', '.join(clean(heading) for heading in columns.unused)}"


def doubts_told(doubts: Iterable[Doubt]) -> Iterable[str]:
    """Every doubt with its place and mend, in lines."""
    for doubt in doubts:
        yield f"  {doubt.where}: {clean(doubt.why)}."
        yield f"      {clean(doubt.mend)}"


def echo(lines: Iterable[str]) -> None:
    """Print lines."""
    for line in lines:
        click.echo(line)
