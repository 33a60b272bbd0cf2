"""The organisations of the network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.outputs.fields.model import Resource, day, number, text
from handbook.source.dates import day_or_none
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.load.model import Record
    from handbook.render.context import Context


def _rows(context: Context) -> Iterator[dict[str, Any]]:
    for record in context.registry.of_type(KnownType.ORGANISATION):
        if record.id not in context.quarantined:
            yield _organisation(context, record)


def _organisation(context: Context, record: Record) -> dict[str, Any]:
    positions = context.assessment.adoption.of_organisation(record.id)
    champion = str(record.get("champion", ""))
    return {
        "id": record.id,
        "title": context.label(record.id),
        "short_name": record.get("short-name"),
        "kind": record.get("kind"),
        "role": record.get("role"),
        "sector": record.get("sector"),
        "area": record.get("area"),
        "joined": day_or_none(record.get("joined")),
        "left": day_or_none(record.get("left")),
        "champion": champion,
        "champion_title": context.label(champion) if champion else "",
        "uses_version_in_force": sum(position.up_to_date for position in positions),
        "behind": sum(position.behind for position in positions),
        "not_supported": sum(position.unsupported for position in positions),
        "outstanding": sum(position.outstanding for position in positions),
        "visibility": "public" if record.public else "members",
        "page": context.places.url(record.id),
    }


RESOURCE = Resource(
    "organisations",
    "Every organisation of the network, and how many documents it uses.",
    "one organisation",
    ("id",),
    (
        text("id", "The organisation's id."),
        text("title", "What it is called."),
        text("short_name", "A shorter name, for tables."),
        text("kind", "What kind of organisation it is."),
        text("role", "Its part in the network."),
        text("sector", "The sector it belongs to."),
        text("area", "The area it serves."),
        day("joined", "The day on which it joined the network."),
        day("left", "The day on which it left. From then on it is asked nothing."),
        text("champion", "The post that speaks for the network there, by its id."),
        text("champion_title", "What that post is called."),
        number("uses_version_in_force", "Of how many documents it uses the version in force."),
        number("behind", "About how many it answered of an older version."),
        number("not_supported", "How many texts it uses that the network does not stand behind."),
        number("outstanding", "About how many it has yet to answer."),
        text("visibility", "`public` or `members`.", ("public", "members")),
        text("page", "Its page, relative to the site."),
    ),
    _rows,
)
