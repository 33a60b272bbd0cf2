"""`handbook policy diff`: what a new edition of a policy means for what was judged."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from pathlib import Path

import pytest
from small_registry import Run

POLICY = "registry/policies/quiet-standard.yaml"
HEAD = """\
id: quiet-standard
title: Standard for quiet care
visibility: public
publisher: An invented publisher
edition: "{edition}"
items:
"""
ITEM = """\
  - id: "{id}"
    topic: {topic}
"""


def edition(*items: tuple[str, str], year: str = "2025") -> str:
    rows = "".join(ITEM.format(id=number, topic=topic) for number, topic in items)
    return HEAD.format(edition=year) + rows


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """A new edition that has lost the first item, so that its number is the second one's."""
    path = tmp_path / "newer.yaml"
    path.write_text(edition(("1.1", "Have a lead at night."), ("1.2", "Keep a bag packed.")))
    return path


def test_what_must_be_judged_again_is_named_with_the_documents(run: Run, newer: Path) -> None:
    result = run("policy", "diff", "Quiet-Standard", str(newer))
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert "2 judgements will be suspect under the new edition" in result.stdout
    at = lines.index("No longer there:")
    assert lines[at + 2] == "  1.1: Name one lead for each transfer"
    assert "Served by Calm transfer (calm-transfer)." in lines[at + 4]
    assert lines[at + 5].startswith("    Take care: 1.1 is another item now: Have a lead at night.")
    assert "  Calm transfer (calm-transfer): 1.1" in lines


def test_an_item_with_another_number_has_its_judgement_moved(run: Run, newer: Path) -> None:
    answer = run("policy", "diff", "quiet-standard", str(newer)).stdout
    assert "1.2, now 1.1: Have a lead at night" in answer
    assert "move its judgement to 1.1." in answer
    assert "Read it, and judge it for the first time." in answer


def test_the_same_edition_twice_says_that_nothing_will_be_suspect(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "same.yaml"
    path.write_text(edition(("1.1", "Name one lead for each journey."), year="2024"))
    answer = run("policy", "diff", "quiet-standard", str(path)).stdout
    assert "Both have the same edition, so no judgement will be shown as suspect." in answer


def test_nothing_differs(run: Run) -> None:
    assert run("policy", "diff", "quiet-standard", "quiet-standard").stdout.endswith(
        "Nothing differs.\n"
    )


def test_what_differs_besides_words_is_told_too(run: Run, heather: Path, tmp_path: Path) -> None:
    """Fails if an item counts as the same, or a policy, that only its words are."""
    text = (heather / POLICY).read_text()
    path = tmp_path / "newer.yaml"
    text = text.replace("title: Leading", "title: Nights")
    text = text.replace("verification: seen", "verification: memory\n    kind: form section", 1)
    path.write_text(text)
    answer = run("policy", "diff", "quiet-standard", str(path)).stdout
    assert "Other details that differ: sections, kind of 1.1, verification of 1.1." in answer
    assert "Nothing differs." not in answer


def test_the_list_for_a_spreadsheet_holds_every_item_and_obeys_nothing(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "newer.yaml"
    path.write_text(edition(("1.1", "Name one lead for each transfer."), ("1.2", '"=1+1"')))
    answer = run("policy", "diff", "quiet-standard", str(path), "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(answer)))
    assert len(rows) == 3  # one the same, one that came and one that went, both with one number
    assert {row["new topic"] for row in rows} == {"Name one lead for each transfer.", "'=1+1", ""}
    assert all(row["to do"] for row in rows)


def test_programs_get_every_item(run: Run, newer: Path) -> None:
    answer = run("policy", "diff", "quiet-standard", str(newer), "--format", "json").stdout
    told = json.loads(answer)
    assert [item["fate"] for item in told["items"]] == ["renumbered", "added", "removed"]
    assert told["documents"] == {"calm-transfer": ["1.1"]}
    assert told["will_be_suspect"] == 2


def test_a_judgement_of_no_item_is_told_once_the_new_edition_is_taken_in(
    run: Run, heather: Path, newer: Path
) -> None:
    (heather / POLICY).write_text(edition(("1.1", "Name one lead for each transfer.")))
    result = run("policy", "diff", "quiet-standard", str(newer))
    assert "Judgements of numbers that the old edition does not have:\n  1.2: judged none" in (
        result.stdout
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "is no policy to compare"),
        ("a: [", ":1: "),
        ("id: calm\ntitle: Calm\n", "is no policy to compare"),
        ("- a\n- b\n", "is no policy to compare"),
        (edition(("1.1", "One."), ("1.1", "Another.")), "lists item 1.1 more than once"),
        (edition(("../x", "One.")), "newer.yaml:7: "),
        (edition(("1.1", "One.")).replace("id: quiet-standard", "id: ../../etc"), "newer.yaml:1: "),
        (edition(("1.1", "One.")).replace("id: quiet-standard", "id: 7"), "newer.yaml:1: "),
    ],
)
def test_a_file_that_is_no_policy_is_refused_in_words(
    run: Run, tmp_path: Path, content: str, reason: str
) -> None:
    path = tmp_path / "newer.yaml"
    path.write_text(content)
    result = run("policy", "diff", "quiet-standard", str(path))
    assert result.exit_code == 1
    assert reason in result.stderr
    assert "Traceback" not in result.output
    assert not result.stdout


@pytest.mark.parametrize("typed", ["quiet-standrad", "none.yaml", "quiet-standard@main", "x@", "@"])
def test_what_is_not_there_is_refused_in_words(run: Run, typed: str) -> None:
    result = run("policy", "diff", typed, "quiet-standard")
    assert result.exit_code in {2, 3}
    assert result.stderr.startswith("handbook: ")
    assert not result.stdout


def test_a_link_to_another_place_is_not_followed(run: Run, newer: Path, tmp_path: Path) -> None:
    (tmp_path / "link.yaml").symlink_to(newer)
    assert run("policy", "diff", "quiet-standard", str(tmp_path / "link.yaml")).exit_code == 3


def test_an_earlier_commit_is_an_edition_too(run: Run, heather: Path) -> None:
    def git(*words: str) -> None:
        who = ["-c", "user.name=Coordinator", "-c", "user.email=coordinator@example.org"]
        subprocess.run(["git", *who, *words], cwd=heather, check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-q", "-m", "All")
    (heather / POLICY).write_text(
        edition(("1.1", "Name one lead for each long transfer."), ("1.2", "Have a lead at night."))
    )
    answer = run("policy", "diff", "quiet-standard@main", "quiet-standard").stdout
    assert "Old: edition 2024, the registry as of main" in answer
    assert "  1.1 is: Name one lead for each long transfer" in answer
    missing = run("policy", "diff", "other@main", "quiet-standard")
    assert missing.stderr == "handbook: There is no policy “other” in main.\n"
