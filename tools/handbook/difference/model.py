"""A difference: an ordered list of changes, each minor or clinical, with the reasons."""

from __future__ import annotations

from dataclasses import dataclass

CONTACTS, LINKS, LAYOUT, SPELLING = "contacts", "links", "layout", "spelling"
MINOR = (CONTACTS, LINKS, LAYOUT, SPELLING)
"""The families of change that can be minor at all, where the network's settings say so."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a network lets an owner settle alone, and the terms it never does."""

    minor: frozenset[str] = frozenset()
    sensitive: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a change is minor or clinical: a word for machines, and a sentence for people."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Span:
    """A run of words within a change: ``same``, ``removed`` or ``added``."""

    what: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One change.

    ``what`` is ``added``, ``removed``, ``moved`` or ``reworded``. ``section`` names for people the
    part of the document it is in, ``place`` the stable id of that part (``#when``,
    ``recommendations.r4.text``). ``spans`` are the words of both texts in one order. ``within``
    says for people where in that part it is: the row and column of a table, the step of a pathway,
    the item of a list; empty where there is nothing narrower to say.
    """

    what: str
    section: str
    place: str
    old: str
    new: str
    spans: tuple[Span, ...]
    reasons: tuple[Reason, ...]
    clinical: bool
    within: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes between two texts, in the order in which a reader meets them."""

    changes: tuple[Change, ...] = ()

    @property
    def clinical(self) -> tuple[Change, ...]:
        """The changes that the owner alone may not make."""
        return tuple(change for change in self.changes if change.clinical)

    @property
    def minor(self) -> bool:
        """Whether something changed, and nothing of it is clinical."""
        return bool(self.changes) and not self.clinical
