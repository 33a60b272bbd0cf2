"""Every field of a record as rows of one table, whatever its type: for the plainest of pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from handbook.assess.contacts import tel
from handbook.assess.cover.hours import read_hours
from handbook.assess.cover.spoken import capital, hours_in_words
from handbook.render.markdown.writing import Md, in_words, inline, written_date
from handbook.source.periods import period_words
from handbook.types.vocabulary import resolve

Link = Callable[[str], Md | None]
"""A link to a record by its id, if there is such a record."""

_APART = frozenset({"id", "title", "summary", "visibility"})
"""Fields that every page tells in its own way, whatever its template."""


def every_field(
    data: Mapping[str, Any], schema: Mapping[str, Any], link: Link
) -> list[tuple[str, Md]]:
    """Pairs of a field's name and what it says, as the type's ``schema`` says what it is."""
    return [
        (in_words(name), _flat(value, _inner(schema, name, schema), schema, link))
        for name, value in data.items()
        if name not in _APART
    ]


def single(value: Any, field: Mapping[str, Any], link: Link) -> Md:
    """A value that holds no others: a reference as a link, a day written out, a choice in words."""
    if "x-ref" in field:
        return link(str(value)) or inline(value)
    if field.get("format") == "date":
        return written_date(value)
    if field.get("format") == "period":
        return inline(period_words(value))
    if field.get("format") == "phone":
        return Md(f"[{inline(value)}]({tel(str(value))})")
    return inline(in_words(value) if "enum" in field and isinstance(value, str) else value)


def _inner(field: Mapping[str, Any], name: str, schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the schema says of a part of a mapping, with what it points at."""
    return resolve(field.get("properties", {}).get(name, {}), schema.get("$defs", {}))


def _flat(value: Any, field: Mapping[str, Any], schema: Mapping[str, Any], link: Link) -> Md:
    """A value of any depth on one line, the parts of a mapping after their names."""
    if field.get("x-hours") and (hours := read_hours(value)[0]):
        return inline(capital(hours_in_words(hours)))
    if isinstance(value, Mapping):
        parts = (
            f"{inline(in_words(name))}: {_flat(part, _inner(field, name, schema), schema, link)}"
            for name, part in value.items()
        )
        return Md(", ".join(parts))
    if isinstance(value, (list, tuple)):
        each = resolve(field.get("items", {}), schema.get("$defs", {}))
        return Md("; ".join(_flat(part, each, schema, link) for part in value))
    return single(value, field, link)
