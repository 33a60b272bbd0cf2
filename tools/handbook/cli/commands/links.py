"""``handbook links``: where the registry leads outside the handbook, and whether that answers."""

from __future__ import annotations

import time

import click

from handbook.agenda.outside import outside_links
from handbook.cli.assessing import assessment_of
from handbook.cli.clock import now
from handbook.cli.formats import format_option, formats_of
from handbook.cli.formats.links import LinksAnswer
from handbook.cli.links import fetching
from handbook.cli.links.asking import ask_all
from handbook.cli.links.kept import KeptAnswers
from handbook.cli.links.verdict import LinkAnswer
from handbook.cli.problem import FOUND, USAGE, StopError
from handbook.cli.progress import say
from handbook.cli.session import Command, Session
from handbook.cli.web import guarded

EPILOG = """\b
Examples:
  handbook links                              every address of the web, and where it stands
  handbook links --online                     which of them are gone or have moved
  handbook links --online --format csv        the same, as a list for a spreadsheet
\b
Each server is asked one question at a time, a second apart; one that has enough is left alone. What
it answered is kept for some days (--within); --no-cache asks anew. Only servers on the public
internet are asked, by the proxy that this computer is set to use.
The exit code is 1 if an address is gone or has moved.
"""


@click.command(cls=Command, name="links", epilog=EPILOG)
@click.option("--online", is_flag=True, help="Ask each server whether the address still answers.")
@click.option(
    "--within",
    type=click.IntRange(1, 365),
    default=7,
    show_default=True,
    metavar="DAYS",
    help="How long an answer is believed.",
)
@click.option("--every", is_flag=True, help="Also list those that answer.")
@format_option("links")
@click.pass_obj
def command(session: Session, form: str, *, online: bool, within: int, every: bool) -> None:
    """List the addresses outside the handbook, and ask whether they still answer.

    Looked through are the details of every record, the working texts and the texts in force.
    Without --online nobody is asked.
    """
    if every and not online:
        raise StopError("--every lists what answered: add --online.", USAGE)
    assessment = assessment_of(session)
    links = outside_links(assessment)
    answer = LinksAnswer(assessment.registry, links)
    if online:
        answer = _asked(session, answer, within, every=every)
    click.echo(formats_of("links")[form](answer))
    if answer.to_mend:
        raise SystemExit(FOUND)


def _asked(session: Session, answer: LinksAnswer, within: int, *, every: bool) -> LinksAnswer:
    """The same, with how each address answers. Raises ``StopError`` if no answer says anything."""
    kept = KeptAnswers(session.where(), session.day(now()), within)
    known = {} if session.fresh else {each.address: kept.get(each.address) for each in answer.links}
    verdicts = {address: verdict for address, verdict in known.items() if verdict}
    remembered = len(verdicts)
    waiting = [link.address for link in answer.links if link.address not in verdicts]
    if waiting:
        say(f"Asking for {len(waiting)} addresses, a second apart at each server")
    asker = fetching.Asker(guarded.anybody_reaches, guarded.system_proxy)
    for address, verdict in ask_all(waiting, asker.ask, time.sleep).items():
        verdicts[address] = verdict
        kept.put(address, verdict)
    kept.save()
    asked = [verdict for verdict in verdicts.values() if verdict.answered is not LinkAnswer.EXAMPLE]
    if asked and all(verdict.answered is LinkAnswer.UNTOLD for verdict in asked):
        raise StopError(
            "Not one server gave an answer that says anything; perhaps this computer has no way to"
            f" the web. Of the first: {asked[0].why}."
        )
    return LinksAnswer(answer.registry, answer.links, verdicts, remembered, every)
