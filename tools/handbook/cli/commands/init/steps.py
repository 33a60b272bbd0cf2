"""``handbook init steps``: the steps of setting up a network, as records to tick off."""

from __future__ import annotations

import click

from handbook.cli.assessing import assessment_of
from handbook.cli.commands.init.placing import put
from handbook.cli.session import Command, Session
from handbook.starting.steps import step_files

EPILOG = """\b
Examples:
  handbook init steps --dry-run         what it would write
  handbook init steps

\b
A step that is in the registry already is left as it is.
"""


@click.command(cls=Command, name="steps", epilog=EPILOG)
@click.option("--dry-run", is_flag=True, help="Write nothing; show what would be written.")
@click.pass_obj
def command(session: Session, *, dry_run: bool) -> int:
    """Write the steps of setting up a network as records, for one that began without them."""
    registry = assessment_of(session).registry
    files = step_files(registry.types, registry.records.keys())
    if not files:
        click.echo("Every step is in the registry already.")
        return 0
    then = ["Give each step an owner and a day, or say why it is not needed."]
    return put(session, files, session.where(), dry_run=dry_run, over=False, then=then)
