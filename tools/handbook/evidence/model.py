"""What an evidence bundle is made of, and what a check of one comes to: data that rooms share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from handbook.evidence.answers import Given
    from handbook.evidence.checking.manifest_diff import Unlike
    from handbook.evidence.documents import Subject
    from handbook.evidence.texts import Copy
    from handbook.evidence.trail import Trail


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a bundle comes from: the commit, if git knows one, and the tool that made it.

    ``uncommitted``: the files differed from that commit. ``looks_back``: it was made to look as on
    another day than the real one.
    """

    commit: str = ""
    tool_version: str = ""
    uncommitted: bool = False
    looks_back: bool = False


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything that the pages of one bundle speak of."""

    organisation: str
    title: str
    network: str
    day: date
    origin: Origin
    demonstration: bool
    subjects: tuple[Subject, ...]
    answers: tuple[Given, ...]
    trail: Trail
    members_only: tuple[str, ...]
    posts: Mapping[str, str]
    """What the posts are called that gave answers, by their ids."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """What belongs into one bundle, by path: ``made`` here, and ``copies`` of registry files.

    ``manifest`` is what its manifest says, except for the list of files.
    """

    organisation: str
    day: date
    made: Mapping[str, bytes]
    copies: tuple[Copy, ...]
    manifest: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BundleVerdict:
    """What matches, what does not, and what could not be told: sentences for people.

    ``moved`` is what the register tells otherwise by now of the bundle's own day, ``since`` what
    it tells otherwise of today.
    """

    holds: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()
    moved: tuple[Unlike, ...] = ()
    since: tuple[Unlike, ...] = ()

    def __add__(self, other: BundleVerdict) -> BundleVerdict:
        return BundleVerdict(
            self.holds + other.holds,
            self.wrong + other.wrong,
            self.untold + other.untold,
            self.moved + other.moved,
            self.since + other.since,
        )
