"""Bytes to text: encoding, size, and characters that people cannot see."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from handbook.finding import Code, Finding, Place
from handbook.source import codes
from handbook.source.garbled import garbled
from handbook.source.joining import needed

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_YAML_BYTES = 256 * 1024
MAX_BODY_BYTES = 256 * 1024
MAX_REPORTED = 25
"""At most this many odd characters are listed for one file; one more finding counts the rest."""

STAND_IN = "\N{MIDDLE DOT}"
"""Takes the place of a refused character, so that the rest can still be read and reported."""

_FILLERS = frozenset(
    chain(
        [0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0],
        range(0x180B, 0x1810),
        range(0xFE00, 0xFE10),
        range(0xE0000, 0xE0200),
    )
)
"""Characters that draw nothing though Unicode does not class them as format characters."""

_NONCHARACTERS = frozenset(
    [0xFFFD, *range(0xFDD0, 0xFDF0)]
    + [p * 0x10000 + low for p in range(17) for low in (0xFFFE, 0xFFFF)]
)
_SUSPECT = re.compile(r"[^\n\t\x20-\x7e\xa1-\xac\xae-\u02ff]")
_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7})(?: |\Z)|={7}\Z")
_CONFLICT_MARKS = tuple(7 * sign for sign in "<>|=")


@dataclass(frozen=True, slots=True)
class Screened:
    """Text as read: lines end with a line feed, refused characters are replaced one for one.

    ``text`` is ``None`` when nothing could be read. ``conflicted`` says that conflict markers were
    found, so that what is left is two texts mixed.
    """

    text: str | None
    findings: tuple[Finding, ...]
    conflicted: bool = False


def screen(raw: bytes, path: str, limit: int) -> Screened:
    """Read ``raw`` as UTF-8 of at most ``limit`` bytes and look at every character."""
    if len(raw) > limit:
        message = f"The file has {len(raw):,} bytes; {limit:,} are allowed"
        hint = "Split the document, or keep the large part as an attachment."
        return Screened(None, (Finding(codes.TOO_LARGE, path, message, hint, place=Place(1)),))
    findings: list[Finding] = []
    if raw.startswith(codecs.BOM_UTF8):
        raw = raw[len(codecs.BOM_UTF8) :]
        message = "An invisible byte-order mark (U+FEFF) stands before the first line"
        hint = "Save the file again as UTF-8 without a byte-order mark (BOM)."
        findings.append(Finding(codes.BYTE_ORDER_MARK, path, message, hint, place=Place(1)))
    try:
        text = raw.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as problem:
        return Screened(None, (*findings, _not_utf8(raw, path, problem.start)))
    odd, text = _odd_characters(text, path)
    conflicts = _conflicts(text, path)
    return Screened(text, (*findings, *odd, *conflicts), conflicted=bool(conflicts))


def odd_character(character: str) -> tuple[Code, str, str] | None:
    """Code, message and hint when a character is refused anywhere, else ``None``."""
    point = ord(character)
    shown = f"U+{point:04X}"
    name = unicodedata.name(character, "").lower()
    called = f"{shown} ({name})" if name else shown
    category = unicodedata.category(character)
    if point == 0:
        hint = "The file may be damaged; take the text from its source again."
        return codes.CONTROL, "A NUL character (U+0000) stands here", hint
    if category == "Cc" and character not in "\n\t":
        hint = "Delete it, or retype the letters around it."
        return codes.CONTROL, f"The control character {shown} stands here", hint
    if category in {"Zl", "Zp"}:
        return codes.CONTROL, f"The character {called} stands here", "Use the Enter key instead."
    if category in {"Co", "Cs"} or point in _NONCHARACTERS:
        hint = "Look at the original and type the sign that was meant."
        return codes.LOST, f"The character {called} has no agreed meaning", hint
    if category == "Cf" or point in _FILLERS:
        hint = "Delete it: put the cursor here and retype the characters on both sides."
        return codes.INVISIBLE, f"The invisible character {called} stands here", hint
    return None


@dataclass(frozen=True, slots=True)
class RefusedSign:
    """A sign that may stand nowhere, at ``index`` of a text. ``hidden``: readers do not see it."""

    index: int
    sign: str
    code: Code
    message: str
    hint: str
    hidden: bool


def refused(text: str) -> Iterator[RefusedSign]:
    """Every sign of a text that may stand nowhere, in order.

    This is the one look at characters. Whatever decodes a text (a file's bytes, an escape, a
    character reference, an address) passes the outcome through here.
    """
    signs = []
    for match in _SUSPECT.finditer(text):
        problem = odd_character(match[0])
        if problem is not None and not needed(text, match.start()):
            signs.append(RefusedSign(match.start(), match[0], *problem, hidden=True))
    for index, sign, meant in garbled(text):
        shown = meant if meant.isprintable() and not odd_character(meant or "\0") else ""
        guess = f"where '{shown}' was perhaps meant" if shown else "which no language writes"
        message = f"The signs '{sign}' stand here, {guess}: a program read them in a wrong encoding"
        hint = "Take the text from its source again and save it as UTF-8"
        hint += f", or type {shown} here." if shown else "."
        signs.append(RefusedSign(index, sign, codes.GARBLED, message, hint, hidden=False))
    yield from sorted(signs, key=lambda refusal: refusal.index)


def _odd_characters(text: str, path: str) -> tuple[list[Finding], str]:
    """Findings for refused signs (each kind once a line), and the text without hidden ones."""
    seen: dict[tuple[int, str], Finding] = {}
    spots: list[int] = []
    line, line_start, count = 1, 0, 0
    for refusal in refused(text):
        count += 1
        if refusal.hidden:
            spots.append(refusal.index)
        line += text.count("\n", line_start, refusal.index)
        line_start = text.rfind("\n", 0, refusal.index) + 1
        place = Place(line, refusal.index - line_start + 1)
        if len(seen) <= MAX_REPORTED:
            finding = Finding(refusal.code, path, refusal.message, refusal.hint, place=place)
            seen.setdefault((line, refusal.sign), finding)
    letters = list(text) if spots else []
    for spot in spots:
        letters[spot] = STAND_IN
    findings = list(seen.values())
    if len(findings) > MAX_REPORTED:
        rest = Finding(
            findings[-1].code,
            path,
            f"There are {count} such characters in the file; only the first are listed",
            "Take the text from its source again, as plain text.",
            place=findings[-1].place,
        )
        findings[-1] = rest
    return findings, "".join(letters) if spots else text


def _conflicts(text: str, path: str) -> list[Finding]:
    """A finding for each line that git leaves where two edits clash."""
    if not any(mark in text for mark in _CONFLICT_MARKS):
        return []
    message = "A marker of two edits that were not brought together stands here"
    hint = "Keep the right lines, delete the others and the lines of seven < = | or > signs."
    return [
        Finding(codes.CONFLICT, path, message, hint, place=Place(number))
        for number, line in enumerate(text.split("\n"), 1)
        if line[:1] in {"<", ">", "|", "="} and _CONFLICT.match(line.rstrip())
    ][:MAX_REPORTED]


def _not_utf8(raw: bytes, path: str, start: int) -> Finding:
    """Where the first byte stands that is no UTF-8, and which encoding it may be."""
    before = raw[:start]
    line_start = before.rfind(b"\n") + 1
    column = len(before[line_start:].decode("utf-8", "replace")) + 1
    if raw[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        message = "The file is saved as UTF-16 (called 'Unicode' by some programs), not as UTF-8"
    else:
        byte = raw[start]
        guess = bytes([byte]).decode("cp1252", "replace")
        likely = (
            f"; it was perhaps meant as '{guess}'"
            if guess.isprintable() and guess != "\ufffd"
            else ""
        )
        message = f"The byte 0x{byte:02X} is not UTF-8{likely}"
    hint = "Save the file again with the encoding UTF-8."
    place = Place(before.count(b"\n") + 1, column)
    return Finding(codes.NOT_UTF8, path, message, hint, place=place)
