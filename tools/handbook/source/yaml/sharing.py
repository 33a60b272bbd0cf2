"""What the records of a registry have in common, held once for all of them.

Thousands of records have the same fields in the same lines, and name the same groups and days. Each
name, place and route is one object, however many records hold it.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from itertools import chain

from handbook.finding import Place, Route

_SHORT = 40
"""Longer values seldom stand in two records."""
_MANY_LAYOUTS = 2_048
_layouts: dict[tuple[int, ...], dict[Route, Place]] = {}


@lru_cache(maxsize=16_384)
def place_at(line: int, column: int) -> Place:
    """A place in a file."""
    return Place(line, column)


@lru_cache(maxsize=8_192)
def below(route: Route, step: str | int) -> Route:
    """The route to a field, or to an item of a list, of what is at ``route``."""
    return (*route, step)


def shared(value: str) -> str:
    """The same text, as one object with all that equal it if it is short."""
    return _one_of(value) if len(value) <= _SHORT else value


@lru_cache(maxsize=16_384)
def _one_of(value: str) -> str:
    """The first text that was met of all that equal it, while it is met again and again.

    ``sys.intern`` would hold a place for each, of which most are met once.
    """
    return value


def shared_body(body: str) -> str:
    """The body of a text: a sealed copy and its working text are often the same."""
    return sys.intern(body)


def shared_places(places: dict[Route, Place]) -> dict[Route, Place]:
    """The same places, as one object with all that equal them: many files are laid out alike.

    Told by the objects in it, each of which is held by what is kept here.
    """
    layout = tuple(map(id, chain(places, places.values())))
    if len(_layouts) > _MANY_LAYOUTS:
        _layouts.clear()
    return _layouts.setdefault(layout, places)
