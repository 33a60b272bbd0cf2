"""Every command that writes ends with what to do next, in words that fit where it was run."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from handbook.cli import cli
from registries import lay_smallest

ROOT = Path(__file__).parents[2]
LOOKED_AT = "so that somebody looks before it is published"
HOW = "(docs/saving.md says how)."


def last_line(root: Path, *words: str) -> str:
    """How a command ends on standard output."""
    result = CliRunner().invoke(cli, ["--root", str(root), "--today", "2026-01-15", *words])
    return result.stdout.strip().splitlines()[-1]


def new(root: Path) -> str:
    return last_line(root, "new", "post", "ward-sister")


@pytest.mark.parametrize(
    ("branch", "expected"),
    [
        (None, "Next: keep it with the whole register. This folder is in no repository."),
        (
            "main",
            f"Next: save it, as a proposal apart from others, {LOOKED_AT} {HOW}",
        ),
        ("mine", f"Next: save it, and propose the change {HOW}"),
    ],
)
def test_a_new_record_ends_with_what_to_do_next(
    tmp_path: Path, branch: str | None, expected: str
) -> None:
    lay_smallest(tmp_path)
    if branch:
        subprocess.run(["git", "init", "-q", "-b", branch, str(tmp_path)], check=True)
    assert new(tmp_path) == expected


ONE = "Next: keep it with the whole register. This folder is in no repository."
SEVERAL = ONE.replace("it", "them together", 1)


def test_tidying_ends_so_only_where_something_was_written(tmp_path: Path) -> None:
    lay_smallest(tmp_path)
    assert "would be tidied" in last_line(tmp_path, "format", "--check")
    CliRunner().invoke(cli, ["--root", str(tmp_path), "format"])
    assert "Next" not in last_line(tmp_path, "format")
    post = next((tmp_path / "registry/posts").glob("*.yaml"))
    post.write_text(post.read_text(encoding="utf-8") + "\n\n\n", encoding="utf-8")
    assert "Next" not in last_line(tmp_path, "format", "--diff")
    assert last_line(tmp_path, "format") == ONE


def test_the_list_of_known_faults_ends_so_when_it_is_begun_and_when_it_is_shorter(
    tmp_path: Path,
) -> None:
    lay_smallest(tmp_path)
    guideline = tmp_path / "registry/guidelines/night-calls.md"
    sound = guideline.read_text(encoding="utf-8")
    guideline.write_text(f"{sound}\n## Near\n\n#### Far down\n\nRing.\n", encoding="utf-8")
    assert last_line(tmp_path, "baseline") == ONE
    assert "Next" not in last_line(tmp_path, "baseline", "--shrink")
    guideline.write_text(sound, encoding="utf-8")
    assert last_line(tmp_path, "baseline", "--shrink") == ONE


@pytest.mark.parametrize("part", ["ci", "forms", "server"])
def test_the_files_that_a_network_starts_with_end_so_when_they_are_written(
    tmp_path: Path, part: str
) -> None:
    shutil.copytree(ROOT / "registry", tmp_path / "registry")
    assert last_line(tmp_path, "init", part, "--dry-run").startswith("Nothing was written.")
    assert last_line(tmp_path, "init", part) == SEVERAL
    assert "Next" not in last_line(tmp_path, "init", part)


def test_evidence_ends_with_how_whoever_gets_it_can_check_it(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "registry", tmp_path / "registry")
    words = ["--root", str(tmp_path), "--today", "2026-11-30", "evidence", "ludvale-hospital"]
    bundle = tmp_path / "for them.zip"
    result = CliRunner().invoke(cli, [*words, "--output", str(bundle)])
    last = result.stdout.strip().splitlines()[-1]
    assert last == (
        f"Next: hand it on. Whoever has it can check it: handbook evidence --check '{bundle}'"
    )
