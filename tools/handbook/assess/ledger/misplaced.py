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
from handbook.source.periods import SHAPE
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.link import Registry
    from handbook.load.model import Broken, Record
    from handbook.types.model import ContentType

_ANSWER = re.compile(r"(.+)--[0-9]{4}-[0-9]{2}-[0-9]{2}(?:--[2-9])?")
"""Called after an organisation, a document and a day."""
_RETURN = re.compile(rf"(.+)--{SHAPE.lower()}")
"""Called after a collection, an organisation and a period."""
_ANSWERS = "registry/adoptions/"
_RETURNS = "registry/returns/"


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
        and not _a_return(registry, held.path, held.name)
    )


def _an_answer(registry: Registry, path: str, name: str) -> bool:
    """Whether a file is an organisation's answer by its place and its name, and so no decision.

    Its name then reads organisation, document and day, and both are there. What it may have said
    of the two cannot be told, and is told so where answers are judged.
    """
    named = _ANSWER.fullmatch(name)
    if named is None or not path.startswith(_ANSWERS):
        return False
    return any(
        who.name == KnownType.ORGANISATION and what.has("adoptable")
        for who, what in _called_after(registry, named[1])
    )


def _a_return(registry: Registry, path: str, name: str) -> bool:
    """Whether a file is a return of figures by its place and its name, and so no decision.

    Its name then reads collection, organisation and period, and both are there.
    """
    named = _RETURN.fullmatch(name)
    if named is None or not path.startswith(_RETURNS):
        return False
    return any(
        what.name == KnownType.COLLECTION and who.name == KnownType.ORGANISATION
        for what, who in _called_after(registry, named[1])
    )


def _called_after(registry: Registry, name: str) -> Iterator[tuple[ContentType, ContentType]]:
    """The types of the two records that a name may be made of, wherever it may be parted."""
    everything: list[Record | Broken] = [*registry.records.values(), *registry.broken]
    kinds = {each.id: registry.types.get(each.type) for each in everything if each.type}
    for cut in re.finditer(PARTED, name):
        first, second = kinds.get(name[: cut.start()]), kinds.get(name[cut.end() :])
        # What is decided without a meeting is called after its kind: suspend--document--day.
        if first and second and name[: cut.start()] not in BY_POST:
            yield first, second
