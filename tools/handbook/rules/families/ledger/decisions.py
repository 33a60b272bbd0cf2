"""Decisions: where they were taken, and what they can act on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handbook.finding import Code, Severity
from handbook.rules.engine import finding, rule
from handbook.rules.reading import choices, rows, word, words
from handbook.source.words.spelling import nearest
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.finding import Finding
    from handbook.link import Registry
    from handbook.load.model import Record

DEC001 = Code(
    id="DEC001",
    severity=Severity.ERROR,
    title="A decision's id must say where it was taken",
    explanation=(
        "The id of a decision is its meeting, two hyphens and the item of the minutes, as in"
        " `executive-committee-2026-03-12--4`. A suspension, which needs no meeting, is"
        " `suspend--`, the document, two hyphens and the day, and a correction is named likewise"
        " (a second one of that day ends in `--2`),"
        " with `correct--`. So two people writing decisions at the same time never take the same"
        " name, and the name cannot say one thing and the record another."
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
DEC007 = Code(
    id="DEC007",
    severity=Severity.ERROR,
    title="The same document twice in one decision",
    explanation="One decision can say one thing about a document. Here it says two.",
)

_AGAIN = re.compile(r"--[2-9]\Z")
"""What follows the name of a second decision of a post about a document on one day."""


@rule(DEC001)
def named_by_meeting_and_item(record: Record) -> Iterator[Finding]:
    """A decision is called after its meeting and item; a post's after its document, or the post.

    The day follows.
    """
    if record.type != KnownType.DECISION:
        return
    meeting, item = word(record.data, "meeting"), word(record.data, "item")
    if meeting:
        rights = [f"{meeting}--{item}"]
    else:
        on = word(record.data, "date")
        named = [word(row, "document") for _, row in rows(record.data, "documents")]
        kind = word(record.data, "kind")
        named = named or [word(record.data, "post")]
        rights = [f"{kind}--{about}--{on}" for about in named]
    again = _AGAIN.sub("", record.id) if not meeting else record.id
    if rights and again not in rights:
        message = f"the id is “{record.id}”; it must be “{rights[0]}”"
        hint = "Name the file after where the decision was taken, or correct the meeting or item."
        yield finding(DEC001, record, message, hint=hint, route=("id",))


@rule(DEC002, DEC003, DEC004)
def taken_at_its_item(record: Record, registry: Registry) -> Iterator[Finding]:
    """The meeting was held, had the item on its agenda, and the document on the table."""
    meeting = registry.records.get(word(record.data, "meeting"))
    if record.type != KnownType.DECISION or meeting is None or meeting.type != KnownType.MEETING:
        return
    if meeting.get("state") != "held":
        message = f"the meeting “{meeting.id}” is recorded as {meeting.get('state')}, not as held"
        hint = f"If it was held, say so in {meeting.path}; if not, remove this decision."
        yield finding(DEC004, record, message, hint=hint, route=("meeting",))
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


def entry_route(record: Record, document: str) -> tuple[str | int, ...]:
    """Where a decision speaks of a document."""
    for index, row in rows(record.data, "documents"):
        if word(row, "document") == document:
            return ("documents", index, "document")
    return ("documents",)


@rule(DEC007)
def once_in_a_decision(record: Record) -> Iterator[Finding]:
    """No decision speaks of the same document twice."""
    if record.type != KnownType.DECISION:
        return
    seen: set[str] = set()
    for index, row in rows(record.data, "documents"):
        document = word(row, "document")
        if document in seen:
            message = f"“{document}” is in this decision twice"
            at = ("documents", index, "document")
            yield finding(DEC007, record, message, hint="Keep one of the two.", route=at)
        seen.add(document)
