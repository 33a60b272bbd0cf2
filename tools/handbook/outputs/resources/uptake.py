"""How far documents are in use, quarter by quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.assess.adoption.as_dict import uptake_as_dict
from handbook.outputs.fields.model import Resource, day, number, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.render.context import Context


def _rows(context: Context) -> Iterator[dict[str, Any]]:
    for document, points in context.assessment.adoption.uptake.items():
        for point in points:
            title = context.label(document) if document else "All documents"
            yield {"document": document, "document_title": title, **uptake_as_dict(point)}


RESOURCE = Resource(
    "uptake",
    "For each document, at the end of each quarter and today: how many organisations use the"
    " version in force.",
    "one document on one day",
    ("document", "day"),
    (
        text("document", "The document, by its id; empty for all of them together."),
        text("document_title", "What readers know it by."),
        day("day", "The day."),
        text("version", "The version that was in force; empty for all documents."),
        number("in_use", "How many use the version in force, as it is or adapted."),
        number("of", "Of how many: those asked, without those to whom it does not apply."),
        number(
            "per_cent",
            "The measure in whole per cent; `null` where there is nobody to count.",
            nullable=True,
        ),
        number("asked", "How many were asked."),
        number("behind", "How many use an older version."),
        number("declined", "How many declined the version in force."),
        number("not_applicable", "To how many it does not apply."),
        number("not_recorded", "How many have not answered about it."),
        number("cannot_tell", "Of how many nobody can tell."),
    ),
    _rows,
)
