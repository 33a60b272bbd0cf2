"""A real repository of the small registry, and the command run on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from real_git import DAY, Repository, command, git

from handbook.rules.examples import base


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    """The small registry, committed on ``main``, with the branch ``work`` checked out."""
    root = tmp_path / "heather"
    for path, content in base().items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "Begin")
    git(root, "checkout", "-q", "-b", "work")
    return Repository(root)


__all__ = ["DAY", "command"]
