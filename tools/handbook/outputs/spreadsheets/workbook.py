"""Sheets as an Excel workbook (``.xlsx``), which LibreOffice and others open as well."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from handbook.assess.words import WORDS
from handbook.outputs.cells import harmless
from handbook.outputs.spreadsheets.model import DATE_PASSED, UNTIL, CellShape, Linked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from handbook.outputs.spreadsheets.copies import SheetCopy
    from handbook.outputs.spreadsheets.model import Cell, Sheet

FIRST = "Read this first"
HEAD = 1
"""The row of the headings, below the line that says what the copy is."""
_MOST = 32_000
_CUT = " ... (the rest is in the handbook)"
"""A cell holds 32,767 signs."""
_LINKS = 60_000
"""A sheet holds 65,530 links."""
_WIDEST, _NARROWEST, _WIDE = 36, 9, 90
_LINE, _HIGHEST = 16, 24
"""The height of a line in points, and the most lines of a row."""
_WORDS = tuple(WORDS.values())
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
_NAME = 31


class _Formats:
    """How cells look."""

    def __init__(self, book: Workbook) -> None:
        def made(**look: Any) -> Format:
            return book.add_format({"valign": "top", "font_size": 11, **look})

        self.text = made(text_wrap=True)
        self.day = made(num_format="d mmmm yyyy", align="left")
        self.number = made(num_format="0", align="left")
        self.link = made(font_color="#005EB8", underline=1, text_wrap=True)
        self.head = made(bold=True, bg_color="#E8EDEE", bottom=1, text_wrap=True)
        self.title = made(bold=True, font_size=16)
        self.bold = made(bold=True)
        self.copy = made(bold=True)
        self.copy_wrapped = made(bold=True, text_wrap=True)
        self.ended = book.add_format({"bold": True, "bg_color": "#B10E1E", "font_color": "#FFFFFF"})
        self.late = made(bold=True, font_color="#B10E1E")
        self.passed = book.add_format({"bold": True, "font_color": "#B10E1E"})


def workbook(sheets: Sequence[Sheet], copy: SheetCopy) -> bytes:
    """A workbook of a first sheet that says what it is, and one for each list.

    The same sheets give the same bytes. No cell is a formula but those written here.
    """
    import xlsxwriter  # noqa: PLC0415 - heavy

    whole = io.BytesIO()
    book = xlsxwriter.Workbook(whole, {"in_memory": True})
    made = datetime.combine(copy.made, time(), UTC).replace(tzinfo=None)
    book.set_properties({"title": sheets[0].title, "company": copy.network, "comments": copy.line,
                         "created": made})  # fmt: skip
    formats = _Formats(book)
    _first(book.add_worksheet(FIRST), formats, sheets, copy)
    for name, sheet in zip(_names(sheets), sheets, strict=True):
        _list(book.add_worksheet(name), formats, sheet, copy)
    book.close()
    return whole.getvalue()


def _names(sheets: Iterable[Sheet]) -> list[str]:
    """A name for each sheet that programs allow, no two alike."""
    names: list[str] = []
    taken = {FIRST.casefold(), "history"}  # which Excel keeps for itself
    for sheet in sheets:
        base = _shortened(" ".join(_NOT_IN_A_NAME.sub(" ", sheet.title).split())) or "List"
        name, number = base, 2
        while name.casefold() in taken:
            name = f"{base[: _NAME - 4]} {number}"
            number += 1
        taken.add(name.casefold())
        names.append(name)
    return names


def _shortened(name: str) -> str:
    """As many whole words as a name may have signs."""
    if len(name) <= _NAME:
        return name
    whole = name[: _NAME + 1].rpartition(" ")[0]
    return whole or name[:_NAME]


def _first(page: Worksheet, formats: _Formats, sheets: Sequence[Sheet], copy: SheetCopy) -> None:
    page.hide_gridlines(2)
    page.set_column(0, 0, 36)
    page.set_column(1, 1, _WIDE)
    title = sheets[0].title if len(sheets) == 1 else "All lists of the handbook"
    page.write_string(0, 0, harmless(_cut(f"{title}: {copy.network}")), formats.title)
    page.set_row(0, 2 * _LINE)
    page.merge_range(1, 0, 1, 1, "", formats.copy_wrapped)
    _copy_line(page, 1, formats.copy_wrapped, formats, copy)
    page.set_row(1, _LINE * _lines(copy.line, _WIDE))
    where = sheets[0].page if len(sheets) == 1 else "index.md"
    words = (("What the words of a standing mean", ""), *((w.label, w.meaning) for w in _WORDS))
    for row, (what, meaning) in enumerate((*copy.sentences(where), ("", ""), *words), start=3):
        page.write_string(row, 0, harmless(what), formats.bold)
        page.write_string(row, 1, harmless(_cut(meaning)), formats.text)
        page.set_row(row, _LINE * _lines(meaning, _WIDE))
    page.set_landscape()
    page.fit_to_pages(1, 0)


def _copy_line(page: Worksheet, row: int, look: Format, formats: _Formats, copy: SheetCopy) -> None:
    """What the copy is, and once it has ended, that it has: worked out when it is opened."""
    over = f"TODAY()>{_date(copy.ends)}"
    formula = f"=IF({over},{_quoted(copy.ended)},{_quoted(copy.line)})"
    page.write_formula(row, 0, formula, look, copy.line)
    ended = {"type": "formula", "criteria": f"={over}", "format": formats.ended}
    page.conditional_format(row, 0, row, 0, ended)


def _list(page: Worksheet, formats: _Formats, sheet: Sheet, copy: SheetCopy) -> None:
    last = len(sheet.columns) - 1
    _copy_line(page, 0, formats.copy, formats, copy)
    for at, column in enumerate(sheet.columns):
        page.write_string(HEAD, at, harmless(column.title), formats.head)
    page.set_row(HEAD, 2 * _LINE)
    for number, row in enumerate(sheet.rows, start=HEAD + 1):
        for at, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            _write(page, (number, at), column.shape, cell, formats, copy)
        lines = max(_lines(_text(cell), _WIDEST) for cell in row)
        if lines > 1:
            page.set_row(number, _LINE * lines)
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, _width(column.title, [row[at] for row in sheet.rows], column.shape))
        if column.title == UNTIL and sheet.rows:
            _mark_passed(page, at, len(sheet.rows), formats)
    page.autofilter(HEAD, 0, HEAD + len(sheet.rows), last)
    page.freeze_panes(HEAD + 1, 1)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0, HEAD)
    page.set_footer("&L&F&RPage &P of &N")


def _mark_passed(page: Worksheet, column: int, rows: int, formats: _Formats) -> None:
    """Days that have passed when the workbook is open stand out; the next column says so."""
    day = _at(HEAD + 1, column)
    criteria = f'=AND({day}<>"",{day}<TODAY())'
    look = {"type": "formula", "criteria": criteria, "format": formats.passed}
    page.conditional_format(HEAD + 1, column, HEAD + rows, column, look)


def _write(
    page: Worksheet,
    place: tuple[int, int],
    shape: CellShape,
    cell: Cell,
    formats: _Formats,
    copy: SheetCopy,
) -> None:
    row, at = place
    if shape is CellShape.RELIANCE and isinstance(cell, date):
        formula = f'=IF({_at(row, at - 1)}<TODAY(),{_quoted(DATE_PASSED)},"")'
        shown = DATE_PASSED if cell < copy.made else ""
        page.write_formula(row, at, formula, formats.late, shown)
    elif isinstance(cell, Linked):
        words = harmless(_cut(cell.text))
        if copy.address and cell.page and row < _LINKS:
            page.write_url(row, at, f"{copy.address}{cell.page}", formats.link, words)
        else:
            page.write_string(row, at, words, formats.text)
    elif isinstance(cell, date):
        page.write_datetime(row, at, datetime.combine(cell, time()), formats.day)
    elif isinstance(cell, int):
        page.write_number(row, at, cell, formats.number)
    elif cell:
        page.write_string(row, at, harmless(_cut(cell)), formats.text)


def _lines(text: str, width: int) -> int:
    """On how many lines a text stands in a column of so many signs, as far as a row can be high."""
    return min(_HIGHEST, sum(1 + len(part) // width for part in text.split("\n")))


def _text(cell: Cell) -> str:
    """What stands in a cell, as far as its size goes; days and numbers are short."""
    if isinstance(cell, Linked):
        return cell.text
    return cell if isinstance(cell, str) else ""


def _cut(text: str) -> str:
    return text if len(text) <= _MOST else text[:_MOST] + _CUT


def _width(title: str, cells: Iterable[Cell], shape: CellShape) -> int:
    """Wide enough for most of what stands in a column, up to a limit."""
    if shape is CellShape.DAY:
        return 18
    if shape is CellShape.RELIANCE:
        return len(DATE_PASSED)
    longest = max((len(_text(cell)) for cell in cells), default=0)
    return max(_NARROWEST, min(_WIDEST, max(longest, min(len(title), 24)) + 2))


def _at(row: int, column: int) -> str:
    """The name of a cell, such as ``D3``: its column is fixed."""
    from xlsxwriter.utility import xl_rowcol_to_cell  # noqa: PLC0415 - heavy

    return str(xl_rowcol_to_cell(row, column, col_abs=True))


def _date(day: date) -> str:
    return f"DATE({day.year},{day.month},{day.day})"


def _quoted(words: str) -> str:
    """Text within a formula of ours: 255 signs at most, quotation marks doubled."""
    parts = [words[begin : begin + 240] for begin in range(0, len(words), 240)]
    return "&".join('"' + part.replace('"', '""') + '"' for part in parts) or '""'
