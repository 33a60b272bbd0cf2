"""A filled form, from the cells of a spreadsheet: its code, its lines and what stands in each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.importing.registers.grid import GridRow, SheetCell, column_name
from handbook.importing.returns.layout import (
    CODE,
    HEADINGS,
    NOTHING,
    ORGANISATION,
    PERIOD,
    ROLE,
    ROLE_HINT,
    TO_FILL,
    FormColumn,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.importing.registers.grid import Grid


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, where, and how to mend it. ``where`` is a cell, or the form."""

    where: str
    why: str
    mend: str


@dataclass(frozen=True, slots=True)
class FilledRow:
    """One row of the table as it came back."""

    number: int
    hidden: bool
    cells: Mapping[FormColumn, SheetCell]
    columns: Mapping[FormColumn, int]

    def text(self, heading: FormColumn) -> str:
        """The words in a cell, on one line."""
        return self.cells[heading].text.strip()

    def where(self, heading: FormColumn) -> str:
        """A cell as its reader finds it: its address, its column and its row in words."""
        title = self.text(FormColumn.FIGURE) or self.text(FormColumn.MEASURE)
        return f"{column_name(self.columns[heading])}{self.number} ({title}: {heading})"

    @property
    def blank(self) -> bool:
        """Whether nothing stands in it that anybody could have meant as an answer."""
        return not any(self.text(heading) for heading in HEADINGS)


@dataclass(frozen=True, slots=True)
class FilledForm:
    """What came back: the lines above the table, and its rows."""

    code: str
    organisation: str
    period: str
    role: str
    rows: tuple[FilledRow, ...]


def read_form(grid: Grid) -> FilledForm | tuple[Fault, ...]:
    """The form that a sheet holds, or why it is none."""
    place = next((row for row in grid.rows if _is_heading(row)), None)
    if place is None:
        missing = "the row of headings is not there"
        return (Fault("The form", missing, "Use the form as it was sent, with its headings."),)
    columns = dict(_columns(place))
    lacking = [heading for heading in HEADINGS if heading not in columns]
    if lacking:
        names = ", ".join(f"“{heading}”" for heading in lacking)
        why = f"row {place.number} has no column {names}"
        return (Fault("The form", why, "Use the form as it was sent, with its headings."),)
    twice = [heading for heading in HEADINGS if _times(place, heading) > 1]
    if twice:
        why = f"row {place.number} has the column “{twice[0]}” twice"
        return (Fault("The form", why, "Use the form as it was sent."),)
    above = {
        row.at(0).text.strip().casefold(): row.at(1).text.strip()
        for row in grid.rows
        if row.number < place.number and row.at(0).text.strip()
    }
    rows = tuple(
        FilledRow(
            row.number,
            row.hidden,
            {heading: row.at(at) for heading, at in columns.items()},
            columns,
        )
        for row in grid.rows
        if row.number > place.number and not row.empty
    )
    role = above.get(ROLE.casefold(), "")
    return FilledForm(
        code=above.get(CODE.casefold(), ""),
        organisation=above.get(ORGANISATION.casefold(), ""),
        period=above.get(PERIOD.casefold(), ""),
        role="" if role == ROLE_HINT else role,
        rows=tuple(row for row in rows if not row.blank),
    )


def _is_heading(row: GridRow) -> bool:
    headings = {cell.text.strip().casefold() for cell in row.cells}
    return {FormColumn.MEASURE.casefold(), FormColumn.NUMBER.casefold()} <= headings


def _columns(row: GridRow) -> Iterator[tuple[FormColumn, int]]:
    for heading in HEADINGS:
        for at, cell in enumerate(row.cells):
            if cell.text.strip().casefold() == heading.casefold():
                yield heading, at
                break


def _times(row: GridRow, heading: FormColumn) -> int:
    return sum(cell.text.strip().casefold() == heading.casefold() for cell in row.cells)


def answered(row: FilledRow) -> bool:
    """Whether anything was filled in of a row."""
    return any(row.text(heading) not in ("", NOTHING) for heading in TO_FILL)
