"""How a document leaves use, and where that leaves its readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.words import WORDS, State
from handbook.finding import Code, Severity
from handbook.rules.decisions import entry_route
from handbook.rules.engine import finding, rule
from handbook.rules.reading import rows, word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.assess.model import Assessment, Standing
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

ENDED = (State.SUPERSEDED, State.WITHDRAWN)


@rule(EXI001, EXI002, EXI003)
def arrive_somewhere(assessment: Assessment) -> Iterator[Finding]:
    """A chain of replacements ends in a document that may be used, or says that there is none."""
    standings = assessment.standings
    told: set[str] = set()
    for document, standing in sorted(standings.items()):
        decided = _decision(assessment, standing)
        successor = standings.get(standing.successor)
        if decided is None or successor is None:
            continue
        route = entry_route(decided, document)
        if successor.state not in ENDED:
            yield from _dead_end(decided, standing, successor, route)
            continue
        way = _circle_from(document, assessment)
        if way and told.isdisjoint(way):
            told.update(way)
            steps = "”, which is replaced by “".join((*way, document))
            message = f"a circle: “{steps}”"
            hint = "Record a decision that names a document in use, or 'no-replacement: true'."
            yield finding(EXI001, decided, message, hint=hint, route=route)


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
    if not successor.version and successor.upcoming is None:
        message = f"{name} has never been endorsed"
        hint = "Endorse it, or record a decision that says 'no-replacement: true'."
        yield finding(EXI002, decided, message, hint=hint, route=route)
    else:
        message = f"{name} is not in force: {WORDS[successor.state].label.lower()}"
        hint = "Readers are told; say in the meantime what they should use."
        yield finding(EXI003, decided, message, hint=hint, route=route)


def _circle_from(document: str, assessment: Assessment) -> tuple[str, ...]:
    """The circle of replacements that a document is part of; empty if it is in none."""
    way = [document]
    while True:
        standing = assessment.standings.get(way[-1])
        if standing is None or standing.state not in ENDED or not standing.successor:
            return ()
        if standing.successor == document:
            return tuple(way)
        if standing.successor in way:
            return ()
        way.append(standing.successor)


@rule(EXI004)
def one_or_the_other(record: Record) -> Iterator[Finding]:
    """A decision names a replacement or says that there is none, not both."""
    if record.type != "decision":
        return
    for index, row in rows(record.data, "documents"):
        if row.get("no-replacement") is True and word(row, "successor"):
            message = f"“{word(row, 'document')}” is said to have a replacement and to have none"
            route = ("documents", index, "no-replacement")
            yield finding(EXI004, record, message, hint="Remove one of the two lines.", route=route)
