"""Root causes first: what one cause brought in many places is told once, with the other places.

Nothing is hidden: the counts are of all findings, JSON holds every one, and so does the text with
``--all``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from handbook.report.locate import Located

APART = 4
"""So many findings alike are still shown one by one."""

FOUNDATIONS = (
    "registry/network.yaml",
    "registry/_types/",
    "registry/_endorsed/",
    "registry/terms-of-reference/",
    "registry/meetings/",
    "registry/decisions/",
    "registry/posts/",
    "registry/organisations/",
)
"""Files on which the standing of documents rests."""
READING = ("SRC", "LOD", "TYP", "SCH")
"""The families of codes that say that a file cannot be used."""


@dataclass(frozen=True, slots=True)
class Folded:
    """One finding, and the others that one cause brought with it.

    ``follows``: it is of a kind that goes by itself once a file that cannot be used is mended.
    """

    first: Located
    more: tuple[Located, ...] = ()
    follows: bool = False


def folded(findings: Sequence[Located], level: Severity, *, every: bool = False) -> list[Folded]:
    """The findings of one severity, those folded together that have one cause; causes first.

    Alike are those with the same code and words. Where a file cannot be used on which standings
    rest, all of a code that follows from such files are alike, and stand after the others. With
    ``every`` nothing is folded.
    """
    follow = any(_founding(located) for located in findings)
    groups: dict[Hashable, list[Located]] = {}
    for number, located in enumerate(findings):
        finding = located.finding
        if finding.severity is not level:
            continue
        alike: Hashable = (finding.code.id, finding.message, finding.hint)
        if follow and finding.code.follows:
            alike = finding.code.id
        groups.setdefault(number if every else alike, []).append(located)
    parted = [each for group in groups.values() for each in _parted(group, follow=follow)]
    return sorted(parted, key=lambda group: (group.follows, not _founding(group.first)))


def _parted(group: Sequence[Located], *, follow: bool) -> list[Folded]:
    """One finding for all of them, or each by itself if they are few."""
    follows = follow and group[0].finding.code.follows
    if len(group) > APART:
        return [Folded(group[0], tuple(group[1:]), follows)]
    return [Folded(located, follows=follows) for located in group]


def _founding(located: Located) -> bool:
    """Whether a finding says that a file cannot be used on which standings rest."""
    finding = located.finding
    return (
        finding.severity is Severity.ERROR
        and finding.code.id.startswith(READING)
        and finding.path.startswith(FOUNDATIONS)
    )
