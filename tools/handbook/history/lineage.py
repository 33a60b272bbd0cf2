"""All commits that lead to one, and what each did in one folder: read in two passes over them.

Nothing is simplified away: every parent is followed, and of a merge counts what it did against all
of its parents.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from git import Repo

_TRUE = ["core.commitGraph=false"]
"""The commits themselves are read, not what somebody wrote down about them."""
_RAW = (
    "-c",
    "-r",
    "--raw",
    "-z",
    "--root",
    "--no-renames",
    "--no-abbrev",
    "--no-ext-diff",
    "--no-color",
)

Step = tuple[int, tuple[str, ...]]
"""When a commit says that it was made, in seconds since 1970, and its parents."""


@dataclass(frozen=True, slots=True)
class Lineage:
    """``steps`` are all commits, each before its parents, and the first the one asked about.

    ``touched`` has, by path, the commits that brought, changed or removed a file, each with the
    name of what it left there (zeros if nothing).
    """

    steps: Mapping[str, Step]
    touched: Mapping[str, Mapping[str, str]]
    _latest: dict[frozenset[str], tuple[str, ...]] = field(default_factory=dict)

    def latest(self, commits: frozenset[str]) -> tuple[str, ...]:
        """Those that no other of them came after."""
        if len(commits) < 2:  # noqa: PLR2004  nothing to compare
            return tuple(commits)
        if commits not in self._latest:
            self._latest[commits] = tuple(self._without_earlier(commits))
        return self._latest[commits]

    def _without_earlier(self, commits: frozenset[str]) -> Iterator[str]:
        earlier: set[str] = set()
        for commit, (_, parents) in self.steps.items():
            if commit in commits and commit not in earlier:
                yield commit
            if commit in commits or commit in earlier:
                earlier.update(parents)

    def arrivals(self) -> dict[str, int]:
        """When each commit came onto the line of the first one, whatever its own date says.

        Only first parents make up that line, and no step of it counts as made before an earlier
        one: so what was merged late is late, though it be dated otherwise.
        """
        arrived: dict[str, int] = {}
        latest = 0
        for step in reversed(list(self._line())):
            latest = max(latest, self.steps[step][0])
            waiting = [step]
            while waiting:
                commit = waiting.pop()
                if commit not in arrived:
                    arrived[commit] = latest
                    waiting.extend(self.steps[commit][1])
        return arrived

    def _line(self) -> Iterator[str]:
        commit = next(iter(self.steps), None)
        while commit is not None:
            yield commit
            commit = next(iter(self.steps[commit][1]), None)


def read_lineage(repo: Repo, head: str, folder: str, skip: int) -> Lineage:
    """The commits that lead to ``head`` (a hash), and what they did in ``folder``.

    Paths are told without their first ``skip`` letters. Raises ``GitCommandError``.
    """
    listing = str(repo.git(c=_TRUE).rev_list("--topo-order", "--parents", "--timestamp", head))
    steps: dict[str, Step] = {}
    for line in listing.splitlines():
        when, commit, *parents = line.split()
        steps[commit] = (int(when), tuple(parents))
    with tempfile.TemporaryFile() as stream:
        stream.write("".join(f"{commit}\n" for commit in steps).encode("ascii"))
        stream.seek(0)
        raw = str(
            repo.git(c=_TRUE).diff_tree(
                "--stdin", *_RAW, "--", f":(top,literal){folder}", istream=stream
            )
        )
    touched: dict[str, dict[str, str]] = {}
    for commit, path, name in _parsed(raw):
        touched.setdefault(path[skip:], {})[commit] = name
    return Lineage(steps, touched)


def _parsed(raw: str) -> Iterator[tuple[str, str, str]]:
    """Commit, path and the name of what is there now, in what ``git diff-tree -z`` printed."""
    tokens = iter(raw.split("\0"))
    commit = ""
    for token in tokens:
        if token.startswith(":"):
            yield commit, next(tokens, ""), token.split(" ")[-2]
        elif token:
            commit = token
