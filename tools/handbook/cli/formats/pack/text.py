"""The pack for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.agenda.telling import pack_blocks, pack_title
from handbook.cli.table import clean
from handbook.proposal.plain import blocks_as_text

if TYPE_CHECKING:
    from handbook.cli.formats.pack import PackAnswer


def write(answer: PackAnswer) -> str:
    """The whole pack, folded at spaces."""
    title = clean(pack_title(answer.assessment, answer.pack))
    return f"{title}\n\n{blocks_as_text(pack_blocks(answer.assessment, answer.pack))}"
