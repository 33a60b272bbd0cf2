"""Writing the week's letters as e-mails, and handing them to a mail server.

Who is written to, and what, is worked out in ``remind``; here are the clock, the files and SMTP,
which are imported only when there is something to write.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from handbook.cli.table import counted
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from pathlib import Path

    from handbook.cli.formats.due import DueAnswer
    from handbook.cli.mailing.letters import WrittenLetters


def letters_about(answer: DueAnswer, sender: str | None = None) -> WrittenLetters:
    """The letters about what a list holds; those of one post, if it is about one."""
    from handbook.cli.mailing.letters import written  # noqa: PLC0415 - e-mail is heavy
    from handbook.cli.reminding.links import links_of  # noqa: PLC0415 - as above
    from handbook.remind.parcels import DigestQuestion  # noqa: PLC0415 - as above

    page = links_of(answer.assessment).page
    question = DigestQuestion(answer.assessment, answer.days, page)
    return written(question, answer.doubts, sender, answer.owner)


def send_letters(
    answer: DueAnswer, sender: str | None, server: str | None, *, rehearsal: bool
) -> None:
    """Write to everybody, or to one post, or say who would be written to. Raises ``StopError``."""
    from handbook.cli.mailing.sending import rehearse, send  # noqa: PLC0415 - SMTP is heavy
    from handbook.cli.mailing.server import server_of  # noqa: PLC0415 - as above

    by = None if rehearsal else server_of(server, os.environ)
    letters = letters_about(answer, sender)
    click.echo(f"Letters of the week of {long_date(answer.assessment.today)}:")
    if by is None:
        rehearse(letters)
    else:
        send(letters, by)


def keep_letters(answer: DueAnswer, sender: str | None, folder: Path) -> None:
    """Write each letter into a file named after its post."""
    letters = letters_about(answer, sender)
    folder.mkdir(parents=True, exist_ok=True)
    for letter, message in letters.messages:
        (folder / f"{letter.post}.eml").write_bytes(bytes(message))
    for note in letters.notes:
        click.echo(f"handbook: {note}", err=True)
    click.echo(f"{counted(len(letters.messages), 'letter')} in {folder}.")
