"""What a word looks like, whatever letters it is written with.

Two texts with the same skeleton look alike to a reader in a hurry: `in force` in capitals, in
fullwidth, mathematical or Cyrillic letters, as `1n f0rce`, as `i n  f o r c e`, or with characters
in it that nobody sees.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from handbook.source.words.lookalikes import LOOKALIKES

_LATIN = re.compile(
    r"\bLATIN (?:LETTER SMALL CAPITAL|(?:SMALL|CAPITAL) LETTER)(?: [A-Z]{3,})* ([A-Z])(?: WITH .*)?"
    r"|REGIONAL INDICATOR SYMBOL LETTER ([A-Z])"
)
_INVISIBLE = frozenset({"Mn", "Me", "Mc", "Cf", "Cc", "Co", "Cn"})
_SIGNS = {"@": "a", "$": "s", "!": "i", "|": "i", "€": "e", "£": "l", "+": "t", "¢": "c", "(": "c"}
"""Signs that stand for letters, or end a word: both readings are looked at."""
_ALIKE = str.maketrans("013456789ljzqy", "oieasbtbgiisgv")
_ONE_STROKE = str.maketrans("l1|0", "IIIO")
_PAIRS = (("rn", "m"), ("vv", "w"), ("uu", "w"), ("ci", "d"), ("ph", "f"), ("ck", "k"))
_DOUBLED = re.compile(r"(.)\1+")
_BETWEEN = re.compile(r"[^0-9a-z]+")


def readings(text: str) -> tuple[tuple[str, ...], ...]:
    """The words of a text as plain letters a to z and digits, in each way they could be read."""
    plain = "".join(_plain(sign) for sign in text)
    as_letters = "".join(_SIGNS.get(sign, sign) for sign in plain)
    distinct = dict.fromkeys((_words(plain), _words(as_letters)))
    return tuple(distinct)


def _words(text: str) -> tuple[str, ...]:
    return tuple(filter(None, _BETWEEN.split(text)))


def shape(word: str) -> str:
    """The skeleton of one word of plain letters: what looks alike comes out the same."""
    folded = word.translate(_ALIKE)
    for pair, single in _PAIRS:
        folded = folded.replace(pair, single)
    return _DOUBLED.sub(r"\1", folded)


def looks(text: str) -> frozenset[str]:
    """What a short name may be taken for: two names that share one of these look the same.

    Milder than ``shape``: `CCN` is not `CN`, nor `IV` `LV`; but `ACP` is `acp`, in any alphabet.
    """
    alike = text.translate(_ONE_STROKE)
    return frozenset("".join(readings(each)[0]) for each in (text, alike)) - {""}


@lru_cache(maxsize=4096)
def _plain(sign: str) -> str:
    """One character as plain lower-case letters; nothing, if nobody sees it."""
    if sign.isascii():
        return sign.lower()
    if ord(sign) in LOOKALIKES:
        return LOOKALIKES[ord(sign)]
    if unicodedata.category(sign) in _INVISIBLE:
        return ""
    base = "".join(
        LOOKALIKES.get(ord(each), each)
        for each in unicodedata.normalize("NFKD", sign)
        if not unicodedata.combining(each)
    ).casefold()
    if base.isascii():
        return base
    named = _LATIN.search(unicodedata.name(sign, ""))
    if named:
        return (named[1] or named[2]).lower()
    return "".join(LOOKALIKES.get(ord(each), each) for each in base)


def mixed_script(text: str) -> str:
    """The first word that mixes Latin letters with letters of another script; empty if none does.

    No word of any language is written so; a word that looks Latin and is not, may be.
    """
    for word in re.findall(r"[^\W\d_]+", text):
        scripts = {_script(letter) for letter in word} - {""}
        if "LATIN" in scripts and len(scripts) > 1:
            return str(word)
    return ""


def _script(letter: str) -> str:
    """The script of a letter; the micro sign, and marks that any script uses, have none."""
    if letter == "\N{MICRO SIGN}" or unicodedata.category(letter) == "Lm":
        return ""
    return unicodedata.name(letter, "").split(" ")[0]
