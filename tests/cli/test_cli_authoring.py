"""`new` and `decide` show what they will do, write all of it or none, and never over anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_registry import Command, Run

from handbook.types import load_types
from handbook.types.overviews.headings import by_heading
from handbook.types.overviews.reading import load_overviews

ENDORSE = (
    "decide",
    "endorse",
    "quiet-rooms",
    "--meeting",
    "board-2025-03-04",
    "--item",
    "4",
    "--statement",
    "The board endorses the guideline.",
)


@pytest.fixture
def files(heather: Path) -> frozenset[str]:
    return listing(heather)


def listing(root: Path) -> frozenset[str]:
    return frozenset(path.relative_to(root).as_posix() for path in root.rglob("*"))


def on_the_agenda(heather: Path) -> None:
    meeting = heather / "registry" / "meetings" / "board-2025-03-04.yaml"
    text = meeting.read_text()
    old = "    title: Any other business\n    purpose: discussion\n"
    assert old in text
    new = "    title: Quiet rooms\n    purpose: decision\n    documents: [quiet-rooms]\n"
    meeting.write_text(text.replace(old, new))


def test_a_new_record_starts_from_the_example(
    run: Run, heather: Path, files: frozenset[str]
) -> None:
    result = run("new", "guideline", "warm-rooms", "--title", "Warm rooms")
    assert result.exit_code == 0, result.stderr
    assert listing(heather) - files == {"registry/guidelines/warm-rooms.md"}
    text = (heather / "registry" / "guidelines" / "warm-rooms.md").read_text()
    assert "id: warm-rooms" in text
    assert "title: Warm rooms" in text


def test_types_are_listed_under_the_headings_of_the_menu(run: Run) -> None:
    types = load_types()[0]
    under = by_heading(types, load_overviews({}, types)[0])
    lines = run("new").stdout.splitlines()
    assert max(map(len, lines)) <= 80
    listed = [line.rstrip(":") for line in lines if line.endswith(":") and line[0] != " "]
    assert listed == list(under)
    for heading, kinds in under.items():
        below = lines[lines.index(f"{heading}:") :]
        end = below.index("")
        shown = [line.split()[0] for line in below[1:end] if line[2] != " "]
        assert shown == [kind.name for kind in kinds]


def test_the_help_and_the_answer_to_another_word_name_every_type(run: Run) -> None:
    for said in (run("new", "--help").stdout, run("new", "wrong", "x").stderr):
        lines = said.splitlines()
        assert max(map(len, lines)) <= 80
        words = {word.rstrip(",") for line in lines for word in line.split()}
        assert words >= set(load_types()[0])


def test_a_type_is_found_by_what_it_is_called(run: Run) -> None:
    result = run("new", "study day", "x")
    assert result.exit_code == 2
    assert "Did you mean education-event?" in result.stderr


@pytest.mark.parametrize("name", ["calm-transfer", "Calm", "con", "../x", "lead"])
def test_an_id_that_is_taken_or_unfit_is_refused(
    run: Run, heather: Path, files: frozenset[str], name: str
) -> None:
    result = run("new", "guideline", name)
    assert result.exit_code == 1
    assert "this record cannot be started" in result.stderr
    assert listing(heather) == files


def test_without_an_id_a_pipe_is_told_what_is_missing(handbook: Command) -> None:
    done = handbook("new", "guideline")
    assert done.returncode == 2
    assert "handbook new TYPE ID" in done.stderr


def test_a_decision_is_shown_and_then_written(
    run: Run, heather: Path, files: frozenset[str]
) -> None:
    on_the_agenda(heather)
    result = run(*ENDORSE, "--yes")
    assert result.exit_code == 0, result.stderr
    assert "What it will mean:" in result.stdout
    new = {path for path in listing(heather) - files if (heather / path).is_file()}
    assert new == {
        "registry/decisions/board-2025-03-04--4.yaml",
        "registry/_endorsed/quiet-rooms/1.0/record.md",
        "registry/_endorsed/quiet-rooms/1.0/seal.yaml",
    }
    assert run("check").exit_code == 0
    assert "quiet-rooms    1.0      In force" in run("status").stdout


def test_without_a_yes_nothing_is_written(
    handbook: Command, heather: Path, files: frozenset[str]
) -> None:
    on_the_agenda(heather)
    done = handbook(*ENDORSE)
    assert done.returncode == 1
    assert "What it will mean:" in done.stdout
    assert "nothing was written" in done.stderr
    assert listing(heather) == files


def test_every_reason_against_a_decision_is_given_at_once(
    run: Run, heather: Path, files: frozenset[str]
) -> None:
    result = run(
        *("decide", "withdraw", "no-such-page", "--meeting", "board-2026-03-03"),
        *("--item", "9", "--statement", "Withdrawn.", "--reason", "Old.", "--yes"),
    )
    assert result.exit_code == 1
    assert "no-such-page" in result.stderr
    assert "board-2026-03-03" in result.stderr
    assert listing(heather) == files


def test_a_withdrawal_takes_a_document_out_of_force(run: Run, heather: Path) -> None:
    meeting = heather / "registry" / "meetings" / "board-2025-03-04.yaml"
    text = meeting.read_text()
    meeting.write_text(
        text.replace("    title: Any other business\n", "    title: Calm transfer again\n").replace(
            "    purpose: discussion\n", "    purpose: decision\n    documents: [calm-transfer]\n"
        )
    )
    result = run(
        *("decide", "withdraw", "calm-transfer", "--meeting", "board-2025-03-04", "--item", "4"),
        *("--statement", "Withdrawn.", "--reason", "No longer done.", "--exit", "withdrawn"),
        *("--no-replacement", "--effective", "2025-06-01", "--yes"),
    )
    assert result.exit_code == 0, result.stderr
    assert "calm-transfer  1.0      Withdrawn" in run("status").stdout
