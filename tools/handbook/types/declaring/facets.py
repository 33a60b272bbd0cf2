"""By what the records of a type can be narrowed down and browsed: its ``filters``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from handbook.types.codes import DECLARATION
from handbook.types.declaring.listing import field_of, lacking, no_type, worded
from handbook.types.model import Facet
from handbook.types.vocabulary import VocabularyProblem

if TYPE_CHECKING:
    from collections.abc import Iterator

PARTS = {
    "title": "What it is called: a word or two, such as `Audience`. Always there. In the register,"
    " filters of the same title are one.",
    "field": "The field whose values are offered, `rows.field` for one of the rows of a list. Of"
    " hours of the week, the parts of it that they fill, such as `Nights`. Always there.",
    "through": "A type whose records name this one: the field is then theirs, and of rows that of"
    " the row that names it. Of what groups endorse, only what is in force counts.",
    "browse": "The title of a page that lists the records under each value, such as `By audience`.",
    "ordered": "`true`: on that page the values of one record stand together, in its order.",
}
"""Every part of a filter, and what it says."""
MOST = 8
"""Filters that still fit above a list."""

TAKEN = frozenset({"standing", "name", "sort", "order"})
"""What the address of a list says besides."""


def check_facets(declaration: Mapping[str, Any]) -> Iterator[VocabularyProblem]:
    """Yield what is wrong with ``filters``, as far as they stand alone."""
    filters = declaration.get("filters", [])
    if not isinstance(filters, list) or len(filters) > MOST:
        yield _wrong(("filters",), f"`filters` is a list of at most {MOST} filters")
        return
    for number, each in enumerate(filters):
        yield from _facet(("filters", number), each)
    for number, each in enumerate(filters):
        if isinstance(each, Mapping) and str(each.get("title", "")).lower() in TAKEN:
            message = "the list has one of this name already; call it something else"
            yield _wrong(("filters", number, "title"), message)
    titles = [each.get("title") for each in filters if isinstance(each, Mapping)]
    if len({str(title) for title in titles}) < len(titles):
        yield _wrong(("filters",), "two filters have the same title")


def _facet(route: tuple[str | int, ...], given: Any) -> Iterator[VocabularyProblem]:
    sound = isinstance(given, Mapping) and {"title", "field"} <= set(given) <= set(PARTS)
    texts = sound and all(
        isinstance(value, bool) if part == "ordered" else isinstance(value, str) and value
        for part, value in given.items()
    )
    if not texts:
        more = ", ".join(part for part in PARTS if part not in ("title", "field"))
        yield _wrong(route, f"a filter has a `title`, a `field` and, if need be, {more}")
        return
    for part in ("title", "browse"):
        if part in given:
            yield from worded((*route, part), given[part])


def check_facet_fields(
    declaration: Mapping[str, Any],
    schema: Mapping[str, Any],
    others: Mapping[str, Mapping[str, Any]],
) -> Iterator[VocabularyProblem]:
    """Yield filters by fields that are not there; ``others`` are the whole schemas of all types."""
    for number, given in enumerate(declaration.get("filters", [])):
        through, route = given.get("through", ""), ("filters", number)
        if through and through not in others:
            yield no_type((*route, "through"), through, others)
            continue
        whose = others[through] if through else schema
        if field_of(whose, given["field"]) is None:
            yield lacking((*route, "field"), given["field"], whose)


def facets_of(declaration: Mapping[str, Any]) -> tuple[Facet, ...]:
    """The filters that a sound declaration names."""
    return tuple(Facet(**given) for given in declaration.get("filters", []))


def _wrong(route: tuple[str | int, ...], message: str) -> VocabularyProblem:
    return VocabularyProblem(DECLARATION, route, message)
