"""Every decision that can be shown, what it did to which document, and whether it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.assess.workflow import WORKFLOW
from handbook.outputs.fields.model import Field, Form, Resource, day, rows, text, texts
from handbook.render.registers.worked_out import decided_on
from handbook.source.dates import day_or_none
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.load.model import Record
    from handbook.render.context import Context

_DAYS = ("review_due", "expires", "closes")


def _rows(context: Context) -> Iterator[dict[str, Any]]:
    refused: dict[str, list[str]] = {}
    for refusal in context.assessment.refusals:
        refused.setdefault(refusal.decision, []).append(refusal.why)
    read = {
        event.decision for each in context.assessment.standings.values() for event in each.events
    }
    for record in context.registry.of_type(KnownType.DECISION):
        if record.id not in context.quarantined:
            yield _decision(context, record, refused.get(record.id, []), read=record.id in read)


def _decision(
    context: Context, record: Record, refused: list[str], *, read: bool
) -> dict[str, Any]:
    meeting = str(record.get("meeting", ""))
    decided = day_or_none(decided_on(context, record))
    move = WORKFLOW.get(str(record.get("kind")))
    group = str(context.value(meeting, "group") or record.get("group", ""))
    return {
        "id": record.id,
        "kind": record.get("kind"),
        "title": context.label(record.id),
        "did": move.did if move else "",
        "counts": _counts(context, record, refused, read=read),
        "why": list(dict.fromkeys(refused)),
        "decided": decided,
        "effective": day_or_none(record.get("effective")) or decided,
        "group": group,
        "meeting": meeting,
        "item": record.get("item"),
        "post": record.get("post"),
        "statement": record.get("statement"),
        "reason": record.get("reason"),
        "ratifies": record.get("ratifies"),
        "visibility": "public" if record.public else "members",
        "page": context.places.url(record.id),
        "documents": [_about(context, row) for row in record.get("documents") or ()],
    }


def _counts(context: Context, record: Record, refused: list[str], *, read: bool) -> bool | None:
    """Whether a decision counts; ``None`` where nobody can tell.

    A public edition does not know what was refused, so of a decision about no document, which is
    among nobody's events, it cannot say.
    """
    if "*" in context.assessment.distrust:
        return None
    if record.get("documents"):
        return read and not refused
    return None if context.stamp.public else not refused


def _about(context: Context, row: Mapping[str, Any]) -> dict[str, Any]:
    """What a decision says of one document."""
    document = str(row.get("document", ""))
    given = {name.replace("-", "_"): value for name, value in row.items()}
    return {
        "document": document,
        "document_title": context.label(document),
        **{name: given.get(name) for name in ("version", "digest", "outcome", "exit", "successor")},
        **{name: day_or_none(given.get(name)) for name in _DAYS},
        "lifts": given.get("lifts"),
    }


RESOURCE = Resource(
    "decisions",
    "Every decision, what it did to which documents, and whether it counts.",
    "one decision",
    ("id",),
    (
        text("id", "The decision's id."),
        text("kind", "What kind of decision it is.", sorted(WORKFLOW)),
        text("did", "What it did, in words."),
        text("title", "What it is called."),
        Field(
            "counts",
            Form.FLAG,
            "Whether it counts. One that does not has changed nothing. `null` where nobody can"
            " tell, as in the public edition of a decision about no document.",
            nullable=True,
        ),
        texts("why", "Why it does not: what those who made or signed it could not do."),
        day("decided", "The day on which it was decided."),
        day("effective", "The day from which it applies."),
        text("group", "The group that decided, by its id; empty if a post did."),
        text("meeting", "The meeting at which it did, by its id."),
        text("item", "The item of the minutes."),
        text("post", "The post that decided without a meeting, by its id."),
        text("statement", "What was decided, in the words of the minutes."),
        text("reason", "Why, in the same."),
        texts("ratifies", "Decisions made without a meeting that it ratifies."),
        text(
            "visibility",
            "`public` or `members`; in the public edition only public records are listed.",
            ("public", "members"),
        ),
        text("page", "Its page, relative to the site."),
        rows(
            "documents",
            "The documents that it is about.",
            text("document", "The document, by its id."),
            text("document_title", "What readers know the document by today."),
            text("version", "The version decided about."),
            text("digest", "The fingerprint of the text decided about."),
            text("outcome", "What a review found."),
            text("exit", "How the document leaves use: `withdrawn` or `published-in-error`."),
            text("successor", "The document that takes its place."),
            day("review_due", "The review date that it sets."),
            day("expires", "The end of the endorsement, if it sets one."),
            day("closes", "The last day for comments, of a consultation."),
            texts("lifts", "The earlier stops that it lifts, by their ids."),
        ),
    ),
    _rows,
    unrolled="documents",
)
