"""Text to words, and what can be told of one: a telephone number, an address, a number.

A number counts as one to ring only where nothing else is possible: it has the shape of a British
telephone number, a word such as "ring" stands before it, and what follows it is no unit.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from handbook.difference.vocabulary import NUMBERS, PHONING, TIMES
from handbook.source.markdown.outline import BREAK
from handbook.source.words.units import UNITS

WORD, BLANK, MARK, PHONE, EMAIL, ADDRESS = "word", "blank", "mark", "phone", "email", "address"

_BLANKS = re.compile(rf"(?:\s|{BREAK})+")
_EMAIL = r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,24}"
_ADDRESS = r"https?://[^\s<>()\[\]|\"]{1,400}[A-Za-z0-9/]"
_DIGITS = r"(?:\+44 ?(?:\(0\) ?)?[1-9]|\(0|0)[0-9() -]{7,16}[0-9]"
_TOKEN = re.compile(
    rf"(?P<address>{_ADDRESS})|(?P<email>(?<![\w.+-]){_EMAIL}(?![\w@-]))"
    rf"|(?P<phone>(?<![\w.,/+:@-]){_DIGITS}(?![\w/%°@-])(?![.,:][0-9]))"
    r"|(?P<word>[^\W_]+(?:['\u2019][^\W_]+)*)|(?P<blank> )|(?P<mark>.)",
    re.DOTALL,
)
_SHAPES = frozenset(
    {
        (11,), (10,), (5, 6), (5, 5), (5, 3, 3), (3, 4, 4), (3, 8), (4, 7), (4, 6), (4, 3, 4),
        (4, 3, 3),
    }
)  # fmt: skip
"""The lengths of the groups in which British numbers of ten or eleven digits are written."""

_BEFORE = 60
"""How far before a number the word may stand that makes it one to ring."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number, mark or blank of a text, as it was typed."""

    kind: str
    text: str


def smooth(text: str) -> str:
    """Text in composed form, with each run of blanks or line breaks as one space."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip(" ")


def tokens(text: str, context: str = "") -> tuple[Token, ...]:
    """The tokens of a smooth text; put together again, they are that text.

    ``context`` is what a reader has seen just before: the head of a column, the name of a field.
    """
    return tuple(_tokens(text, context))


def _tokens(text: str, context: str) -> list[Token]:
    pieces: list[Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:  # pragma: no cover -- the last branch takes any character
            break
        kind = str(match.lastgroup)
        end = match.end()
        if kind == PHONE and not _is_phone(text, match.start(), end, context):
            short = re.compile(r"[^\W_]+|.", re.DOTALL).match(text, at)
            end = short.end() if short else at + 1
            kind = WORD if text[at:end].isalnum() else MARK
        pieces.append(Token(kind, text[at:end]))
        at = end
    return pieces


def _is_phone(text: str, start: int, end: int, context: str) -> bool:
    if not well_formed(text[start:end]):
        return False
    before = f"{context} : {text[max(0, start - _BEFORE) : start]}".lower()
    after = re.match(r" ?([^\W_]+|[%°])", text[end:])
    follows = after[1].lower() if after else ""
    if follows and (has_digit(follows) or follows in UNITS | TIMES | NUMBERS | {"%", "°"}):
        return False
    return not PHONING.isdisjoint(re.findall(r"[a-z]+", before))


def well_formed(number: str) -> bool:
    """Whether a number has the shape of a British telephone number."""
    if not number.isascii():
        return False
    national = re.sub(r"\A\+44 ?(?:\(0\) ?)?", "0", number)
    groups = tuple(len(group) for group in re.findall(r"[0-9]+", national))
    return national.lstrip("(").startswith("0") and groups in _SHAPES


def has_digit(text: str) -> bool:
    """Whether a text holds a digit, fraction or numeral of any script."""
    return any(unicodedata.category(c).startswith("N") for c in text)
