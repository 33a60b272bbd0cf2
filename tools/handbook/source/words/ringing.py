"""Words that send a reader to a telephone: a text that says them owes its reader the number."""

from __future__ import annotations

import re

_RINGING = re.compile(
    r"\b(?:"
    r"(?:advice|help|phone|telephone|on-call|first-call) ?-?lines?"
    r"|helplines?"
    r"|(?:on|first)[- ]call(?! (?:it|back)\b)"
    r"|(?:tele)?phone(?! ?lines?)"
    r"|ring(?:s)?(?![- ](?:fenced|binder|main|road|finger|worm|block|chromosome))"
    r"|call (?:the|your|our|an|for|999|112|111|[0-9])"
    r")\b",
    re.IGNORECASE,
)


def ringing(text: str) -> str:
    """The first words of ``text`` by which its reader is to ring somebody; "" if there are none."""
    match = _RINGING.search(text)
    return match[0] if match else ""


def ringing_at(text: str) -> tuple[int, int, str] | None:
    """The same with the line and column at which they stand, both counted from 1."""
    match = _RINGING.search(text)
    if match is None:
        return None
    before = text[: match.start()]
    return before.count("\n") + 1, match.start() - (before.rfind("\n") + 1) + 1, match[0]
