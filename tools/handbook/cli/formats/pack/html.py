"""The pack as a page that needs nothing else, to read on a telephone or to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.agenda.telling import pack_blocks, pack_title
from handbook.proposal.page import block_lines, page

if TYPE_CHECKING:
    from handbook.cli.formats.pack import PackAnswer


def write(answer: PackAnswer) -> str:
    """A page without scripts, and without anything from a server."""
    blocks = pack_blocks(answer.assessment, answer.pack)
    lines = (line for block in blocks for line in block_lines(block))
    return page(pack_title(answer.assessment, answer.pack), lines)
