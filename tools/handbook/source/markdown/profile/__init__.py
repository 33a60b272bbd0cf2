"""The closed profile of Markdown: everything outside it is refused, with the way to mend it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from handbook.source.markdown import codes, quotations
from handbook.source.markdown.anchors import RESERVED, proposed, slug
from handbook.source.markdown.profile import blocks, false_items, inline, lists
from handbook.source.text import Heading, TextProblem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markdown_it.token import Token

    from handbook.source.markdown.commonmark import Words

MAX_CHARACTERS = 256 * 1024
MAX_LINES = 6_000
MAX_LINE = 10_000
MAX_MARKS = 1_500
"""At most this many marks (brackets, asterisks, backticks) stand in one paragraph."""
MAX_WORK = 6_000_000
"""Parsers try marks against each other, so a text's paragraphs may cost this much together."""
MAX_NESTING = 8

MAX_CHEAP = 40
"""Paragraphs with this many marks cost nothing worth counting."""

_MARK = re.compile(r"[\[\]*_`!<>&\\]")
_NEW_BLOCK = re.compile(r"\s*(?:\Z|[-*+] |[0-9]+\. |\||#)")
_LEAD = re.compile(r"(?:[ >]|(?:[-*+]|[0-9]{1,9}[.)]) )*")
_STEP = re.compile(r">|(?:[-*+]|[0-9]{1,9}[.)]) |    ")


def limits(body: str) -> list[TextProblem]:
    """Problems that make a text unsafe to parse: its size, its nesting, tabs."""
    if len(body) > MAX_CHARACTERS:
        message = f"The text has more than {MAX_CHARACTERS:,} characters"
        return [TextProblem(codes.TOO_LONG, 1, 1, message, "Split the document.")]
    lines = body.split("\n")
    if len(lines) > MAX_LINES:
        message = f"The text has more than {MAX_LINES:,} lines"
        return [TextProblem(codes.TOO_LONG, MAX_LINES, 1, message, "Split the document.")]
    breaches = []
    marks = work = 0
    for number, line in enumerate(lines, 1):
        marks = len(_MARK.findall(line)) + (0 if _NEW_BLOCK.match(line) else marks)
        work += marks * marks if marks > MAX_CHEAP else 0
        if len(line) > MAX_LINE or marks > MAX_MARKS or work > MAX_WORK:
            message = "This paragraph is too long, or holds too many marks, to be read safely"
            breaches.append(
                TextProblem(codes.TOO_LONG, number, 1, message, "Split it with blank lines.")
            )
            marks = work = 0
        if _nesting(line) > MAX_NESTING:
            message = f"Lists and quotations are nested more than {MAX_NESTING} deep here"
            hint = "Set the line less far in, or give the part a heading of its own."
            breaches.append(TextProblem(codes.TOO_LONG, number, 1, message, hint))
        if "\t" in line:
            column = line.index("\t") + 1
            hint = "Use four spaces for each step in."
            breaches.append(TextProblem(codes.TEXT_TAB, number, column, "A tab stands here", hint))
    return breaches


def _nesting(line: str) -> int:
    """How many quotations and list levels the start of a line can open."""
    lead = _LEAD.match(line)
    return len(_STEP.findall(lead[0])) if lead else 0


def problems(
    tokens: Sequence[Token],
    notes: Mapping[str, Any],
    lines: Sequence[str],
    words: Sequence[Words],
    headings: Sequence[Heading],
) -> tuple[TextProblem, ...]:
    """Everything refused in a text that was parsed, by place."""
    refused = [
        *_references(notes, lines),
        *_headings(headings),
        *blocks.problems(tokens, lines),
        *lists.problems(tokens, lines),
        *quotations.problems(tokens, lines),
        *(problem for block in words for problem in inline.problems(block)),
        *(problem for block in words for problem in false_items.problems(block)),
    ]
    return tuple(sorted(set(refused), key=lambda p: (p.line, p.column, p.code.id, p.message)))


def _references(notes: Mapping[str, Any], lines: Sequence[str]) -> Iterator[TextProblem]:
    """Lines that the parser took out because they look like the address of a link."""
    known = [*notes.get("references", {}).values(), *notes.get("duplicate_refs", [])]
    for reference in known:
        line = reference["map"][0]
        column = max(0, lines[line].find("[")) + 1
        message = "This line would vanish: it looks like the address of a link kept elsewhere"
        hint = "Put the address behind the words: [words](address)."
        yield TextProblem(codes.REFERENCE, line + 1, column, message, hint)


def _headings(headings: Sequence[Heading]) -> Iterator[TextProblem]:
    """Levels that are skipped, addresses given twice, headings without words."""
    level = 1
    for heading in headings:
        at = (heading.line, heading.column)
        if not heading.text:
            message = "This heading has no words"
            yield TextProblem(codes.EMPTY_HEADING, *at, message, "Write some, or delete it.")
        elif heading.level > level + 1 and 1 < heading.level <= 4:  # noqa: PLR2004  # the levels in use
            message = f"This heading jumps from level {level} to level {heading.level}"
            hint = f"Begin it with {'#' * (level + 1)}."
            yield TextProblem(codes.HEADING_SKIP, *at, message, hint)
        level = heading.level
    yield from _addresses(headings)


def _addresses(headings: Sequence[Heading]) -> Iterator[TextProblem]:
    """Addresses that two headings want, and those that belong to the handbook."""
    wanted = [h.anchor if h.explicit else slug(h.text) for h in headings]
    taken = {*wanted, *(h.anchor for h in headings)}
    seen: dict[str, list[tuple[Heading, int]]] = {}
    for heading, address, parent in zip(headings, wanted, _parents(headings), strict=True):
        at = (heading.line, heading.column)
        mend = f"Change its words, or end it with {{#{proposed(heading.text, taken)}}}"
        if address.startswith(RESERVED) or heading.anchor.startswith(RESERVED):
            message = f"The address of this heading ({address}) belongs to the handbook itself"
            yield TextProblem(codes.RESERVED_ANCHOR, *at, message, f"{mend} or another name.")
        earlier = seen.setdefault(address, [])
        if earlier and heading.text:
            same = next((h for h, above in earlier if above == parent), None)
            named = heading.explicit or any(h.explicit for h, _ in earlier)
            first = same or earlier[0][0]
            code, clash = codes.DUPLICATE_ANCHOR, f"has the same address ({address}) as"
            if not named and same is None:
                code, clash = codes.SAME_WORDS, "has the same words as"
            message = f"This heading {clash} line {first.line}"
            yield TextProblem(code, *at, message, f"{mend} or a better name.")
        earlier.append((heading, parent))


def _parents(headings: Sequence[Heading]) -> list[int]:
    """For each heading the line of the one it stands under, 0 for none."""
    above: list[Heading] = []
    parents = []
    for heading in headings:
        while above and above[-1].level >= heading.level:
            above.pop()
        parents.append(above[-1].line if above else 0)
        above.append(heading)
    return parents
