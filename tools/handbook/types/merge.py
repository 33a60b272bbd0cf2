"""Behaviours, shared definitions and a type's own schema, put together into a content type."""

from __future__ import annotations

import string
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from handbook.types.bounds import bounds_of
from handbook.types.codes import BEHAVIOUR, DECLARATION, POINTER
from handbook.types.counting.rows import counted_rows
from handbook.types.declaring.facets import facets_of
from handbook.types.declaring.form import form_of
from handbook.types.declaring.listing import ELSEWHERE, LAST, columns_of, entries_of, parts_of
from handbook.types.declaring.score import score_of
from handbook.types.marks import keyed_lists, marked, stale_dates
from handbook.types.model import ContentType, RefField
from handbook.types.pointing.expects import expects_of
from handbook.types.pointing.needs import needs_of
from handbook.types.pointing.progress import progress_of
from handbook.types.vocabulary import VocabularyProblem, pointers, resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handbook.finding import Route
    from handbook.types.declaring.declare import Parts

ALWAYS = "record"
"""The behaviour that every type has: an id, a title, who may read it."""
NEEDS = {"adoptable": "endorsable"}
"""Behaviours that mean nothing alone: only what a group endorses can be adopted by members."""
SCHEMA = "https://json-schema.org/draft/2020-12/schema"


def merge(
    parts: Parts, behaviours: Mapping[str, Mapping[str, Any]], shared: Mapping[str, Any]
) -> tuple[dict[str, Any], list[VocabularyProblem]]:
    """A type's whole schema, and what stood in the way of putting it together.

    The fields of its behaviours come first, in the order declared, then its own, which may say more
    about a field of a behaviour. Definitions in use are copied in.
    """
    problems: list[VocabularyProblem] = []
    properties: dict[str, Any] = {}
    whole: dict[str, Any] = {}
    brought: dict[str, str] = {}
    required: list[str] = []
    refused: dict[str, Any] = {}
    beside: dict[str, Any] = {}
    for name in dict.fromkeys([ALWAYS, *parts.declaration.get("behaviours", [])]):
        behaviour = behaviours.get(name)
        if behaviour is None:
            message = f"there is no behaviour called {name}"
            hint = f"These exist: {', '.join(sorted(behaviours))}."
            problems.append(VocabularyProblem(BEHAVIOUR, ("behaviours",), message, hint))
            continue
        for field in _mapping(behaviour.get("properties")):
            if field in brought:
                message = f"the behaviours {brought[field]} and {name} both bring a field {field}"
                problems.append(VocabularyProblem(BEHAVIOUR, ("behaviours",), message))
            brought[field] = name
        properties.update(_mapping(behaviour.get("properties")))
        required += _list(behaviour.get("required"))
        refused.update(_mapping(behaviour.get("x-refused")))
        beside.update(_mapping(behaviour.get("dependentRequired")))
    for name, needed in NEEDS.items():
        given = parts.declaration.get("behaviours", [])
        if name in given and needed not in given:
            message = f"the behaviour {name} needs the behaviour {needed} beside it"
            problems.append(VocabularyProblem(BEHAVIOUR, ("behaviours",), message))
    own = parts.schema
    whole = {**own, "$schema": SCHEMA, "title": parts.declaration.get("title", parts.name)}
    whole["description"] = parts.declaration.get("description", "")
    whole["properties"] = {**properties, **_mapping(own.get("properties"))}
    whole["required"] = list(dict.fromkeys([*required, *_list(own.get("required"))]))
    whole["x-refused"] = {**refused, **_mapping(own.get("x-refused"))}
    if beside:
        whole["dependentRequired"] = {**beside, **_mapping(own.get("dependentRequired"))}
    whole["$defs"] = _definitions(whole, {**shared, **_mapping(own.get("$defs"))})
    return whole, problems


def _definitions(schema: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """The definitions that a schema uses, directly or through others."""
    used: dict[str, Any] = {}
    waiting = list(pointers({k: v for k, v in schema.items() if k != "$defs"}))
    while waiting:
        name = waiting.pop()
        if name in known and name not in used:
            used[name] = known[name]
            waiting += pointers(known[name])
    return dict(sorted(used.items()))


def build(parts: Parts, schema: dict[str, Any], having: Mapping[str, list[str]]) -> ContentType:
    """The content type itself. ``having`` gives the names of the types with each behaviour."""
    schema = _expand(schema, having)
    declaration = parts.declaration
    definitions = schema["$defs"]
    properties = schema["properties"]
    administrative = {
        name
        for name, field in properties.items()
        if resolve(_mapping(field), definitions).get("x-administrative") is True
    }
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
        references=tuple(_references(schema, (), definitions, having)),
        administrative=frozenset(administrative),
        template=parts.template,
        example=parts.example,
        example_name=parts.example_name,
        start=parts.start or parts.example,
        origin=parts.origin,
        own_template=parts.own_template,
        section=declaration.get("section", ELSEWHERE),
        order=declaration.get("order", LAST),
        search=declaration.get("search", "first"),
        names=tuple(
            name
            for name, field in properties.items()
            if resolve(_mapping(field), definitions).get("x-search") is True
        ),
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
        score=score_of(declaration),
        form=form_of(declaration),
    )


def check_links(
    schema: Mapping[str, Any], label: str, types: Iterable[str], having: Mapping[str, Any]
) -> Iterator[VocabularyProblem]:
    """Yield references to types or behaviours that do not exist, and labels of unknown fields."""
    known = set(types)
    for route, reference in _places(schema, ()):
        for name in reference.get("to", []):
            if name not in known:
                yield VocabularyProblem(POINTER, route, f"there is no content type called {name}")
        if "with" in reference and reference["with"] not in having:
            yield VocabularyProblem(
                POINTER, route, f"there is no behaviour called {reference['with']}"
            )
    try:
        fields = [field for _, field, _, _ in string.Formatter().parse(label) if field is not None]
    except ValueError:
        yield VocabularyProblem(DECLARATION, ("label",), "the braces of `label` do not match")
        return
    for field in fields:
        if field not in schema["properties"]:
            yield VocabularyProblem(
                DECLARATION,
                ("label",),
                f"`label` names a field {{{field}}} that the schema does not have",
            )


def _places(schema: Any, route: Route) -> Iterator[tuple[Route, Mapping[str, Any]]]:
    if isinstance(schema, Mapping):
        if isinstance(schema.get("x-ref"), Mapping):
            yield (*route, "x-ref"), schema["x-ref"]
        if isinstance(schema.get("x-types"), str):
            yield (*route, "x-types"), {"with": schema["x-types"]}
        for key, value in schema.items():
            if key not in ("x-ref", "examples", "default", "enum", "const"):
                yield from _places(value, (*route, key))
    elif isinstance(schema, list):
        for number, value in enumerate(schema):
            yield from _places(value, (*route, number))


def _references(
    schema: Any,
    route: tuple[str, ...],
    definitions: Mapping[str, Any],
    having: Mapping[str, list[str]],
) -> Iterator[RefField]:
    """The reference fields of a schema, at any depth."""
    whole = resolve(_mapping(schema), definitions)
    reference = whole.get("x-ref")
    if reference:
        to = dict.fromkeys([*reference.get("to", []), *having.get(reference.get("with", ""), [])])
        yield RefField(route, tuple(to), reference["inverse"])
    for name, field in _mapping(whole.get("properties")).items():
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


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
