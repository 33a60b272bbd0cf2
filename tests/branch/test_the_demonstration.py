"""What the README says of ``handbook verify`` in a fresh clone is what it then says."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from real_git import git

from handbook.cli import cli

ROOT = Path(__file__).parents[2]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A fresh clone of this repository; without its history there is nothing to compare."""
    try:
        shallow = git(ROOT, "rev-parse", "--is-shallow-repository")
    except (subprocess.CalledProcessError, FileNotFoundError):
        pytest.skip("this is no clone of the repository")
    if shallow == "true":
        pytest.skip("this is a shallow clone, which lacks the history")
    git(tmp_path, "clone", "-q", "--no-hardlinks", str(ROOT), "clone")
    return tmp_path / "clone"


def test_verify_names_what_the_readme_names_and_nothing_else(clone: Path) -> None:
    words = ["--root", str(clone), "--today", "2026-11-23", "verify", "--format", "json"]
    assert CliRunner().invoke(cli, [*words, "--since=HEAD"]).exit_code == 0
    result = CliRunner().invoke(cli, words)
    code, said = result.exit_code, json.loads(result.stdout)
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    (told,) = [part for part in readme.split("**") if "In a fresh clone it ends" in part]
    assert said["changed_before_it_was_merged"] == []
    assert [one for one in said["sealed"] if one["why"]] == []
    assert [one for one in said["decisions"] if one["why"]] == []
    assert [one for one in said["answers"] if one["why"]] == []
    assert said["not_committed"] == []
    named = [one["path"] for one in said["changed"]]
    assert (code, len(named)) == (1, 2)
    assert "names two things" in told
    for path in named:
        assert f"`{Path(path).stem}`" in told
