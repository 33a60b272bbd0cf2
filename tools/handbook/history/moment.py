"""The files as they were read at one moment, and how they compare with the commit of that moment.

HEAD is asked before the first file is read, so that a commit which is made meanwhile never lends
its name to what was read before it. And everything can be read again at the end, so that nothing
is published of which somebody changed a part while it was being made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.history.facts import history_around
from handbook.history.files import Moment
from handbook.load.trees.base import WorkingTree

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from handbook.history.facts import History
    from handbook.load.trees.base import Tree


@dataclass(frozen=True, slots=True)
class Seen:
    """The registry's files as they were read, and what git says of them."""

    tree: Tree
    history: History


def look(root: Path) -> Seen:
    """Read the registry in ``root``, and ask git about what was read."""
    return Seen(*history_around(root, lambda: WorkingTree(root)))


def moved(root: Path, before: Mapping[str, bytes]) -> tuple[str, ...]:
    """The files that are not as they were when ``before`` was marked, read again from the disk."""
    now = Moment(root, WorkingTree(root)).marks()
    return tuple(sorted(p for p in now.keys() | before.keys() if now.get(p) != before.get(p)))
