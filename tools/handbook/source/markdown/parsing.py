"""The Markdown of a record's body: what it holds, and what of it is refused."""

from __future__ import annotations

import html
import re
from collections import Counter
from typing import TYPE_CHECKING

from handbook.source.markdown import profile
from handbook.source.markdown.anchors import EXPLICIT, slug, unused
from handbook.source.markdown.codes import TEXT_TAB
from handbook.source.markdown.commonmark import (
    SPAN,
    Words,
    inside,
    parse_blocks,
    parse_words,
    plain,
    reads_alike,
    words_of,
)
from handbook.source.text import BodyText, Heading, Link

__all__ = ["BodyText", "Heading", "Link", "escape", "links_of", "parse", "rewrite_links"]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from markdown_it.token import Token


def parse(body: str) -> BodyText:
    """Read ``body``, whose lines end with a line feed. Never raises; see ``problems``."""
    return parse_for_outline(body)[0]


def parse_for_outline(body: str) -> tuple[BodyText, Sequence[Token] | None]:
    """The same, and the tokens of which ``outline`` would make the same as of its own."""
    refused = profile.limits(body)
    tabs = {p.line for p in refused if p.code is TEXT_TAB}
    if len(refused) > len(tabs):
        return BodyText(problems=tuple(refused)), None
    if tabs:
        rest = parse(body.replace("\t", "    ")).problems
        others = [problem for problem in rest if problem.line not in tabs]
        everything = sorted([*refused, *others], key=lambda p: (p.line, p.column))
        return BodyText(problems=tuple(everything)), None
    tokens, notes = parse_blocks(body)
    lines = body.split("\n")
    words = tuple(words_of(tokens, lines))
    headings = _headings(words)
    problems = profile.problems(tokens, notes, lines, words, headings)
    text = BodyText(headings, _links(words, lines), problems)
    return text, tokens if reads_alike(body, notes) else None


def links_of(body: str) -> tuple[Link, ...]:
    """Every link and image of ``body``, whatever else it holds."""
    tokens, _ = parse_blocks(body)
    lines = body.split("\n")
    return _links(words_of(tokens, lines), lines)


def rewrite_links(body: str, links: Sequence[Link], change: Callable[[str], str]) -> str:
    """``body`` with every address of ``links``, which are its own, replaced by ``change(address)``.

    Nothing else changes. Addresses are passed as typed; links by reference are left alone.
    """
    lines = body.split("\n")
    spans = ((link.line - 1, link.column - 1, link.ends - 1) for link in links if link.ends)
    for line, begin, end in sorted(spans, reverse=True):
        address = change(lines[line][begin:end])
        lines[line] = lines[line][:begin] + address + lines[line][end:]
    return "\n".join(lines)


_MARKS = re.compile(r"[\\`*_{}\[\]<>#|~^=&$!@+\"]|[^\S ]")
"""Marks, and white space beyond the ordinary space, which parsers may take off the ends of lines.
"""
_BLANK = re.compile(r"[ \t\n\r\f\v]+")
_OPENING = re.compile(r"[-:.)]|[0-9]+(?=[.)])")
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def escape(text: str) -> str:
    """``text`` as Markdown that shows it exactly as typed, within a line of a page.

    Runs of blanks become one space, as on any web page; control characters become U+FFFD. Marks are
    written as character references, which both parsers and HTML itself read alike.
    """
    text = _UNSHOWN.sub("\N{REPLACEMENT CHARACTER}", _BLANK.sub(" ", text).strip(" "))
    safe = _MARKS.sub(lambda mark: _reference(mark[0]), text)
    if opening := _OPENING.match(safe):
        at = opening.end() if opening[0].isdigit() else 0
        safe = safe[:at] + _reference(safe[at]) + safe[at + 1 :]
    return safe


def _reference(character: str) -> str:
    named = html.escape(character, quote=False)
    return named if named != character else f"&#{ord(character)};"


def heading_words(words: Words) -> tuple[tuple[Token, ...], str]:
    """The inline tokens of a heading without its address, and that address (or nothing)."""
    match = EXPLICIT.search(words.content)
    if match is None:
        return words.children, ""
    return parse_words(words.content[: match.start()]), match[1]


def _headings(blocks: Sequence[Words]) -> tuple[Heading, ...]:
    """Every heading, with the addresses that the site gives them."""
    openings = [words for words in blocks if words.block.type == "heading_open"]
    explicit = [heading_words(words) for words in openings]
    taken = {address for _, address in explicit if address}
    shown = [" ".join(plain(children).split()) for children, _ in explicit]
    slugs = [_slug(children) for children, _ in explicit]
    times = Counter(slug for slug, (_, address) in zip(slugs, explicit, strict=True) if not address)
    headings = []
    highest: dict[str, int] = {}
    for words, text, made, (_, address) in zip(openings, shown, slugs, explicit, strict=True):
        anchor = address or unused(made, taken, highest)
        spot = words.at(0)
        level = int(words.block.tag[1])
        twice = not address and times[made] > 1
        headings.append(
            Heading(level, text, anchor, bool(address), spot.line + 1, spot.column + 1, twice)
        )
    return tuple(headings)


def _slug(children: Sequence[Token]) -> str:
    """The address that the site makes of a heading's words."""
    return slug(" ".join(plain([c for c in children if c.type != "image"]).split()))


def _links(blocks: Iterable[Words], lines: Sequence[str]) -> tuple[Link, ...]:
    """Every link and image, in order."""
    links = []
    for words in blocks:
        for number, token in enumerate(words.children):
            if token.type not in {"link_open", "image"}:
                continue
            image = token.type == "image"
            href = str(token.attrGet("src" if image else "href") or "")
            shown = plain(token.children or ()) if image else plain(inside(words.children, number))
            span = token.meta.get(SPAN)
            spot = words.at(span[0] if span else 0)
            ends = _end(words, span, lines) if span else 0
            alt = shown if image else ""
            links.append(Link(href, shown, spot.line + 1, spot.column + 1, image, alt, ends))
    return tuple(links)


def _end(words: Words, span: tuple[int, int], lines: Sequence[str]) -> int:
    """The column after an address, from 1; 0 unless it stands on one line just as it was typed."""
    start, end = words.at(span[0]), words.at(span[1])
    typed = words.content[span[0] : span[1]]
    alone = start.line == end.line and lines[start.line][start.column : end.column] == typed
    return end.column + 1 if alone else 0
