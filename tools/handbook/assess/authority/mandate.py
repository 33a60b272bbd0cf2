"""What one group may decide on a day, how it comes to decide, and by what."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from handbook.assess.workflow import DecisionKind


class Basis(enum.StrEnum):
    """By what a group may decide anything."""

    TERMS = "terms"
    """Its terms of reference in force."""
    FOUNDING = "founding"
    """The act that constituted the network: it has endorsed no terms for itself yet."""
    RENEWAL = "renewal"
    """Its terms are stopped or ran out, and all that it can do is to endorse them again."""
    NOTHING = "nothing"
    """It can decide nothing."""


@dataclass(frozen=True, slots=True)
class Power:
    """Kinds of decision that a group may take about the same types of document."""

    kinds: tuple[DecisionKind, ...]
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuorumRule:
    """Who must be there: so many of all seats, some by name, and of each list at least one."""

    needed: int
    seats: int
    must: tuple[str, ...] = ()
    """The titles of the seats that must all be filled."""
    some: tuple[tuple[str, ...], ...] = ()
    """Lists of titles; of each list one seat must be filled."""


@dataclass(frozen=True, slots=True)
class Mandate:
    """What one group may decide on a day, as decisions of that day are judged.

    ``why`` says why it can decide nothing. ``parent`` is the group to which it reports by its
    terms. ``posts`` are those that fill its seats, deputies left out. ``meeting`` is its next
    meeting. ``ends`` is the day on which it stops by its own terms, if that is still to come.
    """

    group: str
    basis: Basis
    why: str = ""
    parent: str = ""
    powers: tuple[Power, ...] = ()
    quorum: QuorumRule | None = None
    posts: tuple[str, ...] = ()
    in_writing: bool = False
    by_chair: bool = False
    ends: date | None = None
    meeting: str = ""
    meeting_on: date | None = None
    meeting_kept: bool = False
    """Its next meeting is not told to those who read this."""

    @property
    def may_decide(self) -> bool:
        """Whether it may decide more than to endorse its own terms again."""
        return self.basis in {Basis.TERMS, Basis.FOUNDING}

    def holds(self) -> Iterator[tuple[DecisionKind, str]]:
        """Every kind of decision that it may take, with the type of document."""
        for power in self.powers:
            for kind in power.kinds:
                yield from ((kind, type_name) for type_name in power.types)
