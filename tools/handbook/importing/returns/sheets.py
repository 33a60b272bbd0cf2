"""A form as a file to send out: CSV, or a workbook for Excel and LibreOffice."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from handbook.importing.returns.layout import (
    HEADINGS,
    NOTHING,
    ROLE,
    ROLE_HINT,
    TO_FILL,
    FormColumn,
    head,
    row_of,
)
from handbook.outputs.cells import harmless

if TYPE_CHECKING:
    from datetime import date

    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from handbook.importing.returns.forms import AskedFigure, ReturnForm

_WIDTHS = {
    FormColumn.FIGURE: 26,
    FormColumn.COUNTED: 48,
    FormColumn.NUMBER: 12,
    FormColumn.OUT_OF: 34,
    FormColumn.OUT_OF_NUMBER: 12,
    FormColumn.CANNOT: 40,
    FormColumn.NOTE: 34,
    FormColumn.DEFINITION: 11,
    FormColumn.MEASURE: 22,
}
_LINE = 15
_MOST = 99_999_999


def as_csv(form: ReturnForm) -> bytes:
    """The form as CSV, which Excel opens with the right letters."""
    whole = io.StringIO(newline="")
    writer = csv.writer(whole, lineterminator="\r\n")
    padding = [""] * (len(HEADINGS) - 2)
    for pair in head(form):
        writer.writerow([*map(harmless, pair), *padding])
    writer.writerow(["", "", *padding])
    writer.writerow(HEADINGS)
    for figure in form.figures:
        writer.writerow([harmless(cell) for cell in row_of(figure)])
    return whole.getvalue().encode("utf-8-sig")


def as_workbook(form: ReturnForm, today: date) -> bytes:
    """The form as a workbook in which only the cells to fill in can be written to."""
    import xlsxwriter  # noqa: PLC0415 - heavy

    whole = io.BytesIO()
    book = xlsxwriter.Workbook(whole, {"in_memory": True})
    made = datetime.combine(today, time(), UTC).replace(tzinfo=None)
    book.set_properties({"title": form.title, "company": form.network, "created": made})
    sheet = book.add_worksheet("Return")
    looks = _looks(book)
    row = _head(sheet, form, looks)
    for column, heading in enumerate(HEADINGS):
        sheet.write_string(row, column, heading, looks["heading"])
        sheet.set_column(column, column, _WIDTHS[heading])
    sheet.set_row(row, 2 * _LINE)
    for number, figure in enumerate(form.figures, row + 1):
        _figure(sheet, number, figure, looks)
    sheet.freeze_panes(row + 1, 1)
    sheet.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&F&RPage &P of &N")
    book.close()
    return whole.getvalue()


def _looks(book: Workbook) -> dict[str, Any]:
    def made(**look: Any) -> Any:
        return book.add_format({"valign": "top", "font_size": 11, "text_wrap": True, **look})

    return {
        "text": made(),
        "bold": made(bold=True),
        "title": made(bold=True, font_size=14, text_wrap=False),
        "heading": made(bold=True, bg_color="#E8EDEE", bottom=1),
        "fill": made(bg_color="#FFF8D6", border=1, border_color="#8A6D00", locked=False),
        "fill_number": made(
            bg_color="#FFF8D6", border=1, border_color="#8A6D00", locked=False, num_format="0"
        ),
    }


def _head(sheet: Worksheet, form: ReturnForm, looks: dict[str, Any]) -> int:
    """Write the lines above the table; give back the row of its headings."""
    last = len(HEADINGS) - 3
    row = 0
    for row, (label, value) in enumerate(head(form)):
        sheet.write_string(row, 0, harmless(label), looks["title" if row == 0 else "bold"])
        look = looks["title" if row == 0 else "fill" if label == ROLE else "text"]
        if label == ROLE:
            sheet.write_string(row, 1, value, look)
            sheet.merge_range(row, 2, row, last, "", looks["text"])
            sheet.write_string(row, 2, ROLE_HINT, looks["text"])
            continue
        sheet.merge_range(row, 1, row, last, "", look)
        sheet.write_string(row, 1, harmless(value), look)
        width = sum(_WIDTHS[heading] for heading in HEADINGS[1 : last + 1])
        sheet.set_row(row, _LINE * _lines(value, width) + (0 if row else 6))
    return row + 2


def _figure(sheet: Worksheet, row: int, figure: AskedFigure, looks: dict[str, Any]) -> None:
    cells = row_of(figure)
    for column, (heading, value) in enumerate(zip(HEADINGS, cells, strict=True)):
        fixed = heading not in TO_FILL or (
            heading is FormColumn.OUT_OF_NUMBER and not figure.denominator
        )
        if fixed:
            words = NOTHING if heading is FormColumn.OUT_OF_NUMBER else value
            sheet.write_string(row, column, harmless(words), looks["text"])
        elif heading in (FormColumn.NUMBER, FormColumn.OUT_OF_NUMBER):
            sheet.write_blank(row, column, None, looks["fill_number"])
            sheet.data_validation(row, column, row, column, _WHOLE)
        else:
            sheet.write_blank(row, column, None, looks["fill"])
    lines = max(_lines(value, _WIDTHS[head]) for head, value in zip(HEADINGS, cells, strict=True))
    sheet.set_row(row, _LINE * max(lines, 2))


_WHOLE = {
    "validate": "integer",
    "criteria": "between",
    "minimum": 0,
    "maximum": _MOST,
    "error_type": "warning",
    "error_title": "A whole number",
    "error_message": "Write a whole number, or leave it empty and say why in the column"
    " “We cannot report this, because”.",
}


def _lines(text: str, width: int) -> int:
    return sum(max(1, -(-len(part) * 13 // (10 * width))) for part in (text or " ").split("\n"))
