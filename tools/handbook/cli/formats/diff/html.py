"""The same as a page of its own, which needs nothing else, to read on a telephone or to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.cli.formats.diff import DiffAnswer
from handbook.proposal.blocks import Sentences
from handbook.proposal.documents import details_of
from handbook.proposal.page import as_page, block_lines, page
from handbook.proposal.side_by_side import beside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.cli.formats.diff import ProposalAnswer
    from handbook.proposal.blocks import AccountBlock


def write(answer: DiffAnswer | ProposalAnswer) -> str:
    """A page without scripts, and without anything from a server."""
    if not isinstance(answer, DiffAnswer):
        return as_page(answer.proposal, in_force=answer.in_force)
    lines = (line for block in _blocks(answer) for line in block_lines(block))
    return page(answer.title, lines)


def _blocks(answer: DiffAnswer) -> Iterator[AccountBlock]:
    yield from (Sentences(line, loud=True) for line in answer.agreed())
    details = details_of(answer.difference)
    if details:
        yield from beside(answer.title, details)
