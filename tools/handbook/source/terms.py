"""Terms of the glossary as the lines with which a page ends, and which no reader sees.

A line says where a term leads, how it is written and what it means. To a parser that does not know
of terms (``explaining``) it is the definition of a link that nothing refers to.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

BEGINS = "[hb-term:"
"""How the line of a term begins."""
LINE = r"\[hb-term:[a-z0-9-]+\]: (?:#|[A-Za-z0-9._~/-]+) \"[^\n\"<>{}\[\]`\\]*\""
"""The line of a term, as the handbook writes it."""
_LINES = re.compile(rf"(?:\A|(?<=\n)){LINE}(?:\n|\Z)")
_PARTS = re.compile(r"\[hb-term:([a-z0-9-]+)\]: (\S+) \"([^\n]*)\"")


@dataclass(frozen=True, slots=True)
class Term:
    """One term: its record, where it leads, how it is written, what it means.

    ``forms`` are compared sign by sign. Without a ``meaning`` it is explained nowhere, and no
    shorter term is within its words.
    """

    id: str
    address: str
    forms: tuple[str, ...]
    meaning: str

    def line(self) -> str:
        """The line that a page has for it."""
        fields = "|".join(_quoted(part) for part in (*self.forms, self.meaning))
        return f'{BEGINS}{self.id}]: {self.address or "#"} "{fields}"'


def _quoted(text: str) -> str:
    """Text that can stand in the line of a term."""
    flat = html.escape(" ".join(text.split()))
    return re.sub(r"[|{}\[\]`\\*_]", lambda sign: f"&#{ord(sign[0])};", flat)


def terms_of(markdown: str) -> tuple[Term, ...]:
    """The terms whose lines a page has."""
    return tuple(_term(line[0]) for line in _LINES.finditer(markdown))


def without_terms(markdown: str) -> str:
    """A page's Markdown without the lines of its terms."""
    return _LINES.sub("", markdown) if BEGINS in markdown else markdown


def _term(line: str) -> Term:
    match = _PARTS.match(line)
    record, address, fields = match.groups() if match else ("", "#", "")
    *forms, meaning = (html.unescape(part) for part in fields.split("|"))
    return Term(record, address, tuple(forms), meaning)
