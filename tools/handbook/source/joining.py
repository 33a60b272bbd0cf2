"""Characters that nobody sees and that some writing needs, told from those that only hide.

Persian, Hindi or Sinhala cannot be written without joiners, and an emoji of several people is held
together by them. Each is accepted only where Unicode gives it a visible effect or common spelling
has it: the rules follow UAX 31 (its contexts A1, A2 and B for joiners) and UTS 51 (emoji). Between
Latin letters or digits none of them means anything, and none is accepted.
"""

from __future__ import annotations

import re
import unicodedata

_ZWSP, _ZWNJ, _ZWJ = "\u200b", "\u200c", "\u200d"
_TEXT_FORM, _EMOJI_FORM, _KEYCAP = "\ufe0e", "\ufe0f", "\u20e3"
_TONES = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
_CURSIVE = frozenset({"ARABIC", "SYRIAC", "MANDAIC", "MONGOLIAN", "NKO", "ADLAM", "PHAGS-PA"})
"""Scripts whose letters join, so that a mark that keeps two apart can be seen."""
_UNSPACED = frozenset({"THAI", "LAO", "KHMER", "MYANMAR", "TAI", "NEW", "BALINESE", "JAVANESE"})
"""Scripts without spaces between words, where a line may break at a zero-width space."""
_SHOWN = frozenset(
    [*range(0x0600, 0x0606), 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD]
)
"""Format characters that are drawn, such as the Arabic sign of a year."""
_PICTURES = re.compile(
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u25a0-\u27bf"
    "\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
_FLAGS = re.compile(
    "\U0001f3f4\U000e0067\U000e0062(?:\U000e0065\U000e006e\U000e0067"
    "|\U000e0073\U000e0063\U000e0074|\U000e0077\U000e006c\U000e0073)\U000e007f"
)
"""The flags of England, Scotland and Wales, the only ones made of tags that are drawn."""
_VIRAMA = 9
"""The combining class of the marks that take a letter's vowel away (Unicode's own number)."""


def needed(text: str, at: int) -> bool:
    """Whether the unseen character at an index belongs to the writing around it."""
    character = text[at]
    if character == _ZWJ:
        return _joins_pictures(text, at) or _joins_letters(text, at)
    if character == _ZWNJ:
        return _after_virama(text, at) or _keeps_apart(text, at)
    if character in {_TEXT_FORM, _EMOJI_FORM}:
        return _form(text, at)
    return ord(character) in _SHOWN or _of_its_script(text, at)


def _of_its_script(text: str, at: int) -> bool:
    """Whether a break, a Mongolian form or a tag stands where its script has it."""
    character, before, after = text[at], text[max(0, at - 1) : at], text[at + 1 : at + 2]
    if character == _ZWSP:
        return _script(before) in _UNSPACED and _script(after) in _UNSPACED
    if "\u180b" <= character <= "\u180f":
        return before.isalpha() and _script(before) == "MONGOLIAN"
    if "\U000e0020" <= character <= "\U000e007f":
        flags = _FLAGS.finditer(text, max(0, at - 6), at + 7)
        return any(flag.start() <= at < flag.end() for flag in flags)
    return False


def _script(character: str) -> str:
    """The script of a letter or mark, as its name begins; nothing for others."""
    if not character or unicodedata.category(character)[0] not in "LM":
        return ""
    return unicodedata.name(character, "").partition(" ")[0]


def _form(text: str, at: int) -> bool:
    """Whether a sign of form follows a picture, or is part of one keycap."""
    before = text[max(0, at - 1) : at]
    if before and _PICTURES.match(before):
        return True
    earlier = text[max(0, at - 2) : max(0, at - 1)]
    alone = not earlier.isalnum() and earlier != _KEYCAP
    boxed = text[at + 1 : at + 2] == _KEYCAP and not text[at + 2 : at + 3].isalnum()
    return bool(before) and before in "0123456789#*" and alone and boxed


def _joins_pictures(text: str, at: int) -> bool:
    """Whether a joiner stands between two pictures, each with its tone or form."""
    start = at - 1
    while start > 0 and (text[start] == _EMOJI_FORM or text[start] in _TONES):
        start -= 1
    pictured = start >= 0 and _PICTURES.match(text[start])
    return bool(pictured and _PICTURES.match(text[at + 1 : at + 2]))


def _after_virama(text: str, at: int) -> bool:
    """Whether a letter without its vowel stands before, and no other joiner behind."""
    before, letter = text[max(0, at - 1) : at], text[at - 2 : at - 1] if at > 1 else ""
    held = bool(before) and unicodedata.combining(before) == _VIRAMA and bool(_script(letter))
    return held and text[at + 1 : at + 2] not in {_ZWNJ, _ZWJ}


def _joins_letters(text: str, at: int) -> bool:
    """Whether a joiner forms a conjunct: behind a virama, or between a letter and its virama."""
    before, after = text[max(0, at - 1) : at], text[at + 1 : at + 2]
    ahead = bool(after) and unicodedata.combining(after) == _VIRAMA
    return _after_virama(text, at) or (ahead and _script(before) == _script(after) != "")


def _keeps_apart(text: str, at: int) -> bool:
    """Whether letters of one script whose letters join stand on both sides, marks aside."""
    start = at - 1
    while start > 0 and unicodedata.category(text[start]) == "Mn":
        start -= 1
    before = text[start] if start >= 0 else ""
    after = text[at + 1 : at + 2]
    lettered = before.isalpha() and after.isalpha()
    return lettered and _script(before) == _script(after) and _script(before) in _CURSIVE
