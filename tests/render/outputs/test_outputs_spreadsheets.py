"""Lists as spreadsheets: what they say, that they end, and that nothing in them is obeyed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest

from handbook.outputs.claims import READERS
from handbook.outputs.making import handbook
from handbook.outputs.spreadsheets.copies import SheetCopy
from handbook.outputs.spreadsheets.model import CellShape, Sheet, SheetColumn
from handbook.outputs.spreadsheets.reading import read_workbook
from handbook.outputs.spreadsheets.workbook import FIRST, HEAD, workbook
from handbook.render import Site, Stamp

FOLDER = "spreadsheets/"
OURS = re.compile(r'=IF\((TODAY\(\)>DATE\(2026,11,30\)|\$[A-Z]+\d+<TODAY\(\)),".*"\)', re.DOTALL)
TOLD = SheetCopy(
    "Heron", date(2026, 11, 23), date(2026, 11, 30), "", "https://h.example/", (), True
)


def books(site: Site) -> Iterator[tuple[str, Any]]:
    for path, content in site.assets.items():
        if path.startswith(FOLDER):
            yield path, openpyxl.load_workbook(io.BytesIO(content))


def book(site: Site, name: str) -> Any:
    return openpyxl.load_workbook(io.BytesIO(site.assets[f"{FOLDER}{name}.xlsx"]))


def cells(sheet: Any) -> list[dict[str, Any]]:
    head, *rows = sheet.iter_rows(min_row=HEAD + 1, values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_every_list_has_one_and_its_page_leads_to_it(site: Site) -> None:
    kinds = {page.path: page.meta["handbook"]["kind"] for page in site.pages.values()}
    lists = {path for path, kind in kinds.items() if kind in {"index", "adoption"}}
    lists = {path for path in lists if path.count("/") == 1 and not path.startswith("browse/")}
    assert lists
    for page in lists:
        name = page.partition("/")[0]
        assert f"](../{FOLDER}{name}.xlsx)" in site.pages[page].markdown, page
        assert f"{FOLDER}{name}.xlsx" in site.assets
    assert f"](../{FOLDER}policy-items.xlsx)" in site.pages["policies/index.md"].markdown
    assert f"](../{FOLDER}handbook.xlsx)" in site.pages["about/index.md"].markdown


def test_each_says_first_what_it_is_of_which_day_and_when_it_ends(site: Site) -> None:
    for path, each in books(site):
        assert each.sheetnames[0] == FIRST, path
        said = dict(each[FIRST].iter_rows(max_col=2, values_only=True))
        assert said["Made on"] == "23 November 2026"
        assert said["Ends on"].startswith("30 November 2026. ")
        assert "not kept up to date" in said["What this is"]
        assert said["The list as it is now"].startswith("the page ")
        assert said["Said on every page"] == "Demonstration content: not for clinical use"
        assert said["In force"].startswith("The network has endorsed")


def test_every_sheet_says_that_it_is_a_copy_and_once_it_has_ended_that_it_has(site: Site) -> None:
    for path, each in books(site):
        for sheet in each.worksheets:
            line = sheet.cell(2, 1) if sheet.title == FIRST else sheet.cell(1, 1)
            assert line.data_type == "f", path
            assert "TODAY()>DATE(2026,11,30)" in line.value
            assert "This copy ended on 30 November 2026" in line.value
            assert "not for clinical use" in line.value


def test_the_workbook_of_all_holds_every_list(site: Site) -> None:
    whole = book(site, "handbook")
    singly = [name for path, each in books(site) if not path.endswith("/handbook.xlsx")
              for name in each.sheetnames[1:]]  # fmt: skip
    assert sorted(whole.sheetnames[1:]) == sorted(singly)
    for path, each in books(site):
        if not path.endswith("/handbook.xlsx"):
            (own,) = each.worksheets[1:]
            assert cells(own) == cells(whole[own.title])


def test_lists_can_be_narrowed_down_and_their_head_stays(site: Site) -> None:
    for _, each in books(site):
        for sheet in each.worksheets[1:]:
            assert sheet.freeze_panes == "B3"
            assert sheet.auto_filter.ref.startswith("A2:")
            assert sheet.auto_filter.ref.endswith(str(max(2, sheet.max_row)))


def test_documents_stand_in_words_and_days_are_days(site: Site) -> None:
    rows = {row["Page"]: row for row in cells(book(site, "register")["Register"])}
    rapid = rows["guidelines/rapid/"]
    assert rapid["Standing"] == "In force; Current; Change proposed"
    assert rapid["Use until"] == datetime(2028, 1, 1)  # noqa: DTZ001 - what a sheet holds
    assert (rapid["Document"], rapid["Kind"], rapid["Version"], rapid["Owner"]) == (
        "Rapid transfer", "Guideline", "2.0", "Lead nurse",
    )  # fmt: skip
    night = rows["guidelines/night/"]
    assert (night["Standing"], night["Use until"], night["Today"], night["Use instead"]) == (
        "Withdrawn", None, "Do not rely on it", "Rapid transfer",
    )  # fmt: skip
    states = [row["Standing"].partition(";")[0] for row in rows.values()]
    assert states[0] == "In force"
    assert "In force" not in states[states.count("In force") :], "what may be used stands first"


def test_i7_a_day_that_passes_is_said_to_have_whenever_the_sheet_is_opened(site: Site) -> None:
    """I7. The words are worked out on opening, and are right on the day of the copy, too."""
    for only_values in (False, True):
        content = io.BytesIO(site.assets[f"{FOLDER}care-pathways.xlsx"])
        sheet = openpyxl.load_workbook(content, data_only=only_values).worksheets[1]
        (way,) = cells(sheet)
        assert way["Standing"].startswith("In force; Review overdue")
        wanted = "Date passed: check first" if only_values else '=IF($D3<TODAY(),"Date passed'
        assert str(way["Today"]).startswith(wanted)


def test_other_lists_have_the_columns_of_their_pages(site: Site) -> None:
    (mill,) = cells(book(site, "organisations").worksheets[1])
    assert (mill["Organisation"], mill["Part in the network"]) == ("Mill Hospice", "Hub")
    meetings = cells(book(site, "meetings").worksheets[1])
    assert {row["Part of the list"] for row in meetings} >= {"To come"}
    decisions = cells(book(site, "decisions").worksheets[1])
    assert all(isinstance(row["Date"], datetime) for row in decisions)
    (term,) = cells(book(site, "glossary").worksheets[1])
    assert (term["Word"], term["Short form"]) == ("Advance care plan", "ACP")
    items = cells(book(site, "policy-items").worksheets[1])
    assert [row["Today"] for row in items] == ["Addressed", "Not addressed", "Not judged"]


def test_i1_what_a_sheet_says_is_read_back_and_is_what_the_register_says(site: Site) -> None:
    register = {(s.page, s.in_force, s.state, s.until or "")
                for s in READERS[".json"](site.assets["api/register.json"])}  # fmt: skip
    for name in ("register", "handbook"):
        said = list(READERS[".xlsx"](site.assets[f"{FOLDER}{name}.xlsx"]))
        assert {(s.page, s.in_force, s.state, s.until) for s in said if s.until is not None} == (
            register
        )
    adoption = list(read_workbook(site.assets[f"{FOLDER}adoption.xlsx"]))
    assert {s.page for s in adoption} == {"guidelines/rapid/", "care-pathways/way/"}


def changed(content: bytes, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
        assert any(old in before.read(name) for name in before.namelist())
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(old, new))
    return out.getvalue()


def test_a_sheet_that_says_more_than_it_should_is_seen(site: Site) -> None:
    content = site.assets[f"{FOLDER}register.xlsx"]
    raised = changed(content, b"<t>Withdrawn</t>", b"<t>In force</t>")
    before = {s.page for s in read_workbook(content) if s.in_force}
    assert {s.page for s in read_workbook(raised) if s.in_force} > before
    for broken in (b"PK\x03\x04", b"", changed(content, b"<t>Page</t>", b"<t>Where</t>")):
        with pytest.raises(ValueError, match="it "):
            list(read_workbook(broken))


def test_nothing_in_any_sheet_is_obeyed_but_what_is_ours(toy: Any) -> None:
    formula = '=HYPERLINK("https://evil.example","x")'
    toy.put("organisations/mill.yaml", {"id": "mill", "title": "Mill", "area": formula,
            "kind": "childrens-hospice", "role": "hub"})  # fmt: skip
    toy.put("glossary/acp.yaml", {"id": "acp", "title": "Plan", "definition": f"@{formula}"})
    found = 0
    for path, each in books(toy.site()):
        for sheet in each.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        assert OURS.fullmatch(cell.value), (path, cell.value)
                    elif isinstance(cell.value, str):
                        assert not cell.value.startswith(("=", "+", "-", "@", "\t", "\r")), path
                        found += "evil.example" in cell.value
                    assert cell.hyperlink is None
    assert found == 4


def test_a_name_never_breaks_out_of_a_formula_of_ours() -> None:
    told = replace(
        TOLD, network='A" & WEBSERVICE("https://evil.example") & "', notices=("x" * 600,)
    )
    made = workbook([Sheet("L", "l/index.md", (SheetColumn("A"),), ())], told)
    line = openpyxl.load_workbook(io.BytesIO(made)).worksheets[1].cell(1, 1).value
    outside = re.sub(r'"(?:[^"]|"")*"', "", line)
    assert outside.replace("&", "") == "=IF(TODAY()>DATE(2026,11,30),,)"
    assert max(len(part) for part in re.findall(r'"((?:[^"]|"")*)"', line)) <= 255 * 2


def test_a_link_leads_to_the_page_where_the_network_says_where_it_is_read(site: Site) -> None:
    from handbook.outputs.spreadsheets.model import Linked  # noqa: PLC0415

    column = SheetColumn("A", CellShape.LINK)
    sheet = Sheet("L", "l/index.md", (column,), ((Linked("=x", "guidelines/x/"),),))
    cell = openpyxl.load_workbook(io.BytesIO(workbook([sheet], TOLD))).worksheets[1].cell(3, 1)
    assert cell.hyperlink.target == "https://h.example/guidelines/x/"
    assert (cell.value, cell.data_type) == ("'=x", "s")


def test_a_text_that_no_cell_can_hold_is_cut_and_says_so() -> None:
    sheet = Sheet("L", "l/index.md", (SheetColumn("A"),), (("a" * 40_000,),))
    cell = openpyxl.load_workbook(io.BytesIO(workbook([sheet], TOLD))).worksheets[1].cell(3, 1)
    assert len(cell.value) < 32_767
    assert cell.value.endswith("(the rest is in the handbook)")


def test_sheets_have_names_that_every_program_allows() -> None:
    titles = ["A/B: [c]*?", "History", "read this FIRST", "a b c", "A" * 50, "A" * 50, ""]
    sheets = [Sheet(title, "l/index.md", (SheetColumn("A"),), ()) for title in titles]
    names = openpyxl.load_workbook(io.BytesIO(workbook(sheets, TOLD))).sheetnames
    assert len({name.casefold() for name in names}) == len(names) == len(titles) + 1
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)


def test_the_same_lists_give_the_same_bytes(toy: Any, site: Site) -> None:
    again = toy.site()
    for path, content in site.assets.items():
        if path.startswith(FOLDER):
            assert again.assets[path] == content, path


def test_a_copy_lasts_as_long_as_any_other_copy_of_this_network(toy: Any) -> None:
    path = "registry/network.yaml"
    toy.files[path] += b"settings:\n  offline:\n    days: 2\n"
    said = dict(book(toy.site(), "register")[FIRST].iter_rows(max_col=2, values_only=True))
    assert said["Ends on"].startswith("25 November 2026")


def test_a_public_copy_says_that_it_is_one(toy: Any, site: Site) -> None:
    stamp = Stamp("f" * 40, datetime.fromisoformat("2026-11-23T07:30:00+00:00"),
                  date(2026, 11, 23), "0.1.0", public=True)  # fmt: skip
    for made, words in ((handbook(toy.assessment(), stamp), "Public edition"),
                        (site, "for members of the network only")):  # fmt: skip
        said = dict(book(made, "register")[FIRST].iter_rows(max_col=2, values_only=True))
        assert words in said["Edition"]
