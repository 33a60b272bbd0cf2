"""Records that a command leaves unopened, as none of them bears on what it is asked.

A record is passed over by its type, and only if its file cannot hold a decision, whatever was made
of it: a decision that was put into a wrong folder must throw doubt on what it may be about. So a
file with the name of a decision, or with the lines of one in any form in which they could be read,
is opened as ever; and so is one whose id another file claims too.

That a record is there, of which type, and which id it has is known all the same. Whoever looks into
it is told that it was never opened, and never that there is nothing in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from handbook.load.model import Record
from handbook.load.places import PARTED, FileKind, folded
from handbook.load.trees.base import TOP

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from handbook.load.places import FilePlace
    from handbook.load.trees.base import Tree
    from handbook.types.model import Types

_WIDE = (b"\xff\xfe", b"\xfe\xff")
"""How a text of two bytes a letter begins, in which no word can be looked for."""


class UnopenedError(Exception):
    """Somebody looked into a file that was left unopened: a fault of ours. It names the file."""


class Unopened(Mapping[str, Any]):
    """What a record holds that was left unopened. Whoever looks gets an ``UnopenedError``."""

    def __init__(self, path: str) -> None:
        self._path = path

    def __getitem__(self, key: str) -> Any:
        """Raises ``UnopenedError``."""
        raise UnopenedError(self._path)

    def __iter__(self) -> Iterator[str]:
        """Raises ``UnopenedError``."""
        raise UnopenedError(self._path)

    def __len__(self) -> int:
        """Raises ``UnopenedError``."""
        raise UnopenedError(self._path)


def is_opened(record: Record) -> bool:
    """Whether anybody looked into a record's file."""
    return not isinstance(record.data, Unopened)


def may_stay_unopened(
    tree: Tree, places: Iterable[FilePlace], types: Types, unopened: Collection[str]
) -> list[FilePlace]:
    """The records of the types ``unopened`` that hold no decision, and what draws them on a map."""
    folders = {f"{TOP}/{types[name].folder}" for name in unopened if types[name].folder}
    return [
        place
        for place in places
        if place.kind in (FileKind.RECORD, FileKind.OUTLINE)
        and _folder(place) in folders
        and _is_no_decision(tree, place)
    ]


def told_apart(
    closed: Iterable[FilePlace], others: Iterable[str]
) -> tuple[list[FilePlace], list[FilePlace]]:
    """Of what may stay unopened, what has its id for itself, and what must be opened after all.

    ``others`` are the ids of everything that was opened.
    """
    closed = list(closed)
    claims = Counter(map(folded, others))
    claims.update(folded(place.id) for place in closed if place.kind is FileKind.RECORD)
    alone = [place for place in closed if claims[folded(place.id)] == 1]
    ids = {(_folder(place), place.id) for place in alone if place.kind is FileKind.RECORD}
    passing = [place for place in alone if (_folder(place), place.id) in ids]
    kept = frozenset(place.path for place in passing)
    return passing, [place for place in closed if place.path not in kept]


def _folder(place: FilePlace) -> str:
    return place.path.rpartition("/")[0]


def closed_record(place: FilePlace) -> Record:
    """A record that was not opened."""
    return Record(place.type, place.id, place.path, Unopened(place.path), None, 1, {})


def _is_no_decision(tree: Tree, place: FilePlace) -> bool:
    """Whether nothing that is done with a file could make a decision of it."""
    if PARTED in place.id:
        return False
    try:
        raw = tree.read(place.path)
    except OSError:
        return False
    return not may_be_decision(raw)


def may_be_decision(raw: bytes) -> bool:
    """Whether a file could be read to have the lines ``kind`` and ``documents``.

    A letter may be written as an escape, and ``decisive`` takes some letters beyond ASCII for those
    of ``kind``; none for those of ``document``.
    """
    if b"\\" in raw or raw.startswith(_WIDE):
        return True
    small = raw.lower()
    return b"document" in small and (b"kind" in small or not raw.isascii())
