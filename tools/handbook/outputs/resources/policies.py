"""The policies that the network's documents are held against."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.assess.words import COVERAGE, Extent
from handbook.outputs.fields.model import Resource, day, number, row, text
from handbook.source.dates import day_or_none
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.load.model import Record
    from handbook.render.context import Context

_NAMES = {extent: extent.replace(" ", "_") for extent in Extent}


def _rows(context: Context) -> Iterator[dict[str, Any]]:
    for record in context.registry.of_type(KnownType.POLICY):
        if record.id not in context.quarantined:
            yield _policy(context, record)


def _policy(context: Context, record: Record) -> dict[str, Any]:
    coverage = context.assessment.coverage.get(record.id)
    counts = coverage.counts() if coverage else {}
    looked = record.get("checked-upstream") or {}
    return {
        "id": record.id,
        "title": context.label(record.id),
        "identifier": record.get("identifier"),
        "publisher": record.get("publisher"),
        "policy_edition": record.get("edition"),
        "published": record.get("published"),
        "last_updated": record.get("last-updated"),
        "url": record.get("url"),
        "scope": record.get("scope"),
        "looked_at_on": day_or_none(looked.get("on")),
        "items": len(coverage.items) if coverage else 0,
        "suspect": sum(item.suspect for item in coverage.items) if coverage else 0,
        "holds": {name: counts.get(extent, 0) for extent, name in _NAMES.items()},
        "visibility": "public" if record.public else "members",
        "page": context.places.url(record.id),
    }


RESOURCE = Resource(
    "policies",
    "Every policy, which edition is held here, and how far documents in force do what it asks.",
    "one policy",
    ("id",),
    (
        text("id", "The policy's id."),
        text("title", "What it is called."),
        text("identifier", "The name it is cited by."),
        text("publisher", "Who published it."),
        text("policy_edition", "The edition that its items were taken from."),
        text("published", "When it was first published: a year, a month or a day."),
        text("last_updated", "When it was last changed: a year, a month or a day."),
        text("url", "Where to read it."),
        text("scope", "Whom and what it covers."),
        day("looked_at_on", "When somebody last looked whether it had changed."),
        number("items", "How many items it has."),
        number("suspect", "How many are judged by another edition than this one."),
        row(
            "holds",
            "How many items there are by what holds today.",
            *(number(name, f"{COVERAGE[extent].meaning}") for extent, name in _NAMES.items()),
        ),
        text("visibility", "`public` or `members`.", ("public", "members")),
        text("page", "Its page, relative to the site."),
    ),
    _rows,
)
