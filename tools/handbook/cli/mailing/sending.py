"""``handbook due --send``: each post is told by e-mail what falls due with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from handbook.cli.mailing.server import MailProblem, handed_in, session_with
from handbook.cli.problem import StopError
from handbook.cli.table import clean, counted

if TYPE_CHECKING:
    from handbook.cli.mailing.letters import WrittenLetters
    from handbook.cli.mailing.server import MailServer


def rehearse(letters: WrittenLetters) -> None:
    """Say who would be written to."""
    for letter, message in letters.messages:
        line = f"  would send to {letter.post}, {letter.address}: {message['Subject']}"
        click.echo(clean(line))
    _notes(letters)
    click.echo(f"{counted(len(letters.messages), 'letter')}; none was sent.")


def send(letters: WrittenLetters, server: MailServer) -> None:
    """Hand every letter in, and say who was written to and who was not.

    Raises ``StopError`` if anybody who should have been written to was not.
    """
    sent: list[str] = []
    failed: list[str] = []
    problem: MailProblem | None = None
    if letters.messages:
        try:
            _hand_in(letters, server, sent, failed)
        except MailProblem as refusal:
            problem = refusal
    _notes(letters)
    total = len(letters.messages)
    click.echo(f"{counted(total, 'letter')}, {len(sent)} sent, by {server}.")
    if problem is not None:
        missing = [letter.post for letter, _ in letters.messages if letter.post not in sent]
        raise StopError(
            f"The mail server {server} cannot be used: {problem}. Not sent, or not known to be:"
            f" {', '.join(missing)}. Nobody was told that nothing is due."
        )
    if failed:
        raise StopError(f"Not sent: {', '.join(failed)}. See above for each.")
    if letters.lost:
        raise StopError(
            "Some of what falls due reached nobody. Name a coordinator with an e-mail address in"
            " registry/network.yaml."
        )


def _hand_in(
    letters: WrittenLetters, server: MailServer, sent: list[str], failed: list[str]
) -> None:
    """Hand in one after the other, noting each. Raises ``MailProblem`` if the server has gone."""
    sender = letters.messages[0][1]["From"].addresses[0].addr_spec
    with session_with(server, sender.rpartition("@")[2]) as client:
        for letter, message in letters.messages:
            why = handed_in(client, server, message, sender, letter.address)
            (failed if why else sent).append(letter.post)
            what = f"NOT sent to {letter.post}, {letter.address} ({why})" if why else ""
            done = what or f"sent to {letter.post}, {letter.address}: {message['Subject']}"
            click.echo(clean(f"  {done}"))


def _notes(letters: WrittenLetters) -> None:
    for note in letters.notes:
        click.echo(clean(f"  {note}"))
