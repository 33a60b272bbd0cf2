"""``handbook build``: check, stage, build, verify, publish."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from handbook.cli.clock import now
from handbook.cli.making import make_or_stop, publish_or_stop
from handbook.cli.progress import say
from handbook.cli.reminding.last import last_of
from handbook.cli.session import PUBLIC, Command, Session, for_audience

EPILOG = """\b
Examples:
  handbook build
  handbook build --output /var/www/handbook
  handbook build --quarantine            publish the sound part, for a deploy that must go on
  handbook build --audience public       only what anybody may read; it goes to site-public/
  handbook build --preview               a proposal, to look at: every page says so

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
    help="Where the site goes. Without it: site/ beside registry/, or site-public/.",
)
@click.option(
    "--quarantine",
    is_flag=True,
    help="Publish although some records have errors; their pages say they cannot be shown.",
)
@click.option(
    "--allow-older", is_flag=True, help="Replace a site that comes from a newer commit or time."
)
@click.option(
    "--published",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The build.json of what is published now: nothing older is built to replace it.",
)
@for_audience
@click.option("--public", is_flag=True, hidden=True, help="The same as --audience public.")
@click.option(
    "--preview",
    is_flag=True,
    help="Show a proposal: every page says that it is not in force. It goes to preview/.",
)
@click.option(
    "--reminded",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="What `handbook due --record` wrote down: the site says when people were last reminded.",
)
@click.pass_obj
def command(
    session: Session,
    output: Path | None,
    quarantine: bool,
    allow_older: bool,
    published: Path | None,
    audience: str,
    public: bool,
    preview: bool,
    reminded: Path | None,
) -> None:
    """Check the registry and publish it as a site.

    A registry with errors is not built. What comes out of the site engine is compared with what
    was put in, page by page, before anybody sees it.

    A site for the public is drawn from records that say `visibility: public` and from nothing else.
    The handbook for members needs a login in front of it.
    """
    say("Checking the registry")
    moment = now()
    last = last_of(reminded, moment)
    public = public or audience == PUBLIC
    made = make_or_stop(
        session,
        moment,
        allow_quarantine=quarantine,
        preview=preview,
        public=public,
        saves=True,
        reminded=last,
    )
    made = replace(made, order=replace(made.order, published=published))
    name = "preview" if preview else "site-public" if public else "site"
    wanted = output or session.where() / name
    place = wanted.parent.resolve() / wanted.name
    publish_or_stop(made, place, allow_older=allow_older)
    what = "A preview" if preview else "The public edition" if public else "The handbook"
    click.echo(f"{what} is in {place} ({len(made.order.site.pages)} pages).")
    click.echo("To look at it: handbook serve, or any web server on that folder.")
