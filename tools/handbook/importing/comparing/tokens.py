"""A text as what a reader must not lose: its words, its numbers, and the signs beside them."""

from __future__ import annotations

import re
import unicodedata

from handbook.importing.scripts import spelled

_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_WIDE = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFF01, 0xFF5F)}
_ALIKE = str.maketrans(
    _LIGATURES
    | _WIDE
    | dict.fromkeys((*range(0x2010, 0x2016), 0x2212, 0xFE63), "-")
    | dict.fromkeys((0x2018, 0x2019, 0x02BC), "'")
    | {0xAD: "", 0xB5: "μ", 0x2044: "/", 0x2215: "/"}
    | dict.fromkeys(map(ord, "🡒➔➜🡪"), "→")
    | dict.fromkeys(map(ord, "🗸🗹✔"), "✓")
    | dict.fromkeys(map(ord, "🗴🗵🗶🗷✘"), "✗")
)
_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*"  # a number, with its point or comma
    r"|[^\W\d_]+(?:'[^\W\d_]+)*"  # a word
    r"|(?<=\S)_(?=[\w(+-])"  # below the line
    r"|-(?=\s?\d)"  # a minus, or a range
    r"|[^\w\s]"
)
_SIGNS = frozenset("\ufffd%‰/^_-+=<>±°º")
_DROPPED = frozenset("`~|\\")
_SIGNED = frozenset({"Sm", "Sc", "So"})


def tokens(text: str) -> tuple[str, ...]:
    """The words, numbers and signs of a text, in order.

    A raised 6 is ``^`` and ``6``, so it is not the same as a 6. Commas, brackets, quotation marks
    and hyphens within words are left out; a comma within a number is kept.
    """
    plain = spelled(unicodedata.normalize("NFC", text).translate(_ALIKE))
    return tuple(token for token in _TOKEN.findall(plain) if _counts(token))


def _counts(token: str) -> bool:
    if token[0].isalnum() or token in _SIGNS:
        return True
    return token not in _DROPPED and unicodedata.category(token[0]) in _SIGNED


def numeric(token: str) -> bool:
    """Whether a token is a number or a sign, not a word."""
    return not token.isalpha()
