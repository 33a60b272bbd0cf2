"""`handbook import register` and `import policy`: looked at first, never in force, never twice."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl.styles import Font
from workbooks import workbook

from handbook.cli import cli
from handbook.importing.registers.takeover import TakeOver, page_of
from handbook.source import read_markdown, read_yaml
from handbook.types.awaiting import NO_TEXT, WHO
from registries import files, lay_smallest

Run = Callable[..., Result]
HEAD = ["Ref", "Title", "Owner", "Site", "Approved by", "Date approved", "Review date", "Status"]
FEEDING = ["G1", "Feeding support", "Lead nurse", "", "Old alliance", "4 March 2021", "", "Current"]
PAIN = [
    "G2",
    "Pain at home",
    "Ward pharmacist",
    "The Willows",
    "Old alliance",
    "25/3/2022",
    "1 May 2023",
    "Live",
]
CALM = ["G3", "Calm transfer", "Lead nurse", "", "", "1 May 2020", "", ""]
OLD = ["G4", "Old rules", "Lead nurse", "", "", "", "", "Withdrawn"]
DOUBT = ["G5", "Play", "Lead nurse", "", "", "04/03/2021", "", ""]
MAPPING = """\
heading-row: 2
columns:
  title: Title
  reference: Ref
  owner: Owner
  organisation: Site
  endorsed-by: Approved by
  endorsed-on: Date approved
  review-due: Review date
  status: Status
owners: {Ward pharmacist: make, Lead nurse: lead-nurse}
organisations: {The Willows: childrens-hospice}
"""


@pytest.fixture
def heather(tmp_path: Path) -> Path:
    return lay_smallest(tmp_path / "heather")


@pytest.fixture
def given(tmp_path: Path) -> Path:
    rows = [["Our guidelines"], HEAD, FEEDING, PAIN, ["Others"], CALM, OLD, DOUBT]
    (tmp_path / "list.xlsx").write_bytes(workbook(rows))
    (tmp_path / "mapping.yaml").write_text(MAPPING, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(heather: Path) -> Run:
    def invoke(*words: str) -> Result:
        shared = ["--root", str(heather), "--today", "2026-01-15", "import"]
        return CliRunner().invoke(cli, [*shared, *words])

    return invoke


def test_a_first_look_writes_nothing_and_says_what_to_do_next(
    run: Run, heather: Path, given: Path
) -> None:
    before = files(heather)
    result = run("register", str(given / "list.xlsx"))
    assert result.exit_code == 1  # rows are doubtful
    assert "endorsed-on  Date approved" in result.stdout
    assert "the registry has no post “Ward pharmacist”" in result.stdout or (
        "the registry has no organisation “The Willows”" in result.stdout
    )
    assert "--begin-mapping FILE" in result.stdout
    assert files(heather) == before


def test_nothing_is_written_unless_somebody_said_what_columns_mean(run: Run, given: Path) -> None:
    result = run("register", str(given / "list.xlsx"), "--write")
    assert result.exit_code == 2
    assert "Look first" in result.stderr


def test_the_mapping_that_is_begun_can_be_used(run: Run, given: Path) -> None:
    begun = given / "begun.yaml"
    run("register", str(given / "list.xlsx"), "--begin-mapping", str(begun))
    data = read_yaml(begun.read_bytes(), "begun.yaml").data
    assert data
    assert data["owners"] == {"Ward pharmacist": "make"} | data["owners"]
    assert data["organisations"] == {"The Willows": ""}
    again = run("register", str(given / "list.xlsx"), "--mapping", str(begun))
    assert "Nothing was written." in again.stdout
    over = run("register", str(given / "list.xlsx"), "--begin-mapping", str(begun))
    assert "there already" in over.stderr


def taken(run: Run, given: Path, *more: str) -> Result:
    return run(
        "register", str(given / "list.xlsx"), "--mapping", str(given / "mapping.yaml"), *more
    )


def test_good_rows_become_drafts_that_are_not_in_force(
    run: Run, heather: Path, given: Path
) -> None:
    result = taken(run, given, "--write")
    assert "4 drafts written." in result.stdout
    path = heather / "registry/guidelines/pain-at-home.md"
    data = read_markdown(path.read_bytes(), "pain-at-home.md").data
    assert data
    assert data["owner"] == "ward-pharmacist"
    assert data["reference"] == "G2"
    assert data["imported"]["file"] == "list.xlsx, row 4"
    assert {"label": "Date approved", "value": "25/3/2022"} in data["imported"]["said"]
    post = read_yaml((heather / "registry/posts/ward-pharmacist.yaml").read_bytes(), "p").data
    assert post
    assert post["organisation"] == "the-willows"
    shared = ["--root", str(heather), "--today", "2026-01-15"]
    told = CliRunner().invoke(cli, [*shared, "status"]).stdout
    assert "pain-at-home" in told
    line = next(each for each in told.splitlines() if each.startswith("pain-at-home"))
    assert "In force" not in line
    assert "Proposed" in line
    assert CliRunner().invoke(cli, [*shared, "check"]).exit_code == 0


def test_what_the_registry_has_is_left_as_it_is_and_twice_comes_to_once(
    run: Run, heather: Path, given: Path
) -> None:
    taken(run, given, "--write")
    before = files(heather)
    again = taken(run, given, "--write")
    assert "3 are in the registry already" in again.stdout
    assert "There is nothing to write." in again.stdout
    assert files(heather) == before


def test_doubtful_and_ended_rows_are_told_and_not_taken(
    run: Run, heather: Path, given: Path
) -> None:
    result = taken(run, given, "--write")
    assert result.exit_code == 1
    assert "row 8, column F (Date approved): “04/03/2021” may be" in result.stdout
    assert "row 7: Old rules" in result.stdout
    names = {path.stem for path in (heather / "registry/guidelines").iterdir()}
    assert {"feeding-support", "pain-at-home"} <= names
    assert not names & {"old-rules", "play"}


def test_a_review_counts_from_the_old_approval(run: Run, given: Path) -> None:
    """Five years of neglect are not made young by a meeting that takes a text over."""
    page = given / "take-over.md"
    taken(run, given, "--take-over", str(page))
    text = page.read_text(encoding="utf-8")
    assert "(`feeding-support`) | 4 March 2021 | 4 March 2023, **overdue** |" in text
    assert "(`pain-at-home`) | 25 March 2022 | 1 May 2023, **overdue** |" in text
    assert (
        "--was-endorsed feeding-support 2021-03-04 --was-endorsed pain-at-home 2022-03-25" in text
    )
    assert "pain-at-home: --review-due 2023-05-01" in text
    assert "Nothing on this page is in force." in text


def test_the_words_of_the_page_take_over_no_more_than_a_group_has_seen(
    run: Run, heather: Path, given: Path
) -> None:
    """Typed as it stands it is refused; so are entries of a list whose text nobody brought in."""
    page = given / "take-over.md"
    taken(run, given, "--write", "--take-over", str(page))
    meeting = heather / "registry/meetings/board-2025-03-04.yaml"
    meeting.write_text(
        meeting.read_text(encoding="utf-8") + '  - item: "4"\n    title: Old texts\n'
        "    documents: [feeding-support, pain-at-home]\n    purpose: decision\n",
        encoding="utf-8",
    )
    text = page.read_text(encoding="utf-8")
    (line,) = (each for each in text.splitlines() if "decide attest feeding-support" in each)
    line = line.replace("MEETING", "board-2025-03-04").replace(" ITEM ", " 4 ")
    assert "stands for your own words" in decided(heather, line).stderr
    own = line.replace("WHAT SHOWS IT", "Minutes of the alliance.")
    own = own.replace("THE WORDS OF THE MINUTES", "The board takes both over.")
    assert f"says “{NO_TEXT}”" in decided(heather, own).stderr
    for path in (heather / "registry/guidelines").glob("*.md"):
        words = path.read_text(encoding="utf-8").replace(NO_TEXT, "Offer a feed when asked for.")
        path.write_text(words, encoding="utf-8")
    done = decided(heather, own)
    assert "Now Feeding support is: in force, review overdue." in done.stdout
    assert "It is to be reviewed by 4 March 2023." in done.stdout


def test_an_approval_by_nobody_is_left_for_a_person_to_name() -> None:
    """No command that can be typed as it stands says that nobody approved a text."""
    first = TakeOver("a", "A", "nobody named", date(2020, 1, 1), date(2022, 1, 1), None)
    text = page_of((first,), date(2026, 1, 1), "list.xlsx")
    assert f'--endorsed-by "{WHO}"' in text
    assert "'nobody named'" not in text


def decided(heather: Path, line: str) -> Result:
    words = shlex.split(line)[1:]
    return CliRunner().invoke(
        cli, ["--root", str(heather), "--today", "2026-01-15", *words, "--yes"]
    )


@pytest.mark.parametrize(
    ("owners", "organisations", "reason"),
    [
        ("Ward pharmacist: nobody", "The Willows: childrens-hospice", "there is no such post"),
        ("Ward pharmacist: ''", "The Willows: childrens-hospice", "has no post “Ward pharmacist”"),
        ("Ward pharmacist: board", "The Willows: childrens-hospice", "there is no such post"),
        ("Ward pharmacist: make", "The Willows: ''", "has no organisation “The Willows”"),
    ],
)
def test_a_name_that_is_not_settled_keeps_its_row_out(
    run: Run, heather: Path, given: Path, owners: str, organisations: str, reason: str
) -> None:
    text = MAPPING.partition("owners:")[0]
    mapping = (
        f"{text}owners:\n  {owners}\n  Lead nurse: lead-nurse\norganisations:\n  {organisations}\n"
    )
    (given / "mapping.yaml").write_text(mapping, encoding="utf-8")
    result = taken(run, given, "--write")
    assert reason in result.stdout
    assert not (heather / "registry/guidelines/pain-at-home.md").exists()
    assert (heather / "registry/guidelines/feeding-support.md").exists()


def test_what_the_check_would_refuse_is_not_written_at_all(
    run: Run, heather: Path, given: Path
) -> None:
    mapping = MAPPING.replace("childrens-hospice", "a-kind-that-is-none")
    (given / "mapping.yaml").write_text(mapping, encoding="utf-8")
    before = files(heather)
    result = taken(run, given, "--write")
    assert result.exit_code == 1
    assert "Nothing was written. The check would refuse:" in result.stderr
    assert "the-willows.yaml" in result.stderr
    assert files(heather) == before


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("none.xlsx", None, "cannot be read"),
        ("list.xls", b"\xd0\xcf\x11\xe0", "old Excel file"),
        ("list.csv", b"a,b\n1,2\n", "looks like the headings"),
        ("list.csv", b"Ref,Owner\n1,2\n", "No column holds the titles"),
    ],
)
def test_a_file_that_cannot_be_taken_in_is_said_to_be_so(
    run: Run, given: Path, name: str, content: bytes | None, reason: str
) -> None:
    if content is not None:
        (given / name).write_bytes(content)
    result = run("register", str(given / name))
    assert result.exit_code in {1, 3}
    assert reason in result.stderr
    assert "Traceback" not in result.output


def test_no_page_is_put_into_the_registry(run: Run, heather: Path, given: Path) -> None:
    result = taken(run, given, "--take-over", str(heather / "registry/guidelines/x.md"))
    assert "is inside the registry" in result.stderr


ITEMS = [
    ["Number", "Our words", "Section"],
    ["1.1", "Name one lead.", "1"],
    ["1.2", "Have a lead at night.", "1"],
    ["2.1", "Ask the family.", "2"],
]
POLICY = ("--id", "quiet", "--title", "Quiet care", "--publisher", "Nobody", "--edition", "2025")


def policy(run: Run, given: Path, rows: list[list[Any]], *more: str, **how: Any) -> Result:
    (given / "items.xlsx").write_bytes(workbook(rows, **how))
    return run("policy", str(given / "items.xlsx"), *POLICY, *more)


def test_a_table_becomes_a_policy_that_can_be_compared(run: Run, given: Path) -> None:
    output = given / "quiet.yaml"
    result = policy(run, given, ITEMS, "--output", str(output))
    assert result.exit_code == 0, result.output
    data = read_yaml(output.read_bytes(), "quiet.yaml").data
    assert data
    assert [item["id"] for item in data["items"]] == ["1.1", "1.2", "2.1"]
    assert {item["verification"] for item in data["items"]} == {"unverified"}
    assert [section["number"] for section in data["sections"]] == ["1", "2"]
    assert "handbook policy diff quiet" in result.stdout
    again = policy(run, given, ITEMS, "--output", str(output))
    assert "there already" in again.stderr


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([[1.1, "Name one lead.", "1"]], "cannot tell it from 1.10"),
        ([["1.1", "", "1"]], "says nothing of what it asks for"),
        ([["", "Name one lead.", "1"]], "the row has no number"),
        ([["one of two", "Name one lead.", "1"]], "is no number of an item"),
        ([["1.1", "One.", "1"], ["1.1", "Two.", "1"]], "stands in more than one row"),
    ],
)
def test_an_item_that_is_doubtful_keeps_the_policy_from_being_written(
    run: Run, given: Path, rows: list[list[Any]], reason: str
) -> None:
    output = given / "quiet.yaml"
    result = policy(run, given, [ITEMS[0], *rows], "--output", str(output))
    assert result.exit_code == 1
    assert reason in result.stdout
    assert not output.exists()


def test_an_item_that_is_struck_through_is_doubtful(run: Run, given: Path) -> None:
    def strike(book: Any) -> None:
        book.active["B3"].font = Font(strike=True)

    result = policy(run, given, ITEMS, more=strike)
    assert "row 3, column B: the cell is struck through." in result.stdout


def test_details_that_the_register_does_not_take_are_refused(run: Run, given: Path) -> None:
    (given / "items.xlsx").write_bytes(workbook(ITEMS))
    words = ("policy", str(given / "items.xlsx"), "--title", "T", "--publisher", "P")
    result = run(*words, "--id", "../etc", "--edition", "2025", "--output", str(given / "x.yaml"))
    assert "Nothing was written. The record would hold:" in result.stderr
    assert not (given / "x.yaml").exists()


def test_the_group_says_what_can_be_taken_in(run: Run) -> None:
    result = run()
    assert result.exit_code == 2
    for name in ("policy", "register"):
        assert f"  {name} " in result.stdout


def test_the_file_is_never_changed(run: Run, given: Path) -> None:
    before = (given / "list.xlsx").read_bytes()
    subprocess.run(["chmod", "a-w", str(given / "list.xlsx")], check=True)
    taken(run, given, "--write")
    assert (given / "list.xlsx").read_bytes() == before
