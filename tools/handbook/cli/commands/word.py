"""``handbook word``: documents as Word files, for those who must have one."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from handbook.cli.clock import now
from handbook.cli.completion import ids
from handbook.cli.making import make_or_stop, publish_or_stop
from handbook.cli.printing.choosing import in_force, pages_of, places_for, wanted_of
from handbook.cli.printing.word_copy import WORD, NoCopyError, put_word, refuse_word, word_copy
from handbook.cli.problem import CANNOT_RUN, FOUND, USAGE, StopError
from handbook.cli.progress import say
from handbook.cli.session import PUBLIC, Command, Session, for_audience
from handbook.importing.model import ImportProblem
from handbook.source.dates import long_date

EPILOG = """\b
Examples:
  handbook word rapid-transfer                    a Word file in this folder
  handbook word rapid-transfer --output ~/for-the-trust.docx
\b
Every sheet says which text it is, how it stands, until when to use it, that this is an uncontrolled
copy of a day, and where its page is. Give people the page or a PDF (handbook pdf) where you can.
"""


@click.command(cls=Command, name="word", epilog=EPILOG)
@click.argument(
    "documents", metavar="DOCUMENT...", nargs=-1, shell_complete=ids(having="endorsable")
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="A file that ends in .docx, or a folder. Without it: this folder.",
)
@for_audience
@click.pass_obj
def command(
    session: Session, documents: tuple[str, ...], output: Path | None, audience: str
) -> None:
    """Write documents in force as Word files, marked as uncontrolled copies.

    The pages are built and verified anew first, and what Word shows is compared with them. A text
    that may not be relied on is given to nobody as a file that can be edited.
    """
    if not documents:
        raise StopError("Name the documents.", USAGE)
    say("Checking the registry")
    made = make_or_stop(session, now(), public=audience == PUBLIC)
    pages, today = pages_of(made), made.order.expected.stamp.today
    wanted = wanted_of(pages, documents)
    stopped = [name for name in wanted if name not in in_force(made)]
    if stopped:
        raise StopError(
            f"{', '.join(stopped)}: not in force, so there is no Word copy of it. Its page and its"
            " PDF say so on every sheet; a file that can be edited would not stay so.",
            FOUND,
        )
    places = places_for(wanted, output, session.where(), f"{today.isoformat()}{WORD}")
    for place in places.values():
        refuse_word(place, session.where())
    copies: dict[Path, bytes] = {}
    with tempfile.TemporaryDirectory(prefix="handbook-") as folder:
        site = Path(folder) / "site"
        publish_or_stop(made, site, allow_older=True)
        for name, place in places.items():
            page = (site / pages[name] / "index.html").read_text(encoding="utf-8")
            try:
                copies[place] = word_copy(page, long_date(today))
            except NoCopyError as problem:
                raise StopError(
                    f"{name} was not written, nor any other: {problem}. Use `handbook pdf`."
                ) from problem
            except ImportProblem as problem:
                raise StopError(f"{problem.reason}. {problem.mend}", CANNOT_RUN) from problem
    for place, raw in copies.items():
        put_word(raw, place)
        click.echo(str(place))
