"""Spreadsheets as they come: every encoding, delimiter and trick of Excel, or a sentence."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Font
from workbooks import workbook

from handbook.importing.model import ImportProblem
from handbook.importing.registers.columns import guess_columns, named_columns
from handbook.importing.registers.grid import LARGEST, column_name, read_grid
from handbook.importing.registers.headings import DOCUMENTS

HEAD = ["Ref", "Guideline title", "Owner", "Date approved", "Review date"]
ROW = ["G1", "Feeding support", "Lead nurse", "4 March 2021", "4 March 2023"]


def texts(raw: bytes, name: str = "register.csv", sheet: str = "") -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in read_grid(raw, name, sheet).rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_file_is_read_whatever_wrote_it(delimiter: str, encoding: str) -> None:
    rows = [[*HEAD], ["G1", "Pain, nausea; £ \N{EN DASH} café", "Lead nurse", "", "x"]]
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    raw = text.encode(encoding)
    assert texts(raw) == rows
    assert bool(read_grid(raw, "r.csv").notes) == (encoding == "cp1252")


def test_words_on_several_lines_are_one_cell() -> None:
    assert texts(b'a,"b\r\nc"\r\nd,e') == [["a", "b c"], ["d", "e"]]


@pytest.mark.parametrize(
    ("raw", "name", "reason"),
    [
        (b"\xd0\xcf\x11\xe0rest", "r.xls", "old Excel file"),
        (b"PK\x03\x04rest", "r.xlsx", "damaged"),
        (b"%PDF-1.7", "r.pdf", "no spreadsheet"),
        (b"\x00\x01\x02,\x00", "r.csv", "no text"),
        (b"\xff\xfe\x00", "r.csv", "damaged"),
        (b'a,"b\n', "r.csv", "do not fit together"),
        (b"a" * (20 * 1024 * 1024 + 1), "r.csv", "larger than"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_in_words(raw: bytes, name: str, reason: str) -> None:
    with pytest.raises(ImportProblem, match=reason) as problem:
        read_grid(raw, name)
    assert problem.value.mend


def test_a_zip_that_is_no_workbook_or_unpacks_without_end_is_refused() -> None:
    for name, size, reason in (
        ("a.txt", 10, "no Excel workbook"),
        ("xl/workbook.xml", 10**9, "larger"),
    ):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, b"0" * min(size, 300 * 1024 * 1024))
        with pytest.raises(ImportProblem, match=reason):
            read_grid(held.getvalue(), "r.xlsx")


def test_a_workbook_whose_parts_are_nonsense_is_refused() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(
            "xl/workbook.xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
        )
    with pytest.raises(ImportProblem, match="cannot be read"):
        read_grid(held.getvalue(), "r.xlsx")


def test_excel_says_what_a_person_sees_and_the_words_do_not() -> None:
    def more(book: Any) -> None:
        sheet = book.active
        sheet["B2"].font = Font(strike=True)
        sheet["C2"].comment = Comment("Left in May", "somebody")
        sheet["D2"] = "=TODAY()"
        sheet.merge_cells("A3:A4")
        sheet.row_dimensions[4].hidden = True
        sheet.column_dimensions["E"].hidden = True
        sheet["E2"] = datetime(2023, 3, 4)  # noqa: DTZ001 - Excel knows no zones

    grid = read_grid(workbook([HEAD, ROW, ROW, ROW], more), "r.xlsx")
    _, first, _, last = grid.rows
    assert first.cells[1].marks == ("is struck through",)
    assert first.cells[2].marks == ("has a comment: Left in May",)
    assert first.cells[3].marks == ("holds a formula whose result is not in the file",)
    assert (first.cells[4].day, first.cells[4].text) == (date(2023, 3, 4), "2023-03-04")
    assert last.hidden
    assert last.cells[0].marks == ("is joined to another cell, whose words it shows",)
    assert "Hidden columns were read too: E." in grid.notes


def test_one_of_several_sheets_must_be_named() -> None:
    raw = workbook([HEAD, ROW], lambda book: book.create_sheet("Old").append(["a"]))
    assert read_grid(raw, "r.xlsx").notes == ("Not read: the sheets “Old”.",)

    def two(book: Any) -> None:
        other = book.create_sheet("Old")
        other.append(["a"])
        other.append(["b"])

    raw = workbook([HEAD, ROW], two)
    with pytest.raises(ImportProblem, match="several sheets") as problem:
        read_grid(raw, "r.xlsx")
    assert "It has: “Register”, “Old”." in problem.value.mend
    assert read_grid(raw, "r.xlsx", "old").sheet == "Old"
    with pytest.raises(ImportProblem, match="no sheet “new”"):
        read_grid(raw, "r.xlsx", "new")


@pytest.mark.parametrize(
    ("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_are_called_as_in_a_spreadsheet(column: int, name: str) -> None:
    assert column_name(column) == name


@given(
    st.lists(st.lists(st.text(max_size=5), min_size=1, max_size=4), max_size=4),
    st.binary(max_size=60),
)
def test_nothing_in_a_file_breaks_it(rows: list[list[str]], raw: bytes) -> None:
    text = "\n".join(",".join(row) for row in rows)
    for content in (text.encode("utf-8", "replace"), raw, b"PK\x03\x04" + raw):
        told = ("it was read", "so there is nothing to mend")
        try:
            read_grid(content, "r.csv")
        except ImportProblem as problem:
            told = (problem.reason, problem.mend)
        assert all(told)


def grid_of(*rows: list[str]) -> Any:
    return read_grid("\n".join(",".join(row) for row in rows).encode(), "r.csv")


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Guideline Title", "title"),
        ("NAME OF DOCUMENT", "title"),
        ("Doc. No.", "reference"),
        ("Responsible officer (post)", "owner"),
        ("Ratified by", "endorsed-by"),
        ("Date ratified:", "endorsed-on"),
        ("Last approved", "endorsed-on"),
        ("Next review date", "review-due"),
        ("Review Date (next)", "review-due"),
        ("Expiry date", "expires"),
        ("Last review date", ""),
        ("Previous review date", ""),
        ("Comments", ""),
        ("Reviewer", ""),
    ],
)
def test_what_a_column_holds_is_seen_by_its_heading(heading: str, name: str) -> None:
    columns = guess_columns(grid_of(["Version", "Status", heading], ["1", "x", "y"]), DOCUMENTS)
    assert [known for known, at in columns.at.items() if at == 2] == ([name] if name else [])
    assert columns.unused == (() if name else (heading,))


def test_headings_stand_below_a_title_and_a_date() -> None:
    columns = guess_columns(
        grid_of(["Guidelines of the network"], ["Printed", "1 May"], HEAD, ROW), DOCUMENTS
    )
    assert columns.row == 3
    assert columns.at == {
        "reference": 0, "title": 1, "owner": 2, "endorsed-on": 3, "review-due": 4,
    }  # fmt: skip


def test_two_columns_that_fit_are_a_question() -> None:
    columns = guess_columns(grid_of(["Title", "Owner", "Author"], ["a", "b", "c"]), DOCUMENTS)
    assert "owner" not in columns.at
    assert columns.unclear == {"owner": ("Owner", "Author")}


def test_no_column_is_taken_for_two_things() -> None:
    columns = guess_columns(grid_of(["Title", "Version", "Section", "Type"], ["a"] * 4), DOCUMENTS)
    assert len(set(columns.at.values())) == len(columns.at)


def test_rows_without_headings_are_refused_and_a_mapping_helps() -> None:
    grid = grid_of(["G1", "Feeding"], ["G2", "Pain"])
    with pytest.raises(ImportProblem, match="looks like the headings"):
        guess_columns(grid, DOCUMENTS)
    columns = named_columns(
        grid_of(["Was", "Heisst"], ["a", "b"]), DOCUMENTS, 1, {"title": "heisst"}
    )
    assert columns.at == {"title": 1}
    with pytest.raises(ImportProblem, match="no column with the heading “Name”"):
        named_columns(grid, DOCUMENTS, 1, {"title": "Name"})
    with pytest.raises(ImportProblem, match="no row 9"):
        named_columns(grid, DOCUMENTS, 9, {"title": "Name"})


def test_a_sheet_that_unpacks_to_more_than_a_register_is_refused_unread() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (LARGEST + 1))
    with pytest.raises(ImportProblem, match="much larger than a register"):
        read_grid(held.getvalue(), "register.xlsx")
