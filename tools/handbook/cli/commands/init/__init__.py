"""``handbook init``: the files that a network starts with."""

from __future__ import annotations

import click

from handbook.cli.commands.init import ci, editor, forms, network, server, steps
from handbook.cli.problem import USAGE
from handbook.cli.session import Session, group_of

_PARTS = (
    ci.command,
    editor.command,
    forms.command,
    network.command,
    server.command,
    steps.command,
)

EPILOG = """\b
Examples:
  handbook init network                  begin a new network, in an empty folder
  handbook init ci --dry-run             what it would write, and what it would change
  handbook init ci                       write it
  handbook init forms                    for reports and answers on the forge
  handbook init editor                   for Visual Studio Code
  handbook init server                   for an nginx of your own
  handbook init steps                    the steps of setting up a network, to tick off
  handbook --root ../network init ci     for a registry that lies elsewhere
"""


@group_of("init", _PARTS, EPILOG)
@click.pass_context
def command(context: click.Context) -> None:
    """Write the files that a network starts with: workflows, reviewers, editor, web server.

    In an empty folder, `handbook init network` begins a registry. The other files are made from
    its own settings, and can be made again when those change.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
        session = context.find_object(Session) or Session()
        if not session.has_registry():
            click.echo("\nThere is no registry here yet. To begin one: handbook init network")
        raise SystemExit(USAGE)
