"""Whether a field of one type, named in the declaration of another, is what it is taken for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.types.codes import DECLARATION
from handbook.types.declaring import listing
from handbook.types.declaring.listing import field_of
from handbook.types.vocabulary import VocabularyProblem, resolve

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.finding import Route

    Schemas = Mapping[str, tuple[Any, Mapping[str, Any]]]
    """The files of each type (``declare.Parts``) and its whole schema, by its name."""


def single_field(schema: Mapping[str, Any], path: str) -> Mapping[str, Any]:
    """What a schema says of a field, or of each value in one that is a list; nothing if neither."""
    field = field_of(schema, path) or {}
    return resolve(field["items"], schema.get("$defs", {})) if "items" in field else field


def leads_to(field: Mapping[str, Any], name: str, schemas: Schemas) -> bool:
    """Whether a field is a reference that may lead to a record of a type."""
    reference = field.get("x-ref", {})
    having = reference.get("with")
    behaviours = schemas[name][0].declaration.get("behaviours", [])
    return name in reference.get("to", []) or (having is not None and having in behaviours)


def any_leads_to(other: str, name: str, schemas: Schemas) -> bool:
    """Whether any field of a type, however deep, is a reference that may lead to another type."""
    return any(
        leads_to(each, name, schemas) for each in _fields(schemas[other][1], schemas[other][1])
    )


def _fields(part: Any, schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    whole = resolve(part, schema.get("$defs", {}))
    yield whole
    for inner in whole.get("properties", {}).values():
        yield from _fields(inner, schema)
    if "items" in whole:
        yield from _fields(whole["items"], schema)


def only_texts(given: Any) -> bool:
    """Whether something is a list of texts that are not empty."""
    return isinstance(given, list) and all(isinstance(each, str) and each for each in given)


def lacking(schema: Mapping[str, Any], names: Any, route: Route) -> Iterator[VocabularyProblem]:
    """Yield a list of top fields that a schema does not have."""
    for name in names:
        if name not in schema["properties"]:
            yield listing.lacking(route, name, schema)


def wrong(route: Route, message: str) -> VocabularyProblem:
    """Something that a declaration may not say."""
    return VocabularyProblem(DECLARATION, route, message)
