"""All files that a handbook is made of, wherever they are read from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.load.trees.base import IMAGES, SETTINGS, read_regular
from handbook.load.trees.committed import never_read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from handbook.load.trees.base import Tree


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
