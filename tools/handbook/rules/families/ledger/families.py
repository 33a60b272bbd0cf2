"""Families: heard about what a group consults on, where its terms say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.workflow import DecisionKind
from handbook.finding import Code, Severity
from handbook.rules.engine import finding, rule
from handbook.source.dates import long_date
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from handbook.assess.ledger.model import Event
    from handbook.assess.model import Assessment
    from handbook.finding import Finding

FAM001 = Code(
    id="FAM001",
    severity=Severity.WARNING,
    title="A consultation closed and families were not heard",
    explanation=(
        "The terms of the group that opened this consultation say that families are heard about"
        " each document on which it consults. It has closed, and no record says how families were"
        " heard about this one and what they said. Listen to them before the group decides, or"
        " write down how they were heard."
    ),
    waivable=True,
)


@rule(FAM001)
def families_are_heard(assessment: Assessment, today: date) -> Iterator[Finding]:
    """Before a group that must hear families decides about what it consulted on, it did."""
    registry = assessment.registry
    for standing in assessment.standings.values():
        record, event = registry.records.get(standing.document), _last(standing.events)
        if record is None or event is None or event.closes is None or event.closes >= today:
            continue
        group = registry.records.get(event.group)
        heard = any(
            registry.records[reference.source].type == KnownType.FAMILY_INVOLVEMENT
            for reference in registry.backlinks.get(record.id, ())
            if reference.source in registry.records
        )
        if group is not None and group.get("hears-families") is True and not heard:
            message = f"comments closed on {long_date(event.closes)}, and families were not heard"
            hint = "Write down how they were heard: handbook new family-involvement."
            yield finding(FAM001, record, message, hint=hint)


def _last(events: tuple[Event, ...]) -> Event | None:
    """The consultation after which nothing was decided yet, if there is one."""
    binding = [event for event in events if event.kind != DecisionKind.RECORD]
    return binding[-1] if binding and binding[-1].kind == DecisionKind.CONSULT else None
