"""``handbook new``: start a record of any type."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from handbook.cli.problem import FOUND, USAGE, StopError
from handbook.cli.session import Command, Session, assessed, unknown
from handbook.cli.table import table

if TYPE_CHECKING:
    from handbook.types.model import Types

EPILOG = """\b
Examples:
  handbook new                                   the types there are
  handbook new guideline feeding-support
  handbook new guideline feeding-support --title "Support with feeding"
"""


@click.command(cls=Command, name="new", epilog=EPILOG)
@click.argument("type_name", metavar="[TYPE]", required=False)
@click.argument("record_id", metavar="[ID]", required=False)
@click.option("--title", metavar="TEXT", default="", help="Its title, instead of the example's.")
@click.pass_obj
def command(session: Session, /, type_name: str | None, record_id: str | None, title: str) -> None:
    """Start a record from the worked example of its type.

    TYPE is a type such as guideline or post; without it, the types are listed. ID becomes the
    name of the file and never changes, so choose it with care: lower-case letters, digits and
    hyphens. Nothing that is there already is written over.
    """
    from handbook.author.model import Plan  # noqa: PLC0415 - heavy
    from handbook.author.new import new  # noqa: PLC0415 - heavy
    from handbook.author.write import WriteProblem, write  # noqa: PLC0415 - heavy
    from handbook.cli.decide import refusal  # noqa: PLC0415 - heavy

    registry = assessed(session).registry
    if type_name is None:
        click.echo(_types(registry.types))
        return
    if type_name not in registry.types:
        raise unknown("type", type_name, list(registry.types))
    known = registry.types[type_name]
    name = record_id or (known.name if known.singleton else _ask())
    planned = new(registry, type_name, name, title=title)
    if not isinstance(planned, Plan):
        raise StopError(refusal("this record cannot be started:", planned), FOUND)
    try:
        write(planned, session.where())
    except WriteProblem as problem:
        raise StopError(str(problem)) from problem
    for sentence in planned.preview:
        click.echo(sentence)


def _types(types: Types) -> str:
    rows = [[known.name, known.folder, known.description] for known in types.values()]
    return table(["Type", "Folder", "What it is"], rows)


def _ask() -> str:
    if not sys.stdin.isatty():
        raise StopError("name the record: handbook new TYPE ID.", USAGE)
    return str(click.prompt("Its id (lower-case letters, digits, hyphens)", err=True))
