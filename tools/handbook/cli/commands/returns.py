"""``handbook returns``: forms for figures, sent out and taken in."""

from __future__ import annotations

import click

from handbook.cli.returns import form, listing, take
from handbook.cli.session import group_of

_PARTS = (listing.command, form.command, take.command)

EPILOG = """\b
Examples:
  handbook returns                                   what came, and what did not
  handbook returns form quarterly-figures            forms for whoever has not answered
  handbook returns take ludvale.xlsx                 what came back, looked at cell by cell
  handbook --root ../network returns                 for a registry elsewhere

What is overdue is on the Monday list too: handbook due
"""


@group_of("returns", _PARTS, EPILOG)
@click.pass_context
def command(context: click.Context) -> None:
    """Send out forms for figures, take filled ones in, and say which did not come.

    Without a word after it, it says what `handbook returns list` says.
    """
    if context.invoked_subcommand is None:
        with listing.command.make_context("list", [], parent=context) as inner:
            listing.command.invoke(inner)
