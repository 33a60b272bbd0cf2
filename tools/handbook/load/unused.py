"""Files that are there and of which nothing is read: they may hold a decision all the same.

What was put under a wrong name or into a wrong folder has no say. But it may be the withdrawal of
something, so it is handed on, with all that can be made out of it, to whoever judges what can be
relied on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handbook.load.leavings import copy_of, left_by_a_system
from handbook.load.model import Unused
from handbook.load.places import FileKind
from handbook.source import read_markdown, read_yaml
from handbook.types.folders import DeclarationReader

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from typing import Any

    from handbook.load.places import FilePlace, Map
    from handbook.load.trees.base import Tree

_MOST = 256 * 1024
"""Bytes in which to look for a decision; no record may be larger."""
_KEYS = tuple(
    re.compile(rf"^[^\w\n]{{0,4}}{key}[^\w\n]{{0,2}}:", re.IGNORECASE | re.MULTILINE)
    for key in ("kind", "documents")
)
"""Set in by a few letters at most: deeper down, other records have such lines too."""
_ENCODINGS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def unused(
    tree: Tree,
    mapped: Map,
    spots: Iterable[FilePlace],
    lost: Iterable[FilePlace],
    used: Collection[str],
) -> Iterator[Unused]:
    """Every file that may say something and is not in ``used`` (the paths of what is read).

    ``lost`` are those that could not be read.
    """
    for spot in spots:
        if spot.path not in used and not _declares(spot):
            file = _unused(tree, mapped, spot.path)
            if file is not None:
                yield file
    for spot in lost:
        if spot.path not in used:
            yield Unused(spot.path, mapped.in_ledger(spot.path))


def _declares(spot: FilePlace) -> bool:
    """Whether a file has a place in the declaration of a content type, whose examples it holds."""
    name = spot.path.removeprefix("registry/_types/")
    return spot.kind is FileKind.DECLARATION and not DeclarationReader.misplaced(name)


def _unused(tree: Tree, mapped: Map, path: str) -> Unused | None:
    """One file that is not read; nothing, if it says nothing."""
    folder, _, name = path.rpartition("/")
    try:
        raw = tree.read(path)
    except OSError:
        return Unused(path, mapped.in_ledger(path))
    if left_by_a_system(name) and not decisive(raw):
        return None
    if not raw and name == ".gitkeep":
        return None
    whose, only_open = copy_of(name)
    if whose and says_the_same(tree, f"{folder}/{whose}", raw, only_open=only_open):
        return None
    return Unused(path, mapped.in_ledger(path), _data(raw, path), decisive=decisive(raw))


def says_the_same(tree: Tree, original: str, raw: bytes, *, only_open: bool) -> bool:
    """Whether a copy adds nothing to its original.

    What stands there only while a file is open is in a form of its editor's, and is not compared.
    """
    try:
        kept = tree.read(original)
    except OSError:
        return False
    return only_open or kept.replace(b"\r\n", b"\n") == raw.replace(b"\r\n", b"\n")


def _data(raw: bytes, path: str) -> dict[str, Any] | None:
    if len(raw) > _MOST:
        return None
    source = read_markdown(raw, path) if raw.startswith(b"---") else read_yaml(raw, path)
    return source.data


def decisive(raw: bytes) -> bool:
    """Whether the lines of a decision stand in a file, whatever it was saved as."""
    text = raw[:_MOST].decode(_ENCODINGS.get(raw[:2], "utf-8"), "replace").replace("\r", "\n")
    return all(key.search(text) for key in _KEYS)
