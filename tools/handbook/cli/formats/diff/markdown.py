"""What differs between two versions, for a paper; or what a change means, for one comment on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.cli.formats.diff import DiffAnswer
from handbook.difference.telling import markdown_rows
from handbook.proposal.markdown import as_markdown

if TYPE_CHECKING:
    from handbook.cli.formats.diff import ProposalAnswer


def write(answer: DiffAnswer | ProposalAnswer) -> str:
    """A table of the changes; of a whole change, with a hidden first line to find it again by."""
    if isinstance(answer, DiffAnswer):
        return answer.framed(markdown_rows(answer.difference))
    return as_markdown(answer.proposal, in_force=answer.in_force)
