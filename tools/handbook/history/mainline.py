"""What had reached the main line, and when: read from git in one pass along first parents.

The *main line* is the branch to which changes are merged. A merge counts as one step, on the day of
the merge, whatever happened on the side. Git keeps no other date of a merge than the committer date
of the commit; where those dates contradict each other, nothing is guessed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.load.trees.base import TOP
from handbook.load.trees.repository import NoRepositoryError, explain, repository
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import tzinfo

    from git import Repo

_OWN = ("main", "master")
_LOG = (
    "--first-parent",
    "--diff-merges=first-parent",
    "--root",
    "--no-renames",
    "--no-ext-diff",
    "--no-show-signature",
    "--no-color",
    "--diff-filter=A",
    "--name-only",
    "-z",
    "--format=tformat:%x01%ct",
)


class CannotTellError(Exception):
    """Why git cannot answer, as one sentence for people."""


@dataclass(frozen=True, slots=True)
class Point:
    """A commit of the main line. ``line`` is the name of the branch, "" if it has none."""

    commit: str
    committed: datetime
    line: str


@dataclass(frozen=True, slots=True)
class Merges:
    """When each file of the registry reached the main line, by its path below ``root``.

    A date is ``None`` if no calendar has it. A file that is not named has not reached it. ``why``
    says, in words, why nothing is known; then ``when`` is empty.
    """

    when: Mapping[str, datetime | None] = field(default_factory=dict)
    line: str = ""
    why: str = ""


def known_by(root: Path, limit: datetime) -> Point:
    """The last commit of the main line before ``limit``, a moment with its zone.

    Raises ``CannotTellError``: without git, in a shallow copy, before the line began, and when the
    dates of its commits go backwards around that moment.
    """
    try:
        with repository(root) as repo:
            name, tip = _whole_line(repo)
            steps = [line.split() for line in _steps(repo, tip)]
            return _last([(int(when), commit) for when, commit in steps], name, limit)
    except NoRepositoryError as problem:
        raise CannotTellError(f"{_capital(str(problem))}, so nobody can tell.") from problem


def merges(root: Path, zone: tzinfo = UTC) -> Merges:
    """When each file of the registry in ``root`` was last added to the main line. Never raises.

    Moments are given in ``zone``, so that their days are those of the network.
    """
    try:
        with repository(root) as repo:
            name, tip = _whole_line(repo)
            top = Path(str(repo.working_tree_dir)).resolve()
            before = "".join(f"{step}/" for step in root.resolve().relative_to(top).parts)
            log = repo.git.log(*_LOG, tip, "--", f":(top,literal){before}{TOP}")
            return Merges(dict(reversed(list(_added(log, before, zone)))), name)
    except NoRepositoryError as problem:
        return Merges(why=str(problem))
    except CannotTellError as problem:
        return Merges(why=str(problem).rstrip("."))
    except Exception as problem:  # noqa: BLE001  history is a witness only; its absence is told
        return Merges(why=f"git could not be read ({type(problem).__name__})")


def _steps(repo: Repo, tip: str) -> list[str]:
    from git.exc import GitCommandError  # noqa: PLC0415  slow to import

    try:
        return str(repo.git.rev_list("--first-parent", "--timestamp", tip)).splitlines()
    except GitCommandError as problem:
        raise NoRepositoryError(explain(str(problem.stderr))) from problem


def _whole_line(repo: Repo) -> tuple[str, str]:
    """The name and the tip of the main line, of a repository that holds the whole of it."""
    if repo.git.rev_parse("--is-shallow-repository") == "true":
        raise CannotTellError(
            "This is a shallow copy of the repository, which lacks the older history. "
            "`git fetch --unshallow` brings it."
        )
    current = "" if repo.head.is_detached else str(repo.head.reference.name)
    for name, tip in _candidates(repo, current):
        return name.removeprefix("refs/heads/").removeprefix("refs/remotes/"), tip
    if not repo.head.is_valid():
        raise CannotTellError("Nothing has been committed yet.")
    return current, str(repo.head.commit.hexsha)


def _candidates(repo: Repo, current: str) -> Iterator[tuple[str, str]]:
    """The branches that may be the main line, likeliest first, each with its tip; git asked once.

    First the one that is checked out, if its name says that it is the main one; then the one that
    the place we were cloned from calls its own; then those of the usual names, there and here.
    """
    default = "refs/remotes/origin/HEAD"
    remote = [f"refs/remotes/origin/{branch}" for branch in _OWN]
    local = [f"refs/heads/{branch}" for branch in _OWN]
    form = "--format=%(refname)%00%(objecttype)%00%(objectname)%00%(symref)"
    refs = [line.split("\0") for line in _listed(repo, form, default, *remote, *local)]
    tips = {name: tip for name, kind, tip, _ in refs if kind == "commit"}
    targets = {name: target for name, _, _, target in refs}
    names = [f"refs/heads/{current}"] if current in _OWN else []
    for name in (*names, default, *remote, *local):
        if name in tips:
            yield targets[name] if name == default and targets[name] else name, tips[name]


def _listed(repo: Repo, *words: str) -> list[str]:
    from git.exc import GitCommandError  # noqa: PLC0415  slow to import

    try:
        return str(repo.git.for_each_ref(*words)).splitlines()
    except GitCommandError as problem:
        raise NoRepositoryError(explain(str(problem.stderr))) from problem


def _last(steps: Sequence[tuple[int, str]], line: str, limit: datetime) -> Point:
    """The last step before ``limit``; ``steps`` are the newest first. All later ones must be later.

    Were a step that lies further on dated earlier, "by then" would have two answers.
    """
    zone = limit.tzinfo or UTC
    oldest_first = list(reversed(steps))
    end = limit.timestamp()
    at = next((n for n, (when, _) in enumerate(oldest_first) if when >= end), len(oldest_first))
    back = next(((when, commit) for when, commit in oldest_first[at:] if when < end), None)
    if back is not None:
        when, commit = oldest_first[at]
        raise CannotTellError(
            "The dates of commits go backwards here, so nobody can tell what had been merged: "
            f"commit {back[1][:12]} is dated {_day(back[0], zone)}, but it follows commit "
            f"{commit[:12]}, dated {_day(when, zone)}."
        )
    if at == 0:
        raise CannotTellError(
            "That is before the register began: the first commit of the main line is dated "
            f"{_day(oldest_first[0][0], zone)}."
        )
    when, commit = oldest_first[at - 1]
    moment = _moment(when, zone)
    if moment is None:
        raise CannotTellError(
            f"Commit {commit[:12]} has {_day(when, zone)}, so nobody can tell when it was merged."
        )
    return Point(commit, moment, line)


def _moment(when: int, zone: tzinfo) -> datetime | None:
    """A moment; ``None`` for what no calendar has. Git writes 0 where it could not read a date."""
    try:
        return datetime.fromtimestamp(when, zone) if when > 0 else None
    except (ValueError, OverflowError, OSError):
        return None


def _day(when: int, zone: tzinfo) -> str:
    moment = _moment(when, zone)
    return long_date(moment.date()) if moment else "a date that no calendar has"


def _added(log: str, before: str, zone: tzinfo) -> Iterator[tuple[str, datetime | None]]:
    """Each file that a step added, the newest step first."""
    for step in log.split("\x01")[1:]:
        when, *names = step.split("\0")
        moment = _moment(int(when), zone)
        for name in names:
            path = name.removeprefix("\n")
            if path:
                yield path.removeprefix(before), moment


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
