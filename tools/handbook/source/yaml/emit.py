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
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from handbook.source.yaml.form_text import form_text

if TYPE_CHECKING:
    from handbook.finding import Route

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PLAIN = re.compile(
    r"[^\W\d_](?:[\w ,.;()/'’‘“”\"…–—&%+=?@!*<>°£€×±≤≥-]|:(?=[^\s]))*"  # noqa: RUF001 -- typographic marks
)
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_TRUTHS = frozenset({"null", "true", "false"})
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_PRINTABLE = re.compile(
    r"[\n\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]*"
)
_LITERAL = re.compile(r"[^\s].*[^\s]\n?", re.DOTALL)
_STEP = "  "
_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Style:
    """How details are written, beyond their data.

    ``above`` holds lines (comments, or nothing for an empty line) that stand above entries, by
    their routes. ``for_people`` writes as the form editor does, sign for sign (``form_text``): no
    line is broken at a width, and a word such as ``on`` stands without quotation marks, although
    some other readers take it for "true".
    """

    above: Mapping[Route, Sequence[str]] = field(default_factory=dict)
    for_people: bool = False


_MACHINE = Style()


def yaml_text(data: Mapping[str, Any], style: Style = _MACHINE) -> str:
    """A mapping as a YAML document, in the order of its keys.

    Values are null, booleans, whole numbers, text, lists and mappings. Raises ``TypeError`` for
    others, ``ValueError`` for text with half a character in it.
    """
    return "".join(f"{line}\n" for line in _mapping(data, "", (), style))


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


def _name(key: str, style: Style) -> str:
    """The name of a detail."""
    plain = style.for_people and _NAME.fullmatch(key) is not None and key not in _TRUTHS
    return key if plain else scalar(key)


def _is_plain(text: str) -> bool:
    """Whether no reader of YAML could take text without quotation marks for anything else."""
    if _DATE.fullmatch(text):
        return True
    if text[:1].isascii() and text[:1].isdigit():
        # With a space and no colon it is neither a number nor a time: '01632 960001'.
        return " " in text and ":" not in text and _is_plain(f"x{text}")
    plain = _PLAIN.fullmatch(text) is not None and not text.endswith(" ")
    return plain and text.lower() not in _WORDS and _PRINTABLE.fullmatch(text) is not None


def _escaped(character: str) -> str:
    """A character as it may stand between double quotes."""
    if character != "\n" and _PRINTABLE.fullmatch(character):
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 -- four digits


def _mapping(
    data: Mapping[str, Any],
    indent: str,
    route: Route,
    style: Style,
    *,
    begun: bool = False,
) -> Iterator[str]:
    """The lines of a mapping; if it is ``begun``, what stands above it is written already."""
    for number, (key, value) in enumerate(data.items()):
        here = (*route, key)
        if number or not begun:
            yield from _above(here, indent, style)
        yield from _entry(f"{indent}{_name(key, style)}:", value, indent, here, style)


def _sequence(
    items: Sequence[Any], indent: str, route: Route, style: Style, *, begun: bool = False
) -> Iterator[str]:
    """The lines of a list; if it is ``begun``, what stands above it is written already."""
    for number, item in enumerate(items):
        here = (*route, number)
        if number or not begun:
            yield from _above(here, indent, style)
        if isinstance(item, Mapping) and item:
            # What stands above the first detail of an item stands above its dash.
            yield from _above((*here, next(iter(item))), indent, style)
            opening, *rest = _mapping(item, indent + _STEP, here, style, begun=True)
            yield f"{indent}- {opening.lstrip(' ')}"
            yield from rest
        elif isinstance(item, list | tuple) and item and style.for_people:
            yield from _above((*here, 0), indent, style)
            opening, *rest = _sequence(item, indent + _STEP, here, style, begun=True)
            yield f"{indent}- {opening.lstrip(' ')}"
            yield from rest
        else:
            yield from _entry(f"{indent}-", item, indent, here, style)


def _above(route: Route, indent: str, style: Style) -> Iterator[str]:
    yield from (f"{indent}{line}" if line else "" for line in style.above.get(route, ()))


def _entry(start: str, value: Any, indent: str, route: Route, style: Style) -> Iterator[str]:
    """A key or a dash, and what belongs to it."""
    deeper = indent + _STEP
    if isinstance(value, Mapping):
        yield start if value else f"{start} {{}}"
        yield from _mapping(value, deeper, route, style)
    elif isinstance(value, list | tuple):
        yield start if value else f"{start} []"
        yield from _sequence(value, deeper, route, style)
    elif isinstance(value, str) and style.for_people:
        first, *rest = form_text(value, deeper)
        yield f"{start} {first}"
        yield from rest
    elif isinstance(value, str) and len(start) + 1 + len(value) > _WIDTH and _fits_folded(value):
        yield f"{start} >" if value.endswith("\n") else f"{start} >-"
        for line in _folded(value.removesuffix("\n"), _WIDTH - len(deeper)):
            yield f"{deeper}{line}" if line else ""
    elif isinstance(value, str) and "\n" in value and _fits_literal(value):
        yield f"{start} |" if value.endswith("\n") else f"{start} |-"
        lines = value.removesuffix("\n").split("\n")
        yield from (f"{deeper}{line}" if line else "" for line in lines)
    else:
        yield f"{start} {scalar(value)}"


def _fits_literal(text: str) -> bool:
    """Whether text can stand as a literal block: no surprise at its ends or in its characters."""
    plain_ends = _LITERAL.fullmatch(text) is not None and not text.endswith("\n\n")
    blank = any(line and not line.strip() for line in text.split("\n"))
    return plain_ends and not blank and _PRINTABLE.fullmatch(text) is not None and "\t" not in text


def _fits_folded(text: str) -> bool:
    """Whether long text can be folded at its spaces: each must stand alone.

    Text of several lines is folded only if one of them is long; a list of short ones is not.
    """
    lines = text.removesuffix("\n").split("\n")
    whole = all(line and line == line.strip() and "  " not in line for line in lines)
    long = len(lines) == 1 or any(len(line) > _WIDTH for line in lines)
    return whole and long and "\t" not in text and _PRINTABLE.fullmatch(text) is not None


def _folded(text: str, width: int) -> Iterator[str]:
    """The lines of a text, broken at spaces; a word longer than a line is a line.

    A line break of the text itself is written as an empty line.
    """
    for number, whole in enumerate(text.split("\n")):
        if number:
            yield ""
        line = ""
        for word in whole.split(" "):
            if line and len(line) + 1 + len(word) > width:
                yield line
                line = word
            else:
                line = f"{line} {word}" if line else word
        yield line
