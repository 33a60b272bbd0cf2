"""What decisions amount to together: nothing endorsed twice, nothing reviewed that was not used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.ledger.event import BINDING, SEALED
from handbook.assess.ledger.order import decision_key, item_key, made_later
from handbook.assess.ledger.reading import EVERYTHING
from handbook.assess.standing.life import STOPS
from handbook.assess.workflow import DecisionKind
from handbook.finding import Code, Finding, Severity
from handbook.rules.engine import finding, rule
from handbook.rules.families.ledger.decisions import entry_route
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.assess.ledger.model import Event
    from handbook.assess.model import Assessment
    from handbook.load.model import Record

DEC005 = Code(
    id="DEC005",
    severity=Severity.ERROR,
    title="The same version endorsed twice",
    explanation=(
        "A version has one text and one endorsement. To go on with the same text, record a review;"
        " to change it, endorse the next version. Only when the document has been suspended or"
        " withdrawn since may the very same text be endorsed again; that is how a stop is lifted."
    ),
)
DEC006 = Code(
    id="DEC006",
    severity=Severity.ERROR,
    title="A review or extension of something else",
    explanation=(
        "A review is a receipt for one text, and an extension gives that text more time. On the day"
        " of this decision the version it names was not the one in use, so it moved no date, though"
        " somebody may believe it did."
    ),
)
DEC008 = Code(
    id="DEC008",
    severity=Severity.ERROR,
    title="Nobody can tell how a document stands",
    explanation=(
        "Something that this document's standing depends on cannot be read or believed: a decision,"
        " its meeting, or a sealed text. The document may have been withdrawn for all anyone can"
        " tell, so it counts as not endorsed until that is mended. The message says what it is."
    ),
    integrity=True,
    follows=True,
)
DEC009 = Code(
    id="DEC009",
    severity=Severity.ERROR,
    title="A version that is not higher than those before it",
    explanation=(
        "Versions count upwards in the order in which they were endorsed, so that anybody with two"
        " copies in hand can tell which is the later. This endorsement gives its text a lower"
        " number than one that was endorsed before it. Either the number is mistyped, or an old"
        " text has been endorsed by mistake. To return to an old text, endorse it under a new"
        " number."
    ),
)

DEC011 = Code(
    id="DEC011",
    severity=Severity.ERROR,
    title="Endorsed while its consultation was open, without a word",
    explanation=(
        "A text was out for comments until a day that had not come, and a group endorsed it. That"
        " may have been right, but those who were asked must see that it was known: the decision"
        " then says `although: [consultation-open]`."
    ),
    awaits_decision=True,
)


@rule(DEC011)
def consultation_is_over(assessment: Assessment) -> Iterator[Finding]:
    """A text is endorsed when its consultation has closed, or the decision says that it had not."""
    for standing in assessment.standings.values():
        consulted = [e for e in standing.events if e.kind == DecisionKind.CONSULT and e.closes]
        for event in standing.events:
            if event.kind not in BINDING:
                continue
            record = assessment.registry.records[event.decision]
            still = [e for e in consulted if e.closes and e.effective <= event.decided <= e.closes]
            if not still or "consultation-open" in (record.get("although") or ()):
                continue
            until = max(e.closes for e in still if e.closes)
            message = (
                f"“{event.document}” was endorsed while its consultation was open until"
                f" {long_date(until)}"
            )
            hint = "If that was known, say so: `although: [consultation-open]`."
            yield finding(DEC011, record, message, hint=hint, route=("kind",))


@rule(DEC005)
def endorsed_once(assessment: Assessment) -> Iterator[Finding]:
    """No version is endorsed or attested a second time, unless the document was stopped since."""
    for standing in assessment.standings.values():
        endorsed: dict[str, str] = {}
        for event in sorted(standing.events, key=decision_key):
            if event.kind in STOPS:
                endorsed.clear()
            if event.kind not in SEALED:
                continue
            before = endorsed.setdefault(event.version, event.decision)
            if before == event.decision:
                continue
            record = assessment.registry.records[event.decision]
            message = (
                f"version {event.version} of “{event.document}” was endorsed by “{before}” already"
            )
            hint = "Endorse the next version, or record a review of this one."
            route = entry_route(record, event.document)
            yield finding(DEC005, record, message, hint=hint, route=(*route[:2], "version"))


@rule(DEC006)
def receipts_count(assessment: Assessment) -> Iterator[Finding]:
    """A review or an extension is about the version in use on its day."""
    for standing in assessment.standings.values():
        in_use: Event | None = None
        for event in standing.events:
            if event.kind in SEALED and not (in_use and made_later(in_use, event)):
                in_use = event
            if event.kind in (DecisionKind.REVIEW, DecisionKind.EXTEND) and not _about(
                event, in_use
            ):
                yield _idle(assessment.registry.records[event.decision], event, in_use)


def _about(event: Event, in_use: Event | None) -> bool:
    if in_use is None:
        return False
    if event.kind == DecisionKind.REVIEW:
        return (event.version, event.digest) == (in_use.version, in_use.digest)
    return event.version in ("", in_use.version)


def _idle(record: Record, event: Event, in_use: Event | None) -> Finding:
    used = f"version {in_use.version} was in use" if in_use else "no version was endorsed"
    about = f"“{event.document}”" + (f" version {event.version}" if event.version else "")
    message = f"this is about {about}; on that day {used}"
    hint = "Name the version that was in use, or endorse one first."
    route = entry_route(record, event.document)
    return finding(DEC006, record, message, hint=hint, route=route)


@rule(DEC009)
def versions_count_upwards(assessment: Assessment) -> Iterator[Finding]:
    """Every version is higher than all that were endorsed before it, or is one of them again."""
    for standing in assessment.standings.values():
        before: list[Event] = []
        for event in sorted(standing.events, key=decision_key):
            if event.kind not in BINDING:
                continue
            again = any((e.version, e.digest) == (event.version, event.digest) for e in before)
            highest = max(before, key=lambda e: item_key(e.version), default=None)
            before.append(event)
            if highest is None or again or item_key(event.version) > item_key(highest.version):
                continue
            record = assessment.registry.records[event.decision]
            message = (
                f"version {event.version} of “{event.document}” is endorsed after version"
                f" {highest.version}, by “{highest.decision}”"
            )
            hint = f"Endorse the text under a version higher than {highest.version}."
            route = entry_route(record, event.document)
            yield finding(DEC009, record, message, hint=hint, route=(*route[:2], "version"))


@rule(DEC008)
def trusted(assessment: Assessment) -> Iterator[Finding]:
    """The standing of every document can be told."""
    registry = assessment.registry
    network = registry.network()
    for target, why in sorted(assessment.distrust.items()):
        if target == EVERYTHING:
            message = f"the standing of every document is unknown: {why}"
            path = network.path if network else "registry"
            yield Finding(DEC008, path, message, _MEND)
        elif target in registry.records:
            message = f"the standing of this document is unknown: {why}"
            yield finding(DEC008, registry.records[target], message, hint=_MEND)


_MEND = "Until that is mended, every page it touches says that its standing cannot be told."
