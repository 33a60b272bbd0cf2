"""``handbook returns``: forms for figures, sent out and taken in."""

from __future__ import annotations

import click

from handbook.cli.returns import form, listing, take

_PARTS = (listing.command, form.command, take.command)

EPILOG = """\b
Examples:
  handbook returns                                   what came, and what did not
  handbook returns form quarterly-figures            forms for whoever has not answered
  handbook returns take ludvale.xlsx                 what came back, looked at cell by cell

What is overdue is on the Monday list too: handbook due
"""


@click.group(
    name="returns",
    epilog=EPILOG,
    commands={part.name or "": part for part in _PARTS},
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.pass_context
def command(context: click.Context) -> None:
    """Send out forms for figures, take filled ones in, and say which did not come.

    Without a word after it, it says what `handbook returns list` says.
    """
    if context.invoked_subcommand is None:
        with listing.command.make_context("list", [], parent=context) as inner:
            listing.command.invoke(inner)
