"""The meeting's own record, to be filled in while it meets."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handbook.cli.formats.pack import PackAnswer


def write(answer: PackAnswer) -> str:
    """The record as a file, without the line feed at its end."""
    return answer.minutes.rstrip("\n")
