"""The records of one type as rows: what each says, in the names of its own fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.outputs.fields.standing import documents, readable_data
from handbook.render.pages.linked import progress_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.load.model import Record
    from handbook.render.context import Context
    from handbook.types.model import ContentType

APART = frozenset({"id", "visibility"})
"""Fields that stand beside the others, as every type has them."""


def rows_of_type(context: Context, kind: ContentType) -> Iterator[dict[str, Any]]:
    """A row for each record of a type that can be shown, in order of its id.

    A document has the fields of the text that readers get, and says how that stands.
    """
    if kind.has("endorsable"):
        yield from _documents(context, kind)
        return
    for record in sorted(context.registry.of_type(kind.name), key=lambda record: record.id):
        if record.id not in context.quarantined:
            yield {
                "id": record.id,
                "title": context.label(record.id),
                "visibility": "public" if record.public else "members",
                "page": _page(context, record),
                **_worked_out(context, kind, record),
                "fields": _fields(record.data),
            }


def _documents(context: Context, kind: ContentType) -> Iterator[dict[str, Any]]:
    for standing, known in documents(context):
        if known["type"] == kind.name:
            beside = {
                name: known[name]
                for name in ("id", "title", "visibility", "page", "in_force", "state", "version")
            }
            until = known["until"]
            day = until.isoformat() if hasattr(until, "isoformat") else until
            yield {**beside, "until": day, "fields": _fields(readable_data(context, standing))}


def _page(context: Context, record: Record) -> str:
    return context.places.url(record.id) if record.id in context.places.homes else ""


def _worked_out(context: Context, kind: ContentType, record: Record) -> dict[str, Any]:
    """How far a record has come, of a type that says what counts; in a public edition nothing."""
    if not kind.progress:
        return {}
    if context.stamp.public:
        return {"progress": None}
    far = progress_of(context, record.id)
    return {"progress": {"of": far.of, "done": len(far.done), "late": len(far.late)}}


def _fields(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name not in APART}
