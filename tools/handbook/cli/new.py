"""``handbook new``: start a record of any type."""

from __future__ import annotations

import click

from handbook.cli.session import Command, Session

EPILOG = """\b
Examples:
  handbook new                           the types there are
  handbook new guideline feeding-support
  handbook new glossary-term
"""


@click.command(cls=Command, name="new", epilog=EPILOG)
@click.argument("type_name", metavar="[TYPE]", required=False)
@click.argument("record_id", metavar="[ID]", required=False)
@click.pass_obj
def command(session: Session, type_name: str | None, record_id: str | None) -> None:
    """Start a record from the example of its type.

    TYPE is a type such as guideline or post; without it, the types are listed. ID becomes the
    file's name and never changes; without it, the type's own example gives one.
    """
    raise NotImplementedError((session, type_name, record_id))
