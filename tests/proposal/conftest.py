"""A real repository of the small registry, and `handbook diff` run on its branches."""

from __future__ import annotations

from pathlib import Path

import pytest
from proposal_repository import Proposals, git

from registries import lay_smallest


@pytest.fixture
def repo(tmp_path: Path) -> Proposals:
    """The small registry, committed on ``main``, with the branch ``work`` checked out."""
    root = lay_smallest(tmp_path / "heather")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "Begin")
    git(root, "checkout", "-q", "-b", "work")
    return Proposals(root)
