"""A build that uses pages of before gives the site that a clean build gives, whatever happened."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from small_registry import Command
from test_cli_build import digests, edit, pages

from handbook.cache import FOLDER
from handbook.publish.engine.kept_pages import PAGES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEXT = "registry/guidelines/quiet-rooms.md"
ADDED = "registry/guidelines/quiet-corners.md"
ZIPS = ("evidence/moorside-hospice.zip", "offline/handbook-until-2026-01-22.zip")
RENAMED = "registry/guidelines/quiet-places.md"


@pytest.fixture(autouse=True)
def in_git(heather: Path) -> None:
    """Pages are kept in git's own folder, and nowhere without one."""
    subprocess.run(["git", "init", "--quiet", str(heather)], check=True)


def add(heather: Path) -> None:
    text = (heather / TEXT).read_text().replace("title: ", "title: Other ", 1)
    (heather / ADDED).write_text(text.replace("id: quiet-rooms", "id: quiet-corners"))


def rename(heather: Path) -> None:
    text = (heather / ADDED).read_text().replace("id: quiet-corners", "id: quiet-places")
    (heather / RENAMED).write_text(text)
    (heather / ADDED).unlink()


def delete(heather: Path) -> None:
    (heather / RENAMED).unlink()


def revert(heather: Path) -> None:
    rename(heather)
    text = (heather / TEXT).read_text()
    (heather / TEXT).write_text(text.replace("Keep two rooms", "Keep one room"))


STEPS: tuple[tuple[Callable[[Path], None], ...], ...] = ((edit, add), (revert,), (delete,))


def test_the_site_is_that_of_a_clean_build(handbook: Command, heather: Path) -> None:
    """Search index, evidence, the copy to take away and all, with the same stamp.

    After the last step it is as at first: the first build is a clean one, and the last step leaves
    the files that it was made from.
    """
    assert handbook("build").returncode == 0
    first = digests(heather / "site")
    assert set(ZIPS) <= first.keys()
    for changes in STEPS:
        for change in changes:
            change(heather)
        done = handbook("build")
        assert done.returncode == 0, done.stderr
        again = digests(heather / "site")
        if changes is STEPS[-1]:
            assert again == first
            break
        done = handbook("build", "--output", str(heather / "clean"), "--no-cache")
        assert done.returncode == 0, done.stderr
        assert digests(heather / "clean") == again, changes


def test_one_edit_leaves_the_other_pages_the_very_files_they_were(
    handbook: Command, heather: Path
) -> None:
    """Neither another commit nor another minute makes a page anew that says nothing else."""
    assert handbook("build").returncode == 0
    before = {name: (heather / "site" / name).stat() for name in pages(heather / "site")}
    edit(heather)
    assert handbook("build", SOURCE_DATE_EPOCH=str(1_768_478_400 + 60)).returncode == 0
    after = {name: (heather / "site" / name).stat() for name in pages(heather / "site")}
    same = {name for name in before if before[name].st_mtime_ns == after[name].st_mtime_ns}
    made = after.keys() - same
    assert {"index.html", "about/index.html", "guidelines/quiet-rooms/draft/index.html"} <= made
    assert len(made) <= 12
    assert len(same) > len(made)


def test_no_cache_can_be_kept_and_the_site_is_built_all_the_same(
    handbook: Command, heather: Path
) -> None:
    (heather / ".git" / FOLDER).mkdir()
    (heather / ".git" / FOLDER / PAGES).write_text("not a folder")
    assert handbook("build").returncode == 0
    assert (heather / "site" / "index.html").is_file()
