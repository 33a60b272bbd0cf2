"""Text as the form editor writes it, sign for sign.

The editor writes its files with the JavaScript library `yaml` (2.x, its core schema), without a
width and with single quotation marks where one kind is needed. What is written here is the same, so
that what a person saves in the form differs in the lines that they changed and in no other. The
tests compare the two (`tests/source/form_text.json` was written by the library).
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NEEDS_MARKS = re.compile(
    r"""^[\n\t ,\[\]{}#&*!|>'"%@`]|^[?-]$|^[?-][ \t]|[\n:][ \t]|[ \t]\n|[\n\t ]#|[\n\t :]$"""
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_OTHER = re.compile(
    r"(?:~|[Nn]ull|NULL|)"
    r"|[Tt]rue|TRUE|[Ff]alse|FALSE"
    r"|0o[0-7]+|[-+]?[0-9]+|0x[0-9a-fA-F]+"
    r"|[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN"
    r"|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+"
    r"|[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)"
)
"""What a reader would take for nothing, a truth or a number."""
_SPACED_BREAK = re.compile(r"[ \t]\n|\n[ \t]")
_BREAKS = re.compile(r"\n+")
_ENDING_BREAKS = re.compile(r"(^|(?<!\n))\n+(?!\n|$(?![\s\S]))")
_SHORT = {"0000": "0", "0007": "a", "000b": "v", "001b": "e"}
_LONG = 40
"""Text in double quotation marks that is as long as this breaks where its lines do."""


def form_text(text: str, indent: str) -> Iterator[str]:
    """The lines of a text behind its key or dash; those after the first begin with ``indent``.

    ``indent`` is that of whatever stands inside the key or dash, and never empty.
    """
    if _CONTROL.search(text):
        written = _double(text, indent)
    elif "\n" in text:
        written = _block(text, indent)
    elif _NEEDS_MARKS.search(text) or _OTHER.fullmatch(text):
        written = _quoted(text, indent)
    else:
        written = text
    yield from written.split("\n")


def _quoted(text: str, indent: str) -> str:
    if "'" in text and '"' not in text:
        return _double(text, indent)
    return _single(text, indent)


def _single(text: str, indent: str) -> str:
    if _SPACED_BREAK.search(text):
        return _double(text, indent)
    inside = _BREAKS.sub(lambda run: f"{run.group()}\n{indent}", text.replace("'", "''"))
    return f"'{inside}'"


def _double(text: str, indent: str) -> str:
    """Text in double quotation marks; a long one goes on in the next line where it breaks."""
    marked = json.dumps(text, ensure_ascii=False)
    pieces, at = [], 0
    while at < len(marked):
        rest = marked[at:]
        if rest.startswith(" \\n"):
            # A space at the end of a line would be lost, so it is marked; the break follows.
            pieces.append("\\ ")
            at += 1
            continue
        if not rest.startswith("\\"):
            pieces.append(rest[0])
            at += 1
        elif rest.startswith("\\u"):
            pieces.append(_escape(rest[2:6]))
            at += 6
        elif rest.startswith("\\n") and rest[2] != '"' and len(marked) >= _LONG:
            run = 1
            while rest[2 * run : 2 * run + 2] == "\\n" and rest[2 * run + 2] != '"':
                run += 1
            after = "\\" if rest[2 * run] == " " else ""
            pieces.append("\n" * (run + 1) + indent + after)
            at += 2 * run
        else:
            pieces.append(rest[:2])
            at += 2
    return "".join(pieces)


def _escape(digits: str) -> str:
    """A character by its number, in the shortest way there is."""
    if digits in _SHORT:
        return f"\\{_SHORT[digits]}"
    return f"\\x{digits[2:]}" if digits.startswith("00") else f"\\u{digits}"


def _block(text: str, indent: str) -> str:
    """Text of several lines as a literal block, its breaks as they are."""
    if re.search(r"\n[\t ]+\Z", text):
        return _quoted(text, indent)
    body = text.rstrip("\n\t ")
    ending = text[len(body) :]
    first = ending.find("\n")
    keep = "-" if first < 0 else "+" if not body or first != len(ending) - 1 else ""
    ending = ending.removesuffix("\n")
    ending = _ENDING_BREAKS.sub(lambda run: f"{run.group()}{indent}", ending)
    length = len(body) - len(body.lstrip("\n "))
    before = body[:length]
    lead = before.rfind("\n") + 1 if "\n" in before else length
    start, body = body[:lead], body[lead:]
    deep = "2" if " " in before else ""
    start = _BREAKS.sub(lambda run: f"{run.group()}{indent}", start)
    body = _BREAKS.sub(lambda run: f"{run.group()}{indent}", body)
    return f"|{deep}{keep}\n{indent}{start}{body}{ending}"
