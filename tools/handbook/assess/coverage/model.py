"""How policies are covered: each item, what was judged of it, and what holds today."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.assess.words import Extent

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Claim:
    """One document named as serving a policy item, with what its standing does to that."""

    document: str
    section: str
    extent: str
    counts: bool
    why: str
    """Why it does not count, in words; empty if it does."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One policy item: what was judged, and what holds today.

    ``judged`` and ``holds`` are ``full``, ``partial``, ``none``, ``not applicable`` or
    ``not judged``. ``why`` explains any difference. ``suspect`` is true when the policy's edition
    has moved on since.
    """

    policy: str
    item: str
    topic: str
    section: str
    verification: str
    judged: str
    holds: str
    why: str
    suspect: bool
    rationale: str = ""
    gap: str = ""
    action: str = ""
    edition: str = ""
    judged_on: date | None = None
    judged_by: str = ""
    claims: tuple[Claim, ...] = ()
    mapping: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """All items of one policy in its own order."""

    policy: str
    items: tuple[Judged, ...]

    def counts(self) -> dict[str, int]:
        """Items by what holds today."""
        holding = Counter(item.holds for item in self.items)
        return {str(extent): holding[extent] for extent in Extent}
