"""``handbook init server``: the settings of a web server of one's own."""

from __future__ import annotations

import click

from handbook.cli.assessing import assessment_of
from handbook.cli.commands.init.placing import put, top_of
from handbook.cli.problem import StopError
from handbook.cli.session import Command, Session
from handbook.starting.server import server_files

EPILOG = """\b
Examples:
  handbook init server --dry-run         what it would write
  handbook init server

\b
It writes the settings of nginx, with a login if settings.forge.site says so, and a service that
fetches and builds the newest registry every half hour. docs/deploying.md says where each goes.
"""
NEEDED = """\
The settings do not say where the handbook is read. In registry/network.yaml, below settings.forge,
write:

    site:
      host: own-server
      url: https://handbook.your-network.example/
      login: true

Then run this again."""


@click.command(cls=Command, name="server", epilog=EPILOG)
@click.option("--dry-run", is_flag=True, help="Write nothing; show what would be written.")
@click.option("--replace", "over", is_flag=True, help="Write anew what a person has edited, too.")
@click.pass_obj
def command(session: Session, *, dry_run: bool, over: bool) -> int:
    """Write the settings of an nginx of your own, and what builds the site there.

    Nothing is written over that a person has edited, unless --replace says so.
    """
    forge = assessment_of(session).settings.forge
    if forge is None or forge.site is None:
        raise StopError(NEEDED)
    top = top_of(session.where(), forge.folder)
    if not forge.site.login:
        click.echo(
            "handbook: settings.forge.site does not say that there is a login, so anybody could "
            "read the site; it is built only if every record may be read by everybody.",
            err=True,
        )
    files = server_files(forge, forge.site)
    then = ["docs/deploying.md says where each of them goes on the server."]
    return put(session, files, top, dry_run=dry_run, over=over, then=then)
