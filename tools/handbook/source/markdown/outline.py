"""The outline of a text: every piece of text a reader meets, each with where it stands.

Two independent parsers make one: from the Markdown here, from the finished page in
``outline_html``. When they agree, every word and number has survived in its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handbook.source.markdown import quotations, tables
from handbook.source.markdown.anchors import EXPLICIT
from handbook.source.markdown.commonmark import (
    ALL_ONES,
    inside,
    mark_all_ones,
    outline_parser,
    parse_outlined,
    parse_words,
    plain,
    touches,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from markdown_it.token import Token

BREAK = "\ue002"
"""Stands for a line break within a piece of text. No text that was read holds this character."""

_BLANK = re.compile(r"[\t\n\r\f\v][ \t\n\r\f\v]*| [ \t\n\r\f\v]+")
"""Every run of blanks but that of one space."""
_AROUND_BREAK = re.compile(f" ?{BREAK} ?")

if TYPE_CHECKING:
    Mark = Callable[[str, str], tuple[str, str]]

Step = tuple[str, ...]
"""One thing a piece stands in: ``("numbered", "3")``, ``("table", "2", "1")``."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of text.

    ``kind`` is ``paragraph``, ``heading 2``, ``header cell``, ``cell``, ``row`` (whose text is its
    number of cells), ``code block``, ``rule`` or ``empty item``. ``within`` names what it stands
    in, outermost first. ``line`` is that of the Markdown body, from 1, where it is known.
    """

    kind: str
    within: tuple[Step, ...]
    text: str
    line: int | None = field(default=None, compare=False)


Outline = tuple[Piece, ...]


def tidy(text: str) -> str:
    """Text with runs of blanks as one space, as a browser shows them."""
    text = _BLANK.sub(" ", text)
    if BREAK in text:  # pragma: no mutate  most hold none, and then nothing changes
        text = _AROUND_BREAK.sub(BREAK, text)
    return text.strip(" " + BREAK)


def image_mark(description: str) -> str:
    """How an image is written into a piece, so that it differs from its description as text."""
    return f"\ue000image: {tidy(description)}\ue001"


def outline_of_markdown(
    body: str, mark: Mark | None = None, tokens: Sequence[Token] | None = None
) -> Outline:
    """The outline of ``body`` as its author typed it.

    ``mark`` is given the address and the words of each link, and gives what to write around them.
    ``tokens`` are those of ``parse_for_outline``, where the body was read already.

    List items have the numbers that were typed (1, 2, 3 where all are typed 1), and tables the
    cells as people read them: parted by a | with a space on both sides. Raises nothing.
    """
    if tokens is None:
        tokens = outline_parser().parse(body)
        mark_all_ones(tokens)
        return tuple(_Typed(body, tokens, parse_outlined, mark).pieces())
    return tuple(_Typed(body, tokens, parse_words, mark).pieces())


@dataclass(slots=True)
class _Typed:
    """The walk through the tokens of one body."""

    body: str
    tokens: Sequence[Token]
    inline: Callable[[str], Sequence[Token]]
    mark: Mark | None = None
    within: list[Step] = field(default_factory=list)
    quotes: int = 0
    counts: list[int] = field(default_factory=list)
    ones: list[bool] = field(default_factory=list)

    def pieces(self) -> Iterator[Piece]:
        """Every piece, in order."""
        lines = self.body.split("\n")
        tokens = self.tokens
        kind, skip = "paragraph", False
        for number, token in enumerate(tokens):
            if token.type in {"table_open", "table_close"}:
                skip = token.type == "table_open"
                if skip:
                    yield from self._table(token, self._read_cells(number), lines)
            elif skip:
                continue
            elif token.type == "heading_open":
                kind = f"heading {token.tag[1]}"
            elif token.type == "inline":
                yield self._words(token, kind, lines)
                kind = "paragraph"
            elif token.type == "hr":
                yield self._piece("rule", "", _span(token)[0])
            elif token.type in {"fence", "code_block"}:
                yield self._piece("code block", token.content, _span(token)[0])
            else:
                yield from self._container(number)

    def _words(self, token: Token, kind: str, lines: Sequence[str]) -> Piece:
        """A paragraph, or a heading without the address its author gave it.

        A > before an amount is read as people read it, as part of the text.
        """
        children: Sequence[Token] = token.children or ()
        match = EXPLICIT.search(token.content) if kind.startswith("heading") else None
        if match:
            children = self.inline(token.content[: match.start()])
        begin, end = _span(token)
        quoted = any(step[0] == "quotation" for step in self.within)
        signs = quoted and any(quotations.swallowed(line) is not None for line in lines[begin:end])
        return self._piece(kind, ("> " if signs else "") + words(children, self.mark), begin)

    def _container(self, number: int) -> Iterator[Piece]:
        """Lists, items and quotations: what later pieces stand in."""
        token = self.tokens[number]
        if token.type == "blockquote_open":
            self.quotes += 1
            self.within.append(("quotation", str(self.quotes)))
        elif token.type == "list_item_open":
            self.counts[-1] += 1
            count = str(self.counts[-1])
            name = ("bullet", count)
            if token.info:
                name = ("numbered", count if self.ones[-1] else token.info)
            self.within.append(name)
            if self.tokens[number + 1].type == "list_item_close":
                yield self._piece("empty item", "", _span(token)[0])
        elif token.type in {"bullet_list_open", "ordered_list_open"}:
            self.counts.append(0)
            self.ones.append(bool(token.meta.get(ALL_ONES)))
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            self.counts.pop()
            self.ones.pop()
        elif token.type in {"blockquote_close", "list_item_close"}:
            self.within.pop()

    def _read_cells(self, opening: int) -> Mapping[str, Sequence[Token]]:
        """The tokens of the cells of the table that begins at ``opening``, by their Markdown."""
        cells = {}
        for token in self.tokens[opening:]:
            if token.type == "inline":
                cells[token.content] = token.children or ()
            elif token.type == "table_close":
                break
        return cells

    def _table(
        self, token: Token, read: Mapping[str, Sequence[Token]], lines: Sequence[str]
    ) -> Iterator[Piece]:
        """A table, row by row as typed; a cell that the parser made, too, is not read again."""
        begin, end = _span(token)
        rows = tables.rows(lines, begin, end)
        tight = tables.compact([*rows.values()])
        for row, (number, line) in enumerate(rows.items(), 1):
            typed = tables.cells(line, tight=tight)
            self.within.append(("table", str(row)))
            yield self._piece("row", str(len(typed)), number)
            self.within.pop()
            kind = "header cell" if row == 1 else "cell"
            for column, cell in enumerate(typed, 1):
                self.within.append(("table", str(row), str(column)))
                content = cell.replace("\\|", "|")
                children = read[content] if content in read else self.inline(content)
                yield self._piece(kind, words(children, self.mark), number)
                self.within.pop()

    def _piece(self, kind: str, text: str, line: int) -> Piece:
        """A piece where we stand; ``line`` is that of the body, from 0."""
        return Piece(kind, tuple(self.within), tidy(text), line + 1)


def _span(token: Token) -> tuple[int, int]:
    """The lines of a block: where it begins, and where what follows it does."""
    begin, end = token.map or (0, 0)  # pragma: no mutate  the parser gives every block its lines
    return begin, end


def words(children: Sequence[Token], mark: Mark | None = None) -> str:
    """The words of inline tokens, with marks for images and line breaks.

    Asterisks that touch a letter or digit are read as people read them, as part of the text: a page
    that shows ``2*3*4 mg`` without them does not say what was typed.
    """
    parts: list[str] = []
    closing: list[str] = []
    after: list[str] = []
    for number, token in enumerate(children):
        if token.type in {"em_open", "strong_open"}:
            kept = token.markup if "*" in token.markup and touches(children, number) else ""
            parts.append(kept)
            closing.append(kept)
        elif token.type in {"em_close", "strong_close"}:
            parts.append(closing.pop())
        elif mark and token.type == "link_open":
            before, behind = mark(str(token.attrGet("href")), words(inside(children, number)))
            parts.append(before)
            after.append(behind)
        elif mark and token.type == "link_close":
            parts.append(after.pop())
        else:
            parts.append(plain([token], line_break=BREAK, picture=image_mark))
    return "".join(parts)
