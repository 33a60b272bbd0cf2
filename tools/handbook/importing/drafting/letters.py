"""Letters and signs as a record may hold them: nothing invisible, nothing only a font can show."""

from __future__ import annotations

import re
import unicodedata

from handbook.types.awaiting import LOST_SIGN

_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_COMMON = str.maketrans(
    _LIGATURES
    | dict.fromkeys((0x2010, 0x2011), "-")
    | {0x00B5: "μ", 0x2044: "/", 0x2215: "/", 0x2192: "→", 0x1F86A: "→", 0x1F852: "→"}
    | dict.fromkeys((0x1F5F8, 0x1F5F9, 0x2714), "✓")
    | dict.fromkeys((0x1F5F4, 0x1F5F5, 0x1F5F6, 0x1F5F7, 0x2718), "✗")
)
_FILLERS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0]"
)
_JOINING = "\u200c\u200d"


def clean(text: str) -> str:
    """``text`` in letters that a record may hold. Blanks of every kind become the ordinary one."""
    text = unicodedata.normalize("NFC", text).translate(_COMMON)
    return _FILLERS.sub("", "".join(map(_sign, text)))


def _sign(character: str) -> str:
    if character.isspace():
        return " "
    category = unicodedata.category(character)
    if category in ("Co", "Cs", "Cn") or character == "\N{REPLACEMENT CHARACTER}":
        return LOST_SIGN
    if category == "Cc" or (category == "Cf" and character not in _JOINING):
        return ""
    return character


_ENTITY = re.compile(r"&(?=#?\w+;)")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_WITHIN = re.compile(r"[\\`*]|(?<!\w)_|_(?!\w)|\](?=[(\[:])|\[(?=\^)|!(?=\[)")
_SCISSORS = re.compile(r"8<(?=-)")
_TWICE = re.compile(r"([~$])\1")
_FIRST = re.compile(r"#|>|[-+](?=\s|[-+]|\Z)|!!!|\[(?=[^\]]*\]:)")
_COUNTED = re.compile(r"([0-9]{1,9})([.)])(?=\s|\Z)")
_NAMED = {"{": "&#123;", "}": "&#125;", "|": "&#124;"}


def escaped(text: str) -> str:
    """Plain text as Markdown that every program reads as that text, within a line."""
    text = _ENTITY.sub("&amp;", text)
    text = _WITHIN.sub(lambda match: f"\\{match[0]}", text)
    text = _TAG.sub("&lt;", text)
    text = _SCISSORS.sub("8&lt;", text)
    text = _TWICE.sub(lambda match: f"{match[1]}&#{ord(match[1])};", text)
    return "".join(_NAMED.get(c, c) for c in text)


def begun(line: str) -> str:
    """A line of Markdown whose beginning no program takes for the mark of a block."""
    if _FIRST.match(line):
        return f"\\{line}"
    if line.startswith("???"):
        return f"&#63;{line[1:]}"
    if line.startswith("="):
        return f"&#61;{line[1:]}"
    return _COUNTED.sub(r"\1\\\2", line, count=1) if _COUNTED.match(line) else line
