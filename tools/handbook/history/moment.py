"""The files as they were read at one moment, and how they compare with the commit of that moment.

HEAD is asked before the first file is read, so that a commit which is made meanwhile never lends
its name to what was read before it. And everything can be read again at the end, so that nothing
is published of which somebody changed a part while it was being made.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.history import head_of, read_history
from handbook.load.trees.base import IMAGES, SETTINGS, WorkingTree, read_regular
from handbook.load.trees.committed import never_read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from handbook.history import History
    from handbook.load.trees.base import Tree


@dataclass(frozen=True, slots=True)
class Seen:
    """The registry's files as they were read, and what git says of them."""

    tree: Tree
    history: History


def look(root: Path) -> Seen:
    """Read the registry in ``root``, and ask git about what was read."""
    commit = head_of(root)
    tree = WorkingTree(root)
    return Seen(tree, read_history(root, tree, commit))


@dataclass(frozen=True, slots=True)
class Moment:
    """All files that a handbook is made of: the registry, and what lies beside it."""

    root: Path
    tree: Tree

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every file that can be read, by its path below ``root``."""
        for path in self.tree.paths():
            try:
                yield path, self.tree.read(path)
            except OSError:
                continue  # it then counts as not here
        yield from _beside(self.root)

    def marks(self) -> dict[str, bytes]:
        """What tells, later on, whether a file is still the same."""
        return {path: hashlib.sha256(raw).digest() for path, raw in self.files()}


def moved(root: Path, before: Mapping[str, bytes]) -> tuple[str, ...]:
    """The files that are not as they were when ``before`` was marked, read again from the disk."""
    now = Moment(root, WorkingTree(root)).marks()
    return tuple(sorted(p for p in now.keys() | before.keys() if now.get(p) != before.get(p)))


def _beside(root: Path) -> Iterator[tuple[str, bytes]]:
    """What is read from beside the registry: settings of the site, and its own images."""
    folder = root / IMAGES
    images = () if folder.is_symlink() else sorted(folder.rglob("*"))
    for path in (root / SETTINGS, *images):
        name = path.relative_to(root).as_posix()
        if never_read(name) or path.is_symlink() or not path.is_file():
            continue
        try:
            yield name, read_regular(path)
        except OSError:
            continue
