"""Data to text: the one way in which this tool writes YAML and front matter.

What is written here reads back, by the strict reader, as exactly the data that went in. A string
is left plain only where no YAML reader could take it for anything else; dates stay plain, because
the strict reader keeps them as text.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PLAIN = re.compile(r"[A-Za-z](?:[A-Za-z0-9 ,.;()/_'’–&%+=?@-]|:(?=[^\s]))*")  # noqa: RUF001 -- typographic marks
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_PRINTABLE = re.compile(
    r"[\n\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]*"
)
_LITERAL = re.compile(r"[^\s].*[^\s]\n?", re.DOTALL)
_STEP = "  "
_WIDTH = 100


def yaml_text(data: Mapping[str, Any]) -> str:
    """A mapping as a YAML document, in the order of its keys.

    Values are null, booleans, whole numbers, text, lists and mappings. Raises ``TypeError`` for
    others, ``ValueError`` for text with half a character in it.
    """
    return "".join(f"{line}\n" for line in _mapping(data, ""))


def markdown_text(data: Mapping[str, Any], body: str) -> str:
    """A Markdown file: ``data`` as its front matter, then ``body`` as it is."""
    return f"---\n{yaml_text(data)}---\n{body}"


def scalar(value: Any) -> str:
    """One value that is not a list or a mapping, on one line."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if not isinstance(value, str):
        raise TypeError(f"a {type(value).__name__} cannot be written")
    if _is_plain(value):
        return value
    if any(unicodedata.category(c) == "Cs" for c in value):
        raise ValueError("it holds bytes that are no text")
    return "".join(_escaped(c) for c in json.dumps(value, ensure_ascii=False))


def _is_plain(text: str) -> bool:
    if _DATE.fullmatch(text):
        return True
    plain = _PLAIN.fullmatch(text) is not None and not text.endswith(" ")
    return plain and text.lower() not in _WORDS


def _escaped(character: str) -> str:
    """A character as it may stand between double quotes."""
    if character != "\n" and _PRINTABLE.fullmatch(character):
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 -- four digits


def _mapping(data: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in data.items():
        yield from _entry(f"{indent}{scalar(key)}:", value, indent)


def _sequence(items: Sequence[Any], indent: str) -> Iterator[str]:
    for item in items:
        if isinstance(item, Mapping) and item:
            first, *rest = _mapping(item, indent + _STEP)
            yield f"{indent}- {first.lstrip(' ')}"
            yield from rest
        else:
            yield from _entry(f"{indent}-", item, indent)


def _entry(start: str, value: Any, indent: str) -> Iterator[str]:
    """A key or a dash, and what belongs to it."""
    deeper = indent + _STEP
    if isinstance(value, Mapping):
        yield start if value else f"{start} {{}}"
        yield from _mapping(value, deeper)
    elif isinstance(value, list | tuple):
        yield start if value else f"{start} []"
        yield from _sequence(value, deeper)
    elif isinstance(value, str) and "\n" in value and _fits_literal(value):
        yield f"{start} |" if value.endswith("\n") else f"{start} |-"
        lines = value.removesuffix("\n").split("\n")
        yield from (f"{deeper}{line}" if line else "" for line in lines)
    elif isinstance(value, str) and len(start) + 1 + len(value) > _WIDTH and _fits_folded(value):
        yield f"{start} >-"
        yield from (f"{deeper}{line}" for line in _folded(value, _WIDTH - len(deeper)))
    else:
        yield f"{start} {scalar(value)}"


def _fits_literal(text: str) -> bool:
    """Whether text can stand as a literal block: no surprise at its ends or in its characters."""
    plain_ends = _LITERAL.fullmatch(text) is not None and not text.endswith("\n\n")
    blank = any(line and not line.strip() for line in text.split("\n"))
    return plain_ends and not blank and _PRINTABLE.fullmatch(text) is not None and "\t" not in text


def _fits_folded(text: str) -> bool:
    """Whether long text on one line can be folded at its spaces: each must stand alone."""
    alone = text == text.strip() and "  " not in text
    return alone and not {"\n", "\t"} & set(text) and _PRINTABLE.fullmatch(text) is not None


def _folded(text: str, width: int) -> Iterator[str]:
    """The lines of a text, broken at spaces; a word longer than a line is a line."""
    line = ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line
