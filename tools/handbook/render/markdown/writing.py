"""Markdown that may stand on a page as it is, and text that may not until it is escaped."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from handbook.assess.words import Tone, Word
from handbook.source.dates import DateProblem, long_date, parse_date
from handbook.source.markdown.parsing import escape

if TYPE_CHECKING:
    from collections.abc import Iterable

_ATTRIBUTE_UNSAFE = re.compile(r"""["{}<>&\\|\n]""")


_SHORT = 120
"""Longer text seldom stands on a page twice."""
_SPELT = {"childrens": "children's", "nhs": "NHS"}
"""Words that an enumeration cannot spell as people do."""


class Md(str):
    """Markdown written by us. Every other string is escaped before it reaches a page."""

    __slots__ = ()


def inline(value: object) -> Md:
    """Any value as one line of Markdown that shows exactly what was typed."""
    if isinstance(value, Md):
        return value
    if type(value) is str and len(value) <= _SHORT:
        return _line(value)
    if value is None:
        return Md("")
    if isinstance(value, bool):
        return Md("Yes" if value else "No")
    if isinstance(value, date):
        return Md(long_date(value))
    return Md(escape(" ".join(str(value).split())))


@lru_cache(maxsize=8_192)
def _line(text: str) -> Md:
    """Short words as one line: the same few stand in most cells of most tables."""
    return Md(escape(" ".join(text.split())))


def paragraphs(value: object) -> Md:
    """A longer string as paragraphs: blank lines part them, and nothing else has a meaning."""
    blocks = re.split(r"\n\s*\n", str(value or "").strip())
    return Md("\n\n".join(inline(block) for block in blocks if block.strip()))


def written_date(value: object) -> Md:
    """A date in words (``1 January 2028``) from a date or its text; text as typed if it is none."""
    if isinstance(value, str):
        try:
            value = parse_date(value)
        except DateProblem:
            return inline(value)
    return inline(value)


def until(day: date | str | None, *, otherwise: str = "", before: str = "") -> Md:
    """A date in words that the freshness script can read and compare, after the words ``before``.

    Of a day that has passed when the page is read, the script says ``Was to be used until``.
    """
    if isinstance(day, str):
        try:
            day = parse_date(day)
        except DateProblem:
            return inline(day)
    if day is None:
        return inline(otherwise)
    return Md(f'*{before}{long_date(day)}*{{ .hb-until data-until="{day.isoformat()}" }}')


def tag(word: Word) -> Md:
    """A standing as a tag: its word, a tone for the colour, a shape drawn by the style sheet."""
    return Md(f"**{inline(word.label)}**{{ .hb-tag .hb-{word.tone} }}")


def plain_tag(label: str, tone: Tone) -> Md:
    """A tag for words that are not standings, such as how far a policy item is addressed."""
    return tag(Word(label, tone, ""))


@lru_cache(maxsize=1_024)
def attribute(text: str) -> str:
    """Text that can stand between double quotes in an attribute list."""
    return _ATTRIBUTE_UNSAFE.sub(" ", text).strip()


def heading(level: int, text: str, anchor: str) -> Md:
    """A heading with a fixed anchor, so that it never takes that of an author's own heading."""
    return Md(f"{'#' * level} {inline(text)} {{: #{attribute(anchor)} }}")


@lru_cache(maxsize=1_024)
def slug(text: str) -> str:
    """Words as part of an anchor or of a class: small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def small(words: object) -> Md:
    """A line of its own in small print, under what stands before it in a cell."""
    text = inline(words)
    return Md(f"*{text}*{{ .hb-small }}") if text else text


def bullets(items: Iterable[object]) -> Md:
    """A list of one line each; nothing at all when there are none."""
    return Md("\n".join(f"* {inline(item)}" for item in items))


def in_words(value: object) -> str:
    """A value of an enumeration as words: ``district-general-hospital`` with spaces, a capital.

    Of a list, each of its values, with commas.
    """
    if isinstance(value, (list, tuple)):
        return ", ".join(in_words(each) for each in value)
    text = str(value or "").replace("-", " ")
    for bare, spelt in _SPELT.items():
        text = re.sub(rf"\b{bare}\b", spelt, text)
    return text[:1].upper() + text[1:]


def sentence(text: str) -> Md:
    """Words of ours or a person's, ended with a full stop."""
    text = " ".join(text.split())
    return inline(text if not text or text[-1] in ".!?" else f"{text}.")


def marked(text: object, anchor: str) -> Md:
    """Words that can be linked to."""
    return Md(f"*{inline(text)}*{{ #{attribute(anchor)} .hb-anchor }}")


DOCUMENT, STANDING = "Document", "Standing"
"""The columns by which a list of documents, each as it stands, is known on a built page."""


class Columns:
    """A table with named columns. Each cell carries its column's name for narrow screens."""

    def __init__(self, *names: str) -> None:
        self._names = names

    def head(self) -> Md:
        """The header row and the line under it. Searching finds what is in cells, not headers."""
        names = " | ".join(
            f'{inline(n)} {{ data-search-exclude="1" .hb-c-{slug(n)} }}' if n else ""
            for n in self._names
        )
        return Md(f"| {names} |\n|{' --- |' * len(self._names)}")

    def row(self, *cells: object) -> Md:
        """One row; cells that are missing are left empty.

        Raises:
            ValueError: there are more cells than columns.

        """
        if len(cells) > len(self._names):
            raise ValueError(f"{len(cells)} cells for {len(self._names)} columns")
        filled = [*cells, *[""] * (len(self._names) - len(cells))]
        written = (_cell(name, cell) for name, cell in zip(self._names, filled, strict=True))
        return Md(f"| {' | '.join(written)} |")

    def table(self, rows: Iterable[Iterable[object]]) -> Md:
        """The whole table without its empty columns; nothing at all when there are no rows.

        Raises:
            ValueError: a row has more cells than there are columns.

        """
        written = [[inline(cell) for cell in cells] for cells in rows]
        if not written:
            return Md("")
        if any(len(cells) > len(self._names) for cells in written):
            raise ValueError(f"there are only {len(self._names)} columns")
        columns = list(zip_longest(*written, fillvalue=Md("")))
        kept = [at for at, cells in enumerate(columns) if not at or any(cells)]
        shown = Columns(*(self._names[at] for at in kept))
        rows_left = zip(*(columns[at] for at in kept), strict=True)
        return Md("\n".join([shown.head(), *(shown.row(*cells) for cells in rows_left)]))


def _cell(name: str, value: object) -> str:
    """One cell; an empty one stays bare, since an attribute list needs words before it."""
    words = inline(value)
    return f'{words} {{ data-label="{attribute(name)}" }}' if words else ""


def facts(rows: Iterable[Any]) -> Md:
    """Pairs of a name and a value as a table; pairs without a value are left out."""
    filled = [(name, _value(value)) for name, value in rows]
    return Columns("What", "Details").table(row for row in filled if row[1])


def _value(value: Any) -> Md:
    if isinstance(value, (list, tuple)):
        return Md("; ".join(_value(part) for part in value))
    return inline(value)


def web(text: str, address: object) -> Md:
    """A link to somewhere on the web; only the text when the address is not one."""
    href = str(address or "")
    if not href.startswith(("https://", "http://")) or any(c in href for c in " <>()\\\"'`\n\t"):
        return inline(text)
    return Md(f"[{inline(text)}]({href})")
