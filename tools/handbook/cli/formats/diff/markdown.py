"""What differs between two versions, for a paper to a group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.difference.telling import markdown_rows

if TYPE_CHECKING:
    from handbook.cli.formats.diff import DiffAnswer


def write(answer: DiffAnswer) -> str:
    """A table of the changes."""
    return answer.framed(markdown_rows(answer.difference))
