"""Spreadsheets as rows of cells: CSV as text, Excel with what only Excel knows of a cell."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from handbook.importing.model import ImportProblem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

LARGEST = 20 * 1024 * 1024
"""Bytes of a file, and of each part of a workbook when it is unpacked."""
MOST_PARTS = 1000
MOST_ROWS, MOST_COLUMNS = 20_000, 200
_DELIMITERS = ",;\t|"
_OLE = b"\xd0\xcf\x11\xe0"
_AGAIN = "In Excel: File, Save As, “Excel Workbook (.xlsx)” or “CSV UTF-8”."


@dataclass(frozen=True, slots=True)
class SheetCell:
    """What stands in one cell. ``day`` is given where Excel holds a date, not words.

    ``number`` says that it holds a number, whose ending noughts are lost. ``marks`` are what a
    person sees and the words do not say (that it is struck through, or has a comment), and why the
    words may not be what was typed.
    """

    text: str = ""
    day: date | None = None
    marks: tuple[str, ...] = ()
    number: bool = False


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row; ``number`` is that which the spreadsheet shows, from 1."""

    number: int
    cells: tuple[SheetCell, ...]
    hidden: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing stands in it."""
        return not any(cell.text for cell in self.cells)

    def at(self, column: int) -> SheetCell:
        """The cell of a column, from 0; an empty one past the end."""
        return self.cells[column] if column < len(self.cells) else SheetCell()


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet. ``notes`` say how it was read, and what of the file was left out."""

    sheet: str
    rows: tuple[GridRow, ...]
    notes: tuple[str, ...] = ()
    sheets: tuple[str, ...] = field(default=())


def read_grid(raw: bytes, name: str, sheet: str = "") -> Grid:
    """A spreadsheet's one sheet; ``sheet`` names it where there are several.

    Raises ``ImportProblem`` for what is none, is too large, or needs a sheet to be named.
    """
    if len(raw) > LARGEST:
        raise ImportProblem(f"it is larger than {LARGEST // 1024 // 1024} MB", _AGAIN)
    if raw.startswith(_OLE):
        raise ImportProblem("it is an old Excel file (.xls), or has a password", _AGAIN)
    if raw.startswith(b"PK"):
        return _workbook(raw, sheet)
    if PurePath(name).suffix.lower() not in {".csv", ".tsv", ".txt"}:
        raise ImportProblem("it is no spreadsheet that can be read", _AGAIN)
    if sheet:
        raise ImportProblem("a CSV file has no sheets", "Leave the name of the sheet out.")
    return _csv(raw)


def column_name(column: int) -> str:
    """What a spreadsheet calls a column, from 0: A, B ... Z, AA."""
    name = ""
    column += 1
    while column:
        column, left = divmod(column - 1, 26)
        name = chr(ord("A") + left) + name
    return name


def _csv(raw: bytes) -> Grid:
    text, notes = _decoded(raw)
    if "\x00" in text:
        raise ImportProblem("it is no text", _AGAIN)
    delimiter = _delimiter(text)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as problem:
        raise ImportProblem(
            f"its quotation marks or line ends do not fit together ({problem})", _AGAIN
        ) from None
    _refuse_large(len(rows), max((len(row) for row in rows), default=0))
    cells = (tuple(SheetCell(_one_line(text)) for text in row) for row in rows)
    return Grid("", tuple(GridRow(number, row) for number, row in enumerate(cells, 1)), notes)


def _decoded(raw: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a CSV file, and a note where its signs had to be guessed."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if raw.startswith(mark):
            try:
                return raw.decode(encoding), ()
            except UnicodeDecodeError:
                raise ImportProblem("its text is damaged", _AGAIN) from None
    try:
        return raw.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    try:
        guessed = raw.decode("cp1252")
    except UnicodeDecodeError:
        raise ImportProblem("its text is in no alphabet that is known here", _AGAIN) from None
    note = "It was read as text of Windows (CP 1252): look at names with accents, £ and dashes."
    return guessed, (note,)


def _delimiter(text: str) -> str:
    """The sign that divides the most of the first rows into the same number of cells."""

    def fitting(delimiter: str) -> tuple[int, int]:
        rows = []
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(len(row))
            if len(rows) == 20:  # noqa: PLR2004  enough to see it
                break
        widest = max(rows, default=0)
        return (sum(width == widest for width in rows) if widest > 1 else 0, widest)

    try:
        return max(_DELIMITERS, key=fitting)
    except csv.Error:
        return ","


def _workbook(raw: bytes, sheet: str) -> Grid:
    _refuse_bomb(raw)
    try:
        import openpyxl  # noqa: PLC0415  only for workbooks, and only where it is installed
    except ImportError:
        raise ImportProblem(
            "reading Excel files needs a part of the tool that is not installed here",
            "Install it (pip install 'handbook[import]'), or save the sheet as CSV UTF-8.",
        ) from None
    try:
        shown = openpyxl.load_workbook(io.BytesIO(raw), data_only=True)
        typed = openpyxl.load_workbook(io.BytesIO(raw), data_only=False)
    except Exception as problem:  # noqa: BLE001  whatever a damaged workbook makes it raise
        raise ImportProblem(
            f"Excel's parts of it cannot be read ({type(problem).__name__})", _AGAIN
        ) from None
    names = tuple(worksheet.title for worksheet in shown.worksheets)
    chosen = _chosen(shown.worksheets, sheet)
    formulas = typed[chosen.title]
    _refuse_large(chosen.max_row or 0, chosen.max_column or 0)
    notes = _sheet_notes(shown.worksheets, chosen)
    merged = _merged(chosen)
    rows = tuple(
        GridRow(
            number,
            tuple(_excel_cell(cell, formulas.cell(cell.row, cell.column), merged) for cell in row),
            hidden=bool(chosen.row_dimensions[number].hidden),
        )
        for number, row in enumerate(chosen.iter_rows(), 1)
    )
    return Grid(chosen.title, rows, notes, names)


def _refuse_bomb(raw: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            size = max((part.file_size for part in parts), default=0)
            locked = any(part.flag_bits & 1 for part in parts)
    except (zipfile.BadZipFile, ValueError, OSError):
        raise ImportProblem("it is damaged", _AGAIN) from None
    if locked:
        raise ImportProblem("it has a password", "Open it in Excel and save it without one.")
    if size > LARGEST or len(parts) > MOST_PARTS:
        raise ImportProblem("it is much larger than a register when it is unpacked", _AGAIN)
    if "xl/workbook.xml" not in names:
        raise ImportProblem("it is no Excel workbook", _AGAIN)


def _chosen(sheets: Sequence[Any], sheet: str) -> Any:
    visible = [worksheet for worksheet in sheets if worksheet.sheet_state == "visible"]
    filled = [worksheet for worksheet in visible if worksheet.max_row and worksheet.max_row > 1]
    named = ", ".join(f"“{worksheet.title}”" for worksheet in visible)
    if sheet:
        for worksheet in sheets:
            if worksheet.title.casefold() == sheet.casefold():
                return worksheet
        raise ImportProblem(f"it has no sheet “{sheet}”", f"It has: {named}.")
    if len(filled) != 1:
        what = "several sheets" if filled else "no sheet with rows"
        raise ImportProblem(
            f"it has {what}", f"Name the worksheet to read with --sheet. It has: {named}."
        )
    return filled[0]


def _sheet_notes(sheets: Sequence[Any], chosen: Any) -> tuple[str, ...]:
    others = [worksheet.title for worksheet in sheets if worksheet is not chosen]
    notes = [f"Not read: the sheets {', '.join(f'“{name}”' for name in others)}."] if others else []
    hidden = [
        letter for letter, column in sorted(chosen.column_dimensions.items()) if column.hidden
    ]
    if hidden:
        notes.append(f"Hidden columns were read too: {', '.join(hidden)}.")
    return tuple(notes)


def _merged(sheet: Any) -> frozenset[tuple[int, int]]:
    """The cells that are joined to the one above or before them, and so show its words."""
    return frozenset(
        (row, column)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
        if (row, column) != (area.min_row, area.min_col)
    )


def _excel_cell(shown: Any, typed: Any, merged: frozenset[tuple[int, int]]) -> SheetCell:
    value = shown.value
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return SheetCell(_words(value), _day(value), tuple(_marks(shown, typed, merged)), number)


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _one_line(str(value))


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def _marks(shown: Any, typed: Any, merged: frozenset[tuple[int, int]]) -> Iterator[str]:
    if (shown.row, shown.column) in merged:
        yield "is joined to another cell, whose words it shows"
    if shown.value is not None and shown.font and shown.font.strike:
        yield "is struck through"
    if shown.comment is not None and shown.comment.text.strip():
        yield f"has a comment: {_one_line(shown.comment.text)[:200]}"
    if typed.data_type == "f":
        if shown.value is None:
            yield "holds a formula whose result is not in the file"
        elif shown.data_type == "e":
            yield "holds a formula that failed"
    elif shown.data_type == "e":
        yield "holds an error of Excel"


def _refuse_large(rows: int, columns: int) -> None:
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise ImportProblem(
            f"it has {rows} rows and {columns} columns; at most {MOST_ROWS} and {MOST_COLUMNS} are"
            " read",
            "Delete what is empty below and beside the register, and save it again.",
        )


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def filled(rows: Iterable[GridRow]) -> list[GridRow]:
    """The rows in which something stands."""
    return [row for row in rows if not row.empty]
