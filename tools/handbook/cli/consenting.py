"""Before anything is written: why it cannot be, and whether it shall be."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from handbook.cli.problem import FOUND, StopError

if TYPE_CHECKING:
    from handbook.author.model import Refused


def refusal(what: str, refused: Refused) -> str:
    """Why nothing can be written: every reason, with how to mend it."""
    lines = [what]
    for reason in refused.reasons:
        hint = f" ({reason.hint})" if reason.hint else ""
        lines.append(f"  {reason.message}{hint}")
    return "\n".join(lines)


def ask(*, pasted: bool | None = None) -> None:
    """Ask before anything is written. Raises ``StopError`` for any answer but yes.

    ``pasted`` is given where there is no --yes: whether a message came from where the answer would.
    """
    if not sys.stdin.isatty():
        how = {
            None: " Add --yes to write without being asked.",
            True: " Save the message to a file, name that, and answer when you are asked.",
            False: " Run this where you can be asked.",
        }
        raise StopError(f"nothing was written.{how[pasted]}", FOUND)
    if not click.confirm("\nWrite it?", err=True):
        raise StopError("nothing was written.", FOUND)
