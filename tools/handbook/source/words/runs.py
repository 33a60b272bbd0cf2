"""Texts as runs of plain words, so that one can be looked for in another however it is written."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile(r"<[^<>]*>")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_MARK = re.compile(r'\\[nrt"]')
_NAME = re.compile(r"[a-z0-9]+(?:-+[a-z0-9]+)+|[0-9a-f]{64}")


def words_in(text: str) -> list[str]:
    """The words of a text in order, in small letters, without marks."""
    return _WORD.findall(text.lower())


def names_in(text: str) -> frozenset[str]:
    """What in a text could be the id of a record or a digest: words with hyphens, and long ones."""
    return frozenset(_NAME.findall(text.lower()))


def readings(text: str) -> tuple[str, ...]:
    """A text as it may be read: as it is, as JSON, and as HTML without its tags."""
    plain = _MARK.sub(" ", text)
    if "\\u" in plain:
        plain = _ESCAPE.sub(lambda code: chr(int(code[1], 16)), plain)
    plain = html.unescape(plain)
    bare = _TAG.sub("", plain)
    return (plain,) if bare == plain else (plain, bare)


def strings(value: object) -> Iterator[str]:
    """Every text in some data, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from strings(part)
