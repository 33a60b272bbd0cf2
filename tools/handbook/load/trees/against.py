"""What a branch is compared with: the tip of the base branch, and where the branch left it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.load.codes import UNREADABLE
from handbook.load.trees.merging import ConflictError, fingerprint, merge_result
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


def read_against(root: Path, rev: str, working: Tree) -> Against:
    """What the working copy in ``root`` is compared with. Raises ``NoRepositoryError``.

    ``rev`` names the tip of the base branch, ``working`` is the tree of what is checked out. Where
    the answer could be wrong, none is given.
    """
    with repository(root) as repo:
        tip = named_commit(repo, rev)
        if is_shallow(repo):
            raise NoRepositoryError(
                "this is a shallow copy, in which nobody can tell where the branch began; fetch"
                " the whole history (`git fetch --unshallow`; in CI, a fetch depth of 0)"
            )
        if not repo.head.is_valid():
            raise NoRepositoryError("nothing has been committed on this branch yet")
        fork = _merge_base(repo, tip)
        outside = _marked(repo, fork, tip, _outside(repo, inside(repo, root), fork))
        gone, changed = _told_by_git(repo, inside(repo, root), fork)
        if str(repo.head.commit.hexsha) == fork and not (changed or _changed_outside(repo)):
            raise NoRepositoryError(_NOTHING.format(base=tip[:12]))
    base, before, head = GitTree(root, tip), GitTree(root, fork), GitTree(root, "HEAD")
    for tree in (base, before, head):
        _demand_whole(tree)
    if not base.paths():
        raise NoRepositoryError(
            f"there is no registry at this place in {tip[:12]}, so there is nothing to compare with"
        )
    committed = {path: head.read(path) for path in head.paths() if path not in changed}
    former = gone - set(before.paths())
    result = None
    if fork != tip:
        with repository(root) as repo:
            result = _result(repo, working, committed, before, base)
    return Against(base, before, committed, former, tip, fork, result, outside)


def _result(
    repo: Repo, working: Tree, committed: Mapping[str, bytes], before: Tree, base: Tree
) -> Tree:
    """What merging would give. Raises ``NoRepositoryError`` if git would ask a person."""

    def own(path: str) -> bytes:
        return committed[path] if path in committed else working.read(path)

    def merge(first: bytes, theirs: bytes, mine: bytes) -> bytes | None:
        return _line_by_line(repo, first, theirs, mine)

    try:
        return merge_result(working, own, before, base, merge)
    except ConflictError as clash:
        more = f" and {len(clash.paths) - 3} more" if len(clash.paths) > 3 else ""  # noqa: PLR2004  three are shown
        raise NoRepositoryError(
            f"this branch and its base both changed {', '.join(clash.paths[:3])}{more}, and nobody"
            " can tell what a merge would make of that; merge the base branch into this one first"
        ) from None


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


_NOTHING = (
    "it is {base} itself, or behind it, and nothing is changed, so a comparison proves nothing;"
    " name the tip of the branch that it is to be merged into, and check out what is to be merged"
)


def _outside(repo: Repo, where: str, fork: str) -> tuple[str, ...]:
    """The files that differ from the merge base, but for those of the registry; from the top."""
    from git.exc import GitCommandError  # noqa: PLC0415  slow to import

    options = ("--name-only", "--no-renames", "--no-ext-diff", "--no-textconv", "-z")
    try:
        listing = str(repo.git.diff(*options, fork)).split("\0")
        new = str(repo.git.ls_files("--others", "--exclude-standard", "--full-name", "-z"))
    except GitCommandError as problem:
        raise NoRepositoryError(explain(str(problem.stderr))) from None
    paths = {path for path in (*listing, *new.split("\0")) if path}
    return tuple(sorted(path for path in paths if not path.startswith(f"{where}/")))


CLASHES = "both sides changed it"
"""Stands for the contents of a file that the base changed, too: nobody can accept those yet."""


def _marked(repo: Repo, fork: str, tip: str, paths: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    """What each of some files held at the merge base and holds in the working copy."""
    contents = {}
    for path in paths:
        first, theirs = _held(repo, fork, path), _held(repo, tip, path)
        place = Path(str(repo.working_dir), path)
        if first != theirs:
            now = CLASHES
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


def _changed_outside(repo: Repo) -> bool:
    """Whether any file that git knows is changed and not committed."""
    from git.exc import GitCommandError  # noqa: PLC0415  slow to import

    try:
        return bool(repo.git.diff("--name-only", "--no-ext-diff", "--no-textconv", "HEAD"))
    except GitCommandError as problem:
        raise NoRepositoryError(explain(str(problem.stderr))) from None


def _merge_base(repo: Repo, tip: str) -> str:
    """Where the branch left the base branch. Raises ``NoRepositoryError`` if nobody can tell."""
    from git.exc import GitCommandError  # noqa: PLC0415  slow to import

    try:
        bases = str(repo.git.merge_base("--all", tip, repo.head.commit.hexsha)).split()
    except GitCommandError as problem:
        if problem.status == 1:
            raise NoRepositoryError("this branch and its base have no commit in common") from None
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
        commits = log(repo, where, fork)
        changed = frozenset(change.path for change in uncommitted(repo, where))
    except GitCommandError as problem:
        raise NoRepositoryError(explain(str(problem.stderr))) from None
    changes = (change for commit in commits for change in commit.changes)
    return frozenset(change.path for change in changes if change.what == "D"), changed


def _demand_whole(tree: GitTree) -> None:
    lost = [problem.path for problem in tree.problems if problem.code is UNREADABLE]
    if lost:
        raise NoRepositoryError(
            f"git does not have the contents of {lost[0]} in {tree.commit[:12]} here"
            " (a partial clone, perhaps); fetch the whole repository"
        )
