"""Words that this program writes where a person has still to write their own.

A draft may hold them. What readers get may not: a text that says of itself that it was not brought
in, or that a sign of it is missing, tells nobody what to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NO_TEXT = "Its text has not been brought in yet."
NO_SUMMARY = "Nobody has written yet what it is for."
LOST_SIGN = "(a sign of the original is missing here)"
LOST_FORMULA = "(a formula of the original is missing here)"
LOST_PICTURE = "(a picture of the original is missing here)"
ALL = (NO_TEXT, NO_SUMMARY, LOST_SIGN, LOST_FORMULA, LOST_PICTURE)
WHO, SHOWN, MINUTES = "WHO APPROVED IT", "WHAT SHOWS IT", "THE WORDS OF THE MINUTES"
"""What a command that the program suggests says where somebody has to write their own words."""


def awaited(data: Mapping[str, Any], body: str | None) -> Iterator[str]:
    """The words in a record's summary and text that wait for somebody's own."""
    text = " ".join(f"{data.get('summary') or ''} {body or ''}".split())
    return (words for words in ALL if words in text)
