"""``handbook import checked``: tick what was held against the file that a draft was made from."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from handbook.assess.taken_in import check_for, checks_of, lines_of, list_fingerprint
from handbook.author.rewrite import rewrite
from handbook.author.write import WriteProblem
from handbook.cli.assessing import assessment_of
from handbook.cli.clock import now
from handbook.cli.completion import ids
from handbook.cli.next_steps import next_steps
from handbook.cli.problem import CANNOT_RUN, FOUND, USAGE, StopError
from handbook.cli.session import Command, Session, unknown
from handbook.cli.table import clean
from handbook.load.trees.base import read_regular
from handbook.source import read_yaml
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from typing import Any

    from handbook.finding import Route
    from handbook.link import Registry
    from handbook.load.model import Record

    Line = tuple[Route, Mapping[str, Any], Mapping[str, Any]]

EPILOG = """\b
Examples:
  handbook import checked fever-in-children --post nursing-lead
  handbook import checked fever-in-children --post nursing-lead --all

\b
Open the file and the draft beside each other first. What you do not tick is asked again next time.
"""
_UNTICKED = re.compile(r"(\bticked\b[\"']?\s*:\s*)false\b")
_SIGNED = re.compile(r"checked-(?:by|on)\s*:")


@click.command(cls=Command, name="checked", epilog=EPILOG)
@click.argument("document", metavar="DOC", shell_complete=ids(having="endorsable"))
@click.option(
    "--post", required=True, metavar="POST", shell_complete=ids(KnownType.POST),
    help="Your post: it answers for every line being held against the file.",
)  # fmt: skip
@click.option(
    "--all", "every", is_flag=True, help="Every line was held against the file; do not ask."
)
@click.pass_obj
def command(session: Session, document: str, post: str, *, every: bool) -> None:
    """Tick what was held against the file that a draft was made from, line by line.

    DOC is the id of a draft that was taken in. Each line that is not ticked yet is shown with its
    place in the file. Once the last is ticked, a group may endorse the draft.
    """
    registry = assessment_of(session).registry
    check = _list_of(registry, document)
    posts = [record.id for record in registry.of_type(KnownType.POST)]
    if post not in posts:
        raise unknown("post", post, posts)
    left = [line for line in lines_of(check) if line[2].get("ticked") is not True]
    if not left and check.get("checked-by"):
        click.echo(f"Every line was ticked already. Nothing is left to check in {document}.")
        return
    ticked = left if every else _asked(left)
    last = len(ticked) == len(left)
    if not ticked and not last:
        raise StopError("Nothing was written: no line was ticked.", FOUND)
    signed = (post, session.day(now())) if last else None
    _put(session, check, [line[0] for line in ticked], signed)
    if last:
        click.echo(f"Every line is ticked, by {post}. A group may endorse {document} now.")
    else:
        click.echo(f"{len(ticked)} of {len(left)} ticked. Nobody can endorse {document} yet.")
    click.echo(next_steps(session, [check.path]))


def _list_of(registry: Registry, document: str) -> Record:
    """The list of what must be checked in a draft. Raises ``StopError`` if there is none."""
    record = registry.records.get(document)
    checks = checks_of(registry)
    if record is None:
        raise unknown("draft that was taken in", document, sorted(checks))
    check = check_for(document, record.data, checks)
    if check is None and not checks.get(document):
        raise StopError(f"{document} has no list of what must be checked by eye.", FOUND)
    if check is None:
        raise StopError(
            f"{checks[document][-1].path} is not the list that was written when {document} was"
            " taken in. Take the same file in again: the list is written anew.",
            FOUND,
        )
    return check


def _asked(lines: Sequence[Line]) -> list[Line]:
    """The lines that somebody says they have held against the file."""
    if not at_a_terminal():
        raise StopError(
            "Nothing was written. Run this where you can be asked; or, once every line was held"
            " against the file, add --all.",
            USAGE,
        )
    ticked = []
    for number, (route, part, item) in enumerate(lines, 1):
        click.echo(f"\n{number} of {len(lines)}. {clean(part['what'])}: {clean(item['where'])}")
        if part.get("how"):
            click.echo(f"   {clean(part['how'])}")
        if item.get("words"):
            click.echo(f"   In the file: {clean(item['words'])}")
        if item.get("became"):
            click.echo(f"   In the draft: {clean(item['became'])}")
        answer = click.prompt(
            "   Does the draft say the same, or was it mended? (yes, no, stop)",
            type=click.Choice(("yes", "no", "stop", "y", "n", "s"), case_sensitive=False),
            show_choices=False,
        )
        if answer.startswith("s"):
            break
        if answer.startswith("y"):
            ticked.append((route, part, item))
    return ticked


def at_a_terminal() -> bool:
    """Whether there is somebody who can be asked."""
    return sys.stdin.isatty()


def _put(
    session: Session, check: Record, routes: Sequence[Route], signed: tuple[str, date] | None
) -> None:
    """Write the ticks into the list, and who made the last. Raises ``StopError``."""
    root = session.where()
    try:
        raw = read_regular(root / check.path)
        text = _ticked(raw.decode(), check, routes)
        if signed is not None:
            text = _signed(text, *signed)
        if not _only_ticks(check, text, routes):
            raise StopError(
                f"{check.path} is written in a way that this command cannot tick. Write"
                " `ticked: true` in it by hand.",
                FOUND,
            )
        rewrite(root, check.path, raw, text.encode())
    except (OSError, UnicodeError, WriteProblem) as problem:
        raise StopError(str(problem), CANNOT_RUN) from problem


def _ticked(text: str, check: Record, routes: Iterable[Route]) -> str:
    """The text of a list with these lines ticked, everything else as it stood."""
    lines = text.split("\n")
    for route in routes:
        place = check.places.get(route)
        if place is not None and place.line <= len(lines):
            lines[place.line - 1] = _UNTICKED.sub(r"\1true", lines[place.line - 1])
    return "\n".join(lines)


def _signed(text: str, post: str, day: date) -> str:
    """The text of a list with who ticked its last line, and when, above its parts."""
    lines = [line for line in text.split("\n") if not _SIGNED.match(line)]
    at = next((n for n, line in enumerate(lines) if line.startswith("parts:")), len(lines))
    lines[at:at] = [f"checked-by: {post}", f"checked-on: {day.isoformat()}"]
    return "\n".join(lines)


def _only_ticks(check: Record, text: str, routes: Iterable[Route]) -> bool:
    """Whether the text reads as the list with these ticks, and nothing else is changed."""
    data = read_yaml(text.encode(), check.path).data
    if data is None or not {"document", "digest", "parts"} <= data.keys():
        return False
    after = replace(check, data=data)
    expected = {route: item.get("ticked") for route, _, item in lines_of(check)}
    expected |= dict.fromkeys(routes, True)
    return (
        list_fingerprint(after.data) == list_fingerprint(check.data)
        and {route: item.get("ticked") for route, _, item in lines_of(after)} == expected
    )
