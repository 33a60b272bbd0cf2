"""What the labels of a front sheet mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handbook.importing.model import FrontRow

MEANINGS = {
    "title": r"(?:document |policy |guideline |full )?(?:title|name)(?: of (?:the )?\w+)?",
    "reference": r"(?:(?:document|policy|guideline|unique)? ?"
    r"(?:reference|ref|id|identifier)(?: (?:number|no))?"
    r"|(?:document|policy|guideline) (?:number|no))",
    "version": r"(?:current |document )?version(?: (?:number|no))?"
    r"|issue(?: (?:number|no))?|revision",
    "owner": r"(?:document |policy |guideline )?(?:owner|lead)|lead (?:author|clinician|director)"
    r"|responsible (?:person|director|officer|lead)|executive (?:lead|sponsor|director)|maintainer",
    "author": r"(?:document )?authors?(?:\(s\))?|written by|prepared by|developed by|editors?",
    "endorsed": r"(?:date )?(?:approved|ratified|endorsed|agreed|authorised)(?: (?:by|on|date))?"
    r"|(?:approval|ratification|endorsement)(?: date)?"
    r"|date of (?:approval|ratification|endorsement)"
    r"|(?:approving|ratifying) (?:body|committee|group)",
    "issued": r"(?:date )?(?:issued|published|effective|implemented)(?: (?:on|date|from))?"
    r"|(?:issue|publication|effective|implementation|start) date"
    r"|date of (?:issue|publication)|date",
    "review": r"(?:next |planned )?review (?:date|due|by)|(?:date (?:of|for) )?(?:next )?review"
    r"|review due(?: date)?|last reviewed(?: on)?|last review(?: date)?",
    "expires": r"expir(?:y|es|ation)(?: date| on)?|valid (?:until|to)|withdraw(?:al)? date",
    "replaces": r"(?:replaces|supersedes|superseded by)(?: \w+)?|previous version(?: \w+)?",
    "status": r"(?:document )?status|classification",
    "audience": r"(?:target |intended )?(?:audience|users?|readers)|for use by|applies to",
    "keywords": r"key ?words?|tags|search terms",
    "summary": r"summary|purpose|description|aim|abstract",
    "scope": r"scope|area|covers",
}
"""What a label may be taken to mean, as a pattern over its words in small letters."""
NAMES_PEOPLE = frozenset({"owner", "author", "endorsed"})
"""What may name people. Those words are never written into the registry."""
_PATTERNS = {meaning: re.compile(rf"(?:{pattern})\Z") for meaning, pattern in MEANINGS.items()}
_EDGES = re.compile(r"[\s:.*_]+")
_LONGEST = 60
_FEWEST = 2
"""A front sheet has so many different labels that are known, at least."""


def meaning_of(label: str) -> str:
    """What a label means; nothing where nobody can tell."""
    words = _EDGES.sub(" ", label.lower().replace("\u2019", "'")).strip()
    if len(words) > _LONGEST:
        return ""
    return next((known for known, pattern in _PATTERNS.items() if pattern.match(words)), "")


def mostly_known(rows: Sequence[FrontRow]) -> bool:
    """Whether enough labels of a table or list of terms are those of a front sheet."""
    known = known_in(rows)
    return len(known) >= _FEWEST and 2 * len(known) >= len(rows)


def known_in(rows: Sequence[FrontRow]) -> frozenset[str]:
    """What the labels of rows mean, as far as anybody can tell."""
    return frozenset(meaning for row in rows if (meaning := meaning_of(row.label)))
