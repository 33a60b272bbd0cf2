"""Every schema inside a whole schema, each with its definition followed once, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbook.types.vocabulary import resolve

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.finding import Route

ROWS = "*"
"""In a route in data: every row of a list."""


@dataclass(frozen=True, slots=True)
class Subschema:
    """One schema inside another, with the definition it points at merged beneath it.

    ``data`` is its route in a record's data, ``*`` being every row of a list; ``route`` its route
    in the schema. ``fields`` are those of a mapping, resolved likewise. ``is_field`` is whether it
    is a field, and neither the whole schema nor what every row of a list is.
    """

    data: tuple[str, ...]
    route: Route
    schema: Mapping[str, Any]
    fields: Mapping[str, Mapping[str, Any]]
    is_field: bool


def subschemas(schema: Mapping[str, Any]) -> tuple[Subschema, ...]:
    """A whole schema and all within it, each before what is inside it; none leads to itself."""
    definitions = schema["$defs"]

    def walk(
        whole: Mapping[str, Any], data: tuple[str, ...], route: Route, *, is_field: bool
    ) -> Iterator[Subschema]:
        properties, rows = whole.get("properties"), whole.get("items")
        named = properties.items() if isinstance(properties, dict) else ()
        fields = {
            name: resolve(part, definitions) for name, part in named if isinstance(part, dict)
        }
        yield Subschema(data, route, whole, fields, is_field)
        for name, field in fields.items():
            yield from walk(field, (*data, name), (*route, "properties", name), is_field=True)
        if isinstance(rows, dict):
            row = resolve(rows, definitions)
            yield from walk(row, (*data, ROWS), (*route, "items"), is_field=False)

    return tuple(walk(resolve(schema, definitions), (), (), is_field=False))
