"""Nothing that was taken in is endorsed before a post has held it against its file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result
from word import docx, p

from handbook.assess.taken_in import list_fingerprint
from handbook.cli import cli
from handbook.importing.convert import convert
from handbook.importing.drafting.checks import check_id, check_list
from handbook.importing.model import CheckPoint, Original, Spot
from handbook.load.model import Record
from handbook.source import read_yaml
from registries import files, lay, lay_smallest

pytestmark = pytest.mark.usefixtures("no_pages_tried")

DAY = "2026-03-12"
TODAY = date.fromisoformat(DAY)
MEETING = """\
id: board-2026-03-11
group: board
date: 2026-03-11
state: held
attendance:
  - seat: chair
    presence: present
  - seat: secretary
    presence: present
agenda:
  - item: "1"
    title: Fever in children
    purpose: decision
    documents: [fever-in-children]
    minute: Endorsed.
"""
LIST = "registry/import-checks/fever-in-children--original.yaml"
DRAFT = "registry/guidelines/fever-in-children.md"


def run(network: Path, *words: str, answers: str | None = None) -> Result:
    return CliRunner().invoke(cli, ["--root", str(network), "--today", DAY, *words], input=answers)


@pytest.fixture
def network(tmp_path: Path) -> Path:
    """A network with a draft that was taken in, has its summary, and is on the board's table."""
    root = lay_smallest(tmp_path / "network")
    lay({"registry/meetings/board-2026-03-11.yaml": MEETING}, root)
    source = lay({"Fever in children.docx": docx(p("Give 5 mg within 2 hours."))}, tmp_path / "old")
    taken = run(root, "import", "documents", str(source), "--owner", "lead-nurse")
    assert taken.exit_code == 0, taken.output
    draft = root / DRAFT
    text = draft.read_text(encoding="utf-8")
    before, _, after = text.partition("summary: ")
    draft.write_text(f"{before}summary: How fever is treated.\n{after.partition(chr(10))[2]}")
    return root


def endorse(network: Path) -> Result:
    return run(
        network, "decide", "endorse", "fever-in-children", "--meeting", "board-2026-03-11",
        "--item", "1", "--statement", "The board endorses it.", "--yes",
    )  # fmt: skip


@pytest.mark.thorough
def test_a_group_can_endorse_it_only_once_every_line_is_ticked(network: Path) -> None:
    held = files(network)
    refused = endorse(network)
    assert refused.exit_code == 1
    assert f"{LIST}:" in refused.output
    assert "no line is ticked; the first is" in refused.output
    assert "handbook import checked fever-in-children" in refused.output
    assert files(network) == held

    listing = network / LIST
    text = listing.read_text(encoding="utf-8")
    text = f"# Begun on the ward.\n{text.replace('ticked: false', 'ticked: true', 1)}"
    listing.write_text(text, encoding="utf-8")
    assert "2 of 3 lines are not ticked" in endorse(network).output

    ticked = run(network, "import", "checked", "fever-in-children", "--post", "lead-nurse", "--all")
    assert ticked.exit_code == 0, ticked.output
    after = listing.read_text(encoding="utf-8")
    assert f"checked-by: lead-nurse\nchecked-on: {DAY}\nparts:" in after
    assert after.startswith("# Begun on the ward.\n")
    assert "false" not in after

    assert "in force" in endorse(network).output
    checked = run(network, "check")
    assert "IMP00" not in checked.output

    listing.unlink()
    gone = run(network, "check")
    assert gone.exit_code == 1
    assert "IMP001" in gone.output


@pytest.mark.thorough
def test_lines_are_asked_one_by_one_and_what_was_not_seen_is_asked_again(
    network: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("import", "checked", "fever-in-children", "--post", "lead-nurse")
    assert "Nothing was written" in run(network, *words).output
    monkeypatch.setattr("handbook.cli.importing.checked.at_a_terminal", lambda: True)
    first = run(network, *words, answers="yes\nno\nstop\n")
    assert "Give 5 mg within 2 hours." in first.output
    assert "1 of 3 ticked. Nobody can endorse" in first.output
    assert "checked-by: lead-nurse" not in (network / LIST).read_text(encoding="utf-8")
    second = run(network, *words, answers="y\ny\n")
    assert "2 of 2" in second.output
    assert "Every line is ticked, by lead-nurse" in second.output
    assert "Nothing is left" in run(network, *words).output
    assert run(network, "import", "checked", "nowhere", "--post", "lead-nurse").exit_code == 2


def test_an_answer_of_somebody_whose_post_is_not_known_is_refused(network: Path) -> None:
    held = files(network)
    said = run(network, "import", "checked", "fever-in-children", "--post", "a-person", "--all")
    assert said.exit_code == 2
    assert files(network) == held


def listed() -> Record:
    parts = [{"what": "The whole", "items": [{"where": "the whole draft", "ticked": True}]}]
    data = {"id": "fever--original", "document": "fever", "digest": "sha256:1", "parts": parts}
    path = "registry/import-checks/fever--original.yaml"
    return Record("import-check", "fever--original", path, data, None, 1, {})


def conversion(*paragraphs: str):
    return convert(Original("Fever.docx", "word", docx(*(p(each) for each in paragraphs))))


def test_whatever_is_to_be_looked_at_is_a_line_that_nobody_has_ticked() -> None:
    points = [CheckPoint("no known kind", Spot("A", 1), "words", "left out")]
    data = check_list("fever--original", "fever", conversion("Give 5 mg."), points, TODAY)
    titles = [part["what"] for part in data["parts"]]
    assert titles == ["Doses, limits and times", "Besides", "The whole"]
    assert not any(item["ticked"] for part in data["parts"] for item in part["items"])


def test_a_list_never_grows_past_what_a_record_may_hold_and_says_what_is_left_out() -> None:
    point = CheckPoint("comment", Spot("A", 1), "\N{SNOWMAN} " * 200, "left out")
    points = [point] * 5000
    data = check_list("fever--original", "fever", conversion("Words."), points, TODAY)
    comments = next(part["items"] for part in data["parts"] if part["what"] == "Comments")
    assert f"{5000 - len(comments) + 1} more like these" in comments[-1]["where"]


def test_what_may_name_a_patient_is_not_written_into_a_list() -> None:
    points = [CheckPoint("comment", Spot(), "NHS number 943 476 5919", "left out")]
    data = check_list("fever--original", "fever", conversion("Words."), points, TODAY)
    assert "5919" not in str(data)
    assert data["parts"][0]["items"][0]["words"] == "…"


def test_a_list_on_which_a_sealed_text_rests_is_never_written_over() -> None:
    def registry(*sealed: str) -> Any:
        seals = {
            ("fever", f"{n}.0"): SimpleNamespace(record={"imported": {"to-check": each}})
            for n, each in enumerate(sealed, 1)
        }
        return SimpleNamespace(records={"fever--original": listed()}, broken=(), seals=seals)

    assert check_id("fever", registry()) == "fever--original"
    assert check_id("fever", registry(list_fingerprint(listed().data))) == "fever--original-2"
    assert check_id("other", registry()) == "other--original"
    assert len(check_id("a" * 100, registry())) == 100


@pytest.mark.thorough
def test_a_list_that_was_lost_is_written_again_from_the_same_file(
    network: Path, tmp_path: Path
) -> None:
    held = files(network)
    (network / LIST).unlink()
    again = run(network, "import", "documents", str(tmp_path / "old"), "--owner", "coordinator")
    assert "was lost, and is written again" in again.output
    assert files(network) == held
    assert "taken in before" in run(network, "import", "documents", str(tmp_path / "old")).output


def test_a_list_reads_back_as_the_list_it_was(network: Path) -> None:
    """Its fingerprint, which the draft keeps, is of the file as it lies there."""
    data = read_yaml((network / LIST).read_bytes(), LIST).data
    assert data
    assert f"to-check: {list_fingerprint(data)}" in (network / DRAFT).read_text(encoding="utf-8")
