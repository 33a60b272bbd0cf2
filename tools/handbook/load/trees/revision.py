"""The files of any git revision, read as blobs; nothing is checked out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from handbook.load.trees.base import LARGEST, TOP, MemoryTree, irregular, too_large, unreadable
from handbook.load.trees.past import named_commit
from handbook.load.trees.repository import repository

if TYPE_CHECKING:
    from collections.abc import Iterator

    from git import Repo
    from git.objects import Tree as GitFolder

    from handbook.finding import Finding

_LINK = 0o120000


class GitTree(MemoryTree):
    """The files of one revision. ``root`` is the folder that holds ``registry/``.

    ``rev`` is anything that names a commit: a hash, a branch, a tag. Raises ``NoRepositoryError``
    if there is no repository or no such commit. All files are read at once, so that the tree does
    not change when the repository does.
    """

    def __init__(self, root: Path, rev: str) -> None:
        super().__init__({})
        self._problems: list[Finding] = []
        with repository(root) as repo:
            self.commit, folder = _find(repo, root, rev)
            if folder is not None:
                self._read(folder, TOP)

    @property
    def problems(self) -> tuple[Finding, ...]:
        """Findings about links, submodules and files that are too large."""
        return tuple(self._problems)

    def _read(self, folder: GitFolder, path: str) -> None:
        from git.exc import GitError, ODBError  # noqa: PLC0415  slow to import

        for entry, here in _entries(folder, path):
            try:
                self._add(entry, here)
            except (GitError, ODBError, ValueError, OSError):
                problem = OSError("git does not have its contents here")
                self._problems.append(unreadable(here, problem))

    def _add(self, entry: Any, here: str) -> None:
        if entry.type != "blob":
            self._problems.append(irregular(here, "is a submodule, which is not read"))
        elif entry.mode == _LINK:
            what = "is a link to another file, which is not followed"
            self._problems.append(irregular(here, what))
        elif entry.size > LARGEST:
            self._problems.append(too_large(here))
        else:
            self._files[here] = entry.data_stream.read()


def _find(repo: Repo, root: Path, rev: str) -> tuple[str, GitFolder | None]:
    """The hash of a commit, and its ``registry`` folder if it has one."""
    commit = repo.commit(named_commit(repo, rev))
    folder: GitFolder | None = commit.tree
    top = Path(str(repo.working_tree_dir)).resolve()
    steps = [*root.resolve().relative_to(top).parts, TOP]
    for step in steps:
        entry = next((e for e in folder or () if _name(e) == step and e.type == "tree"), None)
        folder = entry
    return commit.hexsha, folder


def _name(entry: Any) -> str:
    """The name of an entry of a folder; submodules know only their path."""
    return str(entry.path).rpartition("/")[2]


def _entries(folder: GitFolder, path: str) -> Iterator[tuple[Any, str]]:
    waiting = [(folder, path)]
    while waiting:
        here, start = waiting.pop()
        for entry in here:
            inside = f"{start}/{_name(entry)}"
            if entry.type == "tree":
                waiting.append((entry, inside))
            else:
                yield entry, inside
