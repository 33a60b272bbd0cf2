"""A tree without what systems and editors leave about: it stops nothing and is never published.

Nothing is passed over that may say something of the network. A name alone is not believed: a file
with the lines of a decision stays, whatever it is called, and so does the backup of a record that
is added and never edited, unless it says what the record says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.load.codes import IRREGULAR
from handbook.load.leavings import copy_of, left_by_a_system, made_by_an_editor
from handbook.load.places import PARTED
from handbook.load.unused import decisive, says_the_same
from handbook.types.known import APPEND_ONLY

if TYPE_CHECKING:
    from handbook.finding import Finding
    from handbook.load.places import Map
    from handbook.load.sources import Sources
    from handbook.load.trees.base import Tree
    from handbook.source.yaml.model import Source

_SEALED = "registry/_endorsed/"


class Swept:
    """Another tree, without those files of it that say nothing.

    ``sources`` hold what was read of it, and perhaps of others.
    """

    def __init__(self, tree: Tree, mapped: Map, sources: Sources) -> None:
        self.sources = sources
        self._tree = tree
        self._mapped = mapped
        self._paths = tuple(path for path in tree.paths() if not self._says_nothing(path))

    def paths(self) -> tuple[str, ...]:
        """The paths of the files that are left, sorted."""
        return self._paths

    def read(self, path: str) -> bytes:
        """The contents of a file. Raises ``OSError`` if it cannot be read."""
        return self._tree.read(path)

    def source(self, path: str) -> Source:
        """A file as data and places. Raises ``OSError`` if it cannot be read."""
        return self.sources.read(path, self.read(path))

    @property
    def problems(self) -> tuple[Finding, ...]:
        """Those of the other tree, but for the links by which an editor marks an open file."""
        return tuple(each for each in self._tree.problems if not self._marks_open(each))

    def _says_nothing(self, path: str) -> bool:
        folder, _, name = path.rpartition("/")
        whose, only_open = copy_of(name)
        editors = bool(whose) and made_by_an_editor(name)
        if not editors and not left_by_a_system(name):
            return False
        try:
            raw = self._tree.read(path)
        except OSError:
            return False
        if not editors:
            return not decisive(raw)
        if says_the_same(self._tree, f"{folder}/{whose}", raw, only_open=only_open):
            return True
        return not (self._may_count(path) or PARTED in whose or decisive(raw))

    def _may_count(self, path: str) -> bool:
        """Whether records of this place are added and never edited."""
        return path.startswith(_SEALED) or self._mapped.meant(path) in APPEND_ONLY

    def _marks_open(self, problem: Finding) -> bool:
        """Whether what is there is the link ``.#x`` that emacs makes beside ``x``."""
        folder, _, name = problem.path.rpartition("/")
        whose, only_open = copy_of(name)
        return (
            problem.code is IRREGULAR
            and name.startswith(".#")
            and only_open
            and f"{folder}/{whose}" in self._tree.paths()
        )
