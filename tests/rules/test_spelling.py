"""Two names that look alike are never told as if they were the same."""

from __future__ import annotations

from datetime import date

import pytest

from handbook.check import check
from handbook.history import NO_HISTORY
from handbook.load.trees.base import MemoryTree
from handbook.rules.examples import base

ALIKE = "calm-tr\u0430nsfer"
FOLDER = "registry/guidelines/"


def told(files: dict[str, bytes]) -> str:
    found = check(MemoryTree(files), today=date(2026, 1, 15), history=NO_HISTORY)
    assert found.errors
    return "\n".join(f"{one.message} {one.hint}" for one in found.errors)


@pytest.mark.parametrize("where", ["id", "file", "both", "reference"])
def test_a_letter_of_another_script_is_told_by_its_code_point(where: str) -> None:
    files = base()
    path = f"{FOLDER}calm-transfer.md"
    text = files.pop(path).decode()
    if where in {"id", "both"}:
        text = text.replace("id: calm-transfer", f"id: {ALIKE}")
    files[f"{FOLDER}{ALIKE}.md" if where in {"file", "both"} else path] = text.encode()
    if where == "reference":
        pathway = "registry/care-pathways/way-home.md"
        files[pathway] = files[pathway].replace(b"[calm-transfer]", f"[{ALIKE}]".encode())
    assert "U+0430 (cyrillic small letter a)" in told(files)
