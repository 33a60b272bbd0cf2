"""What falls due, however far ahead: reviews, expiries, consultations, stops, and the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.outputs.fields.model import Resource, day, text, texts
from handbook.remind.wording import due_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.assess.due.model import Due
    from handbook.render.context import Context


def _rows(context: Context) -> Iterator[dict[str, Any]]:
    for item in context.assessment.due:
        if item.record in context.places.homes:
            yield _due(context, item)


def _due(context: Context, item: Due) -> dict[str, Any]:
    record = context.registry.records.get(item.record)
    return {
        "what": item.what,
        "words": due_words(item, context.assessment.today),
        "on": item.on if item.dated else None,
        "since": item.since,
        "record": item.record,
        "type": record.type if record else "",
        "title": context.label(item.record),
        "owner": item.owner,
        "owner_title": context.label(item.owner) if item.owner else "",
        "groups": item.groups,
        "meetings": item.meetings,
        "no_meeting_because": item.too_late,
        "why": item.why,
        "awaited": item.awaited,
        "page": context.places.url(item.record),
    }


RESOURCE = Resource(
    "due",
    "What falls due, whose it is, and which meeting can still decide it.",
    "one thing that falls due",
    ("on", "record", "what"),
    (
        text(
            "what",
            "What falls due: `review`, `expiry`, `consultation`, `suspension`, `unknown`, or what a"
            " content type calls its own.",
        ),
        text("words", "The same in words, with its day."),
        day("on", "The day. `null` for what waits for a decision without a day for it: now."),
        day("since", "Of what is suspended, since when."),
        text("record", "What it is about, by its id."),
        text("type", "The content type of that."),
        text("title", "What that is called."),
        text("owner", "The post that must act, by its id."),
        text("owner_title", "What that post is called."),
        texts("groups", "The groups that may decide it, by their ids."),
        texts("meetings", "The meetings to come that can decide it in time, soonest first."),
        text("no_meeting_because", "Why none can."),
        text(
            "why", "Of what cannot be told, why; of what has not come, what and for which periods."
        ),
        texts(
            "awaited",
            "Of what must come by a schedule: the records for which it must, by their ids.",
        ),
        text("page", "The page of what it is about, relative to the site."),
    ),
    _rows,
)
