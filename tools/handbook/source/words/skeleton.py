"""What a word looks like, whatever letters it is written with.

Two texts with the same skeleton look alike to a reader in a hurry: `in force` in capitals, in
fullwidth, mathematical or Cyrillic letters, as `1n f0rce`, as `i n  f o r c e`, or with characters
in it that nobody sees.
"""

from __future__ import annotations

import re
import string
import unicodedata
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING

from handbook.source.words.lookalikes import LOOKALIKES

if TYPE_CHECKING:
    from collections.abc import Iterable

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
_AS_LETTERS = str.maketrans(_SIGNS)
_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_WORD = re.compile(r"[0-9a-z]+")
_BEGUN = 24
"""So many characters of a text are looked at before all of it."""


def readings(text: str) -> tuple[tuple[str, ...], ...]:
    """The words of a text as plain letters a to z and digits, in each way they could be read."""
    plain = _in_plain(text)
    words = tuple(_WORD.findall(plain))
    as_letters = plain.translate(_AS_LETTERS)
    if as_letters == plain:
        return (words,)
    return tuple(dict.fromkeys((words, tuple(_WORD.findall(as_letters)))))


def _in_plain(text: str) -> str:
    """A text with every sign as plain small letters, as far as it looks like any."""
    if text.isascii():
        return text.lower()
    return _NOT_ASCII.sub(lambda sign: _plain(sign[0]), text.translate(_LOWER))


def letters(text: str) -> str:
    """The letters and digits of a text as it is first read, without what stands between them.

    Those of two texts side by side are those of the one, and then those of the other.
    """
    return "".join(_WORD.findall(_in_plain(text)))


@lru_cache(maxsize=16384)
def shape(word: str) -> str:
    """The skeleton of one word of plain letters: what looks alike comes out the same.

    What follows a word can change the last letter of its skeleton and no other: no pair is made of
    what another came to, and each is made from the left. So the skeleton of a longer word begins
    with that of its beginning, but for the last letter, which is what ``Shapes`` goes by.
    """
    folded = word.translate(_ALIKE)
    for pair, single in _PAIRS:
        folded = folded.replace(pair, single)
    return _DOUBLED.sub(itemgetter(1), folded)


class Shapes:
    """The skeletons of some phrases, to be looked for among many longer texts."""

    def __init__(self, phrases: Iterable[str]) -> None:
        """``phrases`` as people write them."""
        self.all = frozenset(shape(letters(phrase)) for phrase in phrases)
        self._beginnings = beginnings(self.all)

    def hold(self, text: str) -> bool:
        """Whether a text looks like one of the phrases, all of it."""
        if shape(letters(text[:_BEGUN]))[:-1] not in self._beginnings:
            return False
        return shape(letters(text)) in self.all


def beginnings(shapes: Iterable[str]) -> frozenset[str]:
    """Everything that one of some skeletons begins with, from nothing to the whole."""
    return frozenset(each[:end] for each in shapes for end in range(len(each) + 1))


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
