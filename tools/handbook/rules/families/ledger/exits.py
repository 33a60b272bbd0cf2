"""How a document leaves use, and where that leaves its readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.ledger.event import BINDING
from handbook.assess.ledger.order import decision_key
from handbook.assess.standing.succession import ENDED, circles
from handbook.assess.words import WORDS, State
from handbook.finding import Code, Severity
from handbook.rules.engine import finding, rule
from handbook.rules.families.ledger.decisions import entry_route
from handbook.rules.reading import rows, word
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.assess.ledger.model import Event
    from handbook.assess.model import Assessment
    from handbook.assess.standing.model import Standing
    from handbook.finding import Finding
    from handbook.load.model import Record

EXI001 = Code(
    id="EXI001",
    severity=Severity.ERROR,
    title="Documents replace each other in a circle",
    explanation=(
        "A document that is no longer in use names what took its place. Following those names leads"
        " back to the first, so a reader would never arrive at a text that may be used."
    ),
)
EXI002 = Code(
    id="EXI002",
    severity=Severity.ERROR,
    title="Replaced by something that was never endorsed",
    explanation=(
        "A document that leaves use names one that takes its place, or says that nothing does."
        " The one named here has never been endorsed, so readers would be sent to a draft. Endorse"
        " it, or say `no-replacement: true`."
    ),
)
EXI003 = Code(
    id="EXI003",
    severity=Severity.WARNING,
    title="What replaced it is not in force today",
    explanation=(
        "The document that took its place was endorsed, and today it is not in force: it does not"
        " apply yet, has lapsed, or has been suspended. Readers find no text that they may use."
    ),
)
EXI004 = Code(
    id="EXI004",
    severity=Severity.ERROR,
    title="A replacement and no replacement",
    explanation="A decision names what takes a document's place and also says that nothing does.",
)


@rule(EXI001)
def no_circles(assessment: Assessment) -> Iterator[Finding]:
    """No chain of replacements leads back into itself, today or by what is decided already."""
    registry = assessment.registry
    for way in circles(assessment.standings, assessment.today):
        decided = _closing(assessment, way)
        if decided is None:
            continue
        steps = "”, which is replaced by “".join((*way, way[0]))
        message = f"a circle: “{steps}”"
        hint = "Record a decision that names a document in use, or 'no-replacement: true'."
        record = registry.records[decided.decision]
        route = entry_route(record, decided.document)
        yield finding(EXI001, record, message, hint=hint, route=route)


def _closing(assessment: Assessment, way: tuple[str, ...]) -> Event | None:
    """Of the decisions that make a circle, the one that closed it: the last to be made."""
    named = set(way)
    events = [
        event
        for document in way
        for event in assessment.standings[document].events
        if event.successor in named and event.decision in assessment.registry.records
    ]
    return max(events, key=decision_key, default=None)


@rule(EXI002, EXI003)
def arrive_somewhere(assessment: Assessment) -> Iterator[Finding]:
    """What takes a document's place was endorsed, and is in force."""
    for document, standing in sorted(assessment.standings.items()):
        decided = _decision(assessment, standing)
        successor = assessment.standings.get(standing.successor)
        if decided is None or successor is None or successor.state in ENDED:
            continue
        yield from _dead_end(decided, standing, successor, entry_route(decided, document))


def _decision(assessment: Assessment, standing: Standing) -> Record | None:
    """The decision that ended a document; ``None`` if it has not ended."""
    if standing.state not in ENDED or standing.state_event is None:
        return None
    return assessment.registry.records.get(standing.state_event.decision)


def _dead_end(
    decided: Record, standing: Standing, successor: Standing, route: tuple[str | int, ...]
) -> Iterator[Finding]:
    if successor.in_force or successor.state is State.UNKNOWN:
        return  # an unknown standing is an error of its own
    name = f"“{successor.document}”, which takes the place of “{standing.document}”,"
    # What was endorsed and stopped, on whatever days, was endorsed: no stop may hold up a build.
    endorsed = any(event.kind in BINDING for event in successor.events)
    if not endorsed and successor.upcoming is None:
        message = f"{name} has never been endorsed"
        hint = "Endorse it, or record a decision that says 'no-replacement: true'."
        yield finding(EXI002, decided, message, hint=hint, route=route)
    else:
        message = f"{name} is not in force: {WORDS[successor.state].label.lower()}"
        hint = "Readers are told; say in the meantime what they should use."
        yield finding(EXI003, decided, message, hint=hint, route=route)


@rule(EXI004)
def one_or_the_other(record: Record) -> Iterator[Finding]:
    """A decision names a replacement or says that there is none, not both."""
    if record.type != KnownType.DECISION:
        return
    for index, row in rows(record.data, "documents"):
        if row.get("no-replacement") is True and word(row, "successor"):
            message = f"“{word(row, 'document')}” is said to have a replacement and to have none"
            route = ("documents", index, "no-replacement")
            yield finding(EXI004, record, message, hint="Remove one of the two lines.", route=route)
