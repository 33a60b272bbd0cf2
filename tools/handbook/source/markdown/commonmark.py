"""One of the two Markdown parsers: markdown-it-py, with the place of everything it finds.

The parser says only in which lines a block stands. Here each paragraph, heading and cell learns
where every one of its characters stands in the text, and each link where its address stands.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

SPAN = "span"
"""Under this name a link's token keeps where its address stands: ``(start, end)`` in its block's
text, or ``None`` for a link by reference."""
AT = "at"
"""Under this name a mark of emphasis keeps the index in its block's text at which it stands."""
ALL_ONES = "all-ones"
"""Under this name a list's token keeps whether each of its two or more items is typed ``1``."""


_TYPED_AS_READ = re.compile(r"\]\((?:(?:https|mailto|tel):)?[A-Za-z0-9._~/#?=%+,@-]+\)")
"""An address of a link that every parser takes for one, as typed."""
_POINTED = re.compile(r"<[A-Za-z]")


@dataclass(frozen=True, slots=True)
class BodyPoint:
    """A line and a column of the body, both counted from 0."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of a block that stand side by side in a line of the body.

    ``first`` is the index in the block of the first of them, ``column`` where it stands; none is
    said to stand beyond the column ``end``.
    """

    first: int
    line: int
    column: int
    end: int


@dataclass(frozen=True, slots=True)
class Words:
    """A block that holds text: a paragraph, a heading or a cell.

    ``block`` is the type of the token around it (``paragraph_open``, ``th_open``). ``content`` is
    its Markdown without the marks of the blocks around it; ``runs`` say where its characters stand,
    in order, the first from index 0.
    """

    block: Token
    content: str
    children: tuple[Token, ...]
    runs: Sequence[Run]

    def at(self, index: int) -> BodyPoint:
        """Where the character at ``index`` stands, or the end."""
        index = max(0, min(index, len(self.content)))
        run = self.runs[bisect_right(self.runs, index, key=lambda run: run.first) - 1]
        return BodyPoint(run.line, min(run.column + index - run.first, run.end))


@functools.cache
def parser() -> MarkdownIt:
    """CommonMark and tables, no HTML, addresses of links left exactly as typed."""
    from markdown_it import MarkdownIt  # noqa: PLC0415  # 40 ms, and many commands read no text
    from markdown_it.rules_inline import emphasis, image, link  # noqa: PLC0415  # the same

    class AsTyped(MarkdownIt):
        def normalizeLink(self, url: str) -> str:  # noqa: N802  # the library's name
            return url

        def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802  # the library's name
            return True

    made = AsTyped("commonmark", {"html": False}).enable("table")
    made.inline.ruler.at("link", _noting(link, "link_open"))
    made.inline.ruler.at("image", _noting(image, "image"))
    made.inline.ruler.at("emphasis", _placing(emphasis.tokenize))
    return made


@functools.cache
def outline_parser() -> MarkdownIt:
    """The same parser, except that a line which looks like a link's address stays text."""
    from markdown_it import MarkdownIt  # noqa: PLC0415  # as above

    return MarkdownIt("commonmark", {"html": False}).enable("table").disable("reference")


def _noting(rule: Any, kind: str) -> Any:
    """Wrap a rule of the library so that the token it makes knows where its address stands."""

    def noting(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            made = next(token for token in state.tokens[count:] if token.type == kind)
            made.meta[SPAN] = _address(state, start + (kind == "image"))
        return True

    return noting


def _placing(rule: Any) -> Any:
    """Wrap the rule of emphasis so that each mark knows where it stands in its block's text."""

    def placing(state: StateInline, silent: bool) -> bool:
        start = state.pos
        if not rule(state, silent):
            return False
        for step, token in enumerate(state.tokens[start - state.pos :]):
            token.meta[AT] = start + step
        return True

    return placing


def _address(state: StateInline, opening: int) -> tuple[int, int] | None:
    """Where the address of the link whose [ stands at ``opening`` is, as typed."""
    end, position = state.pos, state.md.helpers.parseLinkLabel(state, opening, False) + 1
    if position >= end or state.src[position] != "(":
        return None
    position += 1
    while position < end and state.src[position] in " \n":
        position += 1
    destination = state.md.helpers.parseLinkDestination(state.src, position, state.posMax)
    return (position, destination.pos if destination.ok else position)


def parse_blocks(body: str) -> tuple[list[Token], dict[str, Any]]:
    """Tokens of ``body`` and what the parser noted on the side (link references)."""
    env: dict[str, Any] = {}
    tokens = parser().parse(body, env)
    mark_all_ones(tokens)
    return tokens, env


def mark_all_ones(tokens: Sequence[Token]) -> None:
    """Note on each numbered list whether all of its items, two or more, are typed as ``1``."""
    lists: list[tuple[Token, list[str]]] = []
    for token in tokens:
        if token.type in {"ordered_list_open", "bullet_list_open"}:
            lists.append((token, []))
        elif token.type == "list_item_open":
            lists[-1][1].append(token.info)
        elif token.type in {"ordered_list_close", "bullet_list_close"}:
            opening, typed = lists.pop()
            opening.meta[ALL_ONES] = len(typed) > 1 and set(typed) == {"1"}


def reads_alike(body: str, notes: Mapping[str, Any]) -> bool:
    """Whether ``outline_parser`` finds in ``body`` just what ``parse_blocks`` did.

    The two part only where a line is taken for the address of a link, which ``notes`` tells, and
    over an address that one of them does not take for one. Says no where that is not plain.
    """
    if "references" in notes or _POINTED.search(body):
        return False
    return body.count("](") == len(_TYPED_AS_READ.findall(body))


@functools.lru_cache(maxsize=1024)
def parse_words(content: str) -> tuple[Token, ...]:
    """The inline tokens of a piece of text, such as a heading without its address."""
    return tuple(parser().parseInline(content)[0].children or ())


def parse_outlined(content: str) -> tuple[Token, ...]:
    """The same by ``outline_parser``."""
    return tuple(outline_parser().parseInline(content)[0].children or ())


def words_of(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[Words]:
    """Every block with text, in order, with where its characters stand."""
    row, cursor = -1, 0
    for number, token in enumerate(tokens):
        if token.type != "inline" or token.map is None:
            continue
        block = tokens[number - 1]
        start = token.map[0]
        if block.type in {"th_open", "td_open"}:
            if start != row:
                row, cursor = start, _first_cell(lines[start])
            runs, cursor = _cell_runs(token.content, lines[start], start, cursor)
        elif block.type == "heading_open" and block.markup.startswith("#"):
            begin = max(0, lines[start].find(token.content, lines[start].find("#") + 1))
            runs = [Run(0, start, begin, begin + len(token.content))]
        else:
            runs = _paragraph_runs(token.content, lines, start)
        yield Words(block, token.content, tuple(token.children or ()), runs)


def plain(
    children: Sequence[Token], line_break: str = " ", picture: Callable[[str], str] = str
) -> str:
    """The words of inline tokens, as a reader sees them.

    ``line_break`` stands for a break within a paragraph; ``picture`` says how the description of an
    image is written.
    """
    parts = []
    for token in children:
        if token.type == "softbreak":
            parts.append(" ")
        elif token.type == "hardbreak":
            parts.append(line_break)
        elif token.type == "image":
            parts.append(picture(plain(token.children or ())))
        else:
            parts.append(token.content)
    return "".join(parts)


def inside(children: Sequence[Token], opening: int) -> Sequence[Token]:
    """The tokens between an opening token and its closing one."""
    level = children[opening].level
    for number in range(opening + 1, len(children)):
        if children[number].level == level and children[number].nesting < 0:
            return children[opening + 1 : number]
    return children[opening + 1 :]


def touches(children: Sequence[Token], opening: int) -> bool:
    """Whether asterisks around words may have been meant as signs that readers should see.

    They touch a letter or digit on their outer side. Half a word is no sign: ``**A**ntidote``, with
    letters inside and on one side only, is emphasis to everybody.
    """
    held = inside(children, opening)
    before = plain(children[max(0, opening - 1) : opening])[-1:]
    after = plain(children[opening + len(held) + 2 :][:1])[:1]
    within = plain(held)
    if not (before.isalnum() or after.isalnum()):
        return False
    wordy = all(c.isalpha() or c in "-'\u2019" for c in within) and bool(within)
    return not (wordy and (before + after).isalpha() and not (before.isalnum() and after.isalnum()))


def _paragraph_runs(content: str, lines: Sequence[str], start: int) -> list[Run]:
    """The runs of a paragraph: each of its lines is the end of a line of the body."""
    runs: list[Run] = []
    first = 0
    for number, part in enumerate(content.split("\n"), start):
        whole = lines[number].rstrip() if number < len(lines) else ""
        begin = max(0, len(whole) - len(part.rstrip()))
        runs.append(Run(first, number, begin, begin + len(part)))
        first += len(part) + 1
    return runs


def _first_cell(line: str) -> int:
    """Where the words of a row begin: behind its first bar, if it begins with one."""
    margin = len(line) - len(line.lstrip(" >"))
    return _after_bar(line, margin) if line[margin : margin + 1] == "|" else margin


def _after_bar(line: str, begin: int) -> int:
    """The first character that is neither blank nor the | that begins a cell."""
    position = line.find("|", begin) + 1
    while position < len(line) and line[position] == " ":
        position += 1
    return position


def _cell_runs(content: str, line: str, number: int, begin: int) -> tuple[list[Run], int]:
    r"""The runs of a cell, where ``\|`` in the line is one | in the content; the next cell."""
    runs, position = [Run(0, number, begin, len(line))], begin
    if "|" not in content:
        return runs, _after_bar(line, begin + len(content))
    for index, character in enumerate(content):
        if character == "|" and line[position : position + 2] == "\\|":
            position += 1
            runs.append(Run(index, number, position, len(line)))
        position += 1
    return runs, _after_bar(line, position)
