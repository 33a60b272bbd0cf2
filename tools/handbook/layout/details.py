"""The details of a record in their canonical form: the one that a form editor would write.

The form depends on the data, the order of the schema, and the comments, and on nothing else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from handbook.layout.comments import Comments, comments_of
from handbook.layout.model import LayoutChange
from handbook.source import read_yaml
from handbook.source.yaml.emit import Style, yaml_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.finding import Route

ITEMS = "*"
"""Under this name an order keeps that of the items of a list."""

_AFTER_COLON = re.compile(r"^([ ]*(?:- +)*[A-Za-z][A-Za-z0-9-]*:)[ ]*\t[ \t]*", re.MULTILINE)


def tidy_details(
    text: str, path: str, offset: int, order: Mapping[str, Any]
) -> tuple[str, list[LayoutChange], str]:
    """Details in canonical form, what was done, and, where nothing was, why not (or nothing).

    ``text`` ends with a line feed; ``offset`` is the number of lines above it in its file. What
    cannot be read is left as it is, except for tabs that cannot mean anything.
    """
    plain = _AFTER_COLON.sub(r"\1 ", text)
    done = []
    if plain != text:
        old = text.split("\n")
        spots = [n for n, line in enumerate(plain.split("\n")) if line != old[n]]
        done = [
            LayoutChange(offset + n + 1, "the tab behind the colon made a space") for n in spots
        ]
    source = read_yaml(plain.encode("utf-8", "surrogatepass"), path)
    if source.data is None:
        return plain, done, ""
    comments = comments_of(plain, source.places)
    if comments.odd:
        why = "the details stay as they are: a comment stands where it cannot be kept in its place"
        return plain, done, why
    data, moved = _ordered(source.data, order, (), comments)
    written = _written(data, comments)
    if written == plain:
        return plain, done, ""
    if not _proven(written, path, source.data, comments):
        return plain, done, "the details stay as they are: their usual form could not be proven"
    return written, [*done, *_layout_changes(plain, written, offset, moved=moved)], ""


def _written(data: Mapping[str, Any], comments: Comments) -> str:
    """Details and comments as text."""
    head = [*comments.head]
    # Whichever entry comes first, no empty line of its own stands above it.
    text = yaml_text(data, Style(comments.above, for_people=True)).lstrip("\n")
    return "".join(f"{line}\n" for line in head) + text + "".join(f"{c}\n" for c in comments.tail)


def _proven(written: str, path: str, data: Mapping[str, Any], comments: Comments) -> bool:
    """Whether the strict reader finds the same data in what was written, and we every comment."""
    again = read_yaml(written.encode("utf-8", "surrogatepass"), path)
    if again.data != data:
        return False
    kept = comments_of(written, again.places)
    return not kept.odd and kept.texts() == comments.texts()


def _ordered(
    value: Any, order: Mapping[str, Any], route: Route, comments: Comments
) -> tuple[Any, bool]:
    """A value with the keys of its mappings in their order, and whether any moved.

    Keys that the schema does not know stay behind the others. Where a comment stands apart from
    what it is about, nothing says which details it goes with, so their order stays.
    """
    if isinstance(value, list):
        parts = [
            _ordered(item, order.get(ITEMS, {}), (*route, number), comments)
            for number, item in enumerate(value)
        ]
        return [part for part, _ in parts], any(moved for _, moved in parts)
    if not isinstance(value, dict):
        return value, False
    rank = {key: number for number, key in enumerate(order)}
    fixed = any(each[:-1] == route for each in comments.apart)
    keys = list(value) if fixed else sorted(value, key=lambda key: rank.get(key, len(rank)))
    moved = keys != list(value)
    ordered = {}
    for key in keys:
        ordered[key], inner = _ordered(value[key], order.get(key, {}), (*route, key), comments)
        moved = moved or inner
    return ordered, moved


def _layout_changes(before: str, after: str, offset: int, *, moved: bool) -> Iterator[LayoutChange]:
    """What was done to details, in words, at the first line that is not as it was."""
    old, new = before.split("\n"), after.split("\n")
    same = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), len(new) - 1)
    if moved:
        yield LayoutChange(offset + same + 1, "the details put in their usual order")
    rest = sorted(line.strip() for line in old if line.strip())
    if rest != sorted(line.strip() for line in new if line.strip()) or not moved:
        yield LayoutChange(offset + same + 1, "the details written in their usual form")
