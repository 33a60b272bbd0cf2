"""A body as sections under the addresses of their headings, and the passages within each."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce
from itertools import groupby
from typing import TYPE_CHECKING

from handbook.difference.judging.words import marked_link, neutral, unmarked
from handbook.source.markdown.commonmark import inside, parse_blocks, plain
from handbook.source.markdown.outline import outline_of_markdown
from handbook.source.markdown.parsing import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handbook.source.markdown.outline import Piece, Step
    from handbook.source.text import Heading

OPENING = ""
"""The address of what stands before the first heading."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading, item or cell.

    ``shape`` is what it stands in without ordinals (a cell keeps its column), ``within`` with them;
    ``column`` is the head of its column and ``row`` what its row is called, where it is a cell.
    """

    kind: str
    shape: tuple[tuple[str, ...], ...]
    text: str
    within: tuple[Step, ...] = field(compare=False)
    column: str = field(default="", compare=False)
    row: str = field(default="", compare=False)
    marked: str = field(default="", compare=False)
    """Its text with the numbers marked that are linked to themselves."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is more than words: where a link leads, which picture, what is laid out by blanks."""

    kind: str
    address: str
    title: str
    words: str = field(default="", compare=False)


@dataclass(slots=True)
class Section:
    """A heading with what follows it. ``given`` says that its author gave it its address."""

    key: str
    title: str
    given: bool
    passages: list[Passage] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)

    @property
    def label(self) -> str:
        """The section as people name it."""
        return f"Section “{self.title}”" if self.title else "Beginning of the text"


def sections_of(body: str) -> dict[str, Section]:
    """The sections of a body by their addresses, in order. Raises nothing."""
    body = neutral(body)
    headings = {heading.line: heading for heading in parse(body).headings}
    sections = {OPENING: Section(OPENING, "", given=True)}
    starts: list[tuple[int, str]] = [(0, OPENING)]
    current = sections[OPENING]
    for piece, column, row in _with_heads(outline_of_markdown(body, marked_link)):
        heading = headings.get(piece.line or 0) if piece.kind.startswith("heading") else None
        if heading is not None:
            current = _opened(sections, heading)
            starts.append((heading.line, current.key))
        shape = tuple(_shape(step) for step in piece.within)
        text = unmarked(piece.text)
        current.passages.append(
            Passage(piece.kind, shape, text, piece.within, column, row, piece.text)
        )
    for line, target in _targets(body):
        key = next(key for start, key in reversed(starts) if start <= line)
        sections[key].targets.append(target)
    return sections


def _opened(sections: dict[str, Section], heading: Heading) -> Section:
    key, number = heading.anchor or "section", 1
    while key in sections:
        number += 1
        key = f"{heading.anchor}~{number}"
    sections[key] = Section(key, heading.text, heading.explicit)
    return sections[key]


def _shape(step: Step) -> tuple[str, ...]:
    """A step without its ordinal: the kind of list, the column of a table."""
    return (step[0], *step[2:])


def _with_heads(pieces: tuple[Piece, ...]) -> Iterator[tuple[Piece, str, str]]:
    """Each piece with the head of its column and of its row, where it is a cell of a table."""
    heads: dict[str, str] = {}
    name = ""
    for piece in pieces:
        column = piece.within[-1][2:] if piece.within else ()
        if piece.kind == "header cell" and column:
            heads = {**({} if column == ("1",) else heads), column[0]: unmarked(piece.text)}
        if piece.kind == "cell" and column:
            text = unmarked(piece.text)
            yield piece, heads.get(column[0], ""), "" if column == ("1",) else name
            name = text if column == ("1",) else _named(name, text)
        else:
            yield piece, "", ""


def _named(first: str, text: str) -> str:
    """What a row is called: its first cell, and as many more as it takes to reach a word."""
    return first if any(map(str.isalpha, first)) else ": ".join(filter(None, (first, text)))


def whole_rows(passages: Sequence[Passage]) -> Iterator[Passage]:
    """Passages with the cells of each row of a table, where there are several, as one.

    Its text names the columns, so that it can be read by itself; it is called by its first words.
    """
    for row, run in groupby(passages, key=_row_of):
        cells = list(run)
        if row is None or len(cells) == 1:
            yield from cells
            continue
        last = cells[0]
        text = "; ".join(f"{c.column}: {c.text}" if c.column else c.text for c in cells)
        name = last.row or reduce(_named, (cell.text for cell in cells))
        yield Passage("table row", last.shape, text, (*last.within[:-1], row), row=name)


def _row_of(passage: Passage) -> Step | None:
    """The row that a cell stands in, without its column."""
    if passage.kind not in ("cell", "header cell") or not passage.within:
        return None
    return passage.within[-1][:2]


def _targets(body: str) -> Iterator[tuple[int, Target]]:
    tokens, _ = parse_blocks(body)
    for token in tokens:
        line = (token.map or (0, 0))[0] + 1
        if token.type in {"fence", "code_block"}:
            yield line, Target("code", token.content, token.info.strip())
        children = token.children or []
        for number, child in enumerate(children):
            if child.type in {"link_open", "image"}:
                image = child.type == "image"
                address = str(child.attrGet("src" if image else "href") or "")
                kind = "image" if image else "link"
                words = "" if image else plain(inside(children, number))
                yield line, Target(kind, address, str(child.attrGet("title") or ""), words)
