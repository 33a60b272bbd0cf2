"""The act that a network was set up by: which group may act under it, and by which terms.

The act speaks for one group alone. The first group that endorsed terms for itself used it; from
then on no other can, whatever ``network.yaml`` comes to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbook.assess.ledger.event import BINDING
from handbook.assess.ledger.seals import fault
from handbook.source.dates import day_or_none, long_date
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from handbook.link import Registry
    from handbook.load.model import Record


@dataclass(frozen=True, slots=True)
class FirstTerms:
    """When a group first endorsed terms for itself, and which sealed version that was."""

    on: date
    decision: str
    group: str
    version: str


@dataclass(frozen=True, slots=True)
class Founding:
    """The founding act as the registry tells it; ``group`` is empty if no act is named."""

    registry: Registry
    group: str = ""
    since: date | None = None
    firsts: tuple[FirstTerms, ...] = ()
    """Of each group that ever endorsed terms for itself, the first time; the oldest first."""

    def refusal(self, group: str, day: date) -> str:
        """Why a group cannot act under the founding act on a day, in words; empty if it can."""
        label = self.registry.label
        if group != self.group:
            return f"the act that constituted the network does not name the {label(group)}"
        if self.since is not None and day < self.since:
            return f"the network was constituted on {long_date(self.since)}, after that day"
        mine = next((first for first in self.firsts if first.group == group), None)
        for first in self.firsts:
            if first.group != group and (mine is None or first.on <= mine.on):
                return (
                    f"the {label(first.group)} had used the act that constituted the network by"
                    f" {long_date(first.on)}, when it endorsed terms for itself ({first.decision})"
                )
        if mine is not None and self._sealed(mine) is None:
            return (
                f"the first terms that the {label(group)} endorsed for itself ({one_of(mine)})"
                " cannot be read as they were sealed"
            )
        return ""

    def terms(self, record: Record) -> Mapping[str, Any]:
        """The first terms that the founding group endorsed for itself, as they were sealed.

        Only while it has never endorsed any are they those that it is about to: its working text.
        """
        mine = next((first for first in self.firsts if first.group == record.id), None)
        return record.data if mine is None else self._sealed(mine) or {}

    def _sealed(self, first: FirstTerms) -> Mapping[str, Any] | None:
        seal = self.registry.seals.get((first.group, first.version))
        return seal.record.data if seal is not None and not fault(seal) else None


def read_founding(registry: Registry) -> Founding:
    """What the network's record says of the act, and how the registry's decisions bear it out."""
    network = registry.network()
    act = (network.get("constituted") if network else None) or {}
    firsts: dict[str, FirstTerms] = {}
    for first in sorted(_own_terms(registry), key=lambda first: first.on):
        firsts.setdefault(first.group, first)
    return Founding(
        registry, str(act.get("group") or ""), day_or_none(act.get("on")), tuple(firsts.values())
    )


def one_of(first: FirstTerms) -> str:
    """A first endorsement, as a reader can look it up."""
    return f"version {first.version}, {first.decision}"


def _own_terms(registry: Registry) -> Iterator[FirstTerms]:
    """Every time that a group endorsed terms for itself, believed or not, by the decisions' ids."""
    for decision in registry.of_type(KnownType.DECISION):
        meeting = registry.records.get(str(decision.get("meeting")))
        if (
            decision.get("kind") not in BINDING
            or meeting is None
            or meeting.type != KnownType.MEETING
        ):
            continue
        group, day = str(meeting.get("group")), day_or_none(meeting.get("date"))
        for entry in decision.get("documents") or ():
            if entry.get("document") == group and day is not None:
                yield FirstTerms(day, decision.id, group, str(entry.get("version")))
