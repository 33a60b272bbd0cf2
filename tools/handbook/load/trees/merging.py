"""What merging a branch would give: the tip of the base branch, with what the branch changed.

Pure but for ``Merge``, which ``against`` hands in. A file that one side alone changed is taken from
that side; one that both changed is merged line by line, as git does. Files are followed by their
names: a file that one side renamed and the other edited is a conflict.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handbook.finding import Finding
    from handbook.load.trees.base import Tree

_TEXTUAL = (".md", ".yaml")
_FROZEN = ("registry/decisions/", "registry/_endorsed/", "registry/adoptions/")
"""What nobody may edit. Where a branch does, the base's stays and the rules tell of the edit."""

Merge = Callable[[bytes, bytes, bytes], bytes | None]
"""Merges two texts (the second and the third) that came from the first; ``None`` if they clash."""

Read = Callable[[str], bytes]


class ConflictError(Exception):
    """Branch and base changed the same lines; ``paths`` are the files that both changed."""

    def __init__(self, paths: tuple[str, ...]) -> None:
        """Keep the paths."""
        super().__init__(", ".join(paths))
        self.paths = paths


@dataclass(frozen=True, slots=True)
class MergeResult:
    """The files that merging would give, each with the place that it is read from."""

    _sources: dict[str, Read]
    problems: tuple[Finding, ...] = ()

    def paths(self) -> tuple[str, ...]:
        """The paths of all regular files, sorted."""
        return tuple(sorted(self._sources))

    def read(self, path: str) -> bytes:
        """The contents of a file. Raises ``OSError`` if it cannot be read."""
        if path not in self._sources:
            raise FileNotFoundError(path)
        return self._sources[path](path)


def plain(path: str, raw: bytes) -> bytes:
    """Contents as they are compared: line endings of texts count for nothing."""
    return raw.replace(b"\r\n", b"\n") if path.endswith(_TEXTUAL) else raw


def fingerprint(path: str, raw: bytes | None) -> str:
    """The name of a file's contents, whatever its line endings; empty if there is no file."""
    return "" if raw is None else f"sha256:{hashlib.sha256(plain(path, raw)).hexdigest()}"


def merge_result(head: Tree, own: Read, before: Tree, base: Tree, merge: Merge) -> MergeResult:
    """What merging ``head`` into ``base`` gives, if it began at ``before``.

    ``own`` reads a file of the branch as git keeps it. Raises ``ConflictError``.
    """
    here, then, there = (frozenset(tree.paths()) for tree in (head, before, base))
    sources: dict[str, Read] = {}
    clashes = []
    for path in here | there:
        ours = own if path in here else None
        other = base.read if path in there else None
        old = before.read if path in then else None
        mine, theirs, first = (_contents(path, read) for read in (ours, other, old))
        source: Read | None
        if mine in (theirs, first):
            source = other
        elif theirs == first:
            source = ours
        elif other is not None and path.startswith(_FROZEN):
            source = other
        else:
            source = _merged(merge, first, theirs, mine)
            clashes += [path] if source is None else []
        if source is not None:
            sources[path] = source
    if clashes:
        raise ConflictError(tuple(sorted(clashes)))
    return MergeResult(sources, _problems(head, before, base))


def _contents(path: str, read: Read | None) -> bytes | None:
    return None if read is None else plain(path, read(path))


def _merged(
    merge: Merge, first: bytes | None, theirs: bytes | None, mine: bytes | None
) -> Read | None:
    """A reader of what both sides made of a file; ``None`` if they clash."""
    if first is None or theirs is None or mine is None:
        return None
    merged = merge(first, theirs, mine)
    return None if merged is None else lambda _path: merged


def _problems(head: Tree, before: Tree, base: Tree) -> tuple[Finding, ...]:
    """What is there but cannot be read: on the branch, and on the base if the branch left it."""
    here = frozenset(head.paths())
    known = {problem.path for problem in before.problems}
    since = [
        problem
        for problem in base.problems
        if problem.path not in here and problem.path not in known
    ]
    return tuple(dict.fromkeys([*head.problems, *since]))
