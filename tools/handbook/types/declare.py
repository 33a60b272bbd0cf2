"""One folder of declarations to one content type."""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbook.types.codes import BEHAVIOUR, DECLARATION, KEYWORD, POINTER
from handbook.types.model import ContentType, RefField
from handbook.types.vocabulary import Problem, pointers, resolve

if TYPE_CHECKING:
    from handbook.finding import Route

ALWAYS = "record"
"""The behaviour that every type has: an id, a title, who may read it."""
SCHEMA = "https://json-schema.org/draft/2020-12/schema"

TEXTS = ("title", "plural", "description", "label")
BROUGHT = frozenset({"title", "description", "properties", "required", "x-refused"})
"""What a behaviour consists of."""
LINES = frozenset({*TEXTS, "order", "folder", "singleton", "format", "behaviours"})
FORMATS = ("yaml", "markdown")


@dataclass(frozen=True, slots=True)
class Parts:
    """What was read for one type: its declaration, its own schema, its template, its example."""

    name: str
    declaration: Mapping[str, Any]
    schema: Mapping[str, Any]
    template: str
    example: str
    example_name: str
    origin: str


def check_declaration(declaration: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield what is wrong with the contents of a ``type.yaml``."""
    for line in declaration:
        if line not in LINES:
            yield _wrong(line, f"`{line}` is not a line of a type's declaration")
    for line in TEXTS:
        value = declaration.get(line)
        if not isinstance(value, str) or not value.strip():
            yield _wrong(line, f"`{line}` is missing; give it in words")
    if declaration.get("format") not in FORMATS:
        yield _wrong("format", "`format` is either yaml or markdown")
    order = declaration.get("order", 1000)
    if isinstance(order, bool) or not isinstance(order, int):
        yield _wrong("order", "`order` is a whole number; types are shown lowest first")
    behaviours = declaration.get("behaviours", [])
    if not isinstance(behaviours, list) or not all(isinstance(name, str) for name in behaviours):
        yield _wrong("behaviours", "`behaviours` is a list of names")
    yield from _place(declaration)


def _place(declaration: Mapping[str, Any]) -> Iterator[Problem]:
    folder, singleton = declaration.get("folder"), declaration.get("singleton")
    if (folder is None) == (singleton is None):
        yield _wrong("folder", "give either `folder` or, for a type with one record, `singleton`")
    if folder is not None and not _plain(folder):
        yield _wrong("folder", "`folder` is one word of lower-case letters, digits and hyphens")
    if singleton is not None and not (
        isinstance(singleton, str)
        and _plain(singleton.removesuffix(".yaml").removesuffix(".md"))
        and singleton.endswith(".md" if declaration.get("format") == "markdown" else ".yaml")
    ):
        yield _wrong("singleton", "`singleton` is a file name such as network.yaml")


def _plain(name: Any) -> bool:
    allowed = set(string.ascii_lowercase + string.digits + "-")
    return isinstance(name, str) and name.strip("-") == name != "" and set(name) <= allowed


def _wrong(line: str, message: str) -> Problem:
    return Problem(DECLARATION, (line,), message)


def check_shape(schema: Mapping[str, Any], *, behaviour: bool = False) -> Iterator[Problem]:
    """Yield what stands in the way of merging a schema, or the part that a behaviour brings."""
    shapes: dict[str, type] = {
        "properties": dict,
        "$defs": dict,
        "required": list,
        "x-refused": dict,
    }
    for word, shape in shapes.items():
        if not isinstance(schema.get(word, shape()), shape):
            kind = "a list" if shape is list else "a mapping"
            yield Problem(KEYWORD, (word,), f"`{word}` must be {kind}")
    for word in schema if behaviour else ():
        if word not in BROUGHT:
            yield Problem(KEYWORD, (word,), f"`{word}` is not something a behaviour can bring")


def merge(
    parts: Parts, behaviours: Mapping[str, Mapping[str, Any]], shared: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Problem]]:
    """A type's whole schema, and what stood in the way of putting it together.

    The fields of its behaviours come first, in the order declared, then its own, which may say more
    about a field of a behaviour. Definitions in use are copied in.
    """
    problems: list[Problem] = []
    properties: dict[str, Any] = {}
    whole: dict[str, Any] = {}
    brought: dict[str, str] = {}
    required: list[str] = []
    refused: dict[str, Any] = {}
    for name in dict.fromkeys([ALWAYS, *parts.declaration.get("behaviours", [])]):
        behaviour = behaviours.get(name)
        if behaviour is None:
            message = f"there is no behaviour called {name}"
            hint = f"These exist: {', '.join(sorted(behaviours))}."
            problems.append(Problem(BEHAVIOUR, ("behaviours",), message, hint))
            continue
        for field in _mapping(behaviour.get("properties")):
            if field in brought:
                message = f"the behaviours {brought[field]} and {name} both bring a field {field}"
                problems.append(Problem(BEHAVIOUR, ("behaviours",), message))
            brought[field] = name
        properties.update(_mapping(behaviour.get("properties")))
        required += _list(behaviour.get("required"))
        refused.update(_mapping(behaviour.get("x-refused")))
    own = parts.schema
    whole = {**own, "$schema": SCHEMA, "title": parts.declaration.get("title", parts.name)}
    whole["description"] = parts.declaration.get("description", "")
    whole["properties"] = {**properties, **_mapping(own.get("properties"))}
    whole["required"] = list(dict.fromkeys([*required, *_list(own.get("required"))]))
    whole["x-refused"] = {**refused, **_mapping(own.get("x-refused"))}
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
        origin=parts.origin,
    )


def check_links(
    schema: Mapping[str, Any], label: str, types: Iterable[str], having: Mapping[str, Any]
) -> Iterator[Problem]:
    """Yield references to types or behaviours that do not exist, and labels of unknown fields."""
    known = set(types)
    for route, found in _places(schema, ()):
        for name in found.get("to", []):
            if name not in known:
                yield Problem(POINTER, route, f"there is no content type called {name}")
        if "with" in found and found["with"] not in having:
            yield Problem(POINTER, route, f"there is no behaviour called {found['with']}")
    try:
        fields = [field for _, field, _, _ in string.Formatter().parse(label) if field is not None]
    except ValueError:
        yield _wrong("label", "the braces of `label` do not match")
        return
    for field in fields:
        if field not in schema["properties"]:
            yield _wrong(
                "label", f"`label` names a field {{{field}}} that the schema does not have"
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
    found = whole.get("x-ref")
    if found:
        to = dict.fromkeys([*found.get("to", []), *having.get(found.get("with", ""), [])])
        yield RefField(route, tuple(to), found["inverse"])
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
