"""The pack as Markdown, to send with the papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.agenda.telling import pack_blocks, pack_title
from handbook.proposal.markdown import blocks_as_markdown, safe

if TYPE_CHECKING:
    from handbook.cli.formats.pack import PackAnswer


def write(answer: PackAnswer) -> str:
    """The whole pack; nobody's words draw anything in it."""
    title = safe(pack_title(answer.assessment, answer.pack))
    return f"## {title}\n\n{blocks_as_markdown(pack_blocks(answer.assessment, answer.pack))}"
