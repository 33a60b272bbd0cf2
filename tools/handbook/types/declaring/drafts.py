"""One type, as far as its files can be read: what stands alone in them is judged here.

What is wrong in one line must not hide what is wrong in another, nor be told a second time as a
fault of what rests on it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from handbook.types.codes import BEHAVIOUR, UNEXPLAINED
from handbook.types.declaring.declare import Parts, check_declaration, check_shape
from handbook.types.marks import check_marks
from handbook.types.merge import merge
from handbook.types.vocabulary import check_schema

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from handbook.finding import Route
    from handbook.types.folders import DeclarationReader
    from handbook.types.vocabulary import VocabularyProblem

Merged = tuple[Parts, dict[str, Any]]
"""A type's files and its whole schema, behaviours merged in."""
_ITEM = 2
"""How deep in a declaration or a schema that stands which is told of: one column, one field."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A type that may or may not be usable.

    ``parts`` are without the lines of its declaration that are wrong, and ``schema`` without what
    is wrong in its top fields; it is ``None`` where nobody can say which fields there are.
    ``doubtful`` are the names of those lines and fields: what rests on one of them is not known.
    """

    parts: Parts
    schema: dict[str, Any] | None
    usable: bool
    doubtful: frozenset[str] = frozenset()

    @property
    def merged(self) -> Merged | None:
        """What it is held against other types by, if its fields are known."""
        return None if self.schema is None else (self.parts, self.schema)


def draft(
    reading: DeclarationReader,
    parts: Parts,
    behaviours: Mapping[str, Mapping[str, Any]],
    shared: Mapping[str, Any],
    *,
    checked: bool,
) -> Draft:
    """One type, with everything reported that is wrong in its own files by themselves."""
    names = {name: f"{parts.name}/{name}" for name in ("type.yaml", "schema.yaml")}
    wrong: list[VocabularyProblem] = []
    if checked and "type.yaml" not in parts.unread:
        wrong += check_declaration(parts.declaration)
    shapeless = list(check_shape(parts.schema))
    reading.report_all(names["type.yaml"], wrong)
    reading.report_all(names["schema.yaml"], shapeless)
    lines = {str(problem.route[0]) for problem in wrong}
    if lines:
        sound = {line: value for line, value in parts.declaration.items() if line not in lines}
        parts = replace(parts, declaration=sound)
    if shapeless or "schema.yaml" in parts.unread:
        return Draft(parts, None, usable=False, doubtful=frozenset(lines))
    schema, problems = merge(parts, behaviours, shared)
    reading.report_all(names["type.yaml"], problems)
    faults = list(check_schema(schema)) if checked else []
    fields = spoilt_fields(faults, parts.schema)
    unknown = any(problem.code is BEHAVIOUR for problem in problems)
    known = fields is not None and not unknown and not lines & {"behaviours"} | parts.unread
    legible = _without(schema, fields or (), faults) if known else None
    if checked and legible is not None:
        sealed = "endorsable" in parts.declaration.get("behaviours", [])
        marks = list(check_marks(legible, sealed=sealed))
        faults += (p for p in marks if not rests_on(p.route, legible, fields or ()))
    reading.report_all(names["schema.yaml"], faults)
    usable = not (wrong or faults or unknown or parts.unread)
    return Draft(parts, legible, usable, frozenset(lines).union(fields or ()))


def spoilt_fields(
    faults: Iterable[VocabularyProblem], own: Mapping[str, Any]
) -> frozenset[str] | None:
    """The top fields of which something is wrong; ``None`` if it cannot be known which there are.

    That a field is not explained spoils nothing. ``own`` is the schema as the type's file has it.
    """
    spoilt: set[str] = set()
    for fault in faults:
        match fault.route:
            case _ if fault.code is UNEXPLAINED:
                pass
            case ("properties", str(name), *_):
                spoilt.add(name)
            case ("$defs", *_):
                return None
            case _ if "properties" not in own:  # perhaps it is there, misspelt
                return None
    return frozenset(spoilt)


def _without(
    schema: Mapping[str, Any], fields: Collection[str], faults: Iterable[VocabularyProblem]
) -> dict[str, Any]:
    """A schema with nothing said of these fields, and without the other words that are wrong."""
    known = {"properties", "$defs", "required"}
    words = {fault.route[0] for fault in faults if fault.route} - known
    kept = {word: value for word, value in schema.items() if word not in words}
    kept["properties"] = {
        name: {} if name in fields else part for name, part in schema["properties"].items()
    }
    return kept


def rests_on(route: Route, data: Any, doubtful: Collection[str]) -> bool:
    """Whether what stands at a route, in one column or field, names something that is doubtful."""
    for step in route[:_ITEM]:
        if isinstance(data, Mapping):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int):
            data = data[step]
    named = {*route[:_ITEM], *_words(data)}
    return not named.isdisjoint(doubtful)


def _words(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield from re.findall(r"[\w-]+", data)
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from _words(value)
    elif isinstance(data, list):
        for value in data:
            yield from _words(value)
