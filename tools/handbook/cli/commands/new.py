"""``handbook new``: start a record of any type."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from handbook.author.model import Obstacle, Plan, Refused
from handbook.author.new import new
from handbook.author.write import WriteProblem, write
from handbook.cli.assessing import assessment_of
from handbook.cli.clock import now
from handbook.cli.completion import type_names
from handbook.cli.consenting import refusal
from handbook.cli.next_steps import next_steps
from handbook.cli.problem import FOUND, USAGE, StopError
from handbook.cli.session import Command, Session, nearest
from handbook.cli.table import clean
from handbook.gate import passed, rehearse
from handbook.history.moment import look
from handbook.types import load_types
from handbook.types.overviews.headings import by_heading
from handbook.types.overviews.reading import load_overviews

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from handbook.link import Registry
    from handbook.types.model import ContentType

EPILOG = """\b
Examples:
  handbook new                                   the types there are
  handbook new guideline feeding-support
  handbook new guideline feeding-support --title "Support with feeding"

What you have already, in Word or as a list, is taken in as drafts: handbook import --help
"""


class _WithTypes(Command):
    """Its help names the types that come with the tool, under the headings of the menu."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, and the types after them."""
        super().format_options(ctx, formatter)
        types, _ = load_types()
        overviews, _ = load_overviews({}, types)
        with formatter.section("Types, besides your network's own"):
            _write_names(formatter, by_heading(types, overviews))


@click.command(cls=_WithTypes, name="new", epilog=EPILOG)
@click.argument("type_name", metavar="[TYPE]", required=False, shell_complete=type_names())
@click.argument("record_id", metavar="[ID]", required=False)
@click.option("--title", metavar="TEXT", default="", help="Its title, instead of the example's.")
@click.pass_obj
def command(session: Session, /, type_name: str | None, record_id: str | None, title: str) -> None:
    """Start a record from the worked example of its type.

    TYPE is a type such as guideline or post; without it, the types are listed with what they are.
    ID becomes the name of the file and never changes, so choose it with care: lower-case letters,
    digits and hyphens. Nothing that is there already is written over.
    """
    moment = now()
    registry = assessment_of(session).registry
    if type_name is None:
        click.echo(_list_of_types(by_heading(registry.types, registry.overviews)))
        return
    if type_name not in registry.types:
        raise StopError(_no_such_type(type_name, registry), USAGE)
    known = registry.types[type_name]
    name = record_id or (known.name if known.singleton else _ask())
    planned = new(registry, type_name, name, today=session.day(moment), title=title)
    if not isinstance(planned, Plan):
        raise StopError(refusal("this record cannot be started:", planned), FOUND)
    still = _rehearsed(session, moment, planned)
    try:
        write(planned, session.where())
    except WriteProblem as problem:
        raise StopError(str(problem)) from problem
    for sentence in (*planned.preview, *still):
        click.echo(sentence)
    click.echo(next_steps(session, planned.files))


def _rehearsed(session: Session, moment: datetime, planned: Plan) -> list[str]:
    """What the whole check will say of a new record until it is filled in, in a few lines.

    Raises ``StopError`` if the record would break another, which filling it in cannot mend.
    """
    seen, day = look(session.where()), session.day(moment)
    before = passed(seen.tree, today=day, history=seen.history)
    tried = rehearse(before, seen.tree, planned.files, today=day, history=seen.history)
    others = [error for error in tried.errors if error.path not in planned.files]
    if others:
        reasons = tuple(Obstacle(f"{error.path}: {error.message}", error.hint) for error in others)
        raise StopError(refusal("this record cannot be started:", Refused(reasons)), FOUND)
    own = [finding.message for finding in tried.new if finding.path in planned.files]
    if not own:
        return []
    first = [f"  {message}" for message in own[:_SHOWN]]
    rest = [f"  and {len(own) - _SHOWN} more"] if len(own) > _SHOWN else []
    return ["Until then `handbook check` will say of it:", *first, *rest]


_SHOWN = 3


def _list_of_types(headings: Mapping[str, Sequence[ContentType]]) -> str:
    """Every type under its heading, with what it is, folded to the width of the terminal."""
    formatter = _formatter()
    width = max(len(kind.name) for types in headings.values() for kind in types)
    for heading, types in headings.items():
        with formatter.section(heading):
            formatter.write_dl(
                [(kind.name.ljust(width), clean(kind.description)) for kind in types]
            )
    formatter.write_paragraph()
    formatter.write_text("To start a record: handbook new TYPE ID")
    return formatter.getvalue().strip()


def _no_such_type(name: str, registry: Registry) -> str:
    """That there is no such type, what is near by its name or title, and which there are."""
    called = {
        "-".join(words.casefold().split()): kind.name
        for kind in registry.types.values()
        for words in (kind.plural, kind.title, kind.name)
    }
    close = dict.fromkeys(called[words] for words in nearest(name, called))
    hint = f" Did you mean {' or '.join(close)}?" if close else ""
    formatter = _formatter()
    with formatter.section("There are"):
        _write_names(formatter, by_heading(registry.types, registry.overviews))
    unknown = f"There is no type called {clean(name)}.{hint}"
    return f"{unknown}\n\n{formatter.getvalue().rstrip()}"


def _write_names(
    formatter: click.HelpFormatter, headings: Mapping[str, Sequence[ContentType]]
) -> None:
    """The names of the types, a heading each line, never broken at a hyphen."""
    formatter.write_dl(
        [(heading, ", ".join(kind.name for kind in types)) for heading, types in headings.items()]
    )


def _formatter() -> click.HelpFormatter:
    return click.HelpFormatter(max_width=_WIDEST)


_WIDEST = 100


def _ask() -> str:
    if not sys.stdin.isatty():
        raise StopError("name the record: handbook new TYPE ID.", USAGE)
    return str(click.prompt("Its id (lower-case letters, digits, hyphens)", err=True))
