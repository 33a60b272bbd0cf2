"""``handbook baseline``: the list of known faults that an old library begins with."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from handbook.author.known_faults import begun, found_now, shorter
from handbook.author.model import Plan
from handbook.author.rewrite import rewrite
from handbook.author.write import WriteProblem, write
from handbook.cli.assessing import checked
from handbook.cli.clock import now
from handbook.cli.consenting import refusal
from handbook.cli.next_steps import next_steps
from handbook.cli.problem import CANNOT_RUN, FOUND, StopError
from handbook.cli.session import Command, Session
from handbook.cli.table import counted
from handbook.gate import passed
from handbook.load.trees.base import read_regular
from handbook.rules.aside.known_faults import PATH, faults_in, listable

if TYPE_CHECKING:
    from handbook.check import Checked

EPILOG = """\b
Examples:
  handbook baseline                begin the list, or say how it stands
  handbook baseline --shrink       take out what is mended
"""


@click.command(cls=Command, name="baseline", epilog=EPILOG)
@click.option("--shrink", is_flag=True, help="Take out of the list what is not found any more.")
@click.pass_obj
def command(session: Session, /, *, shrink: bool) -> int:
    """Write down the faults that an old library begins with, or take out those that are mended.

    The list is registry/baseline.yaml. What stands in it is counted by `handbook check` and stops
    nothing, so that each fault can be mended in its own time. It can be begun once, and from then
    on only gets shorter. What must be mended before anything is published (whatever puts a
    decision, a sealed text, or the words and numbers of a page in doubt) is never put into it, nor
    are warnings, which stop nothing.
    """
    result = checked(session, judge=partial(passed, root=session.where()))
    if result.cannot_run or result.assessment is None:
        raise StopError("The check could not be finished; `handbook check` says why.")
    path = session.where() / PATH
    if not path.exists():
        return _begin(session, result)
    if not faults_in(result.loaded):
        raise StopError(f"{PATH} cannot be read; `handbook check` says why.", FOUND)
    return _shrink(session, result) if shrink else _tell(result)


def _begin(session: Session, result: Checked) -> int:
    planned = begun(result, session.day(now()))
    if not isinstance(planned, Plan):
        raise StopError(refusal("no list was begun:", planned), FOUND)
    try:
        write(planned, session.where())
    except WriteProblem as problem:
        raise StopError(str(problem)) from problem
    faults = found_now(result)
    number = counted(sum(faults.values()), "fault")
    files = counted(len({file for file, _, _ in faults}), "file")
    click.echo(f"{PATH} now lists {number} in {files}.")
    left = sum(1 for error in result.errors if not listable(error.code))
    if left:
        click.echo(
            f"{counted(left, 'error')} cannot be listed and must be mended; `handbook check` shows"
            " each."
        )
    click.echo("From now on the list only gets shorter: handbook baseline --shrink")
    click.echo(next_steps(session, [PATH]))
    return FOUND if left else 0


def _shrink(session: Session, result: Checked) -> int:
    root = session.where()
    try:
        text, taken = shorter(result)
        before = read_regular(root / PATH)
        if text is None:
            (root / PATH).unlink()
        elif taken:
            rewrite(root, PATH, before, text)
    except LookupError as problem:
        raise StopError(f"{PATH} cannot be used; `handbook check` says why.", FOUND) from problem
    except (OSError, WriteProblem) as problem:
        raise StopError(f"{PATH} was left as it is: {problem}", CANNOT_RUN) from problem
    gone = counted(taken, "fault")
    if text is None:
        click.echo(
            f"{gone} taken out. Nothing is left, so {PATH} is deleted. It is not begun again."
        )
    elif taken:
        click.echo(f"{gone} taken out of {PATH}.")
    else:
        click.echo("Everything in the list is still found. Nothing was changed.")
        return 0
    click.echo(next_steps(session, [PATH]))
    return 0


def _tell(result: Checked) -> int:
    listed, present = faults_in(result.loaded), found_now(result)
    still = sum((listed & present).values())
    over = sum(listed.values()) - still
    new = [finding for finding in result.findings if listable(finding.code)]
    click.echo(f"{PATH} lists {counted(sum(listed.values()), 'fault')}; {still} still found.")
    if over:
        click.echo(f"{over} not found any more. To take them out: handbook baseline --shrink")
    if new:
        click.echo(
            f"{counted(len(new), 'error')} not in the list, which never gets longer:"
            " `handbook check` shows each."
        )
    return 0
