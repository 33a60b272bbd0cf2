"""Whether a line of a text passes itself off as the mark at the top of a page.

In a text, unlike in a title, words such as "approved" may stand: only a line that would be taken
for the mark is one, because it says nothing else.
"""

from __future__ import annotations

import re
from itertools import pairwise

from handbook.source.words.skeleton import Shapes
from handbook.source.words.standing_words import DRAFT, IN_USE, STATES

_ITEM = re.compile(r"\s*([-*+]|[0-9]+[.)]) ")
_LABEL = re.compile(
    r"(current |document |this )?(status|version( number| no)?"
    r"|(last |next )?review(ed)?( date| due| due on| due date)?"
    r"|(local )?adoption( by .*)?"
    r"|(date )?(of )?(approval|approved|adopted|adoption|endorsed|endorsement|ratified|issue|issued"
    r"|reviewed|next review|effective|expiry|expires)( date| on| from)?"
    r"|(valid|use|in force) (until|from|since))",
    re.IGNORECASE,
)
_VALUE = re.compile(
    r"\b(19|20)[0-9]{2}\b|\b[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}\b"
    r"|\bv?[0-9]+\.[0-9]+(\.[0-9]+)?$",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"(?:last |next )?review(?:ed)?(?: date| due| due on| due date)?"
    r"|(?:date )?(?:of )?(?:approval|endorsement|issue|issued|effective|expiry|expires)(?: date)?"
    r"|(?:valid|use) (?:until|from|since)",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"[ -]*(?:on |from |until )?(?:[0-9]{1,2} )?(?:[a-z]{3,9} )?(?:19|20)[0-9]{2}"
    r"(?:[-./][0-9]{1,2}){0,2}",
    re.IGNORECASE,
)
_SHEETS = re.compile(
    rf"(?:{_DATED.pattern}){_WHEN.pattern}|(?:as recorded|printed) on .*|page [0-9]+ of [0-9]+",
    re.IGNORECASE,
)
"""What a line of a printed sheet, or a fact of a box, says of a text."""
_NUMBERED = re.compile(
    r"(?:version|issue|edition|revision|page)[ -]?v?[0-9.]+"
    r"|(?:19|20)[0-9]{2}-[0-9]{2}(?:-[0-9]{2})?",
    re.IGNORECASE,
)
_APART = re.compile(r"[:;,()\[\]|\u2013\u2014]|\.\s|\s-\s")
_BEGINNING = re.compile(r"\s*[:;.,!?|/()\[\]\u2013\u2014]|\s+-|-\s")
_BRIEF = 6
"""Words in a line that could pass for a mark; a longer one is a sentence."""
_BY = re.compile(r"(adopted|approved|endorsed|ratified|authorised) by", re.IGNORECASE)
_MARKS = re.compile(r"^(?:[\s>#*_`+-]|[0-9]+[.)] )+|[\s*_`.!]+$")


def passes_for_a_mark(line: str) -> bool:
    """Whether a line of Markdown states a standing, or is brief and begins with one."""
    if not line or line.isspace():
        return False
    brief = len(line.split()) <= _BRIEF and not line.lstrip().startswith("|")
    return typed_status(line) or (brief and begins_as_a_standing(line))


def typed_status(line: str) -> bool:
    """Whether a whole line, its Markdown marks aside, states a standing.

    That is a word such as "Approved" alone, or a label such as "Review due" with a date, a version
    or such a word beside it, after a colon or in the next cell of a table.
    """
    if line.lstrip().startswith("|"):
        label, _, value = line.strip().strip("|").partition("|")
    else:
        label, _, value = line.partition(":")
    label, value = _MARKS.sub("", label), _MARKS.sub("", value)
    if not value:
        return _ALONE.hold(label) and not (_ITEM.match(line) and _OF_A_CHILD.hold(label))
    if _BY.fullmatch(label):
        return "|" not in line
    if not _LABEL.fullmatch(label):
        return False
    return _BESIDE_A_LABEL.hold(value) or bool(_VALUE.search(value))


def imitates_a_fact(text: str) -> bool:
    """Whether a part of a name reads as a day of the box, or as a line of a printed sheet.

    Such as "next review 2030": beside it stand the days that decisions gave.
    """
    parts = [part.strip().replace("-", " ") for part in _APART.split(text)]
    joined = [*parts, *map(" ".join, pairwise(parts))]
    return any(_SHEETS.fullmatch(part) for part in joined)


def imitates_a_version(number: str) -> bool:
    """Whether a document's number reads as its version or a day: both stand beside it."""
    return _NUMBERED.fullmatch(number) is not None


def begins_as_a_standing(line: str) -> bool:
    """Whether a line begins with a standing that is set off, as "In force: what it means" does."""
    begun = _MARKS.sub("", _BEGINNING.split(_MARKS.sub("", line), maxsplit=1)[0])
    return _SET_OFF.hold(begun) and not (_ITEM.match(line) and _OF_A_CHILD.hold(begun))


_ALONE = Shapes(STATES | IN_USE)
_BESIDE_A_LABEL = Shapes(STATES | IN_USE | DRAFT)
_SET_OFF = Shapes(STATES | DRAFT)
_OF_A_CHILD = Shapes(
    IN_USE | {"withdrawn", "unknown", "proposed", "expired", "lapsed", "suspended"}
)
"""As an item of a list these speak of a child, a finding or a step, and give a text no force."""
