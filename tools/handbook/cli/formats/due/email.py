"""A letter for each post, as messages one after the other (the form of a mailbox file)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.cli.mailing import letters_about

if TYPE_CHECKING:
    from handbook.cli.formats.due import DueAnswer


def write(answer: DueAnswer) -> str:
    """Every message of the week, or that of ``--owner``, as one mailbox that mail programs read."""
    return "\n".join(
        f"From handbook {answer.assessment.today:%a %b %d 00:00:00 %Y}\n{_quoted(bytes(message))}"
        for _, message in letters_about(answer).messages
    ).removesuffix("\n")


def _quoted(message: bytes) -> str:
    """A message in which no line begins as the next message of a mailbox does."""
    lines = message.decode("ascii").replace("\r\n", "\n").split("\n")
    return "\n".join(f">{line}" if line.startswith("From ") else line for line in lines)
