"""Documents in use that nobody looks after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.assess.standing.succession import ENDED
from handbook.source.dates import day_or_none, long_date

if TYPE_CHECKING:
    from datetime import date

    from handbook.assess.model import Assessment
    from handbook.link import Registry


@dataclass(frozen=True, slots=True)
class OwnerGap:
    """A document, the post that is named as its owner, and why nobody is there."""

    document: str
    owner: str
    why: str


def documents_without_owner(assessment: Assessment) -> tuple[OwnerGap, ...]:
    """Every document not yet out of use whose owner is not named, not there, or away for good.

    A deputy stands in while a post is vacant; nobody stands in where the organisation has left.
    """
    registry, gaps = assessment.registry, list[OwnerGap]()
    for record in registry.with_behaviour("controlled"):
        standing = assessment.standings.get(record.id)
        if standing is not None and standing.state in ENDED:
            continue
        owner = str(record.get("owner") or "")
        why = _gone(registry, owner, assessment.today)
        if why:
            gaps.append(OwnerGap(record.id, owner, why))
    return tuple(sorted(gaps, key=lambda gap: (registry.label(gap.document), gap.document)))


def _gone(registry: Registry, owner: str, today: date) -> str:
    """Why nobody answers for a post; empty if somebody does."""
    if not owner:
        return "No owner is named"
    post = registry.records.get(owner)
    if post is None:
        return "The post that is named as its owner is not in the register"
    home = registry.records.get(str(post.get("organisation") or ""))
    left = day_or_none(home.get("left")) if home else None
    if left is not None and left <= today:
        return f"The organisation of its owner's post left the network on {long_date(left)}"
    since = day_or_none(post.get("vacant-since"))
    if since is None or since > today:
        return ""
    deputy = registry.records.get(str(post.get("deputy") or ""))
    covered = deputy is not None and day_or_none(deputy.get("vacant-since")) is None
    if covered:
        return ""
    also = ", as is that of its deputy" if deputy is not None else ""
    return f"The post of its owner has been vacant since {long_date(since)}{also}"
