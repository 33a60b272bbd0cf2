"""MkDocs fails open in several ways; here every one of them is a failure that is told."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from handbook.publish import engine
from handbook.publish.problem import NotPublishedError

if TYPE_CHECKING:
    from pathlib import Path

WHEN = datetime(2026, 11, 23, tzinfo=UTC)


def tree(folder: Path, markdown: str) -> Path:
    (folder / "docs").mkdir(parents=True)
    (folder / "docs" / "index.md").write_text(markdown)
    settings = {"site_name": "T", "theme": {"name": "mkdocs"}, "plugins": []}
    (folder / "mkdocs.yml").write_text(json.dumps(settings))
    return folder


def build(staged: Path, out: Path) -> None:
    engine.build(staged, out, built=WHEN, environment=os.environ)


def test_a_sound_tree_is_built(tmp_path: Path) -> None:
    build(tree(tmp_path / "staged", "# Title\n"), tmp_path / "out")
    assert "Title" in (tmp_path / "out" / "index.html").read_text()


def test_a_broken_link_fails_and_is_named(tmp_path: Path) -> None:
    staged = tree(tmp_path / "staged", "# Title\n\n[gone](gone.md)\n")
    with pytest.raises(NotPublishedError, match=r"gone\.md"):
        build(staged, tmp_path / "out")


def ended(code: int, said: str) -> subprocess.CompletedProcess[str]:
    return subprocess.CompletedProcess([], code, stdout=said)


@pytest.mark.parametrize(
    ("code", "said", "told"),
    [
        (0, "WARNING -  A page is odd", "A page is odd"),
        (0, "\x1b[33mWARNING -  \x1b[0mA page is odd", "A page is odd"),
        (1, "OSError: [Errno 28] No space left on device: 'x'", "The disk is full"),
        (-9, "", r"stopped by the system \(signal 9\)"),
        (1, "Traceback\nValueError: odd", "ValueError: odd"),
        (1, "", "it gave no reason"),
    ],
)
def test_every_way_to_fail_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: int, said: str, told: str
) -> None:
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: ended(code, said))
    with pytest.raises(NotPublishedError, match=told):
        build(tmp_path, tmp_path / "out")
