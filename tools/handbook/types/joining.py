"""All types held against each other: what they name is there, and no two want the same place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.types.codes import CLASH
from handbook.types.declaring.drafts import rests_on
from handbook.types.declaring.facets import check_facet_fields
from handbook.types.declaring.form import check_form_field
from handbook.types.declaring.listing import LAST, check_fields
from handbook.types.declaring.score import check_score_fields
from handbook.types.merge import check_links
from handbook.types.pointing.expects import check_expected
from handbook.types.pointing.needs import check_needed
from handbook.types.pointing.progress import check_counted
from handbook.types.vocabulary import VocabularyProblem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from handbook.types.declaring.drafts import Draft, Merged
    from handbook.types.folders import DeclarationReader

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


def join(
    reading: DeclarationReader,
    drafts: Mapping[str, Draft],
    shipped: Mapping[str, Merged],
    behaviours: Iterable[str],
    *,
    checked: bool = True,
) -> tuple[dict[str, Merged], dict[str, list[str]]]:
    """The types that can be used, and the names of those with each behaviour.

    If not ``checked``, it is taken as known that what they name of each other is there.
    A type that came with the tool, ``shipped``, is used as it came where the network's own cannot
    be. Whatever is wrong between the types is reported, of those too that cannot be used.
    """
    merged = {name: (d.parts, d.schema) for name, d in drafts.items() if d.usable and d.schema}
    _guard(reading, drafts, merged, shipped)
    having = _having(merged, behaviours)
    known = {name: whole for name, d in drafts.items() if (whole := d.merged)} | merged
    for name, each in drafts.items() if checked else ():
        if name in merged:
            if _joined(reading, name, merged, having, drafts.keys() - merged.keys()):
                continue
            if name in shipped:
                merged[name] = shipped[name]
            else:
                merged.pop(name)
        elif name in known:
            others = {other for other, d in drafts.items() if not d.usable} - {name}
            _joined(reading, name, known, having, each.doubtful | others)
    _clashes(reading, drafts, merged)
    return merged, having


def _joined(
    reading: DeclarationReader,
    name: str,
    types: Mapping[str, Merged],
    having: Mapping[str, list[str]],
    doubtful: Iterable[str],
) -> bool:
    """Whether a type's declaration names only what is there; what is not so is reported.

    Nothing is told of what rests on what is ``doubtful``: it is told there.
    """
    (parts, schema), unknown = types[name], frozenset(doubtful)
    declared = list(_unjoined(name, types))
    for problem in check_links(schema, parts.declaration.get("label", ""), types, having):
        if problem.route == ("label",):
            declared.append(problem)
        elif not rests_on(problem.route, schema, unknown):
            reading.report(f"{name}/schema.yaml", problem)
    certain = (p for p in declared if not rests_on(p.route, parts.declaration, unknown))
    reading.report_all(f"{name}/type.yaml", certain)
    return not declared


def _unjoined(name: str, types: Mapping[str, Merged]) -> Iterator[VocabularyProblem]:
    """What a declaration names that is not there: fields of schemas, and types."""
    parts, schema = types[name]
    yield from check_fields(parts.declaration, schema, types)
    schemas = {other: whole for other, (_, whole) in types.items()}
    yield from check_facet_fields(parts.declaration, schema, schemas)
    yield from check_form_field(parts.declaration, schema)
    yield from check_needed(name, types)
    yield from check_counted(name, types)
    yield from check_score_fields(parts.declaration, schema)
    yield from check_expected(name, types)


def in_order(types: Mapping[str, Merged]) -> list[str]:
    """The names of types in the order in which they are shown."""
    return sorted(types, key=lambda name: (types[name][0].declaration.get("order", LAST), name))


def _having(types: Mapping[str, Merged], behaviours: Iterable[str]) -> dict[str, list[str]]:
    """The names of the types that have each behaviour, in the order in which they are shown."""
    names = in_order(types)
    return {
        behaviour: [
            name for name in names if behaviour in types[name][0].declaration.get("behaviours", [])
        ]
        for behaviour in behaviours
    }


def _clashes(
    reading: DeclarationReader, drafts: Mapping[str, Draft], merged: dict[str, Merged]
) -> None:
    """Leave out a type whose folder another type, or the handbook itself, has already."""
    taken: dict[str, str] = {}
    for name in sorted(drafts, key=lambda each: (each not in merged, reading.own(each))):
        parts = merged[name][0] if name in merged else drafts[name].parts
        folder = parts.declaration.get("folder") or parts.declaration.get("singleton")
        if not folder:
            continue
        other = taken.setdefault(folder, name)
        if folder in RESERVED or other != name:
            whose = "the handbook itself" if folder in RESERVED else f"the content type {other}"
            message = f"the folder {folder} belongs to {whose}"
            reading.report(f"{name}/type.yaml", VocabularyProblem(CLASH, ("folder",), message))
            merged.pop(name, None)


def _guard(
    reading: DeclarationReader,
    drafts: Mapping[str, Draft],
    merged: dict[str, Merged],
    shipped: Mapping[str, Merged],
) -> None:
    """Use a type as it came with the tool where the network's own would weaken it, and say so.

    So does one that cannot be used at all: its records must not be read as if it did not exist.
    """
    for name, theirs in shipped.items():
        own = drafts.get(name)
        problems = list(_weakened(own, theirs)) if own else []
        for problem in problems:
            declared = problem.route[0] in ("behaviours", "folder", "singleton", "format", "form")
            behaviours = theirs[0].declaration.get("behaviours", [])
            brought = [f"{name}/{'type' if declared else 'schema'}.yaml"]
            brought += [f"_behaviours/{behaviour}.yaml" for behaviour in behaviours]
            by = (file for file in brought if reading.has_own(file, problem.route))
            reading.report(next(by, brought[0]), problem)
        if problems or name not in merged:
            merged[name] = theirs


def _weakened(own: Draft, theirs: Merged) -> Iterator[VocabularyProblem]:
    """What the network's own takes away, as far as that can be known."""
    from handbook.types.safeguards import weakened  # noqa: PLC0415  only for a network's own

    whole: Any = own.merged
    for problem in weakened(whole, theirs) if whole else ():
        if own.doubtful.isdisjoint(problem.route):
            yield problem
