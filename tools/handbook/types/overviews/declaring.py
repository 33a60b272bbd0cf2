"""What the declaration of an overview says, and whether it may."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from handbook.source.words.plain import faults
from handbook.types.codes import OVERVIEW
from handbook.types.declaring.listing import ELSEWHERE, LAST, NO_SECTION, section_faults
from handbook.types.vocabulary import VocabularyProblem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

LINES = {
    "title": "What the page is called, and its line in the menu.",
    "description": "One sentence above what it says.",
    "shows": "The content types that it is about. The page is there while one of them has a record,"
    " and leads to the list of each that has.",
    "each": "`year`: a page for each year of reports that has begun, with the year as `year`.",
    "section": f"The heading it stands under in the menu. Without it: {ELSEWHERE}.",
    "order": "A whole number: lines stand lowest first under a heading, those of types among them.",
}
"""Every line of an ``overview.yaml``, and what it says."""


def check_overview(
    declaration: Mapping[str, Any], types: Collection[str]
) -> Iterator[VocabularyProblem]:
    """Yield what is wrong with the contents of an ``overview.yaml``; ``types`` are those known."""
    for line in declaration:
        if line not in LINES:
            yield _wrong(line, f"`{line}` is not a line of an overview's declaration")
    for line, kind in (("title", "name"), ("description", "title")):
        value = declaration.get(line)
        if not isinstance(value, str) or not value.strip():
            yield _wrong(line, f"`{line}` is missing; give it in words")
        else:
            yield from (
                _wrong(line, f"`{line}` {fault}") for fault in islice(faults(kind, value), 1)
            )
    yield from _menu(declaration)
    shows = declaration.get("shows")
    if not isinstance(shows, list) or not shows or not all(isinstance(name, str) for name in shows):
        yield _wrong("shows", "`shows` is a list with the name of at least one content type")
        return
    for at, name in enumerate(shows):
        if name not in types:
            message = f"`shows` names a content type {name}, which is not there"
            yield VocabularyProblem(OVERVIEW, ("shows", at), message)
        elif name in shows[:at]:
            yield VocabularyProblem(OVERVIEW, ("shows", at), f"`shows` names {name} twice")


def _menu(declaration: Mapping[str, Any]) -> Iterator[VocabularyProblem]:
    """How many pages there are, and where they stand in the menu."""
    if declaration.get("each", "year") != "year":
        yield _wrong("each", "`each` is year; without it there is one page")
    if declaration.get("section") == NO_SECTION:
        yield _wrong("section", "an overview always has a line in the menu: name a heading")
    yield from (_wrong("section", message) for message in section_faults(declaration))
    order = declaration.get("order", LAST)
    if isinstance(order, bool) or not isinstance(order, int):
        yield _wrong("order", "`order` is a whole number; overviews stand lowest first")


def _wrong(line: str, message: str) -> VocabularyProblem:
    return VocabularyProblem(OVERVIEW, (line,), message)
