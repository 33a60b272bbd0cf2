"""What did not change keeps its time; what did never does."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from handbook.publish.unchanged import keep_times

if TYPE_CHECKING:
    from pathlib import Path

OLD = 1_700_000_000


@pytest.fixture
def sites(tmp_path: Path) -> tuple[Path, Path]:
    built, before = tmp_path / "built", tmp_path / "before"
    for folder, words in ((before, "old"), (built, "new")):
        (folder / "a").mkdir(parents=True)
        (folder / "a/same.html").write_text("same")
        (folder / "other.html").write_text(words)
        (folder / f"{words}-only.html").write_text(words)
    for path in before.rglob("*.html"):
        os.utime(path, (OLD, OLD))
    return built, before


def test_only_what_is_the_same_keeps_its_time(sites: tuple[Path, Path]) -> None:
    built, before = sites
    assert keep_times(built, before) == 1
    kept = {p.name for p in built.rglob("*.html") if p.stat().st_mtime == OLD}
    assert kept == {"same.html"}


def test_where_no_site_was_nothing_is_kept(sites: tuple[Path, Path], tmp_path: Path) -> None:
    assert keep_times(sites[0], tmp_path / "gone") == 0


def test_a_link_is_not_looked_behind(sites: tuple[Path, Path]) -> None:
    built, before = sites
    (before / "a/same.html").rename(before / "moved.html")
    (before / "a/same.html").symlink_to(before / "moved.html")
    assert keep_times(built, before) == 0
