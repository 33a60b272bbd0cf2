"""What took the place of what within a change: ``four hours`` and ``six hours``, side by side.

Only for reading: whether a change is minor is judged in ``judge``, from the same words. A number
keeps its unit and the limit before it, so that nobody reads "5" where the text says "under 5 mg".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.difference.align import steps
from handbook.difference.judging.judge import numeric
from handbook.difference.judging.vocabulary import FAMILIES
from handbook.difference.judging.words import ADDRESS, BLANK, EMAIL, MARK, WORD, smooth, tokens
from handbook.difference.model import CONTACTS
from handbook.source.words.units import SPANS, UNITS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handbook.difference.model import Change

ORDER = ("number", "unit", "negation", "modal", "comparison", "time", "age", "contact", "link")
"""The kinds of what can change within words, the gravest first."""

_JOINTS = frozenset(".,:/-\u2013\u2212\xd7")
"""Marks that make one number of two: ``0.5``, ``1/2``, ``5-10``."""
_AFTER = UNITS | SPANS | {"%", "°", "daily", "hourly", "c"}
_BETWEEN = frozenset({"working", "calendar", "per", "/", "of"})
_SIGNS = frozenset("<>≤≥±=")
_LIMITS = (
    _SIGNS
    | {"under", "over", "below", "above", "least", "most", "than", "up"}
    | {"more", "less", "fewer"}
)
_NEAR = 4
"""How many words beside a number may belong to it."""
_LONG = 14
"""Runs of more words are not shown whole, but what is telling in them."""
_QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'"})


@dataclass(frozen=True, slots=True)
class Substitution:
    """Words that took the place of others; ``old`` or ``new`` is empty where nothing did.

    ``kinds`` are from ``ORDER``, the gravest first; none where only other words changed.
    """

    kinds: tuple[str, ...]
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class _Lexeme:
    """One word, number or mark, with where it stands in its text."""

    kind: str
    text: str
    start: int
    end: int


def substitutions(change: Change) -> tuple[Substitution, ...]:
    """What took the place of what in a change, in the order of its words. Raises nothing."""
    if change.what == "moved" or change.old == change.new:
        return ()
    old, new = smooth(change.old), smooth(change.new)
    rows = _lexemes(old), _lexemes(new)
    if not old or not new:
        return tuple(_telling(rows))
    wording = [lexeme.text.translate(_QUOTES) for lexeme in rows[0]]
    other = [lexeme.text.translate(_QUOTES) for lexeme in rows[1]]
    contact = {reason.code for reason in change.reasons} == {CONTACTS}
    replaced: list[Substitution] = []
    for tag, a, b, c, d in steps(wording, other):
        if tag == "equal":
            continue
        runs = rows[0][a:b], rows[1][c:d]
        if max(len(run) for run in runs) > _LONG:
            replaced += _telling((_to_its_unit(rows[0], a, b), _to_its_unit(rows[1], c, d)))
            continue
        left, right = _beside(rows[0], a, b, runs)
        replaced.append(
            Substitution(
                ("contact",) if contact else _kinds(runs),
                _slice(old, rows[0], a - left, b + right),
                _slice(new, rows[1], c - left, d + right),
            )
        )
    return tuple(replaced)


def _lexemes(text: str) -> list[_Lexeme]:
    """The words, numbers and marks of a text; a number with its parts is one."""
    lexemes: list[_Lexeme] = []
    at, joined = 0, False
    for token in tokens(text):
        start, at = at, at + len(token.text)
        last = lexemes[-1] if lexemes and lexemes[-1].end == start else None
        if token.kind == BLANK:
            joined = False
        elif last and joined and token.kind == WORD and token.text[0].isdigit():
            before = lexemes[-2]
            lexemes[-2:] = [_Lexeme(WORD, text[before.start : at], before.start, at)]
            joined = False
        else:
            joined = bool(
                last and token.kind == MARK and token.text in _JOINTS and last.text[-1].isdigit()
            )
            lexemes.append(_Lexeme(token.kind, token.text, start, at))
    return lexemes


def _kinds(runs: Sequence[Sequence[_Lexeme]]) -> tuple[str, ...]:
    """The kinds of what changed in two runs of words."""
    kinds = {kind for run in runs for lexeme in run for kind in _kinds_of(lexeme)}
    return tuple(sorted(kinds, key=ORDER.index))


def _kinds_of(lexeme: _Lexeme) -> Iterator[str]:
    if lexeme.kind == EMAIL:
        yield "contact"
    elif lexeme.kind == ADDRESS:
        yield "link"
    else:
        if numeric(lexeme.kind, lexeme.text):
            yield "number"
        word = lexeme.text.lower().translate(_QUOTES)
        yield from (code for code, family, _ in FAMILIES if word in family)
        if word in ("%", "°"):
            yield "unit"
        if word in _SIGNS:
            yield "comparison"


def _beside(
    row: Sequence[_Lexeme], a: int, b: int, runs: Sequence[Sequence[_Lexeme]]
) -> tuple[int, int]:
    """How many equal words before and after a run belong to what changed."""
    kinds = {kind for run in runs for lexeme in run for kind in _kinds_of(lexeme)}
    left = right = 0
    if kinds & {"number", "unit", "time", "age", "comparison"}:
        right = _amount(row[b : b + _NEAR])
        while left < _NEAR and a > left and _leads(row[a - left - 1], row[a - left : a][:1]):
            left += 1
    after = 1 if b < len(row) and row[b].kind != MARK else 0
    if kinds & {"negation", "modal"}:
        right = max(right, after)
    if not all(runs):
        left = max(left, 1 if a and row[a - 1].kind != MARK else 0)
        right = max(right, after)
    return left, right


def _amount(following: Sequence[_Lexeme]) -> int:
    """How many of the words that follow are the rest of an amount: numbers, then their unit."""
    numbers = 0
    while numbers < len(following) and numeric(following[numbers].kind, following[numbers].text):
        numbers += 1
    return numbers + _unit(following[numbers:])


def _unit(following: Sequence[_Lexeme]) -> int:
    """How many of the words that follow a number are its unit."""
    length = 0
    for number, lexeme in enumerate(following, start=1):
        word = lexeme.text.lower()
        if word in _AFTER:
            length = number
        elif word not in _BETWEEN:
            break
    return length


def _leads(lexeme: _Lexeme, after: Sequence[_Lexeme]) -> bool:
    """Whether a word before an amount belongs to it: another number, a limit such as "at least"."""
    word = lexeme.text.lower()
    if word == "at":
        return bool(after) and after[0].text.lower() in ("least", "most")
    return word in _LIMITS or word == "-" or numeric(lexeme.kind, lexeme.text)


def _slice(text: str, row: Sequence[_Lexeme], a: int, b: int) -> str:
    return text[row[a].start : row[b - 1].end] if b > a else ""


def _to_its_unit(row: Sequence[_Lexeme], a: int, b: int) -> Sequence[_Lexeme]:
    """A run, with the unit that stayed the same behind the number it ends in."""
    ends_in_number = b > a and numeric(row[b - 1].kind, row[b - 1].text)
    return row[a : b + (_unit(row[b : b + _NEAR]) if ends_in_number else 0)]


def _telling(runs: Sequence[Sequence[_Lexeme]]) -> Iterator[Substitution]:
    """Of long runs, what is telling in them: numbers with their units, then each kind of word."""
    listed = [_phrases(run) for run in runs]
    for kind in ORDER:
        for of_amounts in (True, False):
            old, new = (
                dict.fromkeys(
                    words for of, words in side if of == kind and _is_amount(words) is of_amounts
                )
                for side in listed
            )
            if old != new:
                apart = ([w for w in old if w not in new], [w for w in new if w not in old])
                some = apart if any(apart) else (list(old), list(new))
                yield Substitution((kind,), ", ".join(some[0]), ", ".join(some[1]))


def _is_amount(words: str) -> bool:
    """Whether a number stands with its unit: what must not drown among the numbers of pages."""
    first, _, unit = words.partition(" ")
    return bool(first and unit)


def _phrases(run: Sequence[_Lexeme]) -> list[tuple[str, str]]:
    phrases: list[tuple[str, str]] = []
    at = 0
    while at < len(run):
        kinds = tuple(_kinds_of(run[at]))
        length = 1
        if "number" in kinds:
            length += _unit(run[at + 1 : at + 1 + _NEAR])
        if kinds:
            words = " ".join(lexeme.text for lexeme in run[at : at + length])
            phrases.append((min(kinds, key=ORDER.index), words))
        at += length
    return phrases
