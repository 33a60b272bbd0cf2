"""Looking into a record's data without trusting its shape.

A network may declare content types of its own, so a rule asks for what it knows and passes by
whatever has another form; the schema has already judged that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from handbook.source.dates import day_or_none

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from handbook.finding import Route
    from handbook.types.model import ContentType

Row = Mapping[str, Any]


def rows(data: Mapping[str, Any], name: str) -> Iterator[tuple[int, Row]]:
    """The mappings in a list field, with their positions."""
    listed = data.get(name)
    for index, row in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(row, Mapping):
            yield index, row


def words(data: Mapping[str, Any], name: str) -> Iterator[tuple[int, str]]:
    """The texts in a list field, with their positions."""
    listed = data.get(name)
    for index, word in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(word, str):
            yield index, word


def at(data: Any, route: tuple[str, ...], so_far: Route = ()) -> Iterator[tuple[Route, Any]]:
    """What stands at a route of a schema, ``*`` being every row of a list, each with its own."""
    if not route:
        yield so_far, data
    elif route[0] == "*":
        for index, row in enumerate(data if isinstance(data, list) else ()):
            yield from at(row, route[1:], (*so_far, index))
    elif isinstance(data, Mapping) and route[0] in data:
        yield from at(data[route[0]], route[1:], (*so_far, route[0]))


def word(data: Mapping[str, Any], name: str) -> str:
    """A field as text; numbers are written out, anything else is empty."""
    value = data.get(name)
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def day(data: Mapping[str, Any], name: str) -> date | None:
    """A date field, or ``None`` when it is not there or is no date."""
    return day_or_none(data.get(name))


def part(data: Mapping[str, Any], name: str) -> Row:
    """A field that holds a mapping; empty when it is not there."""
    value = data.get(name)
    return value if isinstance(value, Mapping) else {}


def strings(data: Any, so_far: Route = ()) -> Iterator[tuple[Route, str]]:
    """Every text anywhere in the data, with its route."""
    if isinstance(data, str):
        yield so_far, data
    elif isinstance(data, Mapping):
        for name, value in data.items():
            yield from strings(value, (*so_far, name))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from strings(value, (*so_far, index))


def choices(known: Iterable[str], most: int = 12) -> str:
    """Known words as a list for people, cut short when long."""
    listed = list(known)
    more = f" and {len(listed) - most} more" if len(listed) > most else ""
    return ", ".join(listed[:most]) + more


def in_words(kind: ContentType) -> str:
    """A content type inside a sentence, with its article unless it has no singular of its own."""
    title = kind.title.lower()
    if kind.title == kind.plural or title.endswith("terms of reference"):
        return title
    return f"{'an' if title[0] in 'aeiou' else 'a'} {title}"
