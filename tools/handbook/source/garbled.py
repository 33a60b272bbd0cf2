"""Text that a program on its way read in the wrong encoding: ``â€™`` for ``’``, ``Ã©`` for ``é``.

Each sign that clinical writing uses is put through the usual mistakes (UTF-8 read as Windows, Mac
or DOS text, once or twice); where the outcome stands in a text, the text was garbled, and what was
meant is known.
"""

# ruff: noqa: RUF001, RUF002 -- signs that look like others are what this module is about

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNS = (
    "\u00a0¡¢£¤¥¦§¨©ª«¬®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ"
    "ŒœŠšŽžŸƒı\u0141\u0142αβγδεθκλμπσωΔΣΩ"
    "\u2010\u2011\u2012\u2013\u2014\u2015\u2018\u2019\u201a\u201c\u201d\u201e\u2020\u2021\u2022"
    "\u2026\u2030\u2032\u2033\u2039\u203a\u2044\u20ac\u2122\u2190\u2191\u2192\u2193\u2194\u21d2"
    "\u2202\u2206\u2211\u2212\u221a\u221e\u2248\u2260\u2264\u2265\u25a0\u25a1\u25aa\u25cb\u25cf"
    "\u25e6\u2610\u2611\u2612\u2713\u2714\u2717\u2718\ufeff\ufffd\u200b\u200c\u200d\ufb01\ufb02"
)
_ENCODINGS = ("cp1252", "latin-1", "mac_roman", "cp437", "cp850")
_STARTS = re.compile(
    "[\u00ff\u00fe]{2}(?=.\x00|\x00.)|\u00e2\u20ac|\u00c3\u00a2\u00e2|\u00f0\u0178"
)
"""What no language writes: UTF-16's mark as Latin-1, and the starts of longer signs."""
_LOST_DEGREE = re.compile(r"(?<![\w/?&=.-])[0-9]{2}(?:\.[0-9]+)? ?\?(?=[CF]\b)")
_SWAPPED = re.compile("[\u2020-\u7e7e]{4,}")
_ASCII = 128


def garbled(text: str) -> Iterator[tuple[int, str, str]]:
    """Where garbled signs stand, as (index, what stands there, what was meant or nothing)."""
    if "?" in text:
        for match in _LOST_DEGREE.finditer(text):
            yield match.end() - 1, "?", "\N{DEGREE SIGN}"
    if text.isascii():
        return
    meant = _meant()
    for match in _pattern().finditer(text):
        yield match.start(), match[0], meant.get(match[0], "")
    for match in _SWAPPED.finditer(text):
        if any(_was_ascii(match[0], order) for order in ("utf-16-le", "utf-16-be")):
            yield match.start(), match[0][:4], ""


def _was_ascii(run: str, order: str) -> bool:
    """Whether signs of other scripts are pairs of plain letters that were read as one."""
    raw = run.encode(order, "surrogatepass")
    return all(byte < _ASCII and (chr(byte).isalnum() or chr(byte) in " .,-") for byte in raw)


@functools.cache
def _meant() -> dict[str, str]:
    """Garbled signs, each with the sign that was meant."""
    signs: dict[str, str] = {}
    for sign in _SIGNS:
        for encoding in _ENCODINGS:
            once = _misread(sign, encoding)
            signs.setdefault(once, sign)
            if encoding in {"cp1252", "latin-1"}:
                signs.setdefault(_misread(once, encoding), sign)
    return {
        wrong: sign for wrong, sign in signs.items() if len(wrong) > 1 and not _plausible(wrong)
    }


def _misread(sign: str, encoding: str) -> str:
    """A sign as UTF-8, read as if in another encoding; undefined bytes as in Latin-1."""
    shown = []
    for byte in sign.encode():
        try:
            shown.append(bytes([byte]).decode(encoding))
        except UnicodeDecodeError:
            shown.append(chr(byte))
    return "".join(shown)


def _plausible(wrong: str) -> bool:
    """Whether people write such signs side by side: a letter and a closing mark, as in „Spaß“."""
    first, rest = wrong[0], wrong[1:]
    closing = set(
        "\u2018\u2019\u201a\u201c\u201d\u201e\u2039\u203a\u2026\u2013\u2014\u00bb\u00ab\u2122\u2022"
    )
    return len(wrong) == 2 and first.isalpha() and first not in "\u00c2\u00c3" and rest in closing  # noqa: PLR2004


@functools.cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_meant(), key=len, reverse=True)
    return re.compile("|".join([*map(re.escape, longest_first), _STARTS.pattern]))
