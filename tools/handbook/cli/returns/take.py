"""``handbook returns take``: filled forms as returns, or what is wrong with which cell."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from handbook.author.model import Plan
from handbook.author.rewrite import rewrite
from handbook.author.write import WriteProblem, write
from handbook.cli.clock import now
from handbook.cli.consenting import ask
from handbook.cli.next_steps import next_steps
from handbook.cli.problem import CANNOT_RUN, FOUND, StopError
from handbook.cli.session import Command, Session
from handbook.cli.table import clean, counted
from handbook.gate import passed, rehearse
from handbook.history.moment import look
from handbook.importing.registers.grid import LARGEST
from handbook.importing.returns.arriving import ArrivedFile, arrived
from handbook.load.trees.base import read_regular

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handbook.check import Checked
    from handbook.history.moment import Seen

EPILOG = """\b
Examples:
  handbook returns take ludvale.xlsx
  handbook returns take filled/*.xlsx
  handbook returns take ludvale-again.csv --correct "Two families had been counted twice."
\b
Nothing is written unless everything in every file is right.
"""


@click.command(cls=Command, name="take", epilog=EPILOG)
@click.argument(
    "paths", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--correct", metavar="TEXT", default="", help="Why figures that were taken before were wrong."
)
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.pass_obj
def command(session: Session, paths: tuple[Path, ...], correct: str, yes: bool) -> None:
    """Take filled forms in, as Excel or CSV: each becomes a return of its organisation.

    Every cell is looked at. What is wrong is told with its place and how to mend it, and then
    nothing is written. The files are never changed.
    """
    seen, day = look(session.where()), session.day(now())
    before = passed(seen.tree, today=day, history=seen.history)
    if before.assessment is None:
        raise StopError("the registry cannot be read; run `handbook check`.", FOUND)
    registry = before.assessment.registry
    arrivals = [arrived(path.name, _read(path), registry, day, correct) for path in paths]
    _refuse(arrivals)
    for arrival in arrivals:
        for line in _account(arrival):
            click.echo(clean(line))
    files = {each.path: each.text for each in arrivals if each.text}
    if not files:
        click.echo("Nothing to write: all of it was taken before.")
        return
    _rehearsed(session, seen, before, files)
    if not yes:
        ask()
    _write(session, seen, arrivals)
    click.echo(f"\nWritten: {', '.join(files)}")
    click.echo(next_steps(session, files))


def _read(path: Path) -> bytes:
    try:
        return read_regular(path, LARGEST + 1)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise StopError(f"{clean(str(path))} cannot be read: {reason}.", CANNOT_RUN) from problem


def _refuse(arrivals: Sequence[ArrivedFile]) -> None:
    """Stop at whatever is wrong, all of it told; also where two files are the same form."""
    lines = []
    for arrival in arrivals:
        if arrival.faults:
            lines.append(f"{clean(arrival.name)} was not taken in:")
            for fault in arrival.faults:
                lines += [f"  {clean(fault.where)}: {clean(fault.why)}.", f"      {fault.mend}"]
    first: dict[str, ArrivedFile] = {}
    for arrival in arrivals:
        if arrival.path and (other := first.setdefault(arrival.path, arrival)) is not arrival:
            lines.append(f"{clean(arrival.name)} and {clean(other.name)} are the same form.")
    if lines:
        raise StopError("\n".join([*lines, "Nothing was written."]), FOUND)


def _account(arrival: ArrivedFile) -> Iterator[str]:
    """What one file will be, in lines."""
    form = arrival.form
    if form is None:
        return
    yield f"{arrival.name}: {form.title}, {form.member}, {form.period.words}"
    yield from (f"  Note: {note}" for note in arrival.notes)
    if arrival.same:
        yield "  Taken before, with the same figures."
        return
    if arrival.replaces is not None:
        yield f"  In place of the figures in {arrival.replaces.path}, which stay in its history."
    cannot = arrival.text.count(b"\n    cannot: ")
    figures = len(form.figures) - cannot
    yield f"  {counted(figures, 'figure')}" + (
        f", {cannot} that cannot be reported" if cannot else ""
    )


def _rehearsed(session: Session, seen: Seen, before: Checked, files: dict[str, bytes]) -> None:
    """Raise ``StopError`` if the check would refuse what is to be written."""
    tried = rehearse(before, seen.tree, files, today=session.day(now()), history=seen.history)
    if tried.errors:
        lines = [f"  {error.path}: {error.message}. {error.hint}" for error in tried.errors]
        raise StopError(
            "\n".join(["The check would refuse it:", *lines, "Nothing was written."]), FOUND
        )


def _write(session: Session, seen: Seen, arrivals: Sequence[ArrivedFile]) -> None:
    """New returns all together; then those that are corrected, each whole or not at all."""
    root = session.where()
    new = {each.path: each.text for each in arrivals if each.text and each.replaces is None}
    try:
        if new:
            write(Plan("returns", new, ()), root)
        for each in arrivals:
            if each.replaces is not None:
                rewrite(root, each.path, seen.tree.read(each.path), each.text)
    except WriteProblem as problem:
        raise StopError(str(problem)) from problem
