"""What `check`, `status`, `due`, `coverage` and `explain` answer, in words and in JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from small_registry import Command, Run

from handbook.rules.catalogue import all_codes


def spoil(heather: Path) -> None:
    page = heather / "registry" / "guidelines" / "calm-transfer.md"
    page.write_text(page.read_text().replace("owner: lead-nurse", "owner: nobody"))


def test_a_sound_registry_passes(run: Run) -> None:
    result = run("check")
    assert result.exit_code == 0
    assert "the handbook can be built" in result.stdout or "All is well" in result.stdout


def test_a_fault_is_shown_with_its_place_and_makes_the_code_one(run: Run, heather: Path) -> None:
    spoil(heather)
    result = run("check")
    assert result.exit_code == 1
    assert "registry/guidelines/calm-transfer.md:6:" in result.stdout
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("level", "code"), [("error", 0), ("warning", 1), ("note", 1), ("never", 0)]
)
def test_fail_on_chooses_what_counts(run: Run, level: str, code: int) -> None:
    late = ["--today", "2027-06-01"]  # by then an endorsement's review is overdue: a warning
    assert run("check", *late, "--fail-on", level).exit_code == code


def test_never_still_shows_what_it_finds(run: Run, heather: Path) -> None:
    spoil(heather)
    result = run("check", "--fail-on", "never")
    assert (result.exit_code, "nobody" in result.stdout) == (0, True)


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_every_form_is_the_same_twice(run: Run, heather: Path, form: str) -> None:
    spoil(heather)
    assert run("check", "--format", form).stdout == run("check", "--format", form).stdout


@pytest.mark.parametrize(
    "words", [("check",), ("status",), ("status", "calm-transfer"), ("due",), ("coverage",)]
)
def test_json_names_the_version_of_its_form(run: Run, words: tuple[str, ...]) -> None:
    result = run(*words, "--format", "json")
    assert json.loads(result.stdout)["schema_version"] == 1
    assert result.stderr == ""


def test_the_register_lists_every_document(run: Run) -> None:
    lines = run("status").stdout.splitlines()
    assert lines[0].split() == [
        "Document",
        "Version",
        "How",
        "it",
        "stands",
        "Use",
        "until",
        "Title",
    ]
    assert "calm-transfer  1.0      In force, Current  2027-03-04  Calm transfer" in lines
    assert any(line.startswith("night-calls    none     Withdrawn") for line in lines)


def test_one_document_says_why_and_by_whom(run: Run) -> None:
    said = run("status", "calm-transfer").stdout
    assert "In force: The network has endorsed this text and it applies now." in said
    assert "item 1 (decision board-2025-03-04--1)" in said
    assert "Use until: 4 March 2027" in said
    assert "Owner: Lead nurse (lead-nurse)" in said
    assert "Local adoption: Not recorded" in said
    assert "2025-03-04  2025-03-04  endorse  1.0" in said


def test_one_document_in_json(run: Run) -> None:
    (document,) = json.loads(run("status", "night-calls", "--format", "json").stdout)["documents"]
    assert document["state"] == "withdrawn"
    assert document["in_force"] is False
    assert [event["kind"] for event in document["events"]] == ["withdraw"]


def test_a_registry_with_errors_answers_with_a_caution(run: Run, heather: Path) -> None:
    spoil(heather)
    result = run("due")
    assert result.exit_code == 0
    assert "the registry has at least 1 error" in result.stderr
    assert run("status").stderr == ""  # who owns a text has no bearing on how it stands


def test_a_broken_file_that_has_a_bearing_on_standings_is_told_with_them(
    run: Run, heather: Path
) -> None:
    (heather / "registry/posts/lead-nurse.yaml").write_text("id: [\n")
    result = run("status", "calm-transfer")
    assert result.exit_code == 0
    assert "the registry has at least 1 error" in result.stderr


def test_due_lists_by_owner_and_names_the_meeting(run: Run, heather: Path) -> None:
    terms = heather / "registry" / "terms-of-reference" / "board.md"
    authority = "authority:\n  - kinds: [review]\n    types: [guideline]\n    clause: It may.\n"
    terms.write_text(terms.read_text().replace("purpose:", f"{authority}purpose:", 1))
    said = run("due", "--within", "500").stdout
    assert "Lead nurse (lead-nurse)" in said
    assert "in 413 days, 4 March 2027: review, Calm transfer" in said
    assert "Can be decided at: Board, 3 March 2026" in said


def test_due_says_why_no_meeting_can_decide(run: Run) -> None:
    said = run("due", "--today", "2027-03-20").stdout
    assert "16 days late, 4 March 2027: review, Calm transfer" in said
    assert "No meeting can decide it in time: " in said


def test_due_can_be_narrowed(run: Run) -> None:
    assert run("due", "--within", "30").stdout.splitlines()[0].endswith(": nothing.")
    assert "(lead-nurse)" not in run("due", "--within", "500", "--owner", "coordinator").stdout


@pytest.mark.parametrize("name", ["quiet-standard", "QUIET-STANDARD", "Quiet-Standard"])
def test_coverage_counts_and_explains(run: Run, name: str) -> None:
    said = run("coverage", name).stdout
    assert "   1 addressed\n   0 partly addressed\n   1 not addressed" in said
    assert "1.1  Name one lead for each transfer.: addressed" in said
    assert "Served in full by Calm transfer (calm-transfer, section name-a-lead); counts" in said
    assert "Gap: A lead for the night." in said
    assert "(name-a-night-lead)" in said


def test_a_document_out_of_force_serves_nothing_and_the_line_says_so(
    run: Run, heather: Path
) -> None:
    decision = heather / "registry" / "decisions" / "board-2025-03-04--1.yaml"
    text = decision.read_text()
    decision.write_text(
        text.replace("documents:", "documents:").replace(
            "    review-due: 2027-03-04", "    review-due: 2025-09-04\n    expires: 2025-12-04"
        )
    )
    said = run("coverage", "quiet-standard").stdout
    assert "   0 addressed" in said
    assert "does not count: " in said


def test_coverage_of_some_items_only(run: Run) -> None:
    said = run("coverage", "quiet-standard", "--only", "none").stdout
    assert "1.2  " in said
    assert "1.1  " not in said


def test_every_code_can_be_explained(run: Run) -> None:
    for code in all_codes():
        result = run("explain", code.id.lower())
        assert result.exit_code == 0, code.id
        assert result.stdout.startswith(f"{code.id}: ")
        assert "# expect:" not in result.stdout, code.id


def test_explain_lists_every_code(run: Run) -> None:
    lines = run("explain").stdout.splitlines()
    assert [line.split()[0] for line in lines] == [code.id for code in all_codes()]


def test_a_pipe_hears_nothing_of_progress(handbook: Command) -> None:
    assert handbook("status").stderr == ""


def test_status_tells_of_a_stop_that_is_decided_for_a_later_day(run: Run, heather: Path) -> None:
    meeting = heather / "registry" / "meetings" / "board-2025-03-04.yaml"
    meeting.write_text(
        meeting.read_text().replace(
            "purpose: discussion", "purpose: decision\n    documents: [calm-transfer]"
        )
    )
    (heather / "registry" / "decisions" / "board-2025-03-04--4.yaml").write_text(
        "id: board-2025-03-04--4\ntitle: T\nvisibility: public\nkind: withdraw\n"
        'meeting: board-2025-03-04\nitem: "4"\neffective: 2026-12-01\nstatement: S.\n'
        "reason: A dose is wrong.\ndocuments:\n  - document: calm-transfer\n"
        "    exit: withdrawn\n    no-replacement: true\n"
    )
    register = run("status").stdout
    assert "In force, Current, withdraw from 2026-12-01" in register
    one = run("status", "calm-transfer").stdout
    assert "it will be withdrawn from 1 December 2026 (decision board-2025-03-04--4)" in one
    assert "Reason: A dose is wrong." in one
