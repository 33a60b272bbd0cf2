"""Every command that writes ends with what to do next, in words that fit where it was run."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from handbook.cli import cli
from registries import lay_smallest

if TYPE_CHECKING:
    from pathlib import Path

HOW = "(docs/saving.md says how)."


def new(root: Path) -> str:
    words = ["--root", str(root), "--today", "2026-01-15", "new", "post", "ward-sister"]
    result = CliRunner().invoke(cli, words)
    assert result.exit_code == 0, result.output
    return result.output.strip().splitlines()[-1]


@pytest.mark.parametrize(
    ("branch", "expected"),
    [
        (None, "Next: keep it with the whole register. This folder is in no repository."),
        (
            "main",
            f"Next: save it as a proposal of its own, as main is what readers get {HOW}",
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
