"""Behaviours, shared definitions and a type's own schema, put together into a whole schema."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from handbook.source.words.spelling import nearest
from handbook.types.codes import BEHAVIOUR, DECLARATION, POINTER
from handbook.types.vocabulary import VocabularyProblem, pointers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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
    names = parts.declaration.get("behaviours", [])
    brought = _Brought()
    for name in dict.fromkeys([ALWAYS, *names]):
        brought.take(name, behaviours)
    problems = [*brought.problems, *_alone(names)]
    own = parts.schema
    whole = {**own, "$schema": SCHEMA, "title": parts.declaration.get("title", parts.name)}
    whole["description"] = parts.declaration.get("description", "")
    whole["properties"] = {**brought.properties, **mapping(own.get("properties"))}
    whole["required"] = list(dict.fromkeys([*brought.required, *_list(own.get("required"))]))
    whole["x-refused"] = {**brought.refused, **mapping(own.get("x-refused"))}
    if brought.beside:
        beside = {**brought.beside, **mapping(own.get("dependentRequired"))}
        whole["dependentRequired"] = beside
    whole["$defs"] = _definitions(whole, {**shared, **mapping(own.get("$defs"))})
    return whole, problems


@dataclass(slots=True)
class _Brought:
    """What the behaviours of a type bring, in the order declared, and what is wrong with that."""

    properties: dict[str, Any] = field(default_factory=dict)
    required: list[str] = field(default_factory=list)
    refused: dict[str, Any] = field(default_factory=dict)
    beside: dict[str, Any] = field(default_factory=dict)
    problems: list[VocabularyProblem] = field(default_factory=list)
    _from: dict[str, str] = field(default_factory=dict)

    def take(self, name: str, behaviours: Mapping[str, Mapping[str, Any]]) -> None:
        """Take in one behaviour; a field that another one brought already is a problem."""
        behaviour = behaviours.get(name)
        if behaviour is None:
            hint = f"These exist: {', '.join(sorted(behaviours))}."
            self._wrong(f"there is no behaviour called {name}", hint)
            return
        fields = mapping(behaviour.get("properties"))
        for known in fields:
            if known in self._from:
                others = f"{self._from[known]} and {name}"
                self._wrong(f"the behaviours {others} both bring a field {known}")
            self._from[known] = name
        self.properties.update(fields)
        self.required += _list(behaviour.get("required"))
        self.refused.update(mapping(behaviour.get("x-refused")))
        self.beside.update(mapping(behaviour.get("dependentRequired")))

    def _wrong(self, message: str, hint: str = "") -> None:
        self.problems.append(VocabularyProblem(BEHAVIOUR, ("behaviours",), message, hint))


def _alone(names: Sequence[str]) -> Iterator[VocabularyProblem]:
    """The behaviours that lack the one without which they mean nothing."""
    for name, needed in NEEDS.items():
        if name in names and needed not in names:
            message = f"the behaviour {name} needs the behaviour {needed} beside it"
            yield VocabularyProblem(BEHAVIOUR, ("behaviours",), message)


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


def check_links(
    schema: Mapping[str, Any], label: str, types: Iterable[str], having: Mapping[str, Any]
) -> Iterator[VocabularyProblem]:
    """Yield references to types or behaviours that do not exist, and labels of unknown fields."""
    known = set(types)
    for route, reference in _places(schema, ()):
        for name in reference.get("to", []):
            if name not in known:
                message = f"there is no content type called {name}"
                yield VocabularyProblem(POINTER, route, message, nearest(name, known))
        if "with" in reference and reference["with"] not in having:
            yield VocabularyProblem(
                POINTER, route, f"there is no behaviour called {reference['with']}"
            )
    try:
        fields = [name for _, name, _, _ in string.Formatter().parse(label) if name is not None]
    except ValueError:
        yield VocabularyProblem(DECLARATION, ("label",), "the braces of `label` do not match")
        return
    for name in fields:
        if name not in schema["properties"]:
            message = f"`label` names a field {{{name}}} that the schema does not have"
            hint = nearest(name, schema["properties"])
            yield VocabularyProblem(DECLARATION, ("label",), message, hint)


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


def mapping(value: Any) -> Mapping[str, Any]:
    """The value if it is a mapping, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
