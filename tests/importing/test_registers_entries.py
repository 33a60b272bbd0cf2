"""The rows of an old register: taken, doubtful with the reason, or ended; none is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl.styles import Font
from workbooks import workbook

from handbook.importing.model import ImportProblem
from handbook.importing.registers.columns import guess_columns
from handbook.importing.registers.days import DayForm
from handbook.importing.registers.entries import RegisterRows, read_entries
from handbook.importing.registers.grid import read_grid
from handbook.importing.registers.headings import DOCUMENTS
from handbook.importing.registers.mapping import begin_mapping, read_mapping
from handbook.importing.registers.people import may_be_a_person, without_people
from handbook.importing.registers.takeover import page_of, take_overs

TODAY = date(2026, 11, 5)
HEAD = ["Ref", "Title", "Owner", "Date approved", "Next review date", "Status"]
GOOD = ["G1", "Feeding support", "Lead nurse", "4 March 2021", "4 March 2023", "Current"]


def entries(*rows: list[Any], form: DayForm | None = None, **more: Any) -> RegisterRows:
    grid = read_grid(workbook([HEAD, *rows], **more), "register.xlsx")
    return read_entries(grid, guess_columns(grid, DOCUMENTS), form or DayForm(), TODAY)


def row(**cells: Any) -> list[Any]:
    names = ("ref", "title", "owner", "approved", "review", "status")
    return [cells.get(name, given) for name, given in zip(names, GOOD, strict=True)]


def test_a_good_row_is_taken_with_all_that_it_says() -> None:
    (listed,) = entries(GOOD).listed
    assert (listed.row, listed.title, listed.owner) == (2, "Feeding support", "Lead nurse")
    assert (listed.endorsed_on, listed.review_due) == (date(2021, 3, 4), date(2023, 3, 4))
    assert dict(listed.cells) == dict(zip(HEAD, GOOD, strict=True))


@pytest.mark.parametrize(
    ("cells", "where", "why"),
    [
        ({"title": ""}, "row 2, column B (Title)", "no title"),
        ({"title": "x" * 121}, "row 2, column B (Title)", "longer than"),
        ({"owner": "Dr A Other"}, "row 2, column C (Owner)", "may be a person's name"),
        ({"approved": "04/03/2021"}, "row 2, column D (Date approved)", "may be 4 March 2021 or"),
        ({"approved": "March 2021"}, "row 2, column D (Date approved)", "names no day"),
        ({"approved": "6 November 2026"}, "row 2, column D (Date approved)", "not come yet"),
        (
            {"review": "4 March 2021"},
            "row 2, column E (Next review date)",
            "not after its approval",
        ),
        ({"review": "1 May 2020"}, "row 2, column E (Next review date)", "not after its approval"),
        ({"status": "Out for consultation"}, "row 2, column F (Status)", "was approved on"),
        ({"status": "Awaiting ratification"}, "row 2, column F (Status)", "was approved on"),
        ({"review": "4 March 2041"}, "row 2, column E (Next review date)", "more than 10 years"),
        ({"review": "when asked"}, "row 2, column E (Next review date)", "is no date"),
    ],
)
def test_a_doubtful_row_is_told_with_its_place_and_not_taken(
    cells: dict[str, str], where: str, why: str
) -> None:
    read = entries(row(**cells))
    assert read.listed == ()
    (doubt,) = read.doubts
    assert doubt.where == where
    assert why in doubt.why
    assert doubt.mend


def test_every_doubt_of_a_row_is_told_at_once() -> None:
    read = entries(row(title="", owner="Ann Other", approved="2021"))
    assert len(read.doubts) == 3
    assert read.doubtful_rows == 1


def test_what_excel_shows_and_words_do_not_makes_a_row_doubtful() -> None:
    def strike(book: Any) -> None:
        book.active["B2"].font = Font(strike=True)
        book.active.row_dimensions[3].hidden = True

    read = entries(GOOD, row(ref="G2", title="Other"), more=strike)
    assert read.listed == ()
    assert [doubt.why for doubt in read.doubts] == [
        "the cell is struck through", "this row is hidden",
    ]  # fmt: skip


def test_dates_that_excel_may_have_turned_round_make_their_rows_doubtful() -> None:
    swapped = datetime(2021, 4, 3)  # noqa: DTZ001 - Excel knows no zones
    read = entries(
        row(approved=swapped), row(ref="G2", title="Other", approved="25/03/2021", review="")
    )
    assert [listed.row for listed in read.listed] == [3]
    assert "may have taken it from 4 March 2021" in read.doubts[0].why


@pytest.mark.parametrize(
    ("first", "second"),
    [({}, {"ref": "G2"}), ({}, {"title": "Other"}), ({"title": "feeding  SUPPORT"}, {"ref": "G2"})],
)
def test_two_rows_for_one_document_are_both_doubtful(
    first: dict[str, str], second: dict[str, str]
) -> None:
    read = entries(row(**first), row(**second))
    assert read.listed == ()
    assert [doubt.row for doubt in read.doubts] == [2, 3]


@pytest.mark.parametrize(
    "status",
    [
        "Withdrawn",
        "ARCHIVED 2020",
        "Superseded by G9",
        "not in use",
        "SUSPENDED",
        "Draft",
        "not  current",
        "Superceded",
        "On hold",
        "not yet approved",
        "Out of use",
    ],
)
def test_what_has_ended_is_not_brought_back(status: str) -> None:
    read = entries(row(status=status))
    assert (read.listed, read.doubts) == ((), ())
    assert [listed.row for listed in read.ended] == [2]


@pytest.mark.parametrize("heading", ["Document status", "Current state", "Status (2026)"])
def test_a_state_is_seen_under_whatever_heading_it_stands(heading: str) -> None:
    grid = read_grid(workbook([[*HEAD[:-1], heading], row(status="Withdrawn")]), "register.xlsx")
    read = read_entries(grid, guess_columns(grid, DOCUMENTS), DayForm(), TODAY)
    assert (read.listed, [listed.row for listed in read.ended]) == ((), [2])


def test_a_state_is_seen_where_a_mapping_says_that_it_stands() -> None:
    rows = [[*HEAD[:-1], "Still used?"], row(status="Withdrawn")]
    grid = read_grid(workbook(rows), "register.xlsx")
    chosen = guess_columns(grid, DOCUMENTS)
    named = replace(chosen, at={**chosen.at, "status": 5})
    assert not read_entries(grid, named, DayForm(), TODAY).listed


def ending(day: str) -> RegisterRows:
    rows = [[*HEAD, "Expiry date"], [*row(review=""), day]]
    grid = read_grid(workbook(rows), "register.xlsx")
    return read_entries(grid, guess_columns(grid, DOCUMENTS), DayForm(), TODAY)


def test_what_ended_by_its_own_day_is_not_brought_back() -> None:
    assert [listed.row for listed in ending("4 November 2026").ended] == [2]
    assert [listed.row for listed in ending("5 November 2026").listed] == [2]


def test_an_approval_taken_over_lasts_no_longer_than_it_did() -> None:
    (taken,) = take_overs(ending("5 November 2026"), {2: "feeding"}, 240)
    assert (taken.due, taken.told_earlier) == (date(2026, 11, 5), True)


@pytest.mark.parametrize("named", ["Dr A Other", "Prof. Other for all", "a.other@nhs.example"])
def test_no_person_is_said_to_have_approved(named: str) -> None:
    rows = [[*HEAD, "Approved by"], [*GOOD, named]]
    grid = read_grid(workbook(rows), "register.xlsx")
    read = read_entries(grid, guess_columns(grid, DOCUMENTS), DayForm(), TODAY)
    (taken,) = take_overs(read, {2: "feeding"}, 36)
    assert "ther" not in page_of((taken,), TODAY, "register.xlsx")


@pytest.mark.parametrize(
    ("heading", "words", "kept"),
    [
        ("Author", "Ann Other", False),
        ("Approved by", "Ann Other", False),
        ("Contact", "a.other@nhs.example", False),
        ("Notes", "ring 01632 960 123", False),
        ("Notes", "seen by Dr Other", False),
        ("Author name", "Other, Ann", False),
        ("Approved by", "Clinical group", True),
        ("Review by", "4 March 2021", True),
        ("Notes", "Used at night", True),
        ("Version", "v2", True),
        ("Ref", "G1-2021-000001", True),
    ],
)
def test_no_person_is_kept_from_any_column(heading: str, words: str, *, kept: bool) -> None:
    assert (without_people(heading, words) == words) is kept


def test_headings_between_rows_and_empty_rows_are_passed_by() -> None:
    read = entries(["Symptoms"], GOOD, [], ["", "Social"], row(ref="G2", title="Other"))
    assert [listed.row for listed in read.listed] == [3, 6]
    assert read.doubts == ()


def test_a_row_without_days_is_taken_without_them() -> None:
    (listed,) = entries(row(approved="TBC", review="n/a")).listed
    assert (listed.endorsed_on, listed.review_due) == (None, None)


@pytest.mark.parametrize(
    "words",
    [
        "Dr Smith",
        "Mrs. O'Brien",
        "Ann Other",
        "A. Other",
        "Ann Other, lead nurse",
        "Lead nurse (Ann Mary Other)",
        "lead nurse - Ann Other",
        "Prof Other, medical director",
    ],
)
def test_what_may_be_a_person_is_asked_about(words: str) -> None:
    assert may_be_a_person(words)


@pytest.mark.parametrize(
    "words",
    [
        "Lead nurse",
        "Consultant in palliative medicine",
        "Medical director, the hospice",
        "Network coordinator",
        "Children's community nursing team",
        "Clinical Nurse Specialist",
    ],
)
def test_a_role_is_no_person(words: str) -> None:
    assert not may_be_a_person(words)


def test_an_owner_that_is_settled_is_not_asked_about_again() -> None:
    grid = read_grid(workbook([HEAD, row(owner="Bluebell House")]), "register.xlsx")
    columns = guess_columns(grid, DOCUMENTS)
    assert read_entries(grid, columns, DayForm(), TODAY).doubts
    read = read_entries(grid, columns, DayForm(), TODAY, {"Bluebell House"})
    assert [listed.owner for listed in read.listed] == ["Bluebell House"]


def test_a_mapping_that_was_begun_says_what_was_guessed() -> None:
    grid = read_grid(workbook([["Register"], HEAD, GOOD]), "register.xlsx")
    columns = guess_columns(grid, DOCUMENTS)
    text = begin_mapping(
        grid.sheet, columns, DOCUMENTS, type_name="guideline",
        owners={"Lead nurse": "lead-nurse"}, organisations={},
    )  # fmt: skip
    mapping = read_mapping(text.encode(), "mapping.yaml")
    assert mapping.columns == {
        "title": "Title", "reference": "Ref", "owner": "Owner", "endorsed-on": "Date approved",
        "review-due": "Next review date", "status": "Status",
    }  # fmt: skip
    assert (mapping.sheet, mapping.heading_row, mapping.type) == ("Register", 2, "guideline")
    assert mapping.owners == {"Lead nurse": "lead-nurse"}
    assert "# What it is called" not in text
    assert "# The day on which it was approved." in text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "cannot be read"),
        ("a: [", "line 1"),
        ("sheets: a\n", "knows no “sheets”"),
        ("columns: {name: Title}\n", "names a column “name”"),
        ("columns: [a]\n", "“columns” that it cannot use"),
        ("columns: {title: 3}\n", "“columns” that it cannot use"),
        ("heading-row: three\n", "heading-row"),
        ("heading-row: -1\n", "heading-row"),
        ("dates: {order: year-first}\n", "an order of dates"),
        ("dates: {two-digit-years: 1800}\n", "two-digit-years"),
        ("dates: {form: x}\n", "“dates” that it cannot use"),
        ("dates: x\n", "“dates” that it cannot use"),
        ("type: [a]\n", "“type” that is no text"),
        ("owners: {a: 1}\n", "“owners” that it cannot use"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_refused_in_words(text: str, reason: str) -> None:
    with pytest.raises(ImportProblem, match=reason):
        read_mapping(text.encode(), "mapping.yaml")
