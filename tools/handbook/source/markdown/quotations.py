"""Where a > that was typed to compare would be taken for the mark of a quotation, and vanish.

``- > 12 years: one tablet`` is a quotation of "12 years" to every Markdown program, so two of them
agree and the reader never learns that it said "more than". What begins like an amount is therefore
never a quotation here; and a quotation begins where nobody can take it for anything else, below a
blank line.
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import TYPE_CHECKING

from handbook.source.markdown import codes
from handbook.source.text import TextProblem
from handbook.source.words.units import SPANS, UNITS, WRITTEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

_LEAD = re.compile(r"(?: |>|(?:[-*+]|[0-9]{1,9}[.)])(?= ))*")
_SAME_LINE = re.compile(r"(?: |>)*(?:[-*+]|[0-9]{1,9}[.)]) +>")
_WRAPPED = re.compile(r"\A[\s*_`(\[{\"'\u2018-\u201f]+")
_OR_EQUAL = re.compile(r"(?:or|and|/|\\)\s*(?:=|equal)", re.IGNORECASE)
_SIGNS = "-\u2010\u2011\u2012\u2013\u2014\u2015./,\\ "
_FIRST = re.compile(r"([^\W\d_]+)\W*([^\W\d_]*)")
_OPENS = frozenset({"No", "Nd", "Nl", "Sm", "Sc"})
"""Kinds of character that begin an amount: numbers, signs of comparison or reckoning, currency."""

MEND = "Write 'more than' (or 'at least'), or put a backslash before the sign: \\>"
APART = "Put a blank line above it, and > at the start of a line of its own; to compare, {}"


def begins_an_amount(words: str) -> bool:
    """Whether words begin with a number, a sign of comparison or a unit, as a reader sees them."""
    shown = _WRAPPED.sub("", html.unescape(words), count=1)
    if not shown:
        return False
    if unicodedata.category(shown[0]) in _OPENS or shown[0] in "%\u2030\N{DEGREE SIGN}<>=":
        return True
    signed = shown.lstrip(_SIGNS)
    if _OR_EQUAL.match(shown) or (
        signed != shown and unicodedata.category(signed[:1] or " ") in _OPENS
    ):
        return True
    match = _FIRST.match(shown)
    if match is None:
        return False
    first, second = match[1].lower(), match[2].lower()
    return first in UNITS | SPANS or (first in WRITTEN and second in UNITS | SPANS)


def swallowed(line: str) -> int | None:
    """The index of the > before an amount, where a line's own marks end with it; else ``None``."""
    match = _LEAD.match(line)
    lead = match[0].rstrip() if match else ""
    if not lead.endswith(">") or not begins_an_amount(line[len(lead) :]):
        return None
    return len(lead) - 1


def problems(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[TextProblem]:
    """Every sign of comparison that a quotation would swallow, and every unclear quotation."""
    yield from _drawn_in(tokens, lines)
    for number, token in enumerate(tokens):
        if token.type != "blockquote_open" or token.map is None:
            continue
        begin, end = token.map
        signs = {n: at for n in range(begin, end) if (at := swallowed(lines[n])) is not None}
        for line, at in signs.items():
            message = "This > would vanish: it is taken for the mark of a quotation"
            yield TextProblem(codes.SWALLOWED, line + 1, at + 1, message, MEND)
        if begin in signs:
            continue
        inline = _SAME_LINE.match(lines[begin])
        if inline:
            message = "This > stands behind the mark of a list item, so it would vanish"
            hint = APART.format("write 'more than'.")
            yield TextProblem(codes.SWALLOWED, begin + 1, inline.end(), message, hint)
        elif _joined(tokens, number, lines):
            message = "There is no blank line between the text and this quotation"
            hint = APART.format("write 'more than'.")
            at = lines[begin].index(">") + 1
            yield TextProblem(codes.SWALLOWED, begin + 1, at, message, hint)


def _drawn_in(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[TextProblem]:
    """Every line below a quotation that it would draw in, though it lacks the mark of one."""
    depth = 0
    for token in tokens:
        depth += token.nesting if token.type.startswith("blockquote_") else 0
        if token.type != "paragraph_open" or token.map is None or not depth:
            continue
        for line in range(token.map[0] + 1, token.map[1]):
            lead = _LEAD.match(lines[line])
            if lead is None or lead[0].count(">") < depth:
                message = "This line would be drawn into the quotation above it"
                hint = (
                    "Put a blank line above it, or begin it with > if it belongs to the quotation."
                )
                yield TextProblem(codes.SWALLOWED, line + 1, 1, message, hint)


def _joined(tokens: Sequence[Token], number: int, lines: Sequence[str]) -> bool:
    """Whether a quotation stands directly below a paragraph."""
    begin = (tokens[number].map or [0])[0]
    below = number > 0 and tokens[number - 1].type == "paragraph_close"
    return below and begin > 0 and bool(lines[begin - 1].strip(" >"))
