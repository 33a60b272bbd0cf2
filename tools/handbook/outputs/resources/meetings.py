"""The meetings of the network's groups: held, to come, called off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.assess.due.meetings import papers_day
from handbook.outputs.fields.model import Resource, day, rows, text, texts
from handbook.render.pages.groups import item_title
from handbook.source.dates import day_or_none
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.load.model import Record
    from handbook.render.context import Context


def _rows(context: Context) -> Iterator[dict[str, Any]]:
    for record in context.registry.of_type(KnownType.MEETING):
        if record.id not in context.quarantined:
            yield _meeting(context, record)


def _meeting(context: Context, record: Record) -> dict[str, Any]:
    on = day_or_none(record.get("date"))
    group = str(record.get("group", ""))
    decisions = context.pointing_at(record.id, "decision")
    return {
        "id": record.id,
        "title": context.label(record.id),
        "group": group,
        "group_title": context.label(group),
        "on": on,
        "state": record.get("state"),
        "held_as": record.get("held-as"),
        "venue": record.get("venue"),
        "papers_due": papers_day(record, on, context.assessment.settings) if on else None,
        "agenda": [
            {
                "item": row.get("item"),
                "title": item_title(row.get("title", "")),
                "purpose": row.get("purpose"),
                "documents": row.get("documents"),
            }
            for row in record.get("agenda") or ()
        ],
        "decisions": sorted(decision.id for decision in decisions),
        "visibility": "public" if record.public else "members",
        "page": context.places.url(record.id),
    }


RESOURCE = Resource(
    "meetings",
    "Every meeting, with its agenda and the decisions that were made at it; no minutes.",
    "one meeting",
    ("on", "id"),
    (
        text("id", "The meeting's id."),
        text("title", "What it is called."),
        text("group", "The group that meets, by its id."),
        text("group_title", "What the group is called."),
        day("on", "The day of the meeting."),
        text(
            "state",
            "Whether it is still to come, was held, or was called off.",
            ("scheduled", "held", "cancelled"),
        ),
        text("held_as", "How people come together, or how they decide without meeting."),
        text("venue", "Where it is held."),
        day("papers_due", "The day by which papers must be in."),
        rows(
            "agenda",
            "The items of the meeting, in order.",
            text("item", "The number of the item."),
            text("title", "What it is about."),
            text("purpose", "What the group is asked to do."),
            texts("documents", "The documents on the table, by their ids."),
        ),
        texts("decisions", "The decisions that were made at it, by their ids."),
        text("visibility", "`public` or `members`.", ("public", "members")),
        text("page", "Its page, relative to the site."),
    ),
    _rows,
)
