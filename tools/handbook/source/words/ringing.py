"""Words that send a reader to a telephone, and those among them that owe the reader a number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_RINGING = re.compile(
    r"\b(?:"
    r"(?P<line>(?:advice|help|phone|telephone|on-call|first-call) ?-?lines?|helplines?)"
    r"|(?P<duty>(?:on|first)[- ]call(?! (?:it|back)\b))"
    r"|(?P<phone>(?:tele)?phone(?! ?lines?))"
    r"|(?P<ring>ring(?:s)?(?![- ](?:fenced|binder|main|road|finger|worm|block|chromosome)))"
    r"|(?P<call>call (?:the|your|our|an|for|999|112|111|[0-9][0-9 ]*))"
    r")\b",
    re.IGNORECASE,
)
_SENTENCE_ENDS = re.compile(r"[.!?;](?=\s)|\n\s*(?:\n|[-*+|#>]|[0-9]+[.)])")
_REACHING = re.compile(
    r"\b(?:ring|phone|telephone|contact|bleep|page|reach|call|inform|alert|notify|ask|tell"
    r"|speak|talk|discuss|escalate|refer|seek|advice|help)\b",
    re.IGNORECASE,
)
"""What makes of a post on call, or of a telephone, somebody whom the reader is to reach."""
_KNOWN = (
    r"(?:famil(?:y|ies)|parents?|carers?|mother|father|mum|dad|guardians?|child(?:ren)?"
    r"|young (?:person|people)|patients?|relatives?|next of kin|siblings?|home|household"
    r"|them|him|her|each other|back|round|bells?|alarms?)\b"
)
_HELD = re.compile(
    rf"\W+(?:(?:the|a|an|your|our|their|his|her|each|every|all|both|any|this|that|up|of"
    rf"|child's|child\N{{RIGHT SINGLE QUOTATION MARK}}s|bereaved|new|same)\W+){{0,3}}{_KNOWN}",
    re.IGNORECASE,
)
"""Whose number whoever looks after a child has beside them, or who has none."""
_OF_ITSELF = re.compile(r"call (?:999|112|111)\Z", re.IGNORECASE)
"""Numbers that everybody knows by heart: to say them is to give them."""
_ASKED_FOR = re.compile(
    r"\W+(?:(?:a|an|the|more|new|further)\W+)?"
    r"(?:meeting|papers?|evidence|comments?|review|volunteers?|change|action|nominations?)\b",
    re.IGNORECASE,
)
_A_THING = re.compile(
    r"\b(?:an?|the|this|that|each|every|mobile|smart|cordless|vaginal|vascular|wedding)\W+\Z",
    re.IGNORECASE,
)
"""Before it, ``phone`` or ``ring`` is a thing and no deed."""
_SOUNDS = re.compile(r"\b(?:phone|telephone|bell|alarm|pump|monitor|it)\W+\Z", re.IGNORECASE)
_OBJECT = re.compile(r"\W+(?:the|an?|your|our|their|for|[A-Z0-9])")


def ringing(text: str) -> str:
    """The first words of ``text`` about ringing somebody, whoever it is; "" if there are none."""
    match = _RINGING.search(text)
    return match[0] if match else ""


def promised(text: str) -> str:
    """The first words of ``text`` that owe its reader a number; "" if there are none."""
    match = next(_promises(text), None)
    return match[0] if match else ""


def promised_at(text: str) -> tuple[int, int, str] | None:
    """The same with the line and column at which they stand, both counted from 1."""
    match = next(_promises(text), None)
    if match is None:
        return None
    before = text[: match.start()]
    return before.count("\n") + 1, match.start() - (before.rfind("\n") + 1) + 1, match[0]


def _promises(text: str) -> Iterator[re.Match[str]]:
    """Where a reader is sent to a telephone of somebody whose number they may not have."""
    for match in _RINGING.finditer(text):
        before, after = _sentence(text, match)
        if _owes(match, before, after):
            yield match


def _owes(match: re.Match[str], before: str, after: str) -> bool:
    """Whether words about ringing owe a number, in what stands before and after them."""
    if match["line"]:
        return True
    if match["duty"]:
        return _REACHING.search(f"{before} {after}") is not None
    if match["call"]:
        known = _OF_ITSELF.match(match[0]) or _HELD.match(f" {match[0][5:]}{after}")
        return not known and not _ASKED_FOR.match(after)
    if _HELD.match(after):
        return False
    if match["phone"]:
        deed = _OBJECT.match(after) and not _A_THING.search(before)
        return bool(deed or _REACHING.search(before))
    return not _A_THING.search(before) and not _SOUNDS.search(before)


def _sentence(text: str, match: re.Match[str]) -> tuple[str, str]:
    """What stands in its sentence before some words, and after them."""
    begin = max((end.end() for end in _SENTENCE_ENDS.finditer(text, 0, match.start())), default=0)
    following = _SENTENCE_ENDS.search(text, match.end())
    return text[begin : match.start()], text[match.end() : following.start() if following else None]
