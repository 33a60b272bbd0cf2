"""People and patients: nothing that could name one stands in a registry."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from handbook.assess.texts import place_in_body
from handbook.finding import Code, Severity
from handbook.rules.engine import finding, rule
from handbook.rules.patients import has_ten_digits, names_of, pieces, values
from handbook.rules.reading import strings
from handbook.source.words.nhs import checks_out
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from handbook.finding import Finding, Place, Route
    from handbook.load.model import Record

    Look = Callable[[str], Iterator[int]]

PPL001 = Code(
    id="PPL001",
    severity=Severity.ERROR,
    title="Looks like an NHS number",
    explanation=(
        "Ten digits that pass the check of an NHS number and are written or introduced like one."
        " A registry holds nothing about patients: not in examples, not in a comment, not once."
        " The number is not repeated here. If it belongs to a real person, removing the line does"
        " not remove it from the history: tell whoever looks after information governance."
        " Numbers introduced as ISBN, DOI, PubMed or telephone numbers are passed by."
    ),
    integrity=True,
)
PPL002 = Code(
    id="PPL002",
    severity=Severity.ERROR,
    title="Looks like a date of birth",
    explanation=(
        "A date that the words before it call a date of birth. A registry holds nothing about"
        " patients or about staff as persons. The date is not repeated here. If it belongs to a"
        " real person, tell whoever looks after information governance."
    ),
    integrity=True,
)
PPL003 = Code(
    id="PPL003",
    severity=Severity.ERROR,
    title="Looks like a postcode",
    explanation=(
        "A full postcode can lead to one house. Postcodes may stand only in the records of"
        " organisations, where they are the address of a public building."
    ),
    integrity=True,
)

_CANDIDATE = re.compile(r"(?<![0-9])([0-9]{3})([ \-.]?)([0-9]{3})(\2)([0-9]{4})(?![0-9])")
_SPACED = re.compile(r"(?<![0-9])[0-9](?:[ \-.]{1,2}[0-9]+){2,9}(?![0-9])")
_OTHER = re.compile(
    r"\b(isbn|issn|doi|pmid|pubmed|pmc|tel|telephone|phone|mobile|fax|bleep|extension)\b"
    r"|10\.[0-9]{4,}/|https?://|\+44",
    re.IGNORECASE,
)
_PATIENT = re.compile(r"\b(nhs|chi|patient|hospital|child|mrn)\b", re.IGNORECASE)
_PATIENTS_NUMBER = re.compile(
    r"\bnhs\b|\bchi\b|\bmrn\b|\bpatients?\b"
    r"|\b(?:hospital|unit|case|record|child(?:'s|\u2019s)?) (?:no\b|num|id\b|identifier)",
    re.IGNORECASE,
)
"""What, over a column, a list or a field, says that the numbers in it are patients'."""
_BORN = re.compile(
    r"(?:\bdate of birth|\bbirth ?date|\bd\.?o\.?b\b\.?|\bborn(?: on)?)"
    r"[^0-9A-Za-z]{0,12}(?:is |was )?"
    r"(?:[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}[./ -][0-9]{1,2}[./ -][0-9]{2,4}"
    r"|[0-9]{1,2}(?:st|nd|rd|th)? [A-Za-z]{3,9},? [0-9]{2,4})",
    re.IGNORECASE,
)
_POSTCODE = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][ABD-HJLNP-UW-Z]{2})(?![A-Za-z0-9])"
)
_DOB = re.compile(r"d\.?o\.?b")
_BIRTH = re.compile(rf"birth|born|{_DOB.pattern}", re.IGNORECASE)
_AREA = re.compile(r"[A-Z]\d")
_PLAIN = {"Zs": " ", "Pd": "-"}
"""Kinds of character (spaces and dashes) and the plain one for each."""
_NUMBER = re.compile(r"\d")

_BEFORE = 40
"""How many characters before a number are read as its introduction."""


@rule(PPL001)
def no_nhs_numbers(wording: Record) -> Iterator[Finding]:
    """No NHS number stands in any field, text or sealed text."""
    for route, place in _introduced(wording):
        yield finding(
            PPL001,
            wording,
            "this looks like a patient's NHS number",
            hint="Remove it, and tell your information governance lead if it is real.",
            route=route,
            place=place,
        )


def _introduced(record: Record) -> Iterator[tuple[Route, Place | None]]:
    """NHS numbers in a record, each read with whatever introduces it."""
    for route, words, naming in values(record.data):
        if (
            has_ten_digits(words)
            and "phone" not in route
            and any(True for _ in nhs_numbers(words, names_of(naming)))
        ):
            yield route, None
    body = record.body or ""
    seen: set[int] = set()
    may = has_ten_digits(body)
    for place in _in_body(record, nhs_numbers) if may else ():
        seen.add(place.line)
        yield (), place
    for line, words, over in pieces(body) if may or "&" in body else ():
        place = place_in_body(record, line, 1)
        if place.line not in seen and any(True for _ in nhs_numbers(words, over)):
            yield (), place


@rule(PPL002)
def no_birthdays(wording: Record) -> Iterator[Finding]:
    """No date of birth stands in any field, text or sealed text."""
    for route, place in _scan(wording, birthdays, _may_say_born):
        yield finding(
            PPL002,
            wording,
            "this looks like somebody's date of birth",
            hint="Remove it, and tell your information governance lead if it is real.",
            route=route,
            place=place,
        )


@rule(PPL003)
def no_postcodes(wording: Record) -> Iterator[Finding]:
    """Postcodes stand only in the records of organisations."""
    if wording.type == KnownType.ORGANISATION:
        return
    for route, place in _scan(wording, postcodes, _may_hold_a_postcode):
        yield finding(
            PPL003,
            wording,
            "this looks like a postcode",
            hint="Remove it, or put the address in the record of the organisation.",
            route=route,
            place=place,
        )


def nhs_numbers(words: str, over: str = "") -> Iterator[int]:
    """Where in a text something begins that is written or introduced like an NHS number.

    ``over`` is what introduces the text itself: a heading, the head of its column, its field.
    """
    plain = plain_digits(words)
    for match in _CANDIDATE.finditer(plain):
        if checks_out(match[0]) and _meant(plain, match.start(), over, grouped=bool(match[2])):
            yield match.start()
    for match in _SPACED.finditer(plain):
        digits = "".join(c for c in match[0] if c.isdigit())
        usual = _CANDIDATE.fullmatch(match[0]) is not None
        if not usual and checks_out(digits) and _meant(plain, match.start(), over, grouped=False):
            yield match.start()


def names_a_patient(words: str) -> bool:
    """Whether a registry must not hold these words: a patient's number, birthday or postcode."""
    return any(True for look in (nhs_numbers, birthdays, postcodes) for _ in look(words))


def plain_digits(words: str) -> str:
    """The text with every kind of digit, space and dash as its plain form, place for place."""
    return words.replace("\t", " ") if words.isascii() else "".join(map(_plain, words))


def _plain(character: str) -> str:
    if character == "\t":
        return " "
    kind = unicodedata.category(character)
    if kind == "Nd" and not character.isascii():
        return str(unicodedata.digit(character))
    return _PLAIN.get(kind, character)


def _meant(plain: str, start: int, over: str, *, grouped: bool) -> bool:
    """Whether the words just before a number make it a patient's; the nearest word decides."""
    before = plain[max(0, start - _BEFORE) : start].rpartition("\n")[2]
    patient = max((m.end() for m in _PATIENT.finditer(before)), default=-1)
    other = max((m.end() for m in _OTHER.finditer(before)), default=-1)
    if patient > other:
        return True
    if other < 0 and _PATIENTS_NUMBER.search(over) and not _OTHER.search(over):
        return True
    return grouped and other < 0 and plain[start] != "0"


def birthdays(words: str) -> Iterator[int]:
    """Where in a text a date of birth is introduced."""
    return (match.start() for match in _BORN.finditer(plain_digits(words)))


def postcodes(words: str) -> Iterator[int]:
    """Where in a text a full postcode begins."""
    return (match.start() for match in _POSTCODE.finditer(plain_digits(words)))


def _scan(
    record: Record, look: Look, may: Callable[[str], bool]
) -> Iterator[tuple[Route, Place | None]]:
    """Where a look finds something in a record; ``may`` says at once where it cannot."""
    for route, words in strings(record.data):
        if _NUMBER.search(words) and "phone" not in route and any(True for _ in look(words)):
            yield route, None
    if record.body and may(record.body):
        yield from (((), place) for place in _in_body(record, look))


def _in_body(record: Record, look: Look) -> Iterator[Place]:
    """The same in its text, line by line."""
    for number, line in enumerate((record.body or "").splitlines(), start=1):
        for start in look(line) if _NUMBER.search(line) else ():
            yield place_in_body(record, number, start + 1)


def _may_say_born(words: str) -> bool:
    """Whether words hold one of those that ``_BORN`` begins with."""
    if words.isascii():
        small = words.lower()
        return "birth" in small or "born" in small or bool(_DOB.search(small))
    return bool(_BIRTH.search(words))


def _may_hold_a_postcode(words: str) -> bool:
    """Whether words hold a capital before a digit, as every postcode does."""
    return bool(_AREA.search(words))
