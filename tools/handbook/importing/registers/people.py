"""Whether words in a register may be a person's name: posts are roles, and stay when people go."""

from __future__ import annotations

import re

_TITLED = re.compile(
    r"\b(dr|mr|mrs|ms|miss|mx|prof|professor|sr|rev|sir|dame)\b\.?\s", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}-][^\W\d_]+)*")
_ROLE_WORDS = """
administrator adviser advisor advocate allied ambulance anaesthetist associate bereavement board
care carer chair champion chaplain charge chief child children childrens clinical clinician
clinicians committee community consultant coordinator co-ordinator counsellor deputy dietitian
director doctor education educator emergency executive family forum general governance gp group
head health hospice hospital infection information intensive lead leads liaison line manager
managers matron medical medicine medicines midwife midwives network neonatal neonatologist nurse
nurses nursing occupational office officer oncology paediatric paediatrician paediatricians
palliative paramedic parent pharmacist pharmacists pharmacy physician physicians physio
physiotherapist policy post practice practitioner principal programme psychologist psychology
quality registrar research respiratory safeguarding safety school secretary senior service
services social specialist specialty staff surgeon team teams therapies therapist therapy trust
unit ward worker workers
"""
_ROLES = frozenset(_ROLE_WORDS.split())
_PARTS = re.compile(r"[,;/()]|\s[-\N{EN DASH}]\s")
_NAME = 2, 3
"""So many words a name has that stands beside a role."""


_ABOUT_PEOPLE = re.compile(
    r"\b(authors?|owners?|leads?|contacts?|by|reviewers?|editors?|responsible|person|people|staff"
    r"|approvers?|signatory|sponsors?|names?|members?|consultants?|e-?mail|phone|telephone|mobile)\b",
    re.IGNORECASE,
)
_REACHED = re.compile(r"\S@\S|(?<!\d)(?:\+44|0)(?:[ ()-]?\d){9,10}(?!\d)")
LEFT_OUT = "(left out: it may name a person)"


def without_people(heading: str, words: str) -> str:
    """The words of a cell, or that they are left out, where they may name or reach a person.

    They do where they have a title, an address for e-mail or the number of a telephone, and in a
    column that is about people (“Author”, “Approved by”) wherever no role stands in them.
    """
    named = _TITLED.search(f"{words} ") or _REACHED.search(words)
    if named or (_ABOUT_PEOPLE.search(heading) and _worded(words) and may_be_a_person(words)):
        return LEFT_OUT
    return words


def _worded(words: str) -> bool:
    """Whether there are words and no numbers, as there are in days and versions."""
    return any(map(str.isalpha, words)) and not any(map(str.isdecimal, words))


def may_be_a_person(words: str) -> bool:
    """Whether words name a person, as far as can be told.

    By a title, by no role being in them, or by two or three words with capitals beside a role, as
    in “Ann Other, lead nurse”. It is for asking, not for judging: what it lets by is still shown to
    whoever brings it in, and what it asks about can be settled.
    """
    if _TITLED.search(f"{words} "):
        return True
    parts = [_WORD.findall(part) for part in _PARTS.split(words)]
    if not any(_is_role(part) for part in parts):
        return True
    return any(
        not _is_role(part)
        and _NAME[0] <= len(part) <= _NAME[1]
        and all(word[0].isupper() for word in part)
        for part in parts
    )


def _is_role(words: list[str]) -> bool:
    return any(word.casefold() in _ROLES for word in words)
