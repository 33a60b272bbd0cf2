"""A small registry on disk, in which decisions can be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from board_registry import lay_board

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _only_records(no_pages_tried: None) -> None:
    """What is asked here is asked of records."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with a registry: one group, one meeting held, two guidelines, one attachment."""
    return lay_board(tmp_path)
