"""``handbook init``: the files that a network starts with."""

from __future__ import annotations

import click

from handbook.cli.commands.init import ci, editor, forms, server

_PARTS = (ci.command, editor.command, forms.command, server.command)

EPILOG = """\b
Examples:
  handbook init ci --dry-run             what it would write, and what it would change
  handbook init ci                       write it
  handbook init forms                    for reports and answers on the forge
  handbook init editor                   for Visual Studio Code
  handbook init server                   for an nginx of your own
  handbook --root ../network init ci     for a registry that lies elsewhere
"""


@click.group(
    name="init",
    epilog=EPILOG,
    commands={part.name or "": part for part in _PARTS},
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
def command() -> None:
    """Write the files that a network starts with: workflows, reviewers, editor, web server.

    They are made from the registry's own settings, and can be made again when those change.
    """
