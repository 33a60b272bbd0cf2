"""What time and later decisions have done to documents. None of it blocks anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.texts import values_at
from handbook.assess.words import WORDS, Flag, State, Timeliness
from handbook.assess.workflow import DecisionKind
from handbook.finding import Code, Severity
from handbook.rules.engine import finding, rule
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from handbook.assess.model import Assessment
    from handbook.assess.standing.model import Standing
    from handbook.finding import Finding

STA001 = Code(
    id="STA001",
    severity=Severity.WARNING,
    title="Rests on a document that is not in force",
    explanation=(
        "A document in force needs another in order to be safe, and that other is not in force"
        " today. Nothing is blocked by this: the page shows it. Someone who knows both should say"
        " whether this one may still be used."
    ),
    waivable=True,
)
STA002 = Code(
    id="STA002",
    severity=Severity.WARNING,
    title="A stage of a pathway uses a guideline that is not in force",
    explanation=(
        "A care pathway in force sends people, at one of its stages, to a guideline that is not in"
        " force today. The pathway's page says so at that stage."
    ),
    waivable=True,
)
STA003 = Code(
    id="STA003",
    severity=Severity.WARNING,
    title="The evidence of an earlier endorsement is not held",
    explanation=(
        "The document was taken over from before this register as endorsed, and the network does"
        " not hold what would show it. Its standing is unknown until the evidence is found or a"
        " group endorses the text."
    ),
)
STA004 = Code(
    id="STA004",
    severity=Severity.NOTE,
    title="The working text differs from the endorsed one",
    explanation=(
        "The text has been changed since it was endorsed. Readers still get the endorsed text, and"
        " are told that a change is proposed. That is how a change begins; it needs no mending."
    ),
    awaits_decision=True,
)
STA005 = Code(
    id="STA005",
    severity=Severity.WARNING,
    title="A review is overdue",
    explanation=(
        "The day by which this document was to be reviewed has passed. It remains in force, and its"
        " page tells readers to check. Review it, or extend its date by a decision."
    ),
    waivable=True,
)
STA006 = Code(
    id="STA006",
    severity=Severity.WARNING,
    title="An endorsement has run out",
    explanation=(
        "The last day of this document's endorsement has passed. Whether it may still be used, and"
        " the words shown to readers, are settings of the network."
    ),
    waivable=True,
)
STA007 = Code(
    id="STA007",
    severity=Severity.NOTE,
    title="A review falls due soon",
    explanation="The day of this document's next review is near. `handbook due` lists them all.",
)
STA008 = Code(
    id="STA008",
    severity=Severity.WARNING,
    title="A consultation has closed and nothing was decided",
    explanation=(
        "Comments on this document closed some time ago, and no group has decided since. Those who"
        " sent comments are waiting."
    ),
    waivable=True,
    awaits_decision=True,
)


@rule(STA001, STA002)
def on_firm_ground(assessment: Assessment) -> Iterator[Finding]:
    """What a document in force relies on is in force too."""
    for standing in assessment.standings.values():
        if not standing.in_force:
            continue
        kinds = (
            (STA001, ("rests-on", "*"), "rests on"),
            (STA002, ("stages", "*", "guidelines", "*"), "uses, at this stage,"),
        )
        for code, pattern, verb in kinds:
            yield from _weak(assessment, standing, code, pattern, verb)


def _weak(
    assessment: Assessment, standing: Standing, code: Code, pattern: tuple[str, ...], verb: str
) -> Iterator[Finding]:
    """Readers get the sealed text, so it is the sealed text's targets that matter."""
    record = assessment.registry.records.get(standing.document)
    seal = assessment.registry.seals.get((standing.document, standing.version))
    if record is None:
        return
    routes = {target: route for route, target in values_at(record.data, pattern)}
    for route, target in values_at(seal.record.data if seal else record.data, pattern):
        other = assessment.standings.get(target)
        if other is None or other.in_force:
            continue
        yield finding(
            code,
            record,
            f"this is in force and {verb} “{target}”, which is not:"
            f" {WORDS[other.state].label.lower()}",
            hint="Decide whether it may be used without, and say so; nothing is blocked.",
            route=routes.get(target, route[:1]),
        )


@rule(STA003)
def evidence_is_held(assessment: Assessment) -> Iterator[Finding]:
    """An endorsement taken over from before the register can be shown."""
    for standing in assessment.standings.values():
        event = standing.state_event
        if (
            standing.state is not State.UNKNOWN
            or event is None
            or event.kind != DecisionKind.ATTEST
        ):
            continue
        record = assessment.registry.records[event.decision]
        why = "; ".join(standing.why)
        message = f"the standing of “{standing.document}” is unknown: {why}"
        hint = "Find the evidence, or have a group endorse the text."
        yield finding(STA003, record, message, hint=hint, route=("evidence-held",))


@rule(STA004)
def unchanged(assessment: Assessment) -> Iterator[Finding]:
    """The working text is the endorsed one, or the change is known of."""
    for standing in assessment.standings.values():
        record = assessment.registry.records.get(standing.document)
        if record is None or Flag.CHANGED not in standing.flags or standing.state is State.UNKNOWN:
            continue
        message = "the working text differs from the last that was endorsed"
        if standing.in_force:
            message += "; readers get the endorsed one"
        yield finding(STA004, record, message)


@rule(STA005, STA006, STA007)
def timely(assessment: Assessment) -> Iterator[Finding]:
    """Reviews are done before they fall due, and endorsements renewed before they run out."""
    for standing in assessment.standings.values():
        record = assessment.registry.records.get(standing.document)
        if record is None:
            continue
        match standing.timeliness:
            case Timeliness.EXPIRED:
                message = f"its endorsement ran out on {_on(standing.expires)}"
                hint = "Have a group endorse it again, or withdraw it."
                yield finding(STA006, record, message, hint=hint)
            case Timeliness.OVERDUE:
                message = f"its review was due on {_on(standing.review_due)}"
                hint = (
                    "Review it, or have a group extend the date; handbook due lists the meetings."
                )
                yield finding(STA005, record, message, hint=hint)
            case Timeliness.DUE_SOON:
                message = f"its review is due on {_on(standing.review_due)}"
                yield finding(STA007, record, message)


def _on(day: date | None) -> str:
    return long_date(day) if day else "a day that is not known"


@rule(STA008)
def answered(assessment: Assessment, today: date) -> Iterator[Finding]:
    """A consultation leads to a decision."""
    for standing in assessment.standings.values():
        record = assessment.registry.records.get(standing.document)
        last = next(
            (event for event in reversed(standing.events) if event.kind != DecisionKind.RECORD),
            None,
        )
        if (
            record is None
            or last is None
            or last.kind != DecisionKind.CONSULT
            or last.closes is None
        ):
            continue
        if last.closes < today:
            message = f"comments closed on {long_date(last.closes)}, and nothing was decided since"
            hint = "Bring it to a meeting, with what was said."
            yield finding(STA008, record, message, hint=hint)
