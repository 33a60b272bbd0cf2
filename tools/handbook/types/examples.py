"""What a record still says word for word as the worked example of its type does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from handbook.source import read_markdown, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.finding import Route
    from handbook.types.model import ContentType

SET_ON = date(2026, 11, 5)
"""The day on which the worked examples that come with the tool are set."""
_WORDS = 4
"""So many words in a row are nobody's by chance; fewer may be what a network really says."""
_PRIVATE = re.compile(
    r"@|://|\bexample\b|[0-9][0-9 ]{4,}[0-9]|[A-Z]+-[A-Z]*-?[0-9]{2,}", re.IGNORECASE
)
"""Addresses, telephone numbers, document numbers, and what calls itself an example."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def left_over(
    kind: ContentType, data: Mapping[str, Any], body: str | None
) -> Iterator[tuple[Route, int, str]]:
    """Yield what a record has from the example of its type: route, line of the body, the words.

    The line is counted from the start of the body and is 0 for a field; the route is then that of
    the field. What is a date, a reference or a choice from a list can be meant as it stands.
    """
    values, lines = _example(kind.example, kind.format)
    for route, text in _texts(data, ()):
        if (_pattern(route), text) in values:
            yield route, 0, text
    if not body or not any(line in body for line in lines):
        return
    for number, line in enumerate(body.splitlines(), start=1):
        if _plain(line) in lines:
            yield (), number, line.strip()


@lru_cache(maxsize=256)
def _example(text: str, form: str) -> tuple[frozenset[tuple[tuple[str, ...], str]], frozenset[str]]:
    """The values of an example that give it away, by the pattern of their route; and its lines."""
    read = read_markdown if form == "markdown" else read_yaml
    source = read(text.encode(), "example")
    values = frozenset(
        (_pattern(route), value) for route, value in _texts(source.data or {}, ()) if _tells(value)
    )
    body = getattr(source, "body", None) or ""
    lines = frozenset(
        plain
        for line in body.splitlines()
        if not line.startswith("#") and len((plain := _plain(line)).split()) >= _WORDS
    )
    return values, lines


def _tells(value: str) -> bool:
    if _DAY.fullmatch(value):
        return False
    return len(value.split()) >= _WORDS or bool(_PRIVATE.search(value))


def _texts(value: Any, route: Route) -> Iterator[tuple[Route, str]]:
    if isinstance(value, Mapping):
        for name, part in value.items():
            if route or name != "id":
                yield from _texts(part, (*route, name))
    elif isinstance(value, (list, tuple)):
        for number, part in enumerate(value):
            yield from _texts(part, (*route, number))
    elif isinstance(value, str):
        yield route, " ".join(value.split())


def _pattern(route: Route) -> tuple[str, ...]:
    return tuple("*" if isinstance(step, int) else step for step in route)


def _plain(line: str) -> str:
    """A line of Markdown without what marks it as an item."""
    return re.sub(r"^\s*(?:[0-9]+[.)]|[-*+]|>)\s+", "", line).strip()
