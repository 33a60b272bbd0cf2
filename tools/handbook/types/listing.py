"""How the records of a type are listed: its columns, their order, and its place in the menu."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

from handbook.source.words.plain import faults
from handbook.types.codes import DECLARATION
from handbook.types.model import Column
from handbook.types.vocabulary import VocabularyProblem

if TYPE_CHECKING:
    from collections.abc import Iterator

PARTS = {
    "title": "Its heading. Always there.",
    "field": "The field it shows, as the schema says what it is: a reference as a link, a day"
    " written out, a choice in words, a list of rows as their number. Without it: the record.",
    "small": "A field that stands below it in small print.",
    "before": "Words before a value, such as `Vacant since`.",
    "empty": "Words in place of a value that is not there.",
}
"""Every part of a column, and what it says."""
NO_SECTION = "none"
"""The section of a type that has no line in the menu; the page about the handbook names its list.
"""
ELSEWHERE = "How the network works"
"""The section of a type that names none."""
MOST = 6
"""Columns that still fit a page on paper."""


def check_listing(declaration: Mapping[str, Any], *, sealed: bool) -> Iterator[VocabularyProblem]:
    """Yield what is wrong with ``section``, ``columns`` and ``sort``, as far as they stand alone.

    What a group endorses is listed by how it stands, whatever a network would rather show.
    """
    section = declaration.get("section", ELSEWHERE)
    if not isinstance(section, str) or not section.strip():
        yield _wrong("section", "`section` is the heading of a part of the menu, or none")
    else:
        yield from _worded(("section",), section)
    for line in ("columns", "sort"):
        if sealed and line in declaration:
            yield _wrong(line, f"what a group endorses is listed by its standing, without `{line}`")
    columns = declaration.get("columns", [])
    if not isinstance(columns, list) or len(columns) > MOST:
        yield _wrong("columns", f"`columns` is a list of at most {MOST} columns")
        return
    for number, column in enumerate(columns):
        yield from _column(("columns", number), column)
    if columns and not any(isinstance(c, Mapping) and "field" not in c for c in columns):
        yield _wrong("columns", "one column has no `field`: it links to the record itself")


def _column(route: tuple[str | int, ...], column: Any) -> Iterator[VocabularyProblem]:
    texts = isinstance(column, Mapping) and all(isinstance(t, str) and t for t in column.values())
    if not texts or not {"title"} <= set(column) <= set(PARTS):
        message = f"a column has a `title` and, if need be, {', '.join(list(PARTS)[1:])}"
        yield VocabularyProblem(DECLARATION, route, message)
        return
    for part in ("title", "before", "empty"):
        if part in column:
            yield from _worded((*route, part), column[part])


def _worded(route: tuple[str | int, ...], words: str) -> Iterator[VocabularyProblem]:
    """Words of a network's own stand beside what only decisions can say."""
    for fault in islice(faults("name", words), 1):
        yield VocabularyProblem(DECLARATION, route, f"`{route[-1]}` {fault}")


def check_fields(
    declaration: Mapping[str, Any], schema: Mapping[str, Any]
) -> Iterator[VocabularyProblem]:
    """Yield the columns, and the order, of fields that the whole schema does not have."""
    for number, column in enumerate(declaration.get("columns", [])):
        for part in ("field", "small"):
            if part in column and column[part] not in schema["properties"]:
                message = f"`{part}` names a field {column[part]} that the schema does not have"
                yield VocabularyProblem(DECLARATION, ("columns", number, part), message)
    if "sort" in declaration and declaration["sort"] not in schema["properties"]:
        message = f"`sort` names a field {declaration['sort']} that the schema does not have"
        yield VocabularyProblem(DECLARATION, ("sort",), message)


def columns_of(declaration: Mapping[str, Any]) -> tuple[Column, ...]:
    """The columns that a sound declaration names."""
    return tuple(Column(**column) for column in declaration.get("columns", []))


def _wrong(line: str, message: str) -> VocabularyProblem:
    return VocabularyProblem(DECLARATION, (line,), message)
