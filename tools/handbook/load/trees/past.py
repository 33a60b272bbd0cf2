"""What git's history did to the files of a registry, read in one pass over the log."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.load.trees.base import TOP, WorkingTree
from handbook.load.trees.committed import How, differences
from handbook.load.trees.repository import NoRepositoryError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from git import Repo

_HASH = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_LONGEST = 250
"""Letters of a name of a commit; git's own are shorter."""

LOG = (
    # The line that the branch itself took: a merge counts as one change, by what it brought in.
    "--first-parent",
    "--diff-merges=first-parent",
    "--root",
    "--reverse",
    "--no-renames",
    "--no-ext-diff",
    "--no-show-signature",
    "--no-color",
    "--name-status",
    "-z",
    "--format=tformat:%H%x00%ct",
)
"""How the log is asked for; no name or address of a person is read, so ``.mailmap`` has no say."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """What one commit did to one file: ``A`` added, ``M`` edited, ``D`` removed, ``T`` retyped."""

    what: str
    path: str


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit that touched the registry. ``when`` is its day, or words if no calendar has it."""

    hash: str
    when: str
    changes: tuple[FileChange, ...]


def is_shallow(repo: Repo) -> bool:
    """Whether older commits were left out when this copy was made."""
    return str(repo.git.rev_parse("--is-shallow-repository")) == "true"


def inside(repo: Repo, root: Path) -> str:
    """The path of ``registry/`` from the top of the repository, with forward slashes."""
    top = Path(str(repo.working_tree_dir)).resolve()
    return "/".join([*root.resolve().relative_to(top).parts, TOP])


def named_commit(repo: Repo, rev: str) -> str:
    """The hash of the commit that ``rev`` names. Raises ``NoRepositoryError``.

    Git itself is asked, and what it answers must be the name of one commit: a range, a folder, a
    file or a tag on one is none.
    """
    from git.exc import GitError  # noqa: PLC0415  slow to import

    shown = rev[:_LONGEST].encode("unicode_escape").decode("ascii")
    unknown = NoRepositoryError(f"git knows no commit called {shown or 'nothing at all'}")
    if not rev or len(rev) > _LONGEST or rev.startswith("-") or not rev.isprintable() or " " in rev:
        raise unknown
    try:
        commit = str(
            repo.git.rev_parse("--verify", "--quiet", "--end-of-options", f"{rev}^{{commit}}")
        )
    except (GitError, ValueError, OSError):
        raise unknown from None
    if not _HASH.fullmatch(commit):
        raise unknown
    return commit


def log(repo: Repo, where: str, commits: str) -> tuple[Commit, ...]:
    """Every commit of a range (hashes, never a name) that touched the folder, the oldest first."""
    output = str(repo.git.log(*LOG, commits, "--", f":(top,literal){where}"))
    return tuple(_parsed(output, len(where) - len(TOP)))


def _parsed(output: str, skip: int) -> Iterator[Commit]:
    """The commits in what ``git log -z`` printed. Paths are told from below ``registry/``."""
    tokens = iter(output.split("\0"))
    commit, when = "", ""
    changes: list[FileChange] = []
    for token in tokens:
        word = token.strip("\n")
        if _HASH.fullmatch(word):
            if commit:
                yield Commit(commit, when, tuple(changes))
            commit, when, changes = word, _day(next(tokens, "")), []
        elif word:
            changes.append(FileChange(word[0], next(tokens, "")[skip:]))
    if commit:
        yield Commit(commit, when, tuple(changes))


def _day(seconds: str) -> str:
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return "a day that no calendar has"


def uncommitted(repo: Repo, where: str) -> tuple[FileChange, ...]:
    """What the working copy changed since the last commit; new files are ``A``.

    The files themselves are compared, whatever git's index says of them. Raises
    ``NoRepositoryError``.
    """
    root = Path(str(repo.working_tree_dir)).resolve().joinpath(*where.split("/")[:-1])
    tree = WorkingTree(root)
    other = {problem.path for problem in tree.problems}
    files = ((path, tree.read(path)) for path in tree.paths())
    files_changed = differences(repo, root, str(repo.head.commit.hexsha), files, (TOP,))
    changes = [
        FileChange(_WHAT[file.how], file.path) for file in files_changed if file.how in _WHAT
    ]
    retyped = [replace(change, what="T") if change.path in other else change for change in changes]
    return (
        *retyped,
        *(FileChange("A", path) for path in sorted(other - {c.path for c in changes})),
    )


_WHAT = {How.CHANGED: "M", How.LINK: "T", How.NEW: "A", How.GONE: "D"}
"""In git's own letters. What a checkout filled in is no change of anybody's."""
