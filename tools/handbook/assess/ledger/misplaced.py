"""Files that may hold a decision and have no say, because of their name, their place or their form.

A decision that is filed as something else is worse than one that cannot be read: everything else
looks whole. So whatever may be one throws doubt on what it may be about, for every command alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbook.assess.ledger.event import BY_POST
from handbook.load.model import BrokenKind
from handbook.load.places import PARTED
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.link import Registry
    from handbook.load.model import Broken, Record

_ANSWER = re.compile(r"(.+)--[0-9]{4}-[0-9]{2}-[0-9]{2}(?:--[2-9])?")
_ANSWERS = "registry/adoptions/"


@dataclass(frozen=True, slots=True)
class Misplaced:
    """One such file. ``name`` is what it is called without what was put before and after it."""

    path: str
    name: str
    data: Mapping[str, Any] | None

    @property
    def why(self) -> str:
        """What follows, in words."""
        return (
            f"the file {self.path} may hold a decision, and is not read as one: put it into"
            " registry/decisions under its proper name, or take it away"
        )


def misplaced(registry: Registry) -> Iterator[Misplaced]:
    """Every file that may be a decision and is not read as one, in order of path."""
    by_path: dict[str, Misplaced] = {}
    for unused in registry.unused:
        held = Misplaced(unused.path, _name(unused.path), unused.data)
        if unused.ledger or unused.decisive or _like_one(registry, held):
            by_path[unused.path] = held
    for broken in registry.broken:
        if broken.kind == BrokenKind.RECORD and broken.type != KnownType.DECISION:
            held = Misplaced(broken.path, broken.id, broken.data)
            if _like_one(registry, held):
                by_path.setdefault(broken.path, held)
    yield from (by_path[path] for path in sorted(by_path))


def _name(path: str) -> str:
    """The name of a file, less the marks of a backup and every ending."""
    name = path.rpartition("/")[2].lstrip(".#~$_")
    return name.partition(".")[0].rstrip("~#")


def _like_one(registry: Registry, held: Misplaced) -> bool:
    """Whether a file has the fields or the name of a decision, and is nothing else by its name."""
    data = held.data or {}
    if "kind" in data and "documents" in data:
        return True
    return (
        PARTED in held.name
        and held.name not in registry.records
        and not _an_answer(registry, held.path, held.name)
    )


def _an_answer(registry: Registry, path: str, name: str) -> bool:
    """Whether a file is an organisation's answer by its place and its name, and so no decision.

    Its name then reads organisation, document and day, and both are there. What it may have said
    of the two cannot be told, and is told so where answers are judged.
    """
    named = _ANSWER.fullmatch(name)
    if named is None or not path.startswith(_ANSWERS):
        return False
    everything: list[Record | Broken] = [*registry.records.values(), *registry.broken]
    kinds = {each.id: registry.types.get(each.type) for each in everything if each.type}
    for cut in re.finditer(PARTED, named[1]):
        who, what = (kinds.get(each) for each in (named[1][: cut.start()], named[1][cut.end() :]))
        if who and who.name == KnownType.ORGANISATION and what and what.has("adoptable"):
            # What is decided without a meeting is called after its kind: suspend--document--day.
            return named[1][: cut.start()] not in BY_POST
    return False
