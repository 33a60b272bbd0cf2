"""What a branch is compared with: the tip of the base branch, and where the branch left it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.load.codes import UNREADABLE
from handbook.load.trees.merging import ConflictError, merge_result
from handbook.load.trees.outside import marked, outside_registry
from handbook.load.trees.past import inside, is_shallow, log, named_commit, uncommitted
from handbook.load.trees.repository import NoRepositoryError, explain, repository
from handbook.load.trees.revision import GitTree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from git import Repo

    from handbook.load.trees.base import Tree


@dataclass(frozen=True, slots=True)
class Against:
    """What a branch is compared with.

    ``base`` is the tip of the base branch, which says who may decide what; ``before`` is the merge
    base, where the branch left it, from which edits and deletions are told. ``committed`` holds the
    files that the working copy has exactly as they were committed, as git keeps them: what a
    checkout does to them (line endings, ``ident``) is no edit. ``former`` are the paths that were
    in the registry before the merge base and are no more. ``result`` is what merging the branch
    would give; ``None`` where the base has not moved, so that it is the branch itself.
    """

    base: Tree
    before: Tree
    committed: Mapping[str, bytes] = field(default_factory=dict)
    former: frozenset[str] = frozenset()
    base_commit: str = ""
    before_commit: str = ""
    result: Tree | None = None
    outside: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """The files outside the registry that differ from the merge base, new ones included.

    With the fingerprints of what each held there and holds here; empty where it is not there.
    """
    clashes: tuple[str, ...] = ()
    """The files that branch and base both changed, so that nobody can tell the ``result``."""


class NoCommonCommitError(NoRepositoryError):
    """The two have no commit in common, so that nobody can tell where one left the other."""


class NothingChangedError(NoRepositoryError):
    """There is nothing to be merged."""


def read_against(root: Path, rev: str, working: Tree) -> Against:
    """What the working copy in ``root`` is compared with. Raises ``NoRepositoryError``.

    ``rev`` names the tip of the base branch, ``working`` is the tree of what is checked out. Where
    the answer could be wrong, none is given.
    """
    against = read_working(root, rev, working)
    if against.clashes:
        more = len(against.clashes) - _NAMED
        others = f" and {more} more" if more > 0 else ""
        raise NoRepositoryError(
            f"this branch and its base both changed {', '.join(against.clashes[:_NAMED])}{others},"
            " and nobody can tell what a merge would make of that; merge the base branch into this"
            " one first"
        )
    return against


def read_working(root: Path, rev: str, working: Tree) -> Against:
    """The same, with ``clashes`` where git would ask a person what a merge should give.

    Raises ``NoRepositoryError``; ``NothingChangedError`` where nothing is to be merged.
    """
    with repository(root) as repo:
        tip = named_commit(repo, rev)
        _demand_history(repo)
        if not repo.head.is_valid():
            raise NoRepositoryError("nothing has been committed on this branch yet")
        fork = _merge_base(repo, tip, str(repo.head.commit.hexsha))
        outside = marked(repo, fork, tip, outside_registry(repo, inside(repo, root), fork))
        gone, changed = _told_by_git(repo, inside(repo, root), fork)
        if str(repo.head.commit.hexsha) == fork and not (changed or _changed_outside(repo)):
            raise NothingChangedError(_NOTHING.format(base=tip[:12]))
    head = GitTree(root, "HEAD")
    _demand_whole(head)
    committed = {path: head.read(path) for path in head.paths() if path not in changed}
    return _against(
        root, (tip, fork), working, Against(head, head, committed, gone, tip, fork, None, outside)
    )


def read_between(
    root: Path, rev: str, head: str, *, direct: bool = False
) -> tuple[Against, GitTree]:
    """What the commit ``head`` is compared with, and its own files; as ``read_working`` otherwise.

    ``direct`` compares with ``rev`` itself, not with where ``head`` left it.
    """
    with repository(root) as repo:
        tip, own = named_commit(repo, rev), named_commit(repo, head)
        if tip == own:
            raise NothingChangedError(f"both are the commit {tip[:12]}")
        if not direct:
            _demand_history(repo)
        fork = tip if direct else _merge_base(repo, tip, own)
        if fork == own:
            raise NothingChangedError(f"everything in {own[:12]} is in {tip[:12]} already")
        names = outside_registry(repo, inside(repo, root), fork, own)
        outside = marked(repo, fork, tip, names, own)
        gone = frozenset() if is_shallow(repo) else _removed(repo, inside(repo, root), fork)
    tree = GitTree(root, own)
    _demand_whole(tree)
    against = _against(
        root, (tip, fork), tree, Against(tree, tree, {}, gone, tip, fork, None, outside)
    )
    return against, tree


def _against(root: Path, commits: tuple[str, str], own: Tree, known: Against) -> Against:
    """What is known of a comparison, with the trees of the base and what merging would give."""
    base = GitTree(root, commits[0])
    _demand_whole(base)
    before = base if commits[0] == commits[1] else GitTree(root, commits[1])
    _demand_whole(before)
    if not base.paths():
        raise NoRepositoryError(
            f"there is no registry at this place in {commits[0][:12]}, so there is nothing to"
            " compare with"
        )
    former = known.former - set(before.paths())
    against = replace(known, base=base, before=before, former=former)
    if commits[0] == commits[1]:
        return against
    try:
        with repository(root) as repo:
            return replace(against, result=_result(repo, own, against))
    except ConflictError as clash:
        return replace(against, clashes=clash.paths)


def _demand_history(repo: Repo) -> None:
    if is_shallow(repo):
        raise NoRepositoryError(
            "this is a shallow copy, in which nobody can tell where the branch began; fetch"
            " the whole history (`git fetch --unshallow`; in CI, a fetch depth of 0)"
        )


def _result(repo: Repo, working: Tree, against: Against) -> Tree:
    """What merging would give. Raises ``ConflictError`` if git would ask a person."""

    def own(path: str) -> bytes:
        committed = against.committed
        return committed[path] if path in committed else working.read(path)

    def merge(first: bytes, theirs: bytes, mine: bytes) -> bytes | None:
        return _line_by_line(repo, first, theirs, mine)

    return merge_result(working, own, against.before, against.base, merge)


def _line_by_line(repo: Repo, first: bytes, theirs: bytes, mine: bytes) -> bytes | None:
    """Two texts that came from one, merged by git; ``None`` if they clash."""
    from git.exc import GitCommandError  # noqa: PLC0415  slow to import

    with tempfile.TemporaryDirectory() as folder:
        names = [Path(folder, name) for name in ("theirs", "first", "mine")]
        for name, raw in zip(names, (theirs, first, mine), strict=True):
            name.write_bytes(raw)
        try:
            merged = repo.git.merge_file(
                "-p", "-q", *map(str, names), stdout_as_string=False, strip_newline_in_stdout=False
            )
        except GitCommandError:
            return None
    return bytes(merged)


_NAMED = 3
"""How many clashing files are named."""

_NOTHING = (
    "it is {base} itself, or behind it, and nothing is changed, so a comparison proves nothing;"
    " name the tip of the branch that it is to be merged into, and check out what is to be merged"
)


def _changed_outside(repo: Repo) -> bool:
    """Whether any file that git knows is changed and not committed."""
    from git.exc import GitCommandError  # noqa: PLC0415  slow to import

    try:
        return bool(repo.git.diff("--name-only", "--no-ext-diff", "--no-textconv", "HEAD"))
    except GitCommandError as problem:
        raise NoRepositoryError(explain(str(problem.stderr))) from None


def _merge_base(repo: Repo, tip: str, head: str) -> str:
    """Where the branch left the base branch. Raises ``NoRepositoryError`` if nobody can tell."""
    from git.exc import GitCommandError  # noqa: PLC0415  slow to import

    try:
        bases = str(repo.git.merge_base("--all", tip, head)).split()
    except GitCommandError as problem:
        if problem.status == 1:
            raise NoCommonCommitError("this branch and its base have no commit in common") from None
        raise NoRepositoryError(explain(str(problem.stderr))) from None
    if len(bases) != 1:
        raise NoRepositoryError(
            "this branch and its base have crossed more than once, so it is not certain where the"
            " branch began; merge the base branch into it first"
        )
    return bases[0]


def _told_by_git(repo: Repo, where: str, fork: str) -> tuple[frozenset[str], frozenset[str]]:
    """The paths removed at any time up to the merge base, and those changed since HEAD."""
    from git.exc import GitCommandError  # noqa: PLC0415  slow to import

    try:
        changed = frozenset(change.path for change in uncommitted(repo, where))
    except GitCommandError as problem:
        raise NoRepositoryError(explain(str(problem.stderr))) from None
    return _removed(repo, where, fork), changed


def _removed(repo: Repo, where: str, fork: str) -> frozenset[str]:
    """The paths removed at any time up to the merge base."""
    from git.exc import GitCommandError  # noqa: PLC0415  slow to import

    try:
        commits = log(repo, where, fork)
    except GitCommandError as problem:
        raise NoRepositoryError(explain(str(problem.stderr))) from None
    changes = (change for commit in commits for change in commit.changes)
    return frozenset(change.path for change in changes if change.what == "D")


def _demand_whole(tree: GitTree) -> None:
    lost = [problem.path for problem in tree.problems if problem.code is UNREADABLE]
    if lost:
        raise NoRepositoryError(
            f"git does not have the contents of {lost[0]} in {tree.commit[:12]} here"
            " (a partial clone, perhaps); fetch the whole repository"
        )
