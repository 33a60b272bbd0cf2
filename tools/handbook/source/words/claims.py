"""Whether words say how a text stands, which near a badge only a decision may.

The one detector, for titles, names, labels, wording and lines of a text alike. It looks at what
words look like (``skeleton``), not at how they are spelt.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from handbook.source.words.skeleton import beginnings, readings, shape
from handbook.source.words.standing_words import (
    ALONE,
    ANYWHERE,
    ASIDES,
    DONE,
    ORDINARY,
    ROOTS,
    TERMS,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONG = 8
"""Letters from which on a word that is one letter off is taken for it."""
_SET_OFF = re.compile(r"[:;.,!?|/()\[\]{}<>*_~#\"\u2010-\u2015\u2018-\u201f\u2022\u00b7=>]|\s-|-\s")
_USES = frozenset(map(shape, ("use", "used", "using", "uses", "usable")))
_FILLING = frozenset({
    "a", "again", "already", "an", "and", "are", "as", "document", "edition", "guidance",
    "guideline", "is", "it", "not", "now", "page", "pathway", "policy", "status", "still", "text",
    "that", "the", "these", "this", "today", "version", "was",
})  # fmt: skip


@lru_cache(maxsize=16384)
def claimed(text: str) -> str:
    """The words by which a title or a name says how something stands; empty if none do.

    That is a phrase such as "in force" or "may be used" anywhere, or a word such as "current" or
    "withdrawn" where it is all of the text or a part of it that is set off by a mark.
    """
    return _anywhere(text) or _set_off(text)


@lru_cache(maxsize=16384)
def claimed_now(text: str) -> str:
    """The same for the name of what was decided, in which words for what was done then may stand.

    "Rapid transfer endorsed" tells of a day; "in force" or "no longer suspended" goes on saying so.
    """
    return _anywhere(text, DONE) or _set_off(text, DONE)


@lru_cache(maxsize=16384)
def says_standing(sentence: str) -> str:
    """The words in a sentence of the network's wording that are about a standing; empty if none.

    Stricter than ``claimed``: a sentence that stands beside the mark has no business with it, but
    to say whom to ask before a page is used, and not to use it.
    """
    for words in readings(sentence):
        kept = _without(words, ASIDES)
        if phrase := _phrase_in(kept):
            return phrase
        for word in kept:
            seen = shape(word)
            if seen in _USES or any(seen.startswith(root) for root in _roots()):
                return word
    return ""


def _anywhere(text: str, passed: frozenset[str] = frozenset()) -> str:
    phrases = (_phrase_in(_without(words, TERMS), passed) for words in readings(text))
    return next(filter(None, phrases), "")


def _phrase_in(words: tuple[str, ...], passed: frozenset[str] = frozenset()) -> str:
    """The first phrase that a run of whole words looks like, however it is spaced."""
    phrases, begun, longest = _phrases(), _beginnings(), _longest()
    for start in range(len(words)):
        run = ""
        for word in words[start:]:
            alone, run = not run, run + word
            if len(run) > longest:
                break
            seen = shape(run)
            known = phrases.get(seen) or (_one_letter_off(word) if alone else None)
            if known is not None and known not in passed:
                return known
            if seen[:-1] not in begun:
                break
    return ""


@lru_cache(maxsize=4096)
def _one_letter_off(word: str) -> str | None:
    """The long word that a word would be but for one letter."""
    if len(word) < _LONG - 1 or word in ORDINARY:
        return None
    return next((_near()[near] for near in _one_less(shape(word)) if near in _near()), None)


def _set_off(text: str, passed: frozenset[str] = frozenset()) -> str:
    for part in _SET_OFF.split(text):
        for words in readings(part):
            telling = [word for word in words if word not in _FILLING] if len(words) > 1 else words
            known = _alone().get(shape("".join(telling)))
            if known is not None and known not in passed:
                return known
    return ""


def _without(words: tuple[str, ...], terms: Sequence[str]) -> tuple[str, ...]:
    """The words with set terms cut out, so that what stands around one does not close up."""
    for term in terms:
        parts = tuple(term.split())
        start = 0
        while start + len(parts) <= len(words):
            if words[start : start + len(parts)] == parts:
                words = (*words[:start], "0", *words[start + len(parts) :])
            start += 1
    return words


@cache
def _roots() -> tuple[str, ...]:
    return tuple(shape(root) for root in ROOTS)


@cache
def _phrases() -> dict[str, str]:
    return {shape("".join(words)): phrase for phrase in ANYWHERE for words in readings(phrase)}


@cache
def _beginnings() -> frozenset[str]:
    return beginnings(_phrases())


@cache
def _longest() -> int:
    """Letters in the longest phrase, with room for some doubled ones."""
    return max(len(phrase) for phrase in ANYWHERE) + 4


@cache
def _near() -> dict[str, str]:
    """Long words of which one letter is missing, and what they were."""
    long = [phrase for phrase in ANYWHERE if " " not in phrase and len(phrase) >= _LONG]
    return {less: phrase for phrase in long for less in _one_less(shape(phrase))}


def _one_less(word: str) -> tuple[str, ...]:
    return (word, *(word[:spot] + word[spot + 1 :] for spot in range(len(word))))


@cache
def _alone() -> dict[str, str]:
    by_shape: dict[str, str] = {}
    for phrase in ALONE:
        words = readings(phrase)[0]
        telling = [word for word in words if word not in _FILLING] or list(words)
        by_shape[shape("".join(telling))] = phrase
        by_shape[shape("".join(words))] = phrase
    return by_shape
