"""Where the blocks of a text stand, by the first reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.source.markdown.commonmark import outline_parser

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

QUOTED = "blockquote_open"
CODE = frozenset({"fence", "code_block"})
LISTS = frozenset({"bullet_list_open", "ordered_list_open"})


@dataclass(frozen=True, slots=True)
class Block:
    """One block: its token, the lines ``begin`` to ``end`` (from 0, without the last).

    ``holders`` are the types of the tokens around it, outermost first; ``number`` is its place
    among all tokens.
    """

    token: Token
    begin: int
    end: int
    holders: tuple[str, ...]
    number: int

    @property
    def kind(self) -> str:
        """The type of its token."""
        return self.token.type

    @property
    def quoted(self) -> bool:
        """Whether it stands in a quotation."""
        return QUOTED in self.holders


def blocks_of(tokens: Sequence[Token]) -> list[Block]:
    """Every block that has lines of its own, outer before inner, in order."""
    blocks = []
    holders: list[str] = []
    for number, token in enumerate(tokens):
        if token.nesting < 0:
            holders.pop()
            continue
        if token.map is not None and token.type != "inline":
            blocks.append(Block(token, token.map[0], token.map[1], tuple(holders), number))
        if token.nesting > 0:
            holders.append(token.type)
    return blocks


def parse(body: str) -> list[Token]:
    """The tokens of a text, where nothing that looks like a link's address is taken out."""
    return outline_parser().parse(body)


def code_lines(blocks: Sequence[Block]) -> frozenset[int]:
    """The lines that are shown as computer code, which are never touched."""
    return frozenset(n for b in blocks if b.kind in CODE for n in range(b.begin, b.end))
