"""``--as-at`` and ``--as-known``: what applied on a day, and what was known of it then."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from small_registry import ROOT, Run

from handbook.cli import cli

ENDORSED = "decisions/board-2025-03-04--1.yaml"
WITHDRAWN = "decisions/board-2025-03-04--3.yaml"


def git(root: Path, *arguments: str, on: str = "2025-01-01") -> str:
    when = f"{on}T12:00:00+00:00"
    names = ("user.name=Tester", "user.email=t@example.org", "core.autocrlf=false")
    told = [word for name in names for word in ("-c", name)]
    clean = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    clean |= {"GIT_COMMITTER_DATE": when, "GIT_AUTHOR_DATE": when}
    done = subprocess.run(
        ["git", *told, *arguments], cwd=root, check=True, capture_output=True, text=True, env=clean
    )
    return done.stdout.strip()


@pytest.fixture
def merged(heather: Path) -> Path:
    """The small registry in git: the withdrawal of 4 March was merged only on 2 May."""
    git(heather, "init", "-q", "-b", "main")
    git(heather, "add", ".")
    git(heather, "rm", "-q", "--cached", f"registry/{WITHDRAWN}")
    git(heather, "commit", "-q", "-m", "The register begins", on="2025-04-01")
    git(heather, "add", ".")
    git(heather, "commit", "-q", "-m", "Withdraw", on="2025-05-02")
    return heather


def states(said: str) -> dict[str, str]:
    return {each["document"]: each["state"] for each in json.loads(said)["documents"]}


# As at.


def test_the_whole_register_is_told_as_at_a_day(run: Run) -> None:
    said = run("status", "--as-at", "2025-03-03").stdout
    assert said.startswith("As at 3 March 2025: what applied on that day")
    assert "going by everything recorded up to 15 January 2026" in said
    assert "How it stood" in said
    assert "In force" not in said
    assert (
        "calm-transfer  1.0      In force, Current" in run("status", "--as-at", "2025-03-04").stdout
    )


def test_one_document_as_at_a_day_never_says_that_it_applies_now(run: Run) -> None:
    said = run("status", "calm-transfer", "--as-at", "2025-06-01").stdout
    assert "How it stood on 1 June 2025: In force, Current" in said
    assert "applies now" not in said
    assert "Last version that applied: 1.0" in said


def test_what_took_effect_later_stands_apart(run: Run) -> None:
    said = run("status", "calm-transfer", "--as-at", "2025-01-01").stdout
    assert "None had taken effect." in said
    assert "Decisions that had not taken effect on that day" in said
    assert "2025-03-04" in said.partition("not taken effect on that day")[2]


def test_a_day_yet_to_come_is_told_by_what_is_decided(run: Run) -> None:
    said = run("status", "calm-transfer", "--as-at", "2027-06-01").stdout
    assert "As at 1 June 2027, a day yet to come" in said
    assert "Review overdue" in said


def test_as_at_needs_no_git(run: Run, heather: Path) -> None:
    assert not (heather / ".git").exists()
    result = run("status", "calm-transfer", "--as-at", "2025-06-01")
    assert result.exit_code == 0
    assert "is not known, because this is not a git repository" in result.stdout


def test_coverage_as_at_a_day_counts_what_was_in_force_then(run: Run) -> None:
    before = run("coverage", "quiet-standard", "--as-at", "2025-03-03").stdout
    after = run("coverage", "quiet-standard", "--as-at", "2026-01-10").stdout
    assert "   0 addressed" in before
    assert "does not count: Calm transfer is only proposed" in before
    assert "   1 addressed" in after


def test_json_says_of_which_day_and_by_which_knowledge(run: Run, merged: Path) -> None:
    at = json.loads(run("status", "--as-at", "2025-06-01", "--format", "json").stdout)
    assert (at["today"], at["as_at"]) == ("2026-01-15", "2025-06-01")
    known = json.loads(run("status", "--as-known", "2025-04-15", "--format", "json").stdout)
    assert (known["today"], known["as_known"]) == ("2026-01-15", "2025-04-15")
    assert known["commit"] == git(merged, "rev-parse", "HEAD~1")
    assert known["committed"] == "2025-04-01T13:00:00+01:00"
    for option in ("--as-at", "--as-known"):
        found = run("coverage", option, "2025-06-01", "--format", "json")
        assert json.loads(found.stdout)[option[2:].replace("-", "_")] == "2025-06-01"


# As known.


def test_as_known_reads_what_had_been_merged_by_then(run: Run, merged: Path) -> None:
    """The withdrawal took effect on 4 March; the register knew of it from 2 May."""
    for day, known in (("2025-05-01", "proposed"), ("2025-05-02", "withdrawn")):
        as_known = run("status", "--as-known", day, "--format", "json").stdout
        as_at = run("status", "--as-at", day, "--format", "json").stdout
        assert states(as_known)["night-calls"] == known
        assert states(as_at)["night-calls"] == "withdrawn"


def test_as_known_names_the_commit_and_the_line(run: Run, merged: Path) -> None:
    said = run("status", "--as-known", "2025-04-15").stdout
    commit = git(merged, "rev-parse", "HEAD~1")
    assert "As known on 15 April 2025: what this register said on that day." in said
    assert f"(main) as it was then, commit {commit[:12]} of 1 April 2025." in said


def test_as_known_leaves_out_what_is_not_committed(run: Run, merged: Path) -> None:
    (merged / "registry" / ENDORSED).unlink()
    found = run("status", "--as-known", "2026-01-15", "--format", "json").stdout
    assert states(found)["calm-transfer"] == "in force"


def test_a_renamed_document_is_known_by_the_name_it_had(run: Run, merged: Path) -> None:
    git(merged, "mv", "registry/guidelines/quiet-rooms.md", "registry/guidelines/still-rooms.md")
    page = merged / "registry/guidelines/still-rooms.md"
    page.write_text(page.read_text().replace("id: quiet-rooms", "id: still-rooms"))
    git(merged, "add", ".")
    git(merged, "commit", "-q", "-m", "Rename", on="2025-06-01")
    assert run("status", "quiet-rooms", "--as-known", "2025-05-31").exit_code == 0
    gone = run("status", "still-rooms", "--as-known", "2025-05-31")
    assert gone.exit_code == 2
    assert "On 31 May 2025 the register held no document called still-rooms" in gone.stderr


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2025-03-31", "That is before the register began: the first commit of the main line is"),
        ("2026-01-16", "16 January 2026 has not come yet"),
    ],
)
def test_a_day_that_nobody_can_tell_of_is_refused(
    run: Run, merged: Path, day: str, said: str
) -> None:
    result = run("status", "--as-known", day)
    assert (result.exit_code, result.stdout) == (3 if day < "2026" else 2, "")
    assert said in result.stderr


def test_as_known_without_git_is_refused_and_the_other_question_offered(run: Run) -> None:
    result = run("status", "--as-known", "2025-06-01")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "This is not a git repository, so nobody can tell." in result.stderr
    assert "--as-at needs no git history" in result.stderr


def test_a_commit_without_a_registry_is_no_register_yet(run: Run, heather: Path) -> None:
    git(heather, "init", "-q", "-b", "main")
    git(heather, "commit", "-q", "--allow-empty", "-m", "Nothing yet", on="2025-01-01")
    git(heather, "add", ".")
    git(heather, "commit", "-q", "-m", "The register begins", on="2025-04-01")
    result = run("status", "--as-known", "2025-03-01")
    assert result.exit_code == 3
    assert "On 1 March 2025 there was no register here yet" in result.stderr


def test_a_copy_that_lacks_old_files_is_refused(run: Run, merged: Path) -> None:
    """Without the guard, a withdrawal whose file is missing would merely be one problem of many."""
    blob = git(merged, "rev-parse", f"HEAD:registry/{WITHDRAWN}")
    (merged / ".git/objects" / blob[:2] / blob[2:]).unlink()
    assert run("status", "--as-known", "2025-04-15").exit_code == 0
    result = run("status", "--as-known", "2025-05-02")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "does not hold all files of that time" in result.stderr


def test_errors_of_that_time_are_told_as_such(run: Run, merged: Path) -> None:
    page = merged / "registry/guidelines/calm-transfer.md"
    sound = page.read_text()
    page.write_text(sound.replace("owner: lead-nurse", "owner: 3"))
    git(merged, "commit", "-q", "-a", "-m", "Spoil", on="2025-06-01")
    page.write_text(sound)
    git(merged, "commit", "-q", "-a", "-m", "Mend", on="2025-06-03")
    said = run("status", "--as-known", "2025-06-02").stderr
    assert "the registry, as it was on 2 June 2025, has at least 1 error;" in said
    assert run("status", "--as-known", "2025-06-03").stderr == ""


def test_the_tour_tells_the_truth() -> None:
    """What README.md says of the demonstration, asked of it."""
    words = ("status", "rapid-transfer", "--as-at", "2025-06-01", "--format", "json")
    found = CliRunner().invoke(cli, ["--root", str(ROOT), "--today", "2026-11-23", *words])
    (document,) = json.loads(found.stdout)["documents"]
    assert document["version"] == "1.0"
    applied = [one for one in document["periods"] if one["in_force"]]
    assert [(one["from"], one["version"], one["label"]) for one in applied] == [
        ("2024-08-01", "1.0", "new"),
        ("2026-04-01", "2.0", "amended"),
    ]


# Both, and neither.


@pytest.mark.parametrize("words", [("status",), ("status", "calm-transfer"), ("coverage",)])
def test_two_questions_at_once_are_refused(run: Run, words: tuple[str, ...]) -> None:
    result = run(*words, "--as-at", "2025-06-01", "--as-known", "2025-06-01")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "ask one at a time" in result.stderr


@pytest.mark.parametrize("option", ["--as-at", "--as-known"])
def test_a_day_that_is_none_is_explained(run: Run, option: str) -> None:
    result = run("status", option, "2025-24-10")
    assert result.exit_code == 2
    assert "24 is not a month" in result.stderr


def test_the_three_dates_of_a_decision_are_told_apart(run: Run, merged: Path) -> None:
    said = run("status", "night-calls").stdout
    assert "Decided     Effective   Kind      Version  Merged" in said
    assert "2025-03-04  2025-03-04  withdraw           2025-05-02" in said
    (document,) = json.loads(run("status", "night-calls", "--format", "json").stdout)["documents"]
    assert document["merged"] == {"board-2025-03-04--3": "2025-05-02"}


def test_a_decision_that_is_not_merged_yet_says_so(run: Run, merged: Path) -> None:
    git(merged, "reset", "-q", "--hard", "HEAD~1")
    git(merged, "checkout", "-q", "-b", "side", "ORIG_HEAD")
    assert "withdraw           not yet" in run("status", "night-calls").stdout


def test_what_applied_when_is_told_with_todays_line_marked(run: Run) -> None:
    lines = run("status", "calm-transfer").stdout.partition("What applied when\n")[2].splitlines()
    assert lines[0].split() == ["From", "Until", "What", "applied", "Label", "By"]
    assert lines[1].split() == ["2025-03-03", "nothing", "in", "force"]
    assert lines[2].startswith("  2025-03-04")
    assert "version 1.0" in lines[2]
    assert " new " in lines[2]
    assert lines[2].endswith(" today")
    (document,) = json.loads(run("status", "calm-transfer", "--format", "json").stdout)["documents"]
    assert [(one["from"], one["in_force"], one["label"]) for one in document["periods"]] == [
        (None, False, None),
        ("2025-03-04", True, "new"),
    ]


def test_help_says_which_question_is_which(run: Run) -> None:
    for words in ("status", "coverage"):
        said = run(words, "--help").stdout
        assert "--as-at     what applied on it, going by everything that is recorded today" in said
        assert "--as-known  what this register said on it, going by what had been merged" in said
