"""What git's history did to the files of a registry, on every line that leads to what is here."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.history.lines import Lines, read_lines
from handbook.load.trees.base import TOP
from handbook.load.trees.past import (
    Commit,
    FileChange,
    inside,
    is_shallow,
    named_commit,
    uncommitted,
)
from handbook.load.trees.repository import NoRepositoryError, explain, repository

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from git import Repo


@dataclass(frozen=True, slots=True)
class Past:
    """What was done to the registry, the oldest first, and what is not committed yet.

    ``head`` is the commit that was read; ``since`` the one after which reading began, if any.
    ``commits`` are those of the line of first parents, a merge counting as one by what it brought;
    ``sides`` those of all other lines, save merges; and ``merges`` what a merge lost or made up
    that no honest merge does. ``before`` are the files of ``since`` and ``now`` those of ``head``,
    by path, with the names of their contents. ``dirty`` holds the changes of the working copy that
    no commit has. ``cannot`` says, in words for people, what could not be learnt; if nothing was
    read at all, ``head`` is empty. ``odd`` says what is unusual here and was seen through.
    """

    head: str = ""
    since: str = ""
    commits: tuple[Commit, ...] = ()
    sides: tuple[Commit, ...] = ()
    merges: tuple[Commit, ...] = ()
    before: Mapping[str, str] = field(default_factory=dict)
    now: Mapping[str, str] = field(default_factory=dict)
    dirty: tuple[FileChange, ...] = ()
    cannot: str = ""
    odd: tuple[str, ...] = ()
    lines: Lines = field(default_factory=lambda: Lines({}, {}, {}))


def read_past(root: Path, since: str | None = None) -> Past:
    """The past of the registry in ``root``. Raises ``NoRepositoryError`` for a wrong ``since``.

    Anything else that git cannot do is told in ``cannot``.
    """
    try:
        with repository(root) as repo:
            first = "" if since is None else named_commit(repo, since)
            return _past(repo, root, first)
    except NoRepositoryError as problem:
        if since is not None:
            raise
        return Past(cannot=str(problem))


def _past(repo: Repo, root: Path, since: str) -> Past:
    from git.exc import GitCommandError  # noqa: PLC0415  slow to import

    if not repo.head.is_valid():
        return Past(cannot="nothing has been committed yet")
    head = str(repo.head.commit.hexsha)
    where = inside(repo, root)
    try:
        lines = read_lines(repo, head, where, len(where) - len(TOP))
        if since:
            _demand_on(lines.main(), lines, since)
        before = _files(repo, since, where) if since else {}
        now, dirty = _files(repo, head, where), uncommitted(repo, where)
    except GitCommandError as problem:
        return Past(cannot=explain(str(problem.stderr)))
    except NoRepositoryError as problem:
        if since:
            raise
        return Past(cannot=str(problem))
    shallow = "this is a shallow copy: the older history is not here (`git fetch --unshallow`)"
    return replace(
        past_of(lines, since),
        before=before,
        now=now,
        dirty=dirty,
        cannot=shallow if is_shallow(repo) else "",
        odd=tuple(_odd(repo)),
    )


def past_of(lines: Lines, since: str = "") -> Past:
    """What the lines that lead to a commit tell of it, from ``since`` on where that is named."""
    main = lines.main()
    seen = lines.within(since) if since else set()
    first = set(main)
    oldest = [commit for commit in reversed(list(lines.parents)) if commit not in seen]
    return Past(
        main[-1],
        since,
        tuple(_commits(lines, [commit for commit in main if commit not in seen])),
        tuple(_commits(lines, [o for o in oldest if o not in first and len(lines.parents[o]) < 2])),  # noqa: PLR2004  no merge
        tuple(_merged(lines, [commit for commit in oldest if len(lines.parents[commit]) > 1])),
        lines=lines,
    )


def _demand_on(main: list[str], lines: Lines, since: str) -> None:
    """Raise ``NoRepositoryError`` unless a commit is on the line of first parents."""
    if since in main:
        return
    if since in lines.parents:
        raise NoRepositoryError(
            f"the commit {since[:12]} is in the history of what is checked out, but not on its own"
            " line (that of first parents): it came in from the side by a merge. If it was ever the"
            " end of the main branch, that branch was replaced by another, which must be looked"
            " into; without --since all lines are read"
        )
    raise NoRepositoryError(
        f"the commit {since[:12]} is not in the history of what is checked out: either that"
        " history was rewritten since, or this is another branch"
    )


def _commits(lines: Lines, commits: list[str]) -> Iterator[Commit]:
    for commit in commits:
        changes = lines.step(commit)
        if changes:
            yield Commit(commit, _day(lines.when[commit]), changes)


def _merged(lines: Lines, commits: list[str]) -> Iterator[Commit]:
    for commit in commits:
        changes = tuple(lines.lost(commit))
        if changes:
            yield Commit(commit, _day(lines.when[commit]), changes)


def _files(repo: Repo, commit: str, where: str) -> dict[str, str]:
    """The files of the registry in a commit, by path, with the names of their contents."""
    words = ("-r", "-z", "--full-tree", commit, "--", where)
    listing = bytes(repo.git.ls_tree(*words, stdout_as_string=False))
    blobs = {}
    for line in listing.decode("utf-8", "surrogateescape").split("\0"):
        entry, _, path = line.partition("\t")
        if path:
            blobs[path[len(where) - len(TOP) :]] = entry.split()[2]
    return blobs


def _odd(repo: Repo) -> Iterator[str]:
    """What could make git tell another history than the true one, were it heeded."""
    if repo.git.for_each_ref("--count=1", "refs/replace/"):
        yield "objects are replaced here (`git replace`); the true ones were read"
    if Path(repo.common_dir, "info", "grafts").exists():
        yield "the history is grafted here (info/grafts); the true one was read"


def _day(seconds: int) -> str:
    try:
        return datetime.fromtimestamp(seconds, UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return "a day that no calendar has"
