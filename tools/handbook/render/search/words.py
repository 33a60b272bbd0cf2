"""A text as the words that a search compares. ``theme/assets/handbook/search.js`` does the same."""

from __future__ import annotations

import re
import unicodedata

from handbook.source.terms import without_terms

_WORD = re.compile(r"[a-z0-9]+")
_DROPPED = re.compile("[\u0300-\u036f'\u2018\u2019\u02bc]")
_MARKUP = re.compile(
    r"<!--.*?-->|\{[:.#][^}]*\}|\{ [.#:d][^}]*\}|\]\([^)]*\)|\]\[[^\]]*\]"
    r"|&[a-z#0-9]+;",
    re.MULTILINE | re.DOTALL,
)
SHORTEST = 2
"""The fewest characters of a word that is kept by its letters."""
LONGEST_WORD = 40
LETTERS = 2
"""By so many letters at its beginning a word is filed."""


def words_of(text: str) -> list[str]:
    """The words of a text, in order: small letters without accents, and digits."""
    plain = _DROPPED.sub("", unicodedata.normalize("NFKD", text.lower()))
    return _WORD.findall(plain)


def run_of(text: str) -> str:
    """A text as its words alone, with a space between them."""
    return " ".join(words_of(text))


def plain(markdown: str) -> str:
    """What a reader of a page meets, without what only marks it up."""
    return _MARKUP.sub(" ", without_terms(markdown))


def words_of_markdown(markdown: str) -> frozenset[str]:
    """The words that a reader of a page meets, without what only marks it up."""
    words = words_of(plain(markdown))
    return frozenset(word for word in words if SHORTEST <= len(word) <= LONGEST_WORD)
