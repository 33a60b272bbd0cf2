"""A real repository of the small registry, and the command run on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from real_git import DAY, Repository, command, git

from registries import lay_smallest


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    """The small registry, committed on ``main``, with the branch ``work`` checked out."""
    root = lay_smallest(tmp_path / "heather")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "Begin")
    git(root, "checkout", "-q", "-b", "work")
    return Repository(root)


__all__ = ["DAY", "command"]
