"""A small registry on disk, in which decisions can be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from board_registry import BODY, GUIDELINE, PDF, RECORDS, TERMS, put

from handbook.source.yaml.emit import markdown_text, yaml_text

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with a registry: one group, one meeting held, two guidelines, one attachment."""
    for name, data in RECORDS.items():
        put(tmp_path, name, yaml_text(data))
    put(tmp_path, "terms-of-reference/board.md", markdown_text(TERMS, "## How\n\nBy talking.\n"))
    for name in ("going-home", "coming-back"):
        put(tmp_path, f"guidelines/{name}.md", markdown_text({"id": name, **GUIDELINE}, BODY))
    put(tmp_path, "attachments/going-home/letter.pdf", PDF)
    return tmp_path
