"""Whether what was done without a meeting was ratified in time.

A chair's action stands at once, and is ratified when the same group, at a meeting or by written
resolution, records that it ratifies it. A suspension by a post is ratified when a group that may
endorse such documents decides anything about the document: it has then looked at it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from handbook.assess.ledger.event import UnbelievableError
from handbook.assess.workflow import DecisionKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from handbook.assess.ledger.model import Event
    from handbook.link import Registry


class Allows(Protocol):
    """Terms of reference, as far as is needed here."""

    def allow(self, kind: str, type_name: str) -> bool:
        """Whether they allow a kind of decision over a type of document."""


class Powers(Protocol):
    """Who had which terms when."""

    registry: Registry

    def terms(self, group: str, day: date) -> Allows:
        """The terms of a group in force on a day."""


def ratified(events: Iterable[Event], powers: Powers) -> tuple[Event, ...]:
    """The events of one document, those that had to be ratified with the decision that did so."""
    known = tuple(events)
    return tuple(_with_ratification(event, known, powers) for event in known)


def _with_ratification(event: Event, known: tuple[Event, ...], powers: Powers) -> Event:
    if event.ratify_by is None:
        return event
    for other in sorted(known, key=lambda e: (e.decided, e.decision)):
        in_time = event.decided <= other.decided <= event.ratify_by
        if in_time and other.group and not other.urgent and _ratifies(other, event, powers):
            return replace(event, ratified_by=other.decision)
    return event


def _ratifies(other: Event, event: Event, powers: Powers) -> bool:
    if event.group:
        return event.decision in other.ratifies and other.group == event.group
    record = powers.registry.records.get(event.document)
    try:
        terms = powers.terms(other.group, other.decided)
    except UnbelievableError:
        return False
    return record is not None and terms.allow(DecisionKind.ENDORSE, record.type)
