"""Every command judges by the facts of ``check``: none shows as in force what cannot be told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from real_git import Repository, command

if TYPE_CHECKING:
    from pathlib import Path

WITHDRAWAL = """\
id: board-2025-03-04--2
title: Calm transfer withdrawn
visibility: public
kind: withdraw
meeting: board-2025-03-04
item: "2"
statement: The board withdraws it.
reason: It was wrong.
documents:
  - document: calm-transfer
    exit: withdrawn
    no-replacement: true
"""


@pytest.fixture(params=["decisions/stop-it.yaml.orig", "decisions/old/stop-it.yaml", "stop-it"])
def lost(repo: Repository, request: pytest.FixtureRequest) -> Path:
    """A registry with a withdrawal under a name, or in a place, that is not read."""
    assert command(repo.root, "check").exit_code == 0
    repo.add(f"registry/{request.param}", WITHDRAWAL)
    return repo.root


def said(root: Path, *words: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(command(root, *words, "--format", "json").stdout)
    return found


def test_check_says_which_document_and_which_file(lost: Path) -> None:
    result = command(lost, "check")
    assert result.exit_code == 1
    assert "DEC008" in result.stdout
    assert "stop-it" in result.stdout


def test_status_cannot_tell(lost: Path) -> None:
    (one,) = said(lost, "status", "calm-transfer")["documents"]  # type: ignore[misc, has-type]
    assert (one["state"], one["in_force"]) == ("unknown", False)
    assert "stop-it" in " ".join(one["why"])
    text = command(lost, "status").stdout
    (line,) = [line for line in text.splitlines() if line.startswith("calm-transfer")]
    assert "Cannot tell" in line
    assert "In force" not in line


def test_status_of_a_past_day_cannot_tell_either(lost: Path) -> None:
    text = command(lost, "status", "calm-transfer", "--as-at", "2025-06-01").stdout
    assert "Cannot tell" in text


def test_coverage_counts_nothing_on_it(lost: Path) -> None:
    text = command(lost, "coverage", "quiet-standard", "--format", "json").stdout
    assert '"full": 1' not in text


def test_due_keeps_it_on_the_list(lost: Path) -> None:
    text = command(lost, "due").stdout
    assert "Calm transfer" in text
    assert "cannot" in text.lower()


@pytest.mark.parametrize("verb", ["build", "stage"])
def test_nothing_is_published(lost: Path, tmp_path: Path, verb: str) -> None:
    place = tmp_path / "out"
    words = ["build", "--output", str(place)] if verb == "build" else ["stage", str(place)]
    assert command(lost, *words).exit_code == 1
    assert not place.exists()


def test_verify_does_not_hold(lost: Path) -> None:
    result = command(lost, "verify", "--no-history")
    assert result.exit_code == 1
    assert "stop-it" in result.stdout


def test_a_link_that_may_lead_to_one_counts_too(repo: Repository) -> None:
    (repo.root / "registry/Decisions").symlink_to(repo.root)
    (one,) = said(repo.root, "status", "calm-transfer")["documents"]  # type: ignore[misc, has-type]
    assert one["state"] == "unknown"
