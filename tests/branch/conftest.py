"""A real repository of the small registry, and the command run on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from real_git import DAY, Repository, command, git

from registries import lay_smallest


@pytest.fixture(autouse=True)
def _only_records(no_pages_tried: None) -> None:
    """What is asked here is asked of records."""


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The small registry, committed on ``main``, with the branch ``work`` checked out: made once.

    No test changes it; each takes a copy.
    """
    root = lay_smallest(tmp_path_factory.mktemp("begun") / "heather")
    git(root, "init", "-q", "-b", "main", "--template=")  # without the sample hooks
    (root / ".git/info").mkdir()
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "Begin")
    git(root, "checkout", "-q", "-b", "work")
    return Repository(root)


@pytest.fixture
def repo(begun: Repository, tmp_path: Path) -> Repository:
    """That repository, for one test to change."""
    return begun.copied(tmp_path)


__all__ = ["DAY", "command"]
