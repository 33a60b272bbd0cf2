"""Authority: decisions that those who made them could not make, and stops nobody has looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.authority.signing import GROUNDS
from handbook.assess.words import State
from handbook.finding import Code, Severity
from handbook.rules.engine import finding, rule
from handbook.rules.families.ledger.decisions import entry_route
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.assess.model import Assessment
    from handbook.finding import Finding

AUT001 = Code(
    id="AUT001",
    severity=Severity.ERROR,
    title="A decision beyond the terms of reference",
    explanation=(
        "A group may decide what its terms of reference hand to it, about the types of document"
        " that they name, and a post only what the network's settings let it do. The terms are"
        " those that were endorsed and in force on the day of the decision; what the group's page"
        " says today, or what was decided later, gives no authority for what came before. The"
        " message quotes the clause. Nobody can act on this decision: it puts nothing in force,"
        " and the standing of the document it was about is unknown until that is mended."
    ),
    integrity=True,
    follows=True,
)
AUT002 = Code(
    id="AUT002",
    severity=Severity.ERROR,
    title="The group was not quorate for the item",
    explanation=(
        "Quorum is counted for each item, by seat, as the terms of reference in force on the day"
        " ask: seats filled by their post or by the deputy that the terms name, less those who"
        " stood aside for the item. A person who came for two seats counts once, and a vacant seat"
        " does not lower the number needed. The message says who was missing. If the attendance"
        " was minuted wrongly, correct the meeting's record; otherwise the item comes back to a"
        " meeting that is quorate."
    ),
    integrity=True,
)
AUT003 = Code(
    id="AUT003",
    severity=Severity.ERROR,
    title="Medicines in it, and the medicines group had not spoken",
    explanation=(
        "A text that says `medicines: true` is endorsed only once each group that the network's"
        " settings name has decided something about it, such as a recorded view: not later than"
        " the endorsement, and after the endorsement before it, since a view of the old text says"
        " nothing about the new one."
    ),
    integrity=True,
    follows=True,
    awaits_decision=True,
)
AUT004 = Code(
    id="AUT004",
    severity=Severity.WARNING,
    title="A suspension that no group has ratified in time",
    explanation=(
        "One post may stop a document at once. Within the days that the network's settings give, a"
        " group that may endorse such documents must look at it and decide something about it."
        " That has not happened. The document stays suspended, because stopping needs less"
        " authority than going on; but families and staff are owed an answer."
    ),
    awaits_decision=True,
)
AUT005 = Code(
    id="AUT005",
    severity=Severity.WARNING,
    title="A chair's action that the group has not ratified in time",
    explanation=(
        "The terms of reference let the chair act alone and give a number of days in which the"
        " group ratifies it, with a decision of the kind `record` that names it under `ratifies`."
        " Those days are over. The action no longer counts, and the standing of its document is"
        " unknown until a meeting decides about it afresh."
    ),
    awaits_decision=True,
)

_BY_GROUND: Mapping[str, tuple[Code, str]] = {
    "authority": (
        AUT001,
        "Bring it to a group that may decide it, and take this record out until then.",
    ),
    "quorum": (
        AUT002,
        "Bring the item to a quorate meeting; one that says the minutes were wrong will do, too.",
    ),
    "medicines": (
        AUT003,
        "Record the view of the group for medicines first, then endorse at a later meeting.",
    ),
}


@rule(AUT001, AUT002, AUT003)
def could_decide(assessment: Assessment) -> Iterator[Finding]:
    """Those who made a decision had the authority, the quorum and the views that it needed."""
    for refusal in assessment.refusals:
        if refusal.ground in GROUNDS:
            continue  # it is its signature that is at fault, of which another rule tells
        code, hint = _BY_GROUND[refusal.ground]
        record = assessment.registry.records[refusal.decision]
        route = entry_route(record, refusal.document) if refusal.document else ("meeting",)
        message = f"this decision {refusal.why}"
        yield finding(code, record, message, hint=hint, route=route)


@rule(AUT004, AUT005)
def ratified_in_time(assessment: Assessment) -> Iterator[Finding]:
    """What was done without a meeting has been looked at by one."""
    for standing in assessment.standings.values():
        stopped = standing.state_event if standing.state is State.SUSPENDED else None
        for event in standing.events:
            if event.ratify_by is None or not event.unratified(assessment.today):
                continue
            record = assessment.registry.records[event.decision]
            route = entry_route(record, event.document)
            day = long_date(event.ratify_by)
            if event is stopped:
                message = f"this was to be ratified by {day}, and no group has looked at it"
                hint = "Put it before a group that may endorse such documents; it stays suspended."
                yield finding(AUT004, record, message, hint=hint, route=route)
            elif event.urgent and standing.state is State.UNKNOWN:
                message = f"this chair's action was to be ratified by {day}, and was not"
                hint = "Have the group decide afresh about the document."
                yield finding(AUT005, record, message, hint=hint, route=route)
