"""What a page's Markdown can yield, taken apart into shapes of which a handbook has few.

Pages say different things in the same few ways: the same table about another document, in other
words. What a page *yields* (elements, attributes, addresses) hangs on its marks alone. So plain
words, and the addresses, labels and anchors that were each looked at here, get the same stand-ins;
the cells of tables, which the parser reads one by one, are taken out of them; and the author's
text, which stands between two comments, is taken out of the page. What remains is a handful of
shapes. Whoever knows that every shape of a page yields nothing strange knows it of the page.

Nothing here says that anything is strange. What is not of the plainest form stays as it is, and of
a page in which anything acts beyond the place where it stands nothing is said at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from handbook.render.model import TEXT_BEGINS, TEXT_ENDS
from handbook.source.closed_list import (
    ADDRESS,
    address_stand_in,
    is_anchor,
    without_addresses,
)
from handbook.source.terms import BEGINS, LINE

_ACTS_ELSEWHERE = re.compile(r"\]:|\[TOC\]|<[A-Za-z/!?]|[\x00-\x09\x0b-\x1f\x7f]")
"""Definitions, a table of contents, markup, and signs that the parser keeps for itself."""
_UNPLAIN = re.compile(rf"\](?=\()(?!{ADDRESS[2:]})")
"""What may be the address of a link, and is not written as the handbook writes them."""
_FENCE = re.compile(r"```|~~~")
_TEXT = re.compile(
    rf"(?:\A|(?<=\n\n)){TEXT_BEGINS}\n\n(.*?)\n\n{TEXT_ENDS}(?=\n\n|\n?\Z)", re.DOTALL
)
_TERMS = re.compile(rf"\n\n(?:{LINE}\n)+\Z")
"""Lines that the handbook puts last: they add an explanation to words, and nothing else."""
_TABLE = re.compile(
    r"(?:\A|(?<=\n\n))(\|[^\n]*\|\n\|(?: :?-+:? \|)+)((?:\n\| [^\n]*\|)+)(?=\n\n|\n?\Z)"
)

_LABEL = r'data-label="(?:[^\W_]|[ ,;:.?/%+-])*"'
_KNOWN = (
    rf"(?:\.hb-[a-z0-9-]+|#[A-Za-z0-9._:-]+|{_LABEL}|"
    r'data-search-exclude="1"|data-until="[0-9]{4}-[0-9]{2}-[0-9]{2}")'
)
_LIST = rf"\{{:?[ ]?{_KNOWN}(?:[ ]{_KNOWN})*[ ]?\}}"
"""A list of attributes, as the handbook writes them."""
_SHARE = r'"[0-9]{1,3}\.[0-9]"'
_SVG = (
    '<svg class="hb-share" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" '
    'focusable="false">'
)
_DRAWING = (
    rf'{_SVG}(?:<rect class="hb-part-[a-z]+" x={_SHARE} y="0" width={_SHARE} '
    r'height="6"></rect>)*</svg>'
)
_REFERENCE = r"&(?:\#[0-9]+|amp|lt|gt);"
_SIGN = rf"(?:[^\W_]|{_REFERENCE})"
_RUN = (
    rf"(?:[^\W\d_]|[0-9]+(?![0-9.)])|{_REFERENCE})"
    rf"(?:(?:{_SIGN}|[ ,;:.?'/+%-])*(?:{_SIGN}|[,;:.?]))?"
)
"""Plain words, from the first letter to the last on a line. What may be the number of an item in a
list is none."""
_HEADING = r"(?m:^[^\n\w|]*(?:[0-9]+\.[^\n\w|]*)*\#[^\n]*$)"
_UNDERLINED = r"(?m:^[^\n|]+\n[ >]*(?:=+|-+)[ ]*$)"
_PARTS = re.compile(
    rf"(?P<underlined>{_UNDERLINED})|(?P<heading>{_HEADING})|(?P<list>{_LIST})"
    rf"|(?P<address>{ADDRESS})|(?P<drawing>{_DRAWING})|(?P<mark>{TEXT_BEGINS}|{TEXT_ENDS})"
    rf"|(?P<run>{_RUN})"
)
_LISTS = re.compile(_LIST)
_DRAWINGS = re.compile(_DRAWING)
_SHARES = re.compile(_SHARE)
_ADDRESSED = re.compile(rf"([^\w]*#+ )(.*{_LIST})[ ]*")
"""A heading whose address is written behind it, and not made of its words."""
_ANCHOR = re.compile(r"\{[^{}\n]*?#([A-Za-z0-9._:-]+)")
_VALUE = re.compile(rf'{_LABEL}|data-until="[^"]*"|#[A-Za-z0-9._:-]+')


@dataclass(frozen=True, slots=True)
class Shape:
    """A part of a page with stand-ins for its words.

    ``kind`` is ``page`` for what is left of one, ``head`` for the first two lines of a table,
    ``cell`` for a cell of it, ``text`` for an author's text, which keeps its words.
    """

    kind: Literal["page", "head", "cell", "text"]
    markdown: str

    @property
    def tried(self) -> str:
        """The Markdown that shows what it yields where it stands."""
        if self.kind == "head":
            return f"{self.markdown}\n| w |"
        if self.kind == "cell":
            return f"| w |\n| --- |\n|{self.markdown}|"
        return self.markdown


def shapes_of(markdown: str) -> tuple[Shape, ...] | None:
    """The shapes of a page: it yields nothing strange if none of them does. ``None``: not known."""
    if BEGINS in markdown:
        markdown = _TERMS.sub("\n", markdown)
    if not _is_plain(markdown):
        return None
    frame, authored = _without_text(markdown)
    if "<" in _plainer(frame):  # with a stand-in behind it, it could begin markup
        return None
    if _ACTS_ELSEWHERE.search(_plainer(frame)) or _FENCE.search(frame) or _UNPLAIN.search(frame):
        return None
    if authored is not None and _ACTS_ELSEWHERE.search(authored):
        return None
    heads: dict[str, None] = {}
    cells: dict[str, None] = {}

    def take_out(table: re.Match[str]) -> str:
        head, rows = table.groups()
        if "`" in rows or "\\" in rows:  # a bar may be part of a cell
            return table[0]
        heads[head] = None
        cells.update(dict.fromkeys(c for row in rows[1:].split("\n") for c in row[1:-1].split("|")))
        return head

    left = _TABLE.sub(take_out, frame)
    texts = () if authored is None else (Shape("text", without_addresses(authored)),)
    return (
        Shape("page", _shape(left)),
        *(Shape("head", words) for words in dict.fromkeys(map(_shape, heads))),
        *(Shape("cell", words) for words in dict.fromkeys(map(_shape, cells)) if words.strip()),
        *texts,
    )


def _is_plain(markdown: str) -> bool:
    """Whether all attributes are such as the handbook writes, and no address is given twice."""
    lists_out = _LISTS.sub("", markdown)
    if "{" in lists_out or "}" in lists_out:
        return False
    anchors = _ANCHOR.findall(markdown)
    return len(set(anchors)) == len(anchors) and all(map(is_anchor, anchors))


def _without_text(markdown: str) -> tuple[str, str | None]:
    """A page without the author's text in it, and that text, if it is known which it is."""
    if markdown.count(TEXT_BEGINS) != 1 or markdown.count(TEXT_ENDS) != 1:
        return markdown, None
    text = _TEXT.match(markdown, markdown.index(TEXT_BEGINS))
    if text is None:
        return markdown, None
    frame = f"{markdown[: text.start(1)]}{markdown[text.end(1) :].lstrip()}"
    return frame, text[1]


def _plainer(frame: str) -> str:
    """A frame without the markup that the handbook itself writes."""
    without = _DRAWINGS.sub("", frame) if "<svg" in frame else frame
    return without.replace(TEXT_BEGINS, "").replace(TEXT_ENDS, "")


def _shape(markdown: str) -> str:
    """Markdown with stand-ins for words, addresses, labels and numbers; anchors are counted."""
    numbers = iter(range(1, len(markdown) + 2))

    def value(part: re.Match[str]) -> str:
        if part[0].startswith("#"):
            return f"#i{next(numbers)}"
        return 'data-label="w"' if part[0].startswith("data-l") else 'data-until="2000-01-01"'

    def stand_in(part: re.Match[str]) -> str:
        kind, words = part.lastgroup, part[0]
        if kind == "run":
            return "w"
        if kind == "list":
            return _VALUE.sub(value, words)
        if kind == "heading" and (heading := _ADDRESSED.fullmatch(words)):
            return heading[1] + _PARTS.sub(stand_in, heading[2])
        if kind == "drawing":
            return _SHARES.sub('"1.0"', words)
        return address_stand_in(words) if kind == "address" else words

    return _PARTS.sub(stand_in, markdown)
