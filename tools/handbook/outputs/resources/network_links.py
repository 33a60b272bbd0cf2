"""Where the network and others overlap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.outputs.fields.model import Resource, text, texts
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.load.model import Record
    from handbook.render.context import Context


def _rows(context: Context) -> Iterator[dict[str, Any]]:
    for record in context.registry.of_type(KnownType.NETWORK_LINK):
        if record.id not in context.quarantined:
            yield _link(context, record)


def _link(context: Context, record: Record) -> dict[str, Any]:
    liaison = str(record.get("liaison", ""))
    return {
        "id": record.id,
        "title": context.label(record.id),
        "other_network": record.get("network"),
        "address": record.get("address"),
        "overlap": record.get("overlap"),
        "liaison": liaison,
        "liaison_title": context.label(liaison) if liaison else "",
        "documents": record.get("joint-documents"),
        "visibility": "public" if record.public else "members",
        "page": context.places.url(record.id),
    }


RESOURCE = Resource(
    "network_links",
    "Every other network that this one has to do with. It says nothing of how a document stands.",
    "one link to another network",
    ("id",),
    (
        text("id", "The link's id."),
        text("title", "What the other network is called here."),
        text("other_network", "The other network, by the id that its own registry has for it."),
        text("address", "Where its handbook is."),
        text("overlap", "Where the two overlap."),
        text("liaison", "The post that keeps in touch with it, by its id."),
        text("liaison_title", "What that post is called."),
        texts("documents", "The documents of this network that both work by, by their ids."),
        text("visibility", "`public` or `members`.", ("public", "members")),
        text("page", "Its page, relative to the site."),
    ),
    _rows,
)
