"""``handbook build``: check, stage, build, verify, publish."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from handbook.cli.clock import now
from handbook.cli.making import make_or_stop
from handbook.cli.problem import CANNOT_RUN, StopError
from handbook.cli.progress import say
from handbook.cli.session import Command, Session
from handbook.publish.problem import NotPublishedError, VerificationError
from handbook.publish.publishing import publish, standing_of

if TYPE_CHECKING:
    from handbook.cli.making import Made

EPILOG = """\b
Examples:
  handbook build
  handbook build --output /var/www/handbook
  handbook build --quarantine            publish the sound part, for a deploy that must go on

\b
The site is a link to a folder beside it (site points into .site-builds/). It is moved in one
step, once the new site has been verified; until then, and whatever goes wrong, readers
have the one before. Set SOURCE_DATE_EPOCH to build the same bytes again.
"""


@click.command(cls=Command, name="build", epilog=EPILOG)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Where the site goes. Without it: site/ beside registry/.",
)
@click.option(
    "--quarantine",
    is_flag=True,
    help="Publish although some records have errors; their pages say they cannot be shown.",
)
@click.option(
    "--allow-older", is_flag=True, help="Replace a site that comes from a newer commit or time."
)
@click.pass_obj
def command(session: Session, output: Path | None, quarantine: bool, allow_older: bool) -> None:
    """Check the registry and publish it as a site.

    A registry with errors is not built. What comes out of the site engine is compared with what
    was put in, page by page, before anybody sees it.
    """
    say("Checking the registry")
    made = make_or_stop(session, now(), allow_quarantine=quarantine)
    wanted = output or session.where() / "site"
    place = wanted.parent.resolve() / wanted.name
    pages = _published(made, place, allow_older)
    click.echo(f"The handbook is in {place} ({pages} pages).")
    click.echo("To look at it: handbook serve, or any web server on that folder.")


def _published(made: Made, place: Path, allow_older: bool) -> int:
    try:
        publish(made.order, place, allow_older=allow_older, say=say)
    except VerificationError as failed:
        for problem in failed.problems:
            click.echo(problem, err=True)
        raise StopError(f"{failed} {standing_of(place)}", CANNOT_RUN) from failed
    except NotPublishedError as problem:
        raise StopError(str(problem)) from problem
    return len(made.order.site.pages)
