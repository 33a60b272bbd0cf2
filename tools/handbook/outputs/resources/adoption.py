"""Which organisation uses which document, by its own word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.assess.adoption.as_dict import position_as_dict
from handbook.assess.words import LOCAL, Local, State
from handbook.outputs.fields.model import (
    Field,
    Resource,
    choice,
    day,
    flag,
    number,
    row,
    text,
    texts,
)
from handbook.outputs.fields.standing import document_in_force

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.render.context import Context


def _rows(context: Context) -> Iterator[dict[str, Any]]:
    for position in context.assessment.adoption.positions.values():
        standing = context.standing(position.document)
        in_force = standing is not None and document_in_force(standing)
        known = position_as_dict(context.assessment, position)
        answer = known["answer"] or {}
        yield {
            **{name: value for name, value in known.items() if name != "label"},
            "words": LOCAL[position.local].label,
            "organisation_title": context.label(position.organisation),
            "document_title": context.label(position.document),
            "document_page": context.places.url(position.document),
            "document_state": standing.state if standing else State.UNKNOWN,
            "document_in_force": in_force,
            "version_in_force": standing.version if standing and in_force else "",
            "version_answered": answer.get("version", ""),
            "answered_on": answer.get("decided"),
            "since": answer.get("since"),
        }


_ANSWER: tuple[Field, ...] = (
    text("record", "The adoption record, by its id."),
    text("local_adoption", "What was answered.", Local),
    text("version", "The version answered about."),
    day("decided", "The day on which the organisation decided."),
    day("since", "The first day on which the answer counts."),
    text("post", "The post that answered for it, by its id."),
    text("how", "How the document was adapted."),
    text("reason", "Why it was declined, or does not apply."),
    text("local_reference", "What the organisation calls its own form of it."),
    text("evidence", "What shows that it is used."),
)


def _answer(name: str, about: str) -> Field:
    return row(name, about, *_ANSWER, nullable=True)


RESOURCE = Resource(
    "adoption",
    "Every pair of an organisation and a document that it answered about, or is asked about.",
    "one organisation and one document",
    ("document", "organisation"),
    (
        text("organisation", "The organisation, by its id."),
        text("organisation_title", "What it is called."),
        text("document", "The document, by its id."),
        text("document_title", "What readers know it by."),
        text("document_page", "Its page, relative to the site."),
        flag("document_in_force", "Whether the network stands behind the document today."),
        text("document_state", "How the document stands.", State),
        text("version_in_force", "The version in force; empty if none is."),
        choice("local_adoption", "Where the organisation stands on it.", Local),
        text("words", "The same as readers see it."),
        text("version_answered", "The version that its answer is about."),
        day("answered_on", "The day on which it decided."),
        day("since", "The first day on which that answer counts."),
        flag("asked", "Whether the document is meant for it."),
        flag(
            "uses_version_in_force",
            "Whether it uses the version in force, minor corrections apart, as it is or adapted.",
        ),
        flag("behind", "Whether its answer is about an older version than the one in force."),
        flag("behind_by_minor_corrections_only", "Whether only minor corrections lie between."),
        flag("not_supported", "Whether it uses a text that the network does not stand behind."),
        flag("outstanding", "Whether it has yet to answer about the version in force."),
        day("due", "The day by which that answer should be there, if the network set one."),
        number("days_late", "By how many days it is late."),
        texts("why", "What of its answers cannot be read or believed."),
        texts("records", "Its adoption records about the document that count, oldest first."),
        _answer("answer", "The answer that holds; `null` where none does."),
        _answer("used_before", "The last version that it took into use, if it does not now."),
        _answer("coming", "An answer about a version that has yet to take effect."),
    ),
    _rows,
)
