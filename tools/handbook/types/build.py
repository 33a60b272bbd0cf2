"""A content type, made of its declaration and its whole schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.types.bounds import bounds_of
from handbook.types.counting.people import people_counts
from handbook.types.counting.rows import counted_rows
from handbook.types.declaring.facets import facets_of
from handbook.types.declaring.form import form_of
from handbook.types.declaring.listing import ELSEWHERE, LAST, columns_of, entries_of, parts_of
from handbook.types.declaring.score import score_of
from handbook.types.marks import keyed_lists, marked, stale_dates
from handbook.types.merge import ALWAYS, mapping
from handbook.types.model import ContentType, RefField
from handbook.types.pointing.expects import expects_of
from handbook.types.pointing.needs import needs_of
from handbook.types.pointing.progress import progress_of
from handbook.types.vocabulary import resolve

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.types.declaring.declare import Parts


def build(parts: Parts, schema: dict[str, Any], having: Mapping[str, list[str]]) -> ContentType:
    """The content type itself. ``having`` gives the names of the types with each behaviour."""
    return _built(parts, _expand(schema, having), having)


def _built(parts: Parts, schema: dict[str, Any], having: Mapping[str, list[str]]) -> ContentType:
    declaration = parts.declaration
    ends = marked(schema, "x-ends")
    return ContentType(
        name=parts.name,
        title=declaration["title"],
        plural=declaration["plural"],
        description=declaration["description"],
        folder=declaration.get("folder", ""),
        singleton=declaration.get("singleton", ""),
        format=declaration["format"],
        label=declaration["label"],
        behaviours=frozenset([ALWAYS, *declaration.get("behaviours", [])]),
        schema=schema,
        references=tuple(_references(schema, (), schema["$defs"], having)),
        administrative=frozenset(_fields_with(schema, "x-administrative")),
        template=parts.template,
        example=parts.example,
        example_name=parts.example_name,
        start=parts.start or parts.example,
        origin=parts.origin,
        own_template=parts.own_template,
        section=declaration.get("section", ELSEWHERE),
        order=declaration.get("order", LAST),
        search=declaration.get("search", "first"),
        names=tuple(_fields_with(schema, "x-search")),
        columns=columns_of(declaration),
        filters=facets_of(declaration),
        sort=declaration.get("sort", ""),
        newest=declaration.get("newest", False),
        parts=parts_of(declaration),
        entries=entries_of(declaration),
        keyed=keyed_lists(schema),
        stale=stale_dates(schema),
        ends=ends,
        needs=needs_of(declaration, ends),
        progress=progress_of(declaration),
        hours=marked(schema, "x-hours"),
        expects=expects_of(declaration, ends),
        happened=marked(schema, "x-happened"),
        bounds=bounds_of(schema),
        counted=counted_rows(schema),
        people=people_counts(schema),
        score=score_of(declaration),
        form=form_of(declaration),
    )


def _fields_with(schema: Mapping[str, Any], mark: str) -> Iterator[str]:
    """The top fields that have a mark, themselves or by the definition they stand for."""
    for name, part in schema["properties"].items():
        if resolve(mapping(part), schema["$defs"]).get(mark) is True:
            yield name


def _references(
    schema: Any,
    route: tuple[str, ...],
    definitions: Mapping[str, Any],
    having: Mapping[str, list[str]],
) -> Iterator[RefField]:
    """The reference fields of a schema, at any depth."""
    whole = resolve(mapping(schema), definitions)
    reference = whole.get("x-ref")
    if reference:
        to = dict.fromkeys([*reference.get("to", []), *having.get(reference.get("with", ""), [])])
        yield RefField(route, tuple(to), reference["inverse"])
    for name, field in mapping(whole.get("properties")).items():
        yield from _references(field, (*route, name), definitions, having)
    if "items" in whole:
        yield from _references(whole["items"], (*route, "*"), definitions, having)


def _expand(schema: Any, having: Mapping[str, list[str]]) -> Any:
    """A schema with each ``x-types`` made into the list of the types that have the behaviour."""
    if isinstance(schema, list):
        return [_expand(part, having) for part in schema]
    if not isinstance(schema, dict):
        return schema
    whole = {key: _expand(value, having) for key, value in schema.items()}
    if isinstance(whole.get("x-types"), str):
        whole["enum"] = having.get(whole.pop("x-types"), [])
    return whole
