"""Figures go out on a form and come back: taken in whole, or told cell by cell what is wrong."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from handbook.cli import cli
from handbook.importing.registers.grid import SheetCell
from handbook.importing.returns.layout import CODE, ORGANISATION, PERIOD, ROLE, FormColumn
from handbook.importing.returns.numbers import CellProblem, NoNumber, number_in
from handbook.rules.examples import base

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

MEASURE = """\
id: {id}
title: {title}
kind: process
counts: people
frequency: each-quarter
owner: coordinator
definitions:
  - {{version: 1, from: 2025-01-01, numerator: Calls answered., denominator: Calls.}}
  - {{version: 2, from: 2026-01-01, numerator: Calls answered at once., denominator: Calls.}}
"""
FILES = {
    "registry/measures/answered.yaml": MEASURE.format(id="answered", title="Calls answered"),
    "registry/measures/visits.yaml": MEASURE.format(id="visits", title="=Visits made").replace(
        ", denominator: Calls.", ""
    ),
    "registry/collection-templates/figures.yaml": """\
id: figures
title: Night figures
owner: coordinator
frequency: each-quarter
first-period: 2025-Q3
due-within-days: 60
asked: [moorside-hospice]
rows:
  - {measure: answered}
  - {measure: visits, since: 2025-Q4}
""",
}
NUMBER, OF, CANNOT = FormColumn.NUMBER, FormColumn.OUT_OF_NUMBER, FormColumn.CANNOT
PLACE = "registry/returns/figures--moorside-hospice--2025-q4.yaml"


@pytest.fixture
def network(tmp_path: Path) -> Path:
    for path, text in {**base(), **FILES}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(text if isinstance(text, bytes) else text.encode())
    return tmp_path


def run(root: Path, *words: str) -> Result:
    day = () if "--today" in words else ("--today", "2026-01-15")
    return CliRunner().invoke(cli, ["--root", str(root), *words, *day])


def form(root: Path, name: str = "csv") -> Path:
    """The form for the last quarter of 2025, as it is sent out."""
    told = run(
        root,
        "returns",
        "form",
        "figures",
        *(["--csv"] if name == "csv" else []),
        "--to",
        str(root / "out"),
    )
    assert told.exit_code == 0, told.output
    return root / "out" / f"figures--moorside-hospice--2025-q4.{name}"


Filling = dict[tuple[str, str], str]
RIGHT: Filling = {("answered", NUMBER): "29", ("answered", OF): "31", ("visits", NUMBER): "12"}


def filled(sent: Path, cells: Filling) -> Path:
    """A form with these cells written in, by the measure or the label of their row."""
    rows = list(csv.reader(io.StringIO(sent.read_text(encoding="utf-8-sig"))))
    at = next(number for number, row in enumerate(rows) if FormColumn.MEASURE in row)
    columns = {heading: rows[at].index(heading) for heading in FormColumn}
    for (name, heading), text in cells.items():
        for number, row in enumerate(rows):
            if number > at and row[columns[FormColumn.MEASURE]] == name:
                row[columns[FormColumn(heading)]] = text
            elif number < at and row[0] == name:
                row[1] = text
    whole = io.StringIO()
    csv.writer(whole).writerows(rows)
    back = sent.with_name("back.csv")
    back.write_text(whole.getvalue(), encoding="utf-8")
    return back


def take(root: Path, cells: Filling, *words: str) -> Result:
    return run(root, "returns", "take", str(filled(form(root), cells)), "--yes", *words)


def test_a_filled_form_becomes_the_return_of_its_organisation(network: Path) -> None:
    told = take(network, RIGHT | {(ROLE, ""): "Ward clerk"})
    assert told.exit_code == 0, told.output
    assert (
        (network / PLACE).read_text()
        == """\
id: figures--moorside-hospice--2025-q4
visibility: members
collection: figures
organisation: moorside-hospice
period: "2025-Q4"
received: 2026-01-15
filled-in-by: Ward clerk
rows:
  - measure: answered
    definition: 1
    numerator: 29
    denominator: 31
  - measure: visits
    definition: 1
    numerator: 12
"""
    )


def test_a_form_for_excel_comes_back_the_same_way(network: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    sent = form(network, "xlsx")
    book = openpyxl.load_workbook(sent)
    sheet = book.active
    assert sheet.protection.sheet
    (head,) = [row for row in sheet.iter_rows() if row[-1].value == FormColumn.MEASURE]
    columns = {cell.value: cell.column for cell in head}
    for (name, heading), text in RIGHT.items():
        for row in sheet.iter_rows(min_row=head[0].row + 1):
            if row[-1].value == name:
                cell = sheet.cell(row[0].row, columns[heading])
                assert not cell.protection.locked
                cell.value = int(text)
    book.save(network / "back.xlsx")
    told = run(network, "returns", "take", str(network / "back.xlsx"), "--yes")
    assert told.exit_code == 0, told.output
    assert "numerator: 29" in (network / PLACE).read_text()


@pytest.mark.parametrize(
    ("cells", "where", "why"),
    [
        ({("answered", NUMBER): "32"}, "Calls answered: Number counted", "more were counted"),
        ({("answered", NUMBER): ""}, "Calls answered: Number counted", "it is empty"),
        ({("answered", OF): ""}, "Calls answered: Number it is out of", "it is empty"),
        ({("answered", CANNOT): "Lost."}, "Calls answered: We cannot", "there are figures, and a"),
        ({("visits", OF): "12"}, "Number it is out of", "is only counted"),
        ({("visits", NUMBER): ""}, "Number counted", "it is empty"),
        ({("answered", FormColumn.DEFINITION): "2"}, "Definition", "goes by definition 2, but"),
        ({("visits", FormColumn.MEASURE): "answered"}, "Name of the figure", "stands twice"),
        ({("visits", FormColumn.MEASURE): "vists"}, "Name of the figure", "is no figure of this"),
        ({(PERIOD, ""): "July to September 2025"}, "The form", "its period is “July to Sept"),
        ({(ORGANISATION, ""): "Harbour Hospice"}, "The form", "its organisation is “Harbour"),
        ({(CODE, ""): "figures--harbour--2025-q4"}, "The form", "no collection of figures has"),
        ({(CODE, ""): "figures--moorside-hospice--2026-q1"}, "The form", "has not ended"),
        ({(CODE, ""): "figures--moorside-hospice--2025-10"}, "The form", "is no period of this"),
        ({(CODE, ""): "figures--moorside-hospice--2025-q2"}, "The form", "is not asked for"),
    ],
)
def test_what_is_wrong_is_told_by_its_cell_and_nothing_is_written(
    network: Path, cells: Filling, where: str, why: str
) -> None:
    told = take(network, RIGHT | cells)
    assert told.exit_code == 1
    assert where in told.output
    assert why in told.output
    assert "Nothing was written." in told.output
    assert not (network / "registry/returns").exists()


def test_whoever_cannot_count_says_why_and_has_answered(network: Path) -> None:
    cells = RIGHT | {("answered", NUMBER): "", ("answered", OF): "", ("answered", CANNOT): "Lost."}
    assert "October to December 2025" in run(network, "due", "--today", "2026-03-15").output
    assert take(network, cells).exit_code == 0
    assert "cannot: Lost." in (network / PLACE).read_text()
    assert "October to December 2025" not in run(network, "due", "--today", "2026-03-15").output


def test_a_small_number_that_is_not_said_is_none(network: Path) -> None:
    assert take(network, RIGHT | {("answered", NUMBER): "<5"}).exit_code == 0
    assert "withheld: small-number" in (network / PLACE).read_text()


def test_figures_that_are_there_change_only_with_a_reason(network: Path) -> None:
    assert take(network, RIGHT).exit_code == 0
    (network / "out").rename(network / "sent")
    before = (network / PLACE).read_bytes()
    sent = network / "sent" / "figures--moorside-hospice--2025-q4.csv"
    same = run(network, "returns", "take", str(filled(sent, RIGHT)), "--yes")
    assert "taken before" in same.output
    other = filled(sent, RIGHT | {("visits", NUMBER): "13"})
    refused = run(network, "returns", "take", str(other), "--yes")
    assert "with other figures" in refused.output
    assert (network / PLACE).read_bytes() == before
    told = run(network, "returns", "take", str(other), "--yes", "--correct", "One was missed.")
    assert told.exit_code == 0, told.output
    text = (network / PLACE).read_text()
    assert "numerator: 13" in text
    assert "why: One was missed." in text


def test_words_of_the_registry_are_no_formula_on_a_form(network: Path) -> None:
    assert "'=Visits made" in form(network).read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("12", 12),
        ("0", 0),
        (" 7 ", 7),
        ("", NoNumber.NOTHING),
        ("<5", NoNumber.SMALL),
        ("fewer than 5", NoNumber.SMALL),
    ],
)
def test_a_cell_says_a_number_or_that_there_is_none(text: str, said: object) -> None:
    assert number_in(SheetCell(text)) == said


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("none", "can mean none, or not counted"),
        ("n/a", "is no number"),
        ("-3", "is less than none"),
        ("12%", "is a part of a hundred"),
        ("1,200", "could be read in two ways"),
        ("1.200", "could be read in two ways"),
        ("3.5", "is no whole number"),
        ("1O", "has a letter in place of a digit"),
        ("123456789", "is larger than any count"),
        ("<500", "is no number"),
        ("about 12", "is no number"),
        ("١٢", "is"),
    ],
)
def test_what_could_be_two_things_is_never_guessed(text: str, why: str) -> None:
    problem = number_in(SheetCell(text))
    assert isinstance(problem, CellProblem)
    assert why in problem.why


@pytest.mark.parametrize("mark", ["is struck through", "holds a formula that failed"])
def test_a_cell_that_does_not_hold_what_it_shows_is_not_read(mark: str) -> None:
    assert isinstance(number_in(SheetCell("12", marks=(mark,))), CellProblem)


def test_the_page_of_a_measure_shows_a_figure_unless_it_is_small(network: Path) -> None:
    """Two of thirty-one were not answered: that tells of two families, so it is not shown."""
    assert take(network, RIGHT).exit_code == 0
    for number, shown in (("29", "Not shown: a small number"), ("20", "20 of 31 (65%)")):
        path = network / PLACE
        path.write_text(path.read_text().replace("numerator: 29", f"numerator: {number}"))
        staged = run(network, "stage", str(network / number))
        assert staged.exit_code == 0, staged.output
        page = (network / number / "docs/measures/answered/index.md").read_text()
        assert shown in page
        assert ("of 31" in page) is (number == "20")


def test_the_same_form_from_two_folders_is_refused_though_the_files_have_one_name(
    network: Path,
) -> None:
    first = filled(form(network), RIGHT)
    (network / "again").mkdir()
    second = network / "again" / first.name
    second.write_bytes(first.read_bytes().replace(b"29", b"28"))
    told = run(network, "returns", "take", str(first), str(second), "--yes")
    assert told.exit_code == 1
    assert "are the same form" in told.output
    assert not (network / PLACE).exists()
