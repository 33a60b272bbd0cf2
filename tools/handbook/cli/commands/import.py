"""``handbook import``: take in what a network has already, as drafts."""

from __future__ import annotations

import click

from handbook.cli.importing import checked, documents, policy, register
from handbook.cli.problem import USAGE
from handbook.cli.session import group_of

_PARTS = (checked.command, documents.command, policy.command, register.command)

EPILOG = """\b
Examples:
  handbook import documents old-library/ --preview      Word, Markdown and web pages
  handbook import checked fever-in-children --post nursing-lead    what was checked by eye
  handbook import register guidelines.xlsx      a list of documents, looked at first
  handbook import policy items.csv --id ng61 --title "..." --publisher NICE --edition 2027-03-01
  handbook --root ../network import documents old-library/   for a registry elsewhere
"""


@group_of("import", _PARTS, EPILOG)
@click.pass_context
def command(context: click.Context) -> None:
    """Take in what a network has already, as drafts: documents, old registers, policies.

    Nothing that is taken in is in force, whatever its file says.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
        raise SystemExit(USAGE)
