"""How the records of a type are listed: its columns, their order, and its place in the menu."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

from handbook.source.words.plain import faults
from handbook.source.words.spelling import nearest
from handbook.types.codes import DECLARATION
from handbook.types.model import Column, Entries, ListPart
from handbook.types.vocabulary import VocabularyProblem, resolve

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from handbook.finding import Route

PARTS = {
    "title": "Its heading. Always there.",
    "field": "The field it shows, as the schema says what it is: a reference as a link, a day"
    " written out, a choice in words, a list of rows as their number; `rows.field` for one of the"
    " rows of a list. Without it: the record.",
    "value": "In place of `field`: what the handbook works out (below).",
    "count": "In place of `field`: a type, of whose records as many are counted as name this one.",
    "small": "A field that stands below it in small print.",
    "before": "Words before a value, such as `Vacant since`.",
    "empty": "Words in place of a value that is not there.",
}
"""Every part of a column, and what it says."""
VALUES = {
    "answer": "A link to what an organisation answered, and whether that counts today.",
    "checked": "When somebody last held the record against reality, and whether that is too long"
    " ago (of a type with a day that goes stale after some months).",
    "coverage": "How many items of a policy are addressed today, and how far.",
    "decided": "A link to a decision, and what it did.",
    "score": "What the type's `score` comes to, in words and as a number.",
    "decided-on": "The day of a decision, or of the meeting that made it.",
    "progress": "How many of the records that make it up are done, and how many of them are late.",
}
"""What a column can show that stands in no field."""
PART = {
    "title": "Its heading. Always there.",
    "having": "Only records that have this field, as `being` says.",
    "being": "The value that it has.",
    "without": "Only records in which this field is not filled in.",
    "sort": "As for a whole list.",
    "newest": "As for a whole list.",
}
"""Every part of a part of a list. Records stand in the first part that takes them."""
_SHOWING = {"field", "value", "count"}
SORTED = frozenset({"decided-on", "score"})
"""Those of the values that a list can be sorted by."""
_LISTED_BY = ("columns", "sort", "newest", "parts", "entries")
_COLUMNED = ("columns", "sort", "newest", "parts")
NO_SECTION = "none"
"""The section of a type that has no line in the menu; the page about the handbook names its list.
"""
ELSEWHERE = "How the network works"
"""The section of a type that names none."""
LAST = 1000
"""The place of a type or an overview that names none."""
MOST = 6
"""Columns that still fit a page on paper."""


def check_listing(declaration: Mapping[str, Any], *, sealed: bool) -> Iterator[VocabularyProblem]:
    """Yield what is wrong with ``section``, ``columns`` and ``sort``, as far as they stand alone.

    What a group endorses is listed by how it stands, whatever a network would rather show.
    """
    yield from (_wrong("section", message) for message in section_faults(declaration))
    for line in _LISTED_BY:
        if sealed and line in declaration:
            yield _wrong(line, f"what a group endorses is listed by its standing, without `{line}`")
    columns = declaration.get("columns", [])
    if not isinstance(columns, list) or len(columns) > MOST:
        yield _wrong("columns", f"`columns` is a list of at most {MOST} columns")
        return
    for number, column in enumerate(columns):
        yield from _column(("columns", number), column)
    if columns and not any(
        isinstance(c, Mapping) and not {"field", "count"} & set(c) for c in columns
    ):
        yield _wrong("columns", "one column has no `field`: it links to the record itself")
    if not isinstance(declaration.get("newest", False), bool):
        yield _wrong("newest", "`newest` is true or false")
    if not isinstance(declaration.get("sort", ""), str):
        yield _wrong("sort", "`sort` is the name of one field")
    yield from _list_parts(declaration.get("parts", []))
    yield from _entries(declaration)


def section_faults(declaration: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the heading of the menu that a declaration names."""
    section = declaration.get("section", ELSEWHERE)
    if not isinstance(section, str) or not section.strip():
        yield "`section` is the heading of a part of the menu, or none"
    else:
        yield from (f"`section` {fault}" for fault in islice(faults("name", section), 1))


def _list_parts(parts: Any) -> Iterator[VocabularyProblem]:
    if not isinstance(parts, list):
        yield _wrong("parts", "`parts` is a list of parts, each with a `title`")
        return
    for number, part in enumerate(parts):
        route = ("parts", number)
        sound = isinstance(part, Mapping) and {"title"} <= set(part) <= set(PART)
        if not sound or ("having" in part) != ("being" in part) or not _values_fit(part):
            message = f"a part has a `title` and, if need be, {', '.join(list(PART)[1:])}"
            yield VocabularyProblem(DECLARATION, route, message)
        else:
            yield from worded((*route, "title"), part["title"])
    if parts and isinstance(parts[-1], Mapping) and {"having", "without"} & set(parts[-1]):
        yield _wrong("parts", "the last part takes all records that are left: it has no condition")


def _values_fit(part: Mapping[str, Any]) -> bool:
    return all(
        isinstance(value, bool) if name == "newest" else isinstance(value, str) and value != ""
        for name, value in part.items()
    )


def _entries(declaration: Mapping[str, Any]) -> Iterator[VocabularyProblem]:
    if "entries" not in declaration:
        return
    entries = declaration["entries"]
    if not isinstance(entries, Mapping) or not {"text"} <= set(entries) <= {"text", "short"}:
        yield _wrong("entries", "`entries` names a field as `text` and, if need be, one as `short`")
    elif not all(isinstance(field, str) for field in entries.values()):
        yield _wrong("entries", "`text` and `short` of `entries` are each the name of one field")
    elif any(line in declaration for line in _COLUMNED):
        yield _wrong("entries", "`entries` stands in place of columns, of parts and of an order")


def _column(route: tuple[str | int, ...], column: Any) -> Iterator[VocabularyProblem]:
    texts = isinstance(column, Mapping) and all(isinstance(t, str) and t for t in column.values())
    if not texts or not {"title"} <= set(column) <= set(PARTS) or len(_SHOWING & set(column)) > 1:
        message = f"a column has a `title` and, if need be, {', '.join(list(PARTS)[1:])}"
        yield VocabularyProblem(DECLARATION, route, message)
        return
    if column.get("value", "answer") not in VALUES:
        known = ", ".join(VALUES)
        yield VocabularyProblem(DECLARATION, (*route, "value"), f"`value` is one of: {known}")
    for part in ("title", "before", "empty"):
        if part in column:
            yield from worded((*route, part), column[part])


def worded(route: tuple[str | int, ...], words: str) -> Iterator[VocabularyProblem]:
    """Words of a network's own stand beside what only decisions can say."""
    for fault in islice(faults("name", words), 1):
        yield VocabularyProblem(DECLARATION, route, f"`{route[-1]}` {fault}")


def check_fields(
    declaration: Mapping[str, Any], schema: Mapping[str, Any], types: Collection[str]
) -> Iterator[VocabularyProblem]:
    """Yield what its list names and is not there: fields of the whole schema, and ``types``."""
    for number, column in enumerate(declaration.get("columns", [])):
        for part in ("field", "small"):
            if part in column and field_of(schema, column[part]) is None:
                yield lacking(("columns", number, part), column[part], schema)
        if column.get("count", "") not in ("", *types):
            yield no_type(("columns", number, "count"), column["count"], types)
    for route, field in _named(declaration):
        if field not in schema["properties"] and not (route[-1] == "sort" and field in SORTED):
            yield lacking(route, field, schema)


def _named(declaration: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every top field that a list is sorted by, falls into parts by, or takes its words from."""
    if "sort" in declaration:
        yield ("sort",), declaration["sort"]
    for number, part in enumerate(declaration.get("parts", [])):
        yield from (
            (("parts", number, line), part[line])
            for line in ("having", "without", "sort")
            if line in part
        )
    for line, field in declaration.get("entries", {}).items():
        yield ("entries", line), field


def lacking(route: Route, field: str, schema: Mapping[str, Any]) -> VocabularyProblem:
    """That a line names a field which the schema does not have, and which it may have meant."""
    message = f"`{route[-1]}` names a field {field} that the schema does not have"
    return VocabularyProblem(DECLARATION, route, message, nearest(field, schema["properties"]))


def no_type(route: Route, name: str, types: Iterable[str]) -> VocabularyProblem:
    """That a line names a content type which is not there, and which it may have meant."""
    message = f"there is no content type called {name}"
    return VocabularyProblem(DECLARATION, route, message, nearest(name, types))


def field_of(schema: Mapping[str, Any], path: str) -> Mapping[str, Any] | None:
    """What a whole schema says of a field, or of one of the rows of a list; ``None`` if nothing."""
    definitions = schema.get("$defs", {})
    here: Mapping[str, Any] = schema
    for name in path.split("."):
        properties = resolve(here.get("items", here), definitions).get("properties", {})
        if name not in properties:
            return None
        here = resolve(properties[name], definitions)
    return here


def columns_of(declaration: Mapping[str, Any]) -> tuple[Column, ...]:
    """The columns that a sound declaration names."""
    return tuple(Column(**column) for column in declaration.get("columns", []))


def parts_of(declaration: Mapping[str, Any]) -> tuple[ListPart, ...]:
    """The parts of a list that a sound declaration names."""
    return tuple(ListPart(**part) for part in declaration.get("parts", []))


def entries_of(declaration: Mapping[str, Any]) -> Entries | None:
    """The fields of a list of words, if a sound declaration names them."""
    return Entries(**declaration["entries"]) if "entries" in declaration else None


def _wrong(line: str, message: str) -> VocabularyProblem:
    return VocabularyProblem(DECLARATION, (line,), message)
