"""Opening a git repository without trusting the environment, and saying why it cannot be done."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from git import Repo


class NoRepositoryError(Exception):
    """There is no repository to read; the message says why, in words for people."""


OURS = {
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "LC_ALL": "C",
}


@contextlib.contextmanager
def scrubbed() -> Iterator[None]:
    """While this lasts, git sees none of the caller's ``GIT_*`` variables, only ours."""
    before = dict(os.environ)
    try:
        for name in before:
            if name.startswith("GIT_"):
                del os.environ[name]
        os.environ.update(OURS)
        yield
    finally:
        for name in set(os.environ) - set(before):
            del os.environ[name]
        os.environ.update(before)


@contextlib.contextmanager
def repository(root: Path) -> Iterator[Repo]:
    """The repository that ``root`` lies in. Raises ``NoRepositoryError``."""
    with scrubbed():
        repo = _open(root)
        try:
            yield repo
        finally:
            repo.close()


def _open(root: Path) -> Repo:
    try:
        import git  # noqa: PLC0415  slow to import, and fails where git is not installed
    except ImportError:
        raise NoRepositoryError("git is not installed on this computer") from None
    if not root.is_dir():
        raise NoRepositoryError("there is no such folder")
    try:
        # Asked of git itself first, because it also refuses what belongs to another user.
        top = git.Git(root).rev_parse("--show-toplevel")
        return git.Repo(top)
    except (git.exc.GitCommandNotFound, FileNotFoundError):
        raise NoRepositoryError("git is not installed on this computer") from None
    except git.exc.GitCommandError as problem:
        raise NoRepositoryError(explain(str(problem.stderr))) from None
    except (git.exc.InvalidGitRepositoryError, git.exc.NoSuchPathError, ValueError, OSError):
        raise NoRepositoryError("this is not a git repository") from None


def explain(stderr: str) -> str:
    """What git complained about, in words for people."""
    if "dubious ownership" in stderr:
        return (
            "git does not read this repository because its files belong to another user;"
            " `git config --global --add safe.directory` with its folder allows it"
        )
    if "must be run in a work tree" in stderr:
        return "this git repository has no working copy"
    if "not a git repository" in stderr:
        return "this is not a git repository"
    return "git could not read this repository"
