"""A proposal as text for a terminal, folded at spaces; it also reads well aloud."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from handbook.proposal.account import account
from handbook.proposal.blocks import Beside, Points, Quoted, Sentences, Title, ToType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handbook.proposal.blocks import AccountBlock, BesideRow, Runs
    from handbook.proposal.model import Proposal

_WIDTH = 100


def as_text(proposal: Proposal, *, in_force: bool = False) -> str:
    """The whole proposal. Nothing in it is obeyed by a terminal."""
    return blocks_as_text(account(proposal, in_force=in_force))


def blocks_as_text(blocks: Iterable[AccountBlock]) -> str:
    """Blocks as lines for a terminal."""
    return "\n".join(line for block in blocks for line in _lines(block)).strip("\n")


def _lines(block: AccountBlock) -> Iterator[str]:
    if isinstance(block, Title):
        yield from ("", _clean(block.words))
    elif isinstance(block, Sentences):
        yield from _folded(block.words)
    elif isinstance(block, Points):
        for point in block.points:
            yield from _folded(point, "  - ", "    ")
    elif isinstance(block, Quoted):
        yield from _folded(f"{block.words} ({block.source})", "    ", "    ")
    elif isinstance(block, ToType):
        yield from _folded(f"{block.before}: {block.words}", "  ", "    ")
    elif isinstance(block, Beside):
        yield from _folded(f"{block.caption}:", "  ")
        for row in block.rows:
            yield from _row(row)


def _row(row: BesideRow) -> Iterator[str]:
    yield from _folded(f"{row.where[:1].upper()}{row.where[1:]}", "  ", "    ")
    yield from _folded(row.verdict, "    ", "      ")
    if row.old:
        yield from _folded(f"before: {_marked(row.old)}", "      ", "              ")
    if row.new:
        yield from _folded(f"after:  {_marked(row.new)}", "      ", "              ")


def _marked(runs: Runs) -> str:
    """Words with those that went or came in square brackets, where others stand beside them."""
    if all(changed for _, changed in runs):
        return "".join(text for text, _ in runs)
    return "".join(f"[{text}]" if changed and text.strip() else text for text, changed in runs)


def _folded(words: str, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(
        _clean(words),
        _WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _clean(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)
