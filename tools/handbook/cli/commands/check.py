"""``handbook check``: everything that can be wrong, in one run."""

from __future__ import annotations

from functools import partial

import click

from handbook.cli.assessing import checked, compared
from handbook.cli.problem import CANNOT_RUN, FOUND
from handbook.cli.session import Command, Session, colour_allowed
from handbook.gate import passed
from handbook.report import FORMATS, View, report

LEVELS = ("error", "warning", "note", "never")

EPILOG = """\b
Examples:
  handbook check
  handbook check --errors-only           only what keeps the handbook from being built
  handbook check --fail-on warning
  handbook check --format json > findings.json
  handbook check --today 2027-04-01      what will be wrong on that day
  handbook check --base origin/main      what this branch brings, and what it may not do
"""


@click.command(cls=Command, name="check", epilog=EPILOG)
@click.option(
    "--format",
    "form",
    type=click.Choice(tuple(FORMATS)),
    default="text",
    show_default=True,
    help=(
        "text for people; json for programs; github for notes on a pull request; gitlab for its"
        " code quality report; sarif for code scanning; junit for test reports."
    ),
)
@click.option(
    "--fail-on",
    type=click.Choice(LEVELS),
    default="error",
    show_default=True,
    help="The least severity that makes the exit code 1.",
)
@click.option(
    "--base",
    metavar="REV",
    help="Judge a branch: REV is the tip of the branch that it is to be merged into.",
)
@click.option("--errors-only", is_flag=True, help="Show no warnings and notes (json has them).")
@click.option("--all", "every", is_flag=True, help="Name each place, and fold nothing together.")
@click.pass_obj
def command(
    session: Session, form: str, fail_on: str, base: str | None, *, errors_only: bool, every: bool
) -> int:
    """Say everything that is wrong with the registry.

    Each problem is shown with its file, line, reason and how to mend it. Problems that only time
    brings (a review that fell due) are warnings, and do not make this fail. Errors stand last. What
    one cause brought in many places is told once, with the other places.

    With --base, what was wrong before the branch began, in files it does not touch, is left out.
    """
    gate = partial(passed, root=session.where())
    result = checked(session, judge=gate) if base is None else compared(session, base, judge=gate)
    view = View(colour=colour_allowed(), errors_only=errors_only, every=every)
    click.echo(report(result, form, view), nl=False)
    if result.cannot_run:
        return CANNOT_RUN
    return FOUND if _reaches(fail_on, [int(finding.severity) for finding in result.findings]) else 0


def _reaches(fail_on: str, severities: list[int]) -> bool:
    least = {"error": 3, "warning": 2, "note": 1}.get(fail_on)
    return least is not None and any(severity >= least for severity in severities)
