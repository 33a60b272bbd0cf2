"""The files beside a registry that a branch changes, and what each of them held and holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from handbook.load.trees.merging import fingerprint
from handbook.load.trees.repository import NoRepositoryError, explain

if TYPE_CHECKING:
    from git import Repo


def outside_registry(repo: Repo, where: str, fork: str, head: str = "") -> tuple[str, ...]:
    """The files that differ from the merge base, but for those of the registry; from the top.

    Those of the commit ``head``; without one, those of the working copy.
    """
    from git.exc import GitCommandError  # noqa: PLC0415  slow to import

    options = ("--name-only", "--no-renames", "--no-ext-diff", "--no-textconv", "-z")
    try:
        listing = str(repo.git.diff(*options, fork, *([head] if head else []))).split("\0")
        others = ("--others", "--exclude-standard", "--full-name", "-z")
        new = "" if head else str(repo.git.ls_files(*others))
    except GitCommandError as problem:
        raise NoRepositoryError(explain(str(problem.stderr))) from None
    paths = {path for path in (*listing, *new.split("\0")) if path}
    return tuple(sorted(path for path in paths if not path.startswith(f"{where}/")))


CLASHES = "both sides changed it"
"""Stands for the contents of a file that the base changed, too: nobody can accept those yet."""


def marked(
    repo: Repo, fork: str, tip: str, paths: tuple[str, ...], head: str = ""
) -> dict[str, tuple[str, str]]:
    """What each of some files held at the merge base and holds in a commit, or the working copy."""
    contents = {}
    for path in paths:
        first, theirs = _held(repo, fork, path), _held(repo, tip, path)
        place = Path(str(repo.working_dir), path)
        if first != theirs:
            now = CLASHES
        elif head:
            now = _held(repo, head, path)
        elif place.is_symlink():
            now = fingerprint(path, bytes(place.readlink()))
        else:
            now = fingerprint(path, place.read_bytes() if place.is_file() else None)
        contents[path] = (first, now)
    return contents


def _held(repo: Repo, commit: str, path: str) -> str:
    """The fingerprint of what a file held in a commit."""
    try:
        blob = repo.tree(commit) / path
        raw = blob.data_stream.read() if blob.type == "blob" else blob.binsha
    except KeyError:
        return ""
    return fingerprint(path, raw)
