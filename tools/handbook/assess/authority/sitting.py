"""How a group came to decide an item (met, in writing, by its chair), and if that was enough."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from handbook.assess.authority.quorum import required_seats, seating, shortfall
from handbook.assess.authority.terms import quoted
from handbook.assess.ledger.event import UnbelievableError
from handbook.assess.workflow import WORKFLOW
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from handbook.assess.authority.terms import Terms
    from handbook.assess.ledger.model import Event
    from handbook.load.model import Record


def check_quorum(terms: Terms, meeting: Record, event: Event) -> None:
    """Enough seats were filled for the item, in the way in which the group came to decide."""
    recused = {
        str(row.get("seat"))
        for line in meeting.get("agenda") or ()
        if str(line.get("item")) == event.item
        for row in line.get("recused") or ()
    }
    sat = seating(terms.data, meeting.get("attendance") or (), recused)
    quorum = terms.data.get("quorum") or {}
    rule = quorum
    way = str(meeting.get("held-as"))
    if way in _WITHOUT_MEETING:
        rule = _rule_for(way, terms, event)
    if way == "chairs-action":
        lacking = shortfall({"seats": [rule.get("seat")]}, (), sat)
    elif quorum:
        lacking = shortfall(quorum, required_seats(terms.data), sat)
        lacking += shortfall(rule, (), sat) if rule is not quorum else ()
    else:
        lacking = ("its terms name no quorum",)
    if lacking:
        reasons = "; ".join(dict.fromkeys(lacking))
        missing = f". Not counted: {sat.missing()}" if sat.absent else ""
        raise UnbelievableError(
            f"was made when the {terms.label} was not quorate for item {event.item}: {reasons}"
            f"{missing}. {quoted(_clause(rule) or _clause(quorum))}",
            "quorum",
        )


_WITHOUT_MEETING = {"written-resolution": "written resolution", "chairs-action": "chair's action"}


def _rule_for(way: str, terms: Terms, event: Event) -> Mapping[str, Any]:
    """What the terms say of deciding without a meeting, if they allow it for such a decision."""
    rule, words = terms.data.get(way), _WITHOUT_MEETING[way]
    if not isinstance(rule, Mapping):
        raise UnbelievableError(
            f"was made by {words}, which the terms of reference of the {terms.label} in force on"
            f" {long_date(event.decided)} do not allow."
            f" {quoted(_clause(terms.data.get('quorum') or {}))}",
            "authority",
        )
    if event.kind not in rule.get("kinds", (event.kind,)):
        raise UnbelievableError(
            f"was made by {words}, by which the {terms.label} may not"
            f" {WORKFLOW[event.kind].phrase} documents. {quoted(_clause(rule))}",
            "authority",
        )
    return rule


def _clause(rule: Mapping[str, Any]) -> tuple[str, ...]:
    return (str(rule["clause"]),) if rule.get("clause") else ()
