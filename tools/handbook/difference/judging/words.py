"""Text to words, and what can be told of one: a telephone number, an address, a number.

A number counts as one to ring only where its author linked it to itself, as in
``[01632 960100](tel:01632960100)``. Nothing is inferred from the words around it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from handbook.difference.judging.vocabulary import NUMBERS, TIMES
from handbook.source.markdown.outline import BREAK
from handbook.source.words.units import UNITS

WORD, BLANK, MARK, PHONE, EMAIL, ADDRESS = "word", "blank", "mark", "phone", "email", "address"

_BLANKS = re.compile(rf"(?:\s|{BREAK})+")
_EMAIL = r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,24}"
_ADDRESS = r"https?://[^\s<>()\[\]|\"]{1,400}[A-Za-z0-9/]"
_LINKED, _END = "\ue003", "\ue004"
_MARKED = str.maketrans({_LINKED: None, _END: None})
_TYPED = str.maketrans({_LINKED: "\ufffd", _END: "\ufffd"})
_URL = re.compile(r"[A-Za-z0-9\-._~:/?#@!$&'()*+,;=%\[\]]+")
_TOKEN = re.compile(
    rf"(?P<address>{_ADDRESS})|(?P<email>(?<![\w.+-]){_EMAIL}(?![\w@-]))"
    rf"|(?P<phone>(?<![\w.,/+:@-]){_LINKED}[0-9() +-]+{_END}(?![\w/%°@-])(?![.,:][0-9]))"
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


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number, mark or blank of a text, as it was typed."""

    kind: str
    text: str


def smooth(text: str) -> str:
    """Text in composed form, with each run of blanks or line breaks as one space."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip(" ")


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a smooth text; put together again, they are that text."""
    return tuple(_tokens(text))


def _tokens(text: str) -> list[Token]:
    pieces: list[Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:  # pragma: no cover -- the last branch takes any character
            break
        kind, end = str(match.lastgroup), match.end()
        if kind == PHONE and _measured(text[end:]):
            kind, end = MARK, at + 1
        pieces.append(Token(kind, text[at:end]))
        at = end
    return pieces


def _measured(following: str) -> bool:
    """Whether what follows a number makes it an amount, whatever it is linked to."""
    after = re.match(r" ?([^\W_]+|[%°])", following)
    word = after[1].lower() if after else ""
    return has_digit(word) or word in UNITS | TIMES | NUMBERS | {"%", "°"}


def marked_link(address: str, words: str) -> tuple[str, str]:
    """What to write around the words of a link, so that ``tokens`` knows a number to ring."""
    return (_LINKED, _END) if rings_itself(address, words) else ("", "")


def unmarked(text: str) -> str:
    """Text without what ``marked_link`` wrote."""
    return text.translate(_MARKED)


def neutral(text: str) -> str:
    """Text as typed, without signs that look like what ``marked_link`` writes."""
    return text.translate(_TYPED)


def rings_itself(address: str, words: str) -> bool:
    """Whether a link's words are a telephone number, and it rings that very number."""
    number = address.removeprefix("tel:")
    return (
        number != address
        and well_formed(number)
        and well_formed(words)
        and _digits(number) == _digits(words)
    )


def well_formed(number: str) -> bool:
    """Whether a number has the shape of a British telephone number, and nothing beside it."""
    if not re.fullmatch(r"\+?[0-9() -]+", number):
        return False
    national = _national(number)
    groups = tuple(len(group) for group in re.findall(r"[0-9]+", national))
    return national.lstrip("(").startswith("0") and groups in _SHAPES


def _national(number: str) -> str:
    return re.sub(r"\A\+44 ?(?:\(0\) ?)?", "0", number)


def _digits(number: str) -> str:
    return re.sub(r"[^0-9]", "", _national(number))


def is_url(text: str) -> bool:
    """Whether a text is made only of the characters that addresses of pages have."""
    return _URL.fullmatch(text) is not None


def is_web_address(text: str) -> bool:
    """Whether a text is the address of a page on the web, and nothing else."""
    return re.fullmatch(_ADDRESS, text) is not None and is_url(text)


def is_email(text: str) -> bool:
    """Whether a text is an e-mail address, and nothing else."""
    return re.fullmatch(_EMAIL, text) is not None


def has_digit(text: str) -> bool:
    """Whether a text holds a digit, fraction or numeral of any script."""
    return any(unicodedata.category(c).startswith("N") for c in text)
