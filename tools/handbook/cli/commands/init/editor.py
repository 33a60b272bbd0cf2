"""``handbook init editor``: what Visual Studio Code needs to know of the registry."""

from __future__ import annotations

import click

from handbook.cli.assessing import assessment_of
from handbook.cli.commands.init.placing import put, top_of
from handbook.cli.session import Command, Session
from handbook.starting.editor import MARKDOWN, YAML, editor_files

EPILOG = f"""\b
Examples:
  handbook init editor --dry-run         what it would write
  handbook init editor

\b
It writes one schema for each type of YAML record, also of your own types, and settings that
join them to folders, below .vscode/. VS Code then offers two extensions, {YAML}
and {MARKDOWN}; with the first, fields are completed, explained and
checked while you write YAML. The details at the top of Markdown files are not, and what only
the whole registry shows, `handbook check` says. Run this again when a type changes.
"""


@click.command(cls=Command, name="editor", epilog=EPILOG)
@click.option("--dry-run", is_flag=True, help="Write nothing; show what would be written.")
@click.option("--replace", "over", is_flag=True, help="Write anew what a person has edited, too.")
@click.pass_obj
def command(session: Session, *, dry_run: bool, over: bool) -> int:
    """Write schemas and settings for Visual Studio Code.

    Nothing is written over that a person has edited, unless --replace says so.
    """
    assessment = assessment_of(session)
    forge = assessment.settings.forge
    folder = forge.folder if forge else ""
    files = editor_files(assessment.registry.types, folder)
    top = top_of(session.where(), folder)
    then = ["Open the folder in VS Code and accept the extensions that it offers (docs/saving.md)."]
    return put(session, files, top, dry_run=dry_run, over=over, then=then)
