"""Content types: declarations, which are data, to ``ContentType`` objects."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from handbook.types.build import build
from handbook.types.codes import BEHAVIOUR, CLASH, CODES
from handbook.types.declaring.declare import Parts, check_declaration, check_shape
from handbook.types.declaring.facets import check_facet_fields
from handbook.types.declaring.form import check_form_field
from handbook.types.declaring.listing import LAST, check_fields
from handbook.types.declaring.score import check_score_fields
from handbook.types.folders import OVERRIDES, DeclarationReader
from handbook.types.marks import check_marks
from handbook.types.merge import check_links, merge
from handbook.types.model import ContentType, RefField, Types
from handbook.types.pointing.expects import check_expected
from handbook.types.pointing.needs import check_needed
from handbook.types.pointing.progress import check_counted
from handbook.types.safeguards import Merged, weakened
from handbook.types.vocabulary import VocabularyProblem, check_schema

if TYPE_CHECKING:
    from handbook.finding import Finding

__all__ = [
    "CODES",
    "OVERRIDES",
    "ContentType",
    "RefField",
    "Types",
    "load_types",
    "shipped_template",
]

RESERVED = frozenset(
    {
        "404",
        "about",
        "adoption",
        "api",
        "assets",
        "attachments",
        "browse",
        "due",
        "edit",
        "evidence",
        "help",
        "network",
        "offline",
        "register",
        "search",
        "spreadsheets",
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
    cannot be used is left out, with findings; one that came with the tool is then used as it came.
    The types that come with the tool are checked by its tests; ``check_built_in`` checks them here.
    """
    if not overrides and not check_built_in:
        types, findings, _ = _built_in()
        return dict(types), findings
    types, findings, _ = _read(overrides or {}, check_built_in=check_built_in)
    return types, findings


@cache
def _built_in() -> tuple[Types, tuple[Finding, ...], Mapping[str, Merged]]:
    """The types that come with the tool. They cannot change while it runs, so are read once."""
    return _read({}, check_built_in=False)


def shipped_template(name: str) -> str:
    """The page template of a type as it came with the tool; empty for a type of a network's own."""
    shipped = _built_in()[0].get(name)
    return shipped.template if shipped else ""


def _read(
    overrides: Mapping[str, bytes], *, check_built_in: bool
) -> tuple[Types, tuple[Finding, ...], Mapping[str, Merged]]:
    reading = DeclarationReader(overrides)
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
    all_parts = [parts for name in reading.names() if (parts := reading.parts(name)) is not None]
    merged: dict[str, Merged] = {}
    for parts in all_parts:
        checked = check_built_in or changed or reading.own(parts.name)
        schema = _schema(reading, parts, behaviours, shared, checked=checked)
        if schema is not None:
            merged[parts.name] = (parts, schema)
    shipped = _built_in()[2] if overrides else {}
    _guard(reading, merged, shipped)
    having = _having(merged, behaviours)
    for name, (parts, schema) in list(merged.items()):
        if not _joined(reading, parts, schema, merged, having):
            if name in shipped:
                merged[name] = shipped[name]
            else:
                merged.pop(name, None)
    _clashes(reading, merged)
    order = sorted(merged, key=lambda name: (merged[name][0].declaration.get("order", LAST), name))
    types = {name: build(*merged[name], having) for name in order}
    return types, tuple(reading.findings), merged


def _schema(
    reading: DeclarationReader,
    parts: Parts,
    behaviours: Mapping[str, Mapping[str, Any]],
    shared: Mapping[str, Any],
    *,
    checked: bool,
) -> dict[str, Any] | None:
    """The whole schema of a type; ``None``, with findings, if the type cannot be used."""
    wrong = list(check_declaration(parts.declaration)) if checked else []
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
    faults: list[VocabularyProblem] = list(check_schema(schema)) if checked else []
    if checked and not faults:
        sealed = "endorsable" in parts.declaration.get("behaviours", [])
        faults = list(check_marks(schema, sealed=sealed))
    for problem in faults:
        reading.report(f"{parts.name}/schema.yaml", problem)
    return None if faults or any(p.code is BEHAVIOUR for p in problems) else schema


def _joined(
    reading: DeclarationReader,
    parts: Parts,
    schema: Mapping[str, Any],
    merged: Mapping[str, Merged],
    having: Mapping[str, list[str]],
) -> bool:
    """Whether a type's declaration names only fields it has; what is not so is reported."""
    declared = list(check_fields(parts.declaration, schema, merged))
    declared += check_facet_fields(
        parts.declaration, schema, {name: whole for name, (_, whole) in merged.items()}
    )
    declared += check_form_field(parts.declaration, schema)
    declared += check_needed(parts.name, merged)
    declared += check_counted(parts.name, merged)
    declared += check_score_fields(parts.declaration, schema)
    declared += check_expected(parts.name, merged)
    for problem in check_links(schema, parts.declaration["label"], merged, having):
        if problem.route == ("label",):
            declared.append(problem)
        else:
            reading.report(f"{parts.name}/schema.yaml", problem)
    for problem in declared:
        reading.report(f"{parts.name}/type.yaml", problem)
    return not declared


def _having(merged: Mapping[str, Merged], behaviours: Mapping[str, Any]) -> dict[str, list[str]]:
    """The names of the types that have each behaviour, in the order in which they are shown."""
    order = sorted(merged, key=lambda name: (merged[name][0].declaration.get("order", LAST), name))
    return {
        behaviour: [
            name for name in order if behaviour in merged[name][0].declaration.get("behaviours", [])
        ]
        for behaviour in behaviours
    }


def _clashes(reading: DeclarationReader, merged: dict[str, Merged]) -> None:
    """Leave out a type whose folder another type, or the handbook itself, has already."""
    taken: dict[str, str] = {}
    for name in sorted(merged, key=reading.own):
        declaration = merged[name][0].declaration
        folder = declaration.get("folder") or declaration["singleton"]
        other = taken.setdefault(folder, name)
        if folder in RESERVED or other != name:
            whose = "the handbook itself" if folder in RESERVED else f"the content type {other}"
            message = f"the folder {folder} belongs to {whose}"
            reading.report(f"{name}/type.yaml", VocabularyProblem(CLASH, ("folder",), message))
            del merged[name]


def _guard(
    reading: DeclarationReader, merged: dict[str, Merged], shipped: Mapping[str, Merged]
) -> None:
    """Use a type as it came with the tool where the network's own would weaken it, and say so.

    So does one that cannot be used at all: its records must not be read as if it did not exist.
    """
    for name, theirs in shipped.items():
        own = merged.get(name)
        problems = list(weakened(own, theirs)) if own else []
        for problem in problems:
            declared = problem.route[0] in ("behaviours", "folder", "singleton", "format", "form")
            behaviours = theirs[0].declaration.get("behaviours", [])
            brought = [f"{name}/{'type' if declared else 'schema'}.yaml"]
            brought += [f"_behaviours/{behaviour}.yaml" for behaviour in behaviours]
            by = (file for file in brought if reading.has_own(file, problem.route))
            reading.report(next(by, brought[0]), problem)
        if problems or own is None:
            merged[name] = theirs


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
