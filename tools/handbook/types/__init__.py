"""Content types: declarations, which are data, to ``ContentType`` objects."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from handbook.types.codes import BEHAVIOUR, CLASH, CODES
from handbook.types.declare import Parts, check_declaration, check_shape
from handbook.types.folders import OVERRIDES, Reading
from handbook.types.merge import build, check_links, merge
from handbook.types.model import ContentType, RefField, Types
from handbook.types.safeguards import weakened
from handbook.types.vocabulary import Problem, check_schema

if TYPE_CHECKING:
    from handbook.finding import Finding

__all__ = ["CODES", "OVERRIDES", "ContentType", "RefField", "Types", "load_types"]

RESERVED = frozenset(
    {
        "404",
        "adoption",
        "api",
        "assets",
        "attachments",
        "due",
        "evidence",
        "help",
        "network",
        "register",
        "search",
        "tags",
    }
)
"""Folders that pages or files of the handbook itself use."""


def load_types(
    overrides: Mapping[str, bytes] | None = None, *, check_built_in: bool = False
) -> tuple[Types, tuple[Finding, ...]]:
    """All content types, in the order in which they are shown, and what is wrong with them.

    ``overrides`` are the files below ``registry/_types/``, by path from the repository's top: each
    adds a file to a type, or takes the place of the file that came with the tool. A type that
    cannot be used is left out, with findings. The types that come with the tool are checked by its
    tests; ``check_built_in`` checks them here too.
    """
    if not overrides and not check_built_in:
        types, findings = _built_in()
        return dict(types), findings
    return _read(overrides or {}, check_built_in=check_built_in)


@cache
def _built_in() -> tuple[Types, tuple[Finding, ...]]:
    """The types that come with the tool. They cannot change while it runs, so are read once."""
    return _read({}, check_built_in=False)


def _read(
    overrides: Mapping[str, bytes], *, check_built_in: bool
) -> tuple[Types, tuple[Finding, ...]]:
    reading = Reading(overrides)
    shared = _mapping((reading.yaml("_shared.yaml") or {}).get("$defs"))
    behaviours = {
        name: data
        for name in reading.names(behaviours=True)
        if (data := reading.yaml(f"_behaviours/{name}.yaml")) is not None
    }
    for name, data in list(behaviours.items()):
        for problem in check_shape(data, behaviour=True):
            reading.report(f"_behaviours/{name}.yaml", problem)
            behaviours.pop(name, None)
    changed = any(f.own for path, f in reading.files.items() if path.startswith("_behaviours/"))
    found = [parts for name in reading.names() if (parts := reading.parts(name)) is not None]
    merged: dict[str, tuple[Parts, dict[str, Any]]] = {}
    for parts in found:
        checked = check_built_in or changed or reading.own(parts.name)
        schema = _schema(reading, parts, behaviours, shared, checked=checked)
        if schema is not None:
            merged[parts.name] = (parts, schema)
    having = _having(merged, behaviours)
    for name, (parts, schema) in list(merged.items()):
        for problem in check_links(schema, parts.declaration["label"], merged, having):
            code_file = "type.yaml" if problem.route == ("label",) else "schema.yaml"
            reading.report(f"{name}/{code_file}", problem)
    _clashes(reading, merged)
    order = sorted(merged, key=lambda name: (merged[name][0].declaration.get("order", 1000), name))
    types = {name: build(*merged[name], having) for name in order}
    if changed or any(reading.own(name) for name in types):
        _guard(reading, types)
    return types, tuple(reading.findings)


def _schema(
    reading: Reading,
    parts: Parts,
    behaviours: Mapping[str, Mapping[str, Any]],
    shared: Mapping[str, Any],
    *,
    checked: bool,
) -> dict[str, Any] | None:
    """The whole schema of a type; ``None``, with findings, if the type cannot be used."""
    wrong = list(check_declaration(parts.declaration))
    for problem in wrong:
        reading.report(f"{parts.name}/type.yaml", problem)
    shapeless = list(check_shape(parts.schema))
    for problem in shapeless:
        reading.report(f"{parts.name}/schema.yaml", problem)
    if wrong or shapeless:
        return None
    schema, problems = merge(parts, behaviours, shared)
    for problem in problems:
        reading.report(f"{parts.name}/type.yaml", problem)
    faults: list[Problem] = list(check_schema(schema)) if checked else []
    for problem in faults:
        reading.report(f"{parts.name}/schema.yaml", problem)
    return None if faults or any(p.code is BEHAVIOUR for p in problems) else schema


def _having(
    merged: Mapping[str, tuple[Parts, Any]], behaviours: Mapping[str, Any]
) -> dict[str, list[str]]:
    """The names of the types that have each behaviour, in the order in which they are shown."""
    order = sorted(merged, key=lambda name: (merged[name][0].declaration.get("order", 1000), name))
    return {
        behaviour: [
            name for name in order if behaviour in merged[name][0].declaration.get("behaviours", [])
        ]
        for behaviour in behaviours
    }


def _clashes(reading: Reading, merged: dict[str, tuple[Parts, dict[str, Any]]]) -> None:
    """Leave out a type whose folder another type, or the handbook itself, has already."""
    taken: dict[str, str] = {}
    for name in sorted(merged, key=reading.own):
        declaration = merged[name][0].declaration
        folder = declaration.get("folder") or declaration["singleton"]
        other = taken.setdefault(folder, name)
        if folder in RESERVED or other != name:
            whose = "the handbook itself" if folder in RESERVED else f"the content type {other}"
            message = f"the folder {folder} belongs to {whose}"
            reading.report(f"{name}/type.yaml", Problem(CLASH, ("folder",), message))
            del merged[name]


def _guard(reading: Reading, types: Types) -> None:
    """Refuse what weakens a type that comes with the tool, in the file that does so."""
    for name, shipped in _built_in()[0].items():
        if name not in types:
            continue  # a type that cannot be used has findings already
        for problem in weakened(types[name], shipped):
            file = "type.yaml" if problem.route == ("behaviours",) else "schema.yaml"
            brought = [f"{name}/{file}", *(f"_behaviours/{b}.yaml" for b in shipped.behaviours)]
            by = (one for one in brought if reading.has_own(one, problem.route))
            reading.report(next(by, brought[0]), problem)


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
