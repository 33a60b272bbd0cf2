"""Steps about headings: how they are marked, and the level they begin at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handbook.layout.blocks import blocks_of, code_lines, parse
from handbook.layout.model import Edit, Line, Swap, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handbook.layout.reading import Blocks

DEEPEST = 3
"""Headings of this level can still be set one lower."""
_MARKED = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*\Z")
_CLOSE = re.compile(r"(#{2,4})([^\W\d_].*?)[ \t]*#*[ \t]*\Z")
_LEVEL = re.compile(r"heading ([1-6])\Z")
_SENTENCE = (".", ",", ";", ":")
_LONGEST = 80
_SHORTEST_UNDERLINE = 3


def marks(lines: Sequence[Line]) -> Iterator[Edit]:
    """``##  Words ##`` becomes ``## Words``; words that are underlined get the marks instead."""
    for block in blocks_of(parse(text_of(lines))):
        if block.kind != "heading_open" or block.holders:
            continue
        line = lines[block.begin].text
        match = _MARKED.match(line)
        if block.token.markup.startswith("#"):
            if match and match[2] and (wanted := f"{match[1]} {match[2]}") != line:
                description = "the marks of the heading set as usual"
                yield (Swap(block.begin, block.begin + 1, (wanted,), description),)
        elif _surely_heading(lines, block.begin, block.end):
            mark = "#" * int(block.token.tag[1])
            description = "the underlined heading marked with # instead"
            yield (Swap(block.begin, block.end, (f"{mark} {line.strip()}",), description),)


def _surely_heading(lines: Sequence[Line], begin: int, end: int) -> bool:
    """Whether underlined text is a heading, and no paragraph above a dividing line."""
    words = lines[begin].text.strip()
    alone = begin == 0 or not lines[begin - 1].text.strip()
    underline = lines[end - 1].text.strip()
    short = len(words) <= _LONGEST and not words.endswith(_SENTENCE)
    return end - begin == 2 and alone and short and len(underline) >= _SHORTEST_UNDERLINE  # noqa: PLR2004  words and the line below


def close(lines: Sequence[Line]) -> Iterator[Edit]:
    """``##Words`` alone between empty lines: one reader sees a heading, the other the marks."""
    for block in blocks_of(parse(text_of(lines))):
        if block.kind != "paragraph_open" or block.holders or block.end - block.begin != 1:
            continue
        above = block.begin == 0 or not lines[block.begin - 1].text.strip()
        below = block.end >= len(lines) or not lines[block.end].text.strip()
        match = _CLOSE.match(lines[block.begin].text)
        if match and above and below:
            description = "a space put behind the # of the heading"
            yield (Swap(block.begin, block.end, (f"{match[1]} {match[2]}",), description),)


def run_in(lines: Sequence[Line]) -> Iterator[Edit]:
    """``##Words`` with text directly above or below: a heading on the site, though not to both.

    Two marks or more before a letter, where a line begins, are never meant as words.
    """
    code = code_lines(blocks_of(parse(text_of(lines))))
    for number, line in enumerate(lines):
        match = _CLOSE.match(line.text)
        above = number > 0 and bool(lines[number - 1].text.strip())
        below = number + 1 < len(lines) and bool(lines[number + 1].text.strip())
        if not match or number in code or not (above or below):
            continue
        new = (*[""] * above, f"{match[1]} {match[2]}", *[""] * below)
        yield (Swap(number, number + 1, new, "the heading parted from the lines beside it"),)


def was_close(lines: Sequence[Line]) -> dict[tuple[str, str], str]:
    """For each ``##Words`` of ``close``: what it becomes, and the words it was before."""
    known = {}
    for edit in close(lines):
        before = lines[edit[0].begin].text.strip()
        level, words = edit[0].new[0].split(" ", 1)
        known[f"heading {len(level)}", words] = before
    return known


def lower(lines: Sequence[Line]) -> Iterator[Edit]:
    """All headings one level lower, where the first level is used: it is the page's title.

    Where the lowest are as low as they may be, only a single heading of the first level that begins
    the text, as its title, is set lower.
    """
    description = "the heading set one level lower: the page's title is its first"
    edit = [Swap(at, at + 1, (f"#{lines[at].text}",), description) for at in _too_high(lines)]
    if edit:
        yield tuple(edit)


def _too_high(lines: Sequence[Line]) -> list[int]:
    """The lines of the headings that ``lower`` sets lower: all of them, the first, or none."""
    headings = [b for b in blocks_of(parse(text_of(lines))) if b.kind == "heading_open"]
    levels = [int(block.token.tag[1]) for block in headings]
    plain = all(b.token.markup.startswith("#") and not b.holders for b in headings)
    if 1 not in levels or not plain:
        return []
    if max(levels) <= DEEPEST:
        return [block.begin for block in headings]
    begins = not any(line.text.strip() for line in lines[: headings[0].begin])
    title = levels[0] == 1 and levels.count(1) == 1 and begins and max(levels) == DEEPEST + 1
    return [headings[0].begin] if title else []


def was_higher(lines: Sequence[Line]) -> frozenset[int]:
    """Which headings, by their number among them from 0, were a level higher before ``lower``."""
    lowered = set(_too_high(lines))
    headings = [b for b in blocks_of(parse(text_of(lines))) if b.kind == "heading_open"]
    return frozenset(number for number, block in enumerate(headings) if block.begin in lowered)


def raised(blocks: Blocks, which: frozenset[int]) -> Blocks:
    """Blocks as read, with those headings one level higher."""
    done = []
    number = 0
    for block in blocks:
        level = _LEVEL.match(block[0])
        higher = level is not None and number in which
        done.append((f"heading {int(level[1]) - 1}", *block[1:]) if level and higher else block)
        number += level is not None
    return tuple(done)
