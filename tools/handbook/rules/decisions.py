"""Decisions: where they were taken, and what they can act on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.ledger import BINDING, EVERYTHING
from handbook.finding import Code, Finding, Severity
from handbook.rules.engine import finding, rule
from handbook.rules.reading import choices, nearest, rows, word, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.assess.model import Assessment, Event
    from handbook.link import Registry
    from handbook.load.model import Record

DEC001 = Code(
    id="DEC001",
    severity=Severity.ERROR,
    title="A decision's id must say where it was taken",
    explanation=(
        "The id of a decision is its meeting, two hyphens and the item of the minutes, as in"
        " `executive-committee-2026-03-12--4`. A suspension, which needs no meeting, is"
        " `suspend--`, the document, two hyphens and the day. So two people writing decisions at"
        " the same time never take the same name, and the name cannot say one thing and the record"
        " another."
    ),
)
DEC002 = Code(
    id="DEC002",
    severity=Severity.ERROR,
    title="The item is not in the minutes of the meeting",
    explanation=(
        "A decision names the item of the agenda under which it was taken. The meeting's record has"
        " no such item, so nobody could find what was said."
    ),
    integrity=True,
)
DEC003 = Code(
    id="DEC003",
    severity=Severity.ERROR,
    title="The document was not on the table",
    explanation=(
        "A group can decide about a document only when the agenda item lists it: members must have"
        " known what they were deciding about. Add it to the documents of the item if it was there."
    ),
)
DEC004 = Code(
    id="DEC004",
    severity=Severity.ERROR,
    title="Decided at a meeting that was not held",
    explanation=(
        "The meeting that this decision names is recorded as scheduled or cancelled. Only a meeting"
        " that was held can decide."
    ),
    integrity=True,
)
DEC005 = Code(
    id="DEC005",
    severity=Severity.ERROR,
    title="The same version endorsed twice",
    explanation=(
        "A version has one text and one endorsement. To go on with the same text, record a review;"
        " to change it, endorse the next version."
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
DEC007 = Code(
    id="DEC007",
    severity=Severity.ERROR,
    title="The same document twice in one decision",
    explanation="One decision can say one thing about a document. Here it says two.",
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
)


@rule(DEC001)
def named_by_meeting_and_item(record: Record) -> Iterator[Finding]:
    """A decision is called after its meeting and item, a suspension after its document and day."""
    if record.type != "decision":
        return
    meeting, item = word(record.data, "meeting"), word(record.data, "item")
    if meeting:
        rights = [f"{meeting}--{item}"]
    else:
        on = word(record.data, "date")
        named = [word(row, "document") for _, row in rows(record.data, "documents")]
        rights = [f"suspend--{document}--{on}" for document in named]
    if rights and record.id not in rights:
        message = f"the id is “{record.id}”; it must be “{rights[0]}”"
        hint = "Name the file after where the decision was taken, or correct the meeting or item."
        yield finding(DEC001, record, message, hint=hint, route=("id",))


@rule(DEC002, DEC003, DEC004)
def taken_at_its_item(record: Record, registry: Registry) -> Iterator[Finding]:
    """The meeting was held, had the item on its agenda, and the document on the table."""
    meeting = registry.records.get(word(record.data, "meeting"))
    if record.type != "decision" or meeting is None or meeting.type != "meeting":
        return
    if meeting.get("state") != "held":
        message = f"the meeting “{meeting.id}” is recorded as {meeting.get('state')}, not as held"
        yield finding(DEC004, record, message, route=("meeting",))
    agenda = {word(row, "item"): row for _, row in rows(meeting.data, "agenda")}
    item = word(record.data, "item")
    if item not in agenda:
        hint = f"Its items are: {choices(agenda)}." if agenda else "It has no agenda."
        message = f"the meeting “{meeting.id}” has no item “{item}”"
        yield finding(DEC002, record, message, hint=hint, route=("item",))
        return
    listed = {document for _, document in words(agenda[item], "documents")}
    for index, row in rows(record.data, "documents"):
        document = word(row, "document")
        if document in registry.records and document not in listed:
            yield finding(
                DEC003,
                record,
                f"“{document}” is not among the documents of item {item} of “{meeting.id}”",
                hint=nearest(document, listed) or f"If it was, add it in {meeting.path}.",
                route=("documents", index, "document"),
            )


@rule(DEC005)
def endorsed_once(registry: Registry) -> Iterator[Finding]:
    """No version is endorsed or attested a second time."""
    first: dict[tuple[str, str], str] = {}
    for record in registry.of_type("decision"):
        if record.get("kind") not in BINDING:
            continue
        for index, row in rows(record.data, "documents"):
            version = (word(row, "document"), word(row, "version"))
            before = first.setdefault(version, record.id)
            if before != record.id:
                message = (
                    f"version {version[1]} of “{version[0]}” was endorsed by “{before}” already"
                )
                hint = "Endorse the next version, or record a review of this one."
                at = ("documents", index, "version")
                yield finding(DEC005, record, message, hint=hint, route=at)


@rule(DEC006)
def receipts_count(assessment: Assessment) -> Iterator[Finding]:
    """A review or an extension is about the version in use on its day."""
    for standing in assessment.standings.values():
        in_use: Event | None = None
        for event in standing.events:
            if event.kind in BINDING:
                in_use = event
            if event.kind in ("review", "extend") and not _about(event, in_use):
                yield _idle(assessment.registry.records[event.decision], event, in_use)


def _about(event: Event, in_use: Event | None) -> bool:
    if in_use is None:
        return False
    if event.kind == "review":
        return (event.version, event.digest) == (in_use.version, in_use.digest)
    return event.version in ("", in_use.version)


def _idle(record: Record, event: Event, in_use: Event | None) -> Finding:
    used = f"version {in_use.version} was in use" if in_use else "no version was endorsed"
    about = f"version {event.version} of “{event.document}”" if event.version else event.document
    message = f"this is about {about}; on that day {used}"
    return finding(DEC006, record, message, route=entry_route(record, event.document))


def entry_route(record: Record, document: str) -> tuple[str | int, ...]:
    """Where a decision speaks of a document."""
    for index, row in rows(record.data, "documents"):
        if word(row, "document") == document:
            return ("documents", index, "document")
    return ("documents",)


@rule(DEC007)
def once_in_a_decision(record: Record) -> Iterator[Finding]:
    """No decision speaks of the same document twice."""
    if record.type != "decision":
        return
    seen: set[str] = set()
    for index, row in rows(record.data, "documents"):
        document = word(row, "document")
        if document in seen:
            message = f"“{document}” is in this decision twice"
            yield finding(DEC007, record, message, route=("documents", index, "document"))
        seen.add(document)


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
