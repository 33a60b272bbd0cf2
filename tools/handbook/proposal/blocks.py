"""The blocks that a proposal is told in. They hold words as they are; whoever writes them escapes.

``Limits`` says how much is told; what is left out is counted, never passed over.
"""

from __future__ import annotations

from dataclasses import dataclass, field

Runs = tuple[tuple[str, bool], ...]
"""Words in order, each run with whether it changed."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How many rows a list may have, how many documents are told, how long one text may be."""

    rows: int = 10_000
    documents: int = 10_000
    letters: int = 4_000


ALL = Limits()


@dataclass(frozen=True, slots=True)
class Title:
    """A heading of level 2 or 3."""

    level: int
    words: str


@dataclass(frozen=True, slots=True)
class Sentences:
    """A paragraph; ``loud`` for the few that must be read."""

    words: str
    loud: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """A list, each point with what is quoted or typed below it."""

    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of somebody's terms or settings, and where they stand."""

    words: str
    source: str


@dataclass(frozen=True, slots=True)
class ToType:
    """Words to type."""

    before: str
    words: str


@dataclass(frozen=True, slots=True)
class BesideRow:
    """One change: where, what it counts as, and both texts."""

    where: str
    verdict: str
    old: Runs
    new: Runs
    clinical: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """Changes, old and new side by side."""

    caption: str
    rows: tuple[BesideRow, ...] = field(default=())


AccountBlock = Title | Sentences | Points | Quoted | ToType | Beside
