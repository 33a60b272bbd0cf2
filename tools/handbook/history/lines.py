"""All lines of the history that lead to a commit: what each step did, and what each merge lost.

Git's own log of a branch follows first parents and takes a merge for what it brought in. But which
parent is the first is up to whoever merges: a branch that swallows the main line and is then taken
for it shows the main line's steps as somebody else's. So every parent is followed here, in two
passes over all commits, and a merge is measured against each of its parents.
"""

from __future__ import annotations

import tempfile
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handbook.load.trees.past import FileChange

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from git import Repo

_TRUE = ["core.commitGraph=false"]
"""The commits themselves are read, not what somebody wrote down about them."""
_RAW = ("-r", "--raw", "-z", "--root", "--no-renames", "--no-abbrev", "--no-ext-diff", "--no-color")
NOTHING = ""
"""The name of what is not there."""

Touch = tuple[str, str, str]
"""What was done to a file, in git's letter, and the names of its contents before and after."""


@dataclass(frozen=True, slots=True)
class Lines:
    """``parents`` and ``when`` of every commit, each before its parents, the first the one asked.

    ``done`` holds, by commit and number of its parent, what it did to each file as seen from that
    parent. A commit without parents is seen from nothing, under the number 0.
    """

    parents: Mapping[str, tuple[str, ...]]
    when: Mapping[str, int]
    done: Mapping[tuple[str, int], Mapping[str, Touch]]
    _touched: dict[str, int] = field(default_factory=dict)
    _before: dict[str, int] = field(default_factory=dict)
    _paths: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        bit = 1
        for commit in reversed(list(self.parents)):
            known = 0
            for parent in self.parents[commit]:
                known |= self._before.get(parent, 0)
            mine = self._own(commit)
            if mine:
                known |= bit
                for path in mine:
                    self._touched[path] = self._touched.get(path, 0) | bit
                bit <<= 1
            self._before[commit] = known
        self._paths.extend(sorted(self._touched))

    def _own(self, commit: str) -> list[str]:
        """The files that a commit itself made other than all of its parents."""
        count = max(len(self.parents[commit]), 1)
        seen = [self.done.get((commit, number), {}) for number in range(count)]
        return [path for path in seen[0] if all(path in each for each in seen[1:])]

    def ever(self) -> Sequence[str]:
        """The paths of all files that any commit touched, sorted."""
        return self._paths

    def known(self, commit: str, beginning: str) -> bool:
        """Whether, before a commit, any file had been touched whose path begins like this."""
        before = 0
        for parent in self.parents[commit]:
            before |= self._before.get(parent, 0)
        for path in self._paths[bisect_left(self._paths, beginning) :]:
            if not path.startswith(beginning):
                return False
            if self._touched[path] & before:
                return True
        return False

    def main(self) -> list[str]:
        """The line of first parents, the oldest first."""
        line: list[str] = []
        commit = next(iter(self.parents), None)
        while commit is not None and commit in self.parents:
            line.append(commit)
            commit = next(iter(self.parents[commit]), None)
        return line[::-1]

    def within(self, commit: str) -> set[str]:
        """A commit and all that it builds on."""
        reached: set[str] = set()
        waiting = [commit]
        while waiting:
            ancestor = waiting.pop()
            if ancestor not in reached and ancestor in self.parents:
                reached.add(ancestor)
                waiting.extend(self.parents[ancestor])
        return reached

    def step(self, commit: str) -> tuple[FileChange, ...]:
        """What a commit did as seen from its first parent."""
        return tuple(FileChange(t[0], p) for p, t in self.done.get((commit, 0), {}).items())

    def lost(self, commit: str) -> Iterator[FileChange]:
        """What a merge did to files that no honest merge of its parents does.

        A parent's file may give way only to that of another parent that had seen all that was ever
        done to it on the first one's side, and went on from there.
        """
        parents = self.parents[commit]
        seen = [self.done.get((commit, number), {}) for number in range(len(parents))]
        for path in sorted({path for each in seen for path in each}):
            touches = [each.get(path) for each in seen]
            now = next(touch[2] for touch in touches if touch is not None)
            then = [now if touch is None else touch[1] for touch in touches]
            if now != NOTHING and not any(then):
                yield FileChange("A", path)
            for parent, touch in zip(parents, touches, strict=True):
                if touch is None or touch[1] == NOTHING:
                    continue
                if not self._gave_way(path, parent, now, list(zip(parents, then, strict=True))):
                    yield FileChange(touch[0], path)
                    break

    def _gave_way(
        self, path: str, parent: str, now: str, others: Sequence[tuple[str, str]]
    ) -> bool:
        here = self._touched.get(path, 0) & self._before.get(parent, 0)
        return any(
            then == now and not here & ~self._before.get(other, 0)
            for other, then in others
            if other != parent
        )


def read_lines(repo: Repo, head: str, folder: str, skip: int) -> Lines:
    """All commits that lead to ``head`` (a hash), and what they did in ``folder``.

    Paths are told without their first ``skip`` letters. Raises ``GitCommandError``.
    """
    listing = str(repo.git(c=_TRUE).rev_list("--topo-order", "--parents", "--timestamp", head))
    parents: dict[str, tuple[str, ...]] = {}
    when: dict[str, int] = {}
    for line in listing.splitlines():
        moment, commit, *above = line.split()
        parents[commit], when[commit] = tuple(above), int(moment)
    pairs = [
        (commit, n, p) for commit, above in parents.items() for n, p in enumerate(above or ("",))
    ]
    with tempfile.TemporaryFile() as stream:
        stream.write(
            "".join(f"{commit} {p}".strip() + "\n" for commit, _, p in pairs).encode("ascii")
        )
        stream.seek(0)
        raw = repo.git(c=_TRUE).diff_tree(
            *("--stdin", "--always", *_RAW, "--", f":(top,literal){folder}"),
            istream=stream,
            stdout_as_string=False,
            strip_newline_in_stdout=False,
        )
    text = bytes(raw).decode("utf-8", "surrogateescape")
    keys = iter([(commit, number) for commit, number, _ in pairs])
    return Lines(parents, when, dict(_parsed(text, keys, skip)))


def _parsed(
    text: str, keys: Iterator[tuple[str, int]], skip: int
) -> Iterator[tuple[tuple[str, int], dict[str, Touch]]]:
    """What ``git diff-tree -z --always`` printed: a part for each pair that it was asked about."""
    tokens = iter(text.split("\0"))
    touched: dict[str, Touch] = {}
    for token in tokens:
        if token.startswith(":"):
            _, _, before, after, what = token.split(" ")
            names = (name if name.strip("0") else NOTHING for name in (before, after))
            touched[next(tokens, "")[skip:]] = (what[0], *names)  # type: ignore[assignment]
        elif token.strip("\n"):
            key = next(keys)
            if key[0] != token.strip("\n"):
                raise ValueError("git told of another commit than it was asked about")
            touched = {}
            yield key, touched
