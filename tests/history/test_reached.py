"""Which commits this copy of the register has arrived at, and when they were made."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from handbook.history.reached import committed, is_reached


def git(root: Path, *arguments: str, on: str = "2026-01-01T12:00:00+00:00") -> str:
    names = ["-c", "user.name=Tester", "-c", "user.email=t@example.org"]
    clean = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    clean |= {"GIT_COMMITTER_DATE": on, "GIT_AUTHOR_DATE": "2020-02-02T12:00:00+00:00"}
    done = subprocess.run(
        ["git", *names, *arguments], cwd=root, check=True, capture_output=True, text=True, env=clean
    )
    return done.stdout.strip()


def step(root: Path, on: str) -> str:
    git(root, "commit", "-q", "--allow-empty", "-m", "A step", on=on)
    return git(root, "rev-parse", "HEAD")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q", "-b", "main")
    step(tmp_path, "2026-01-10T12:00:00+00:00")
    return tmp_path


def test_a_commit_of_another_branch_is_not_reached(root: Path) -> None:
    first = git(root, "rev-parse", "HEAD")
    git(root, "checkout", "-q", "-b", "theirs")
    theirs = step(root, "2026-01-11T12:00:00+00:00")
    git(root, "checkout", "-q", "main")
    assert is_reached(root, first)
    assert not is_reached(root, theirs)


def test_the_committers_date_is_told_with_its_moment(root: Path) -> None:
    last = step(root, "2026-07-10T23:30:00-04:00")
    assert committed(root, last) == datetime(2026, 7, 11, 3, 30, tzinfo=UTC)


def test_a_date_that_no_calendar_has_is_none(root: Path) -> None:
    assert committed(root, step(root, "@99999999999999 +0000")) is None


@pytest.mark.parametrize("commit", ["main", "HEAD", "--all", "0" * 40, "", "a" * 41])
def test_what_is_no_commit_here_is_neither_reached_nor_dated(root: Path, commit: str) -> None:
    assert not is_reached(root, commit)
    assert committed(root, commit) is None


def test_without_git_nothing_is_reached(tmp_path: Path) -> None:
    assert not is_reached(tmp_path, "0" * 40)
    assert committed(tmp_path, "0" * 40) is None
