"""What may stand in a field that is meant for a name, a number or a line, near a badge.

Such text comes from the network and no group has sealed it. So it is short, says nothing about how
a document stands, and gives no orders. Each kind of field has its name here; schemas ask for it as
a ``format``, rules and pages ask it directly.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from handbook.source.words.claims import claimed, claimed_now, says_standing
from handbook.source.words.skeleton import mixed_script, readings
from handbook.source.words.standing_words import OPENINGS
from handbook.source.words.typed_status import (
    begins_as_a_standing,
    imitates_a_fact,
    imitates_a_version,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

LONGEST = {"title": 200, "told": 300, "name": 120, "short-line": 140, "reference": 40, "phone": 25,
           "wording": 300, "meaning": 400}  # fmt: skip
"""Characters that each kind of field may have at most."""
_SENTENCES = 3

_STOP = re.compile(r"[.!?;\u2026](?=\s|\Z)")
_SHORTENED = re.compile(r"\b(?:[A-Z]|St|Dr|Mr|Mrs|Ms|No|Prof|Rev|Ltd|Co|Inc|Bros|Jr|Sr|vs)\.")
_DOSE = re.compile(
    r"\d[\d.,]*\s*-?\s*(?:mg|mcg|ng|µg|μg|micro ?grams?|milli ?grams?|nano ?grams?|g|grams?|kg"
    r"|kilos?|kilograms?|ml|millilit(?:re|er)s?|l|lit(?:re|er)s?|units?|iu|mmol|mol|%|per ?cent"
    r"|times|x|fold|tablets?|capsules?|puffs?|drops?|doses?|ampoules?|vials?|sachets?|patch(?:es)?"
    r"|joules?|bolus(?:es)?)(?![a-z])"
    r"|\d\s*[x\u00d7*]\s*\d|/\s*kg\b|\bper kg\b"
)
_AMOUNTS = frozenset(
    {"half", "double", "twice", "treble", "triple", "two", "three", "four", "five", "six", "seven",
     "eight", "nine", "ten", "twelve", "twenty", "hundred", "times", "thrice"}
)  # fmt: skip
_OF_DOSES = frozenset(
    {"dose", "doses", "dosage", "dosages", "amount", "amounts", "rate", "strength"}
)
_ORDERS = frozenset(
    {"administer", "disregard", "dont", "give", "halve", "ignore", "inject", "never", "omit",
     "please", "swallow", "withhold"}
)  # fmt: skip
_ORDERS_IF = frozenset(
    {"add", "always", "apply", "call", "continue", "crush", "double", "follow", "go", "increase",
     "push", "reduce", "rely", "repeat", "ring", "skip", "start", "stop", "take", "treble", "use"}
)  # fmt: skip
_OBJECTS = frozenset(
    {"a", "all", "an", "any", "as", "extra", "half", "it", "more", "no", "on", "one", "that", "the",
     "them", "these", "this", "those", "to", "two", "with", "your"}
)  # fmt: skip
_PART = re.compile(r"[:;,.!?/()\u2010-\u2015]|\s-|-\s")
_ADDRESS = re.compile(r"https?:|www\.|@|://", re.IGNORECASE)
_REFERENCE = re.compile(r"[A-Z0-9]{1,12}[a-z]?(?:[ ./_-](?:[A-Z0-9]{1,12}[a-z]?|v[0-9]{1,3}))*")
_NO_NUMBER = re.compile(r"(?<![a-z])(?:mg|mcg|kg|ml|units?|doses?|times|tablets?)(?![a-z])")
_PHONE = re.compile(r"\+?\(?[0-9](?:[0-9() -]*[0-9])?")
SHAPES = {"reference": _REFERENCE.pattern, "phone": _PHONE.pattern}
"""The signs of which the whole of a text of some kinds consists; more than that is judged."""
_LEAST_DIGITS = 3
_NUMBER = 6
"""Digits from which on a number in a name could be rung."""


def faults(kind: str, text: str) -> Iterator[str]:
    """What is wrong with a text as a value of a kind of field, each as the end of a sentence.

    Each reads on after "this name", as in "says that something is in force".
    """
    longest = LONGEST[kind]
    if len(text) > longest:
        yield f"has {len(text)} characters; {longest} is the most here"
        return
    if word := mixed_script(text):
        yield f"mixes letters of different alphabets in one word ({_points(word)})"
    yield from _KINDS[kind](text)


@lru_cache(maxsize=16384)
def sound(kind: str, text: str) -> bool:
    """Whether a text may be shown as a value of a kind of field."""
    return next(faults(kind, text), None) is None


def _title(text: str) -> Iterator[str]:
    if claim := claimed(text):
        yield f"says how something stands (“{claim}”), which only decisions can"
    elif imitates_a_fact(text):
        yield "reads as a day or a line of a printed sheet, which only the handbook says"


def _past_claims(text: str) -> Iterator[str]:
    """The name of what was decided: it may say what was done, and not how anything stands now."""
    if claim := claimed_now(text):
        yield f"says how something stands (“{claim}”), and would go on saying so"
    elif begins_as_a_standing(text):
        yield "begins with how something stands, and would go on saying so"


def _name(text: str) -> Iterator[str]:
    yield from _short_line(text)
    if _STOP.search(_SHORTENED.sub("", text)):
        yield "is a sentence, where a name belongs"
    if sum(sign.isdigit() for sign in text) >= _NUMBER:
        yield "holds a long number, where a name belongs"
    if not any(sign.isalpha() for sign in text):
        yield "has no word in it"


def _short_line(text: str) -> Iterator[str]:
    yield from _title(text)
    if "\n" in text or "\r" in text:
        yield "has more than one line"
    if len(_STOP.findall(_SHORTENED.sub("", text).rstrip("."))) > 0:
        yield "is more than one sentence"
    if _dose(text):
        yield "speaks of an amount or a dose, which stands only in a text that a group endorsed"
    if order := _order(text):
        yield f"gives an order (“{order}”), which stands only in a text that a group endorsed"
    if _ADDRESS.search(unicodedata.normalize("NFKC", text)):
        yield "holds an address"


def _reference(text: str) -> Iterator[str]:
    if not _REFERENCE.fullmatch(text):
        yield (
            "is not a document number: capital letters and digits, in parts with a space, a dot, a"
            " stroke or a hyphen between them, such as AB-G-001"
        )
        return
    yield from _title(text)
    if imitates_a_version(text):
        yield "reads as a version or a day, where a document number belongs"
    if order := _order(text):
        yield f"gives an order (“{order}”), where a number belongs"
    if _NO_NUMBER.search(text.lower()):
        yield "speaks of an amount or a dose, where a document number belongs"


def _phone(text: str) -> Iterator[str]:
    digits = sum(sign in "0123456789" for sign in text)
    if not _PHONE.fullmatch(text) or digits < _LEAST_DIGITS:
        yield "is not a telephone number: digits, with spaces, brackets or hyphens between them"


def _wording(text: str) -> Iterator[str]:
    sentences = [
        part.strip() for part in re.split(r"(?<=[.!?;\u2026:])\s+|\n+", text) if part.strip()
    ]
    if len(sentences) > _SENTENCES:
        yield f"has {len(sentences)} sentences; {_SENTENCES} are the most here"
    for sentence in sentences:
        if word := says_standing(sentence):
            yield (
                f"speaks of how a page stands, or of using it (“{word}”); the handbook says that"
                " itself, in its own words"
            )
        elif not _opens(sentence):
            yield (
                f"does not begin with whom to ask or what to do with copies (“{sentence[:30]}”):"
                " begin each sentence with a word such as Ask, Ring, Check with, Tell or Destroy"
            )
    if _dose(text):
        yield "speaks of an amount or a dose, which stands only in a text that a group endorsed"


def _meaning(text: str) -> Iterator[str]:
    """What a word means: sentences, within a text that a group endorsed and this is no part of."""
    yield from _title(text)
    if _dose(text):
        yield "speaks of an amount or a dose, which stands only in a text that a group endorsed"
    for sentence in re.split(r"(?<=[.!?;\u2026])\s+", text):
        if order := _order(sentence):
            yield f"gives an order (“{order}”), which stands only in a text that a group endorsed"
    if _ADDRESS.search(unicodedata.normalize("NFKC", text)):
        yield "holds an address"


def _opens(sentence: str) -> bool:
    """Whether a sentence begins as an order to ask or tell, perhaps after "If you ...,"."""
    if sentence[:7].lower() == "if you ":
        sentence = sentence.partition(",")[2]
    words = " ".join(readings(sentence)[0])
    return any(f"{words} ".startswith(f"{opening} ") for opening in OPENINGS)


def _dose(text: str) -> bool:
    plain = unicodedata.normalize("NFKC", text).casefold()
    for words in readings(text):
        amount = [n for n, word in enumerate(words) if word in _AMOUNTS or word.isdigit()]
        if any(_OF_DOSES & set(words[n + 1 : n + 5]) for n in amount):
            return True
        if "times the" in " ".join(words):
            return True
        plain += " " + " ".join(words)
    return _DOSE.search(plain) is not None


def _order(text: str) -> str:
    for part in _PART.split(text):
        for words in readings(part.replace("'", "").replace("\u2019", "")):
            first, rest = words[:1], words[1:2]
            if _ORDERS & set(first) or (
                first == ("do",)
                and rest == ("not",)
                and words[2:3] in (("give",), ("use",), ("ring",), ("call",), ("tell",), ("rely",))
            ):
                return words[0]
            if _ORDERS_IF & set(first) and (_OBJECTS & set(rest) or "".join(rest).isdigit()):
                return " ".join(words[:2])
    return ""


def _points(word: str) -> str:
    strange = (sign for sign in word if not sign.isascii())
    return ", ".join(
        f"U+{ord(sign):04X} {unicodedata.name(sign, 'unnamed').lower()}" for sign in strange
    )


_KINDS: Mapping[str, Callable[[str], Iterator[str]]] = {
    "title": _title,
    "told": _past_claims,
    "name": _name,
    "short-line": _short_line,
    "reference": _reference,
    "phone": _phone,
    "wording": _wording,
    "meaning": _meaning,
}
