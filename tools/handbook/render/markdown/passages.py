"""Where a passage, named as readers see it, stands in the Markdown of a page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html.entities import html5
from typing import TYPE_CHECKING, Any

from handbook.render.markdown.writing import inline
from handbook.render.model import TEXT_BEGINS, TEXT_ENDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST = 500
"""Places of one page that are looked at."""
_HARD_BLANKS = "\u00a0\u2007\u2009\u202f"
_JOINS_WORDS = frozenset("-/'\u2010\u2011\u2012\u2013\u2019\u2212")
_JOINS_DIGITS = frozenset(f".,:^\u00b7\u00d7{_HARD_BLANKS}")
"""Signs that make one word or number of what they stand between: 5-10, mg/kg; 2.5, 14:30."""
_EXACT = dict.fromkeys(map(ord, _HARD_BLANKS), " ")
_LINE = r"\n[ \t]*(?:>[ \t]?)*"
_BLANK = rf"(?:[ \t{_HARD_BLANKS}]|&nbsp;|&#160;|&#[xX][aA]0;|{_LINE})+"
_MARK = r"(?:\*{1,3}|_{1,3}|`+|\[|\]\([^()\s]*\)|\]\[[^\]\n]*\]|\])"
_PART = re.compile(rf"(?P<between>{_MARK}|{_LINE})|(?:\\[^\w\s]|[^*_`\[\]\n])+|.", re.DOTALL)
_HEADING = re.compile(r"^#", re.MULTILINE)
_SIGN = re.compile(r"[^\w\s]")


@dataclass(frozen=True, slots=True)
class WordRuns:
    """One place: its runs of plain words, as offsets into the Markdown, in order.

    ``heading`` is the number, from 0, of the heading it stands in, if it stands in one.
    """

    runs: tuple[tuple[int, int], ...]
    heading: int | None = None


def bounded(text: str, passage: str) -> Iterator[int]:
    """Where a passage stands in a text by itself, not as a part of a longer word or number."""
    soft = text.translate(_EXACT)
    at = soft.find(passage)
    while at >= 0:
        if not (_joined(text, at) or _joined(text, at + len(passage))):
            yield at
        at = soft.find(passage, at + 1)


def _joined(text: str, at: int) -> bool:
    """Whether the signs on both sides of a place belong to one word or number."""
    before, after = text[max(0, at - 2) : at], text[at : at + 2]
    if not before or not after:
        return False
    if _in_word(before[-1]) and _in_word(after[0]):
        return True
    return (len(before) > 1 and _links(before[0], before[1], after[0])) or (
        len(after) > 1 and _links(before[-1], after[0], after[1])
    )


def _links(left: str, sign: str, right: str) -> bool:
    if sign in _JOINS_WORDS:
        return _in_word(left) and _in_word(right)
    return sign in _JOINS_DIGITS and left.isdigit() and right.isdigit()


def _in_word(sign: str) -> bool:
    return sign.isalnum() or unicodedata.category(sign).startswith("M")


def candidates(
    markdown: str, authored: str | None, data: Mapping[str, Any], named: Sequence[str]
) -> list[WordRuns]:
    """Places in the author's text, and in the sealed fields that are printed, without overlap.

    Some may turn out to be none, such as in the address of a link: the page, rendered, tells.
    """
    headings = [mark.start() for mark in _HEADING.finditer(markdown)]
    regions = list(_regions(markdown, authored, data))
    taken: set[int] = set()
    places: list[WordRuns] = []
    for passage in sorted(named, key=len, reverse=True):
        pattern = _pattern(passage)
        for begin, end in regions:
            for match in pattern.finditer(markdown, begin, end):
                place = range(match.start(), match.end())
                if taken.isdisjoint(place) and not _inside_word(markdown, match):
                    taken.update(place)
                    places.append(_passage(markdown, match, headings))
    return sorted(places[:_MOST], key=lambda place: place.runs[0])


def stands(passage: str, body: str | None, data: Mapping[str, Any]) -> bool:
    """Whether a passage seems to stand in a sealed text, for a first word to its writer."""
    texts = [body or "", *(str(inline(field)) for field in _strings(data))]
    return any(
        not _inside_word(text, match)
        for text in texts
        for match in _pattern(" ".join(passage.split())).finditer(text)
    )


def _inside_word(markdown: str, match: re.Match[str]) -> bool:
    return _joined(markdown, match.start()) or _joined(markdown, match.end())


def _regions(
    markdown: str, authored: str | None, data: Mapping[str, Any]
) -> Iterator[tuple[int, int]]:
    """Where sealed words stand: between the marks of the author's text, and field by field."""
    begin, end = len(markdown), len(markdown)
    if authored is not None:
        begin = markdown.index(TEXT_BEGINS) + len(TEXT_BEGINS)
        end = markdown.index(TEXT_ENDS)
        yield begin, end
    for text in dict.fromkeys(_strings(data)):
        for block in re.split(r"\n\s*\n", text.strip()):
            words = str(inline(block))
            at = markdown.find(words) if words else -1
            while at >= 0:
                if at + len(words) <= begin or at >= end:
                    yield at, at + len(words)
                at = markdown.find(words, at + len(words))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _strings(part)


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    """The names of each character that HTML has names for."""
    names: dict[str, tuple[str, ...]] = {}
    for name, sign in html5.items():
        if name.endswith(";"):
            names[sign] = (*names.get(sign, ()), name)
    return names


@cache
def _pattern(passage: str) -> re.Pattern[str]:
    """A passage as it may be typed: with marks between its letters, escapes, references."""
    return re.compile(rf"{_MARK}{{0,3}}".join(_atom(sign) for sign in passage))


def _atom(sign: str) -> str:
    if sign == " ":
        return _BLANK
    code = ord(sign)
    names = "".join(f"|&{re.escape(name)}" for name in _names().get(sign, ()))
    escape = r"\\?" if _SIGN.match(sign) else ""
    return rf"(?:{escape}{re.escape(sign)}|&#0*{code};|&#[xX]0*(?i:{code:x});{names})"


def _passage(markdown: str, match: re.Match[str], headings: Sequence[int]) -> WordRuns:
    parts = _PART.finditer(markdown, *match.span())
    runs = [part.span() for part in parts if not part["between"] and part[0].strip()]
    line = markdown.rfind("\n", 0, match.start()) + 1
    return WordRuns(
        tuple(runs or [match.span()]), headings.index(line) if line in headings else None
    )
