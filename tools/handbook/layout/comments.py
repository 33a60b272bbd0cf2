"""Comments in details: where they stand, and what they belong to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from yaml.events import ScalarEvent

from handbook.source.yaml.parsers import default_parser

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handbook.finding import Place, Route

BLOCK_STYLES = frozenset({"|", ">"})


@dataclass(slots=True)
class Comments:
    """The comments of one set of details.

    ``above`` holds, for the route of an entry, the lines that stand above it: comments, and
    ``""`` for one empty line. ``head`` are those at the very top that an empty line parts from the
    first entry, and ``tail`` those below the last. ``apart`` are routes of entries above which a
    comment stands that an empty line parts from them. ``odd`` says that a comment stands where it
    cannot be kept: beside a value, or set in as far as nothing below it.
    """

    above: dict[Route, tuple[str, ...]] = field(default_factory=dict)
    head: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()
    apart: list[Route] = field(default_factory=list)
    odd: bool = False

    def texts(self) -> list[str]:
        """Every comment, without its place, in order of the alphabet."""
        kept = [*self.head, *self.tail, *(line for lines in self.above.values() for line in lines)]
        return sorted(line for line in kept if line)


def comments_of(text: str, places: Mapping[Route, Place]) -> Comments:
    """The comments of details that the strict reader has read; ``places`` are those it gave."""
    lines = text.split("\n")
    first_on: dict[int, Route] = {}
    for route, place in places.items():
        if route:
            first_on.setdefault(place.line - 1, route)
    comments = Comments()
    waiting: list[str] = []
    outside, inside = _outside(text, lines)
    for number, (line, free) in enumerate(zip(lines, outside, strict=True)):
        if number in first_on:
            _attach(comments, first_on[number], waiting, line)
            waiting = []
        if "#" in free:
            if number in first_on or free.strip() != line.strip():
                comments.odd = True
            waiting.append(line.rstrip())
        elif not line.strip() and number not in inside:
            waiting.append("")
    comments.odd = comments.odd or any(line and line[0] != "#" for line in waiting)
    comments.tail = _clean(waiting, empty=True)
    while comments.tail and not comments.tail[-1]:
        comments.tail = comments.tail[:-1]
    return comments


def _attach(comments: Comments, route: Route, waiting: list[str], line: str) -> None:
    """Give the lines that stand above an entry to it."""
    indent = len(line) - len(line.lstrip(" "))
    if any(each and len(each) - len(each.lstrip(" ")) != indent for each in waiting):
        comments.odd = True
    top = len(route) == 1
    first = not comments.above and not comments.head
    if top and first and any(waiting) and "" in waiting:
        cut = len(waiting) - waiting[::-1].index("")
        if any(waiting[:cut]):
            comments.head = (*_clean(waiting[:cut], empty=True),)
            waiting = waiting[cut:]
    kept = _clean(waiting, empty=top)
    if first and not comments.head:
        while kept and not kept[0]:
            kept = kept[1:]
    if "" in kept[1:]:
        comments.apart.append(route)
    # An entry with nothing above it is noted too, so that only the first of all can have a head.
    comments.above[route] = kept


def _clean(lines: Sequence[str], *, empty: bool) -> tuple[str, ...]:
    """Comments without their indent; of running empty lines one, or none."""
    kept: list[str] = []
    for line in lines:
        if line or (empty and (not kept or kept[-1])):
            kept.append(line.strip())
    return tuple(kept)


def _outside(text: str, lines: Sequence[str]) -> tuple[list[str], set[int]]:
    """Of each line, what belongs to no value; and the lines that a value goes on in."""
    rest = list(lines)
    inside: set[int] = set()
    parser = default_parser()(text)
    while (event := parser.get_event()) is not None:
        if type(event) is not ScalarEvent:
            continue
        start: Any = event.start_mark
        end: Any = event.end_mark
        block = event.style in BLOCK_STYLES
        last = min(end.line - 1 if block and not end.column else end.line, len(lines) - 1)
        while block and last > start.line and not lines[last].strip():
            last -= 1
        inside.update(range(start.line + 1, last + 1))
        for number in range(start.line, last + 1):
            if block:
                rest[number] = rest[number] if number == start.line else ""
                continue
            begin = start.column if number == start.line else 0
            stop = end.column if number == end.line else len(lines[number])
            free = rest[number]
            rest[number] = free[:begin] + " " * (stop - begin) + free[stop:]
    return rest, inside
