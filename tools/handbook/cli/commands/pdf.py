"""``handbook pdf``: documents on paper, as they stand now."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handbook.cli.clock import now
from handbook.cli.completion import ids
from handbook.cli.making import make_or_stop, publish_or_stop
from handbook.cli.printing.browser import browser, chromium_option
from handbook.cli.printing.choosing import pages_of, places_for, wanted_of
from handbook.cli.printing.placing import SUFFIX, put, refuse_place
from handbook.cli.printing.prints import printed
from handbook.cli.problem import USAGE, StopError
from handbook.cli.progress import say
from handbook.cli.session import PUBLIC, Command, Session, for_audience

if TYPE_CHECKING:
    from collections.abc import Collection


_NAME = re.compile(r"-[0-9]{4}-[0-9]{2}-[0-9]{2}\.pdf\Z")
"""How the name of a print ends that was put into a folder."""

EPILOG = """\b
Examples:
  handbook pdf rapid-transfer                        a PDF in this folder
  handbook pdf rapid-transfer --short                without who endorsed it, history, adoption
  handbook pdf rapid-transfer --output ~/ward.pdf
  handbook pdf --all --output ~/printed              one PDF for each document

\b
Every sheet says which text it is, how it stands, until when to use it, whom to ring, the day of
printing, its address and which sheet of how many it is. A document that must not be used says so
on every sheet.
"""


@click.command(cls=Command, name="pdf", epilog=EPILOG)
@click.argument(
    "documents", metavar="[DOCUMENT]...", nargs=-1, shell_complete=ids(having="endorsable")
)
@click.option("--all", "everything", is_flag=True, help="Each document of the register.")
@click.option(
    "--short",
    is_flag=True,
    help="For the ward: without who endorsed it, its history and its adoption. What must not be"
    " used is printed whole.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="A file that ends in .pdf, or a folder. Without it: this folder.",
)
@chromium_option
@for_audience
@click.pass_obj
def command(
    session: Session,
    documents: tuple[str, ...],
    everything: bool,
    short: bool,
    output: Path | None,
    chromium: str | None,
    audience: str,
) -> None:
    """Print documents to PDF, with how they stand on every sheet.

    The pages are built and verified anew first, so that what is printed is what is so today.
    """
    if everything == bool(documents):
        raise StopError("Name the documents, or say --all.", USAGE)
    program = browser(chromium)
    say("Checking the registry")
    made = make_or_stop(session, now(), public=audience == PUBLIC)
    pages = pages_of(made)
    wanted = wanted_of(pages, documents)
    ending = f"{made.order.expected.stamp.today.isoformat()}{SUFFIX}"
    places = places_for(wanted, output, session.where(), ending)
    for place in places.values():
        refuse_place(place, session.where())
    with tempfile.TemporaryDirectory(prefix="handbook-") as folder:
        site = Path(folder) / "site"
        publish_or_stop(made, site, allow_older=True)
        prints = printed(program, site, {name: pages[name] for name in places}, short=short)
    for document, place in places.items():
        put(prints[document], place)
        click.echo(str(place))
    _tell_of_earlier(places.values())


def _tell_of_earlier(places: Collection[Path]) -> None:
    """Name the prints beside the new ones that this run did not renew, of whatever day."""
    new = {place.resolve() for place in places}
    beside = sorted({other for place in places for other in place.parent.glob(f"*{SUFFIX}")})
    left = [other for other in beside if _NAME.search(other.name) and other.resolve() not in new]
    if left:
        click.echo(
            "There from an earlier print, and not renewed: take them away, for they may no longer"
            " hold.",
            err=True,
        )
        for other in left:
            click.echo(f"  {other}", err=True)
