"""``handbook check``: everything that can be wrong, in one run."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handbook.cli.assessing import checked, compared
from handbook.cli.problem import CANNOT_RUN, FOUND, StopError
from handbook.cli.session import PUBLIC, Command, Session, colour_allowed, for_audience
from handbook.forge.addresses import file_address, forge_of
from handbook.gate import passed
from handbook.report import FORMATS, View, report

if TYPE_CHECKING:
    from collections.abc import Callable

    from handbook.check import Checked

LEVELS = ("error", "warning", "note", "never")

EPILOG = """\b
Examples:
  handbook check
  handbook check --errors-only           only what keeps the handbook from being built
  handbook check --fail-on warning
  handbook check --format json > findings.json
  handbook check --today 2027-04-01      what will be wrong on that day
  handbook check --base origin/main      what this branch brings, and what it may not do
  handbook check --base origin/main --summary comment.md
  handbook check --audience public       what a public edition would be stopped by
"""


@click.command(cls=Command, name="check", epilog=EPILOG)
@click.option(
    "--format",
    "form",
    type=click.Choice(tuple(FORMATS)),
    default="text",
    show_default=True,
    help=(
        "text for people; markdown for a comment in plain words; json for programs; github for"
        " notes on a pull request; gitlab for its code quality report; sarif for code scanning;"
        " junit for test reports."
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
@click.option(
    "--summary",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help=(
        "Write a summary in plain words into FILE as well, as Markdown for a comment. Without it,"
        " --format github adds one to the summary of the run."
    ),
)
@click.option("--errors-only", is_flag=True, help="Show no warnings and notes (json has them).")
@for_audience
@click.option("--all", "every", is_flag=True, help="Name each place, and fold nothing together.")
@click.pass_obj
def command(
    session: Session,
    form: str,
    fail_on: str,
    base: str | None,
    summary: Path | None,
    audience: str,
    *,
    errors_only: bool,
    every: bool,
) -> int:
    """Say everything that is wrong with the registry.

    Each problem is shown with its file, line, reason and how to mend it. Problems that only time
    brings (a review that fell due) are warnings, and do not make this fail. Errors stand last. What
    one cause brought in many places is told once, with the other places.

    With --base, only what the branch brings is held against it, and errors in files that it
    changes. What is so on the base already is counted and shown apart; it never makes this fail.
    With --audience public, the edition for everybody is made and read too, as a build of it would:
    whether there is one, and whether it holds words for members. The site engine is not run, so the
    theme, mkdocs.yml and the site's own images are read only by the build.

    What is waived (registry/waivers/) or in the list of known faults is shown apart too.
    """
    gate = partial(passed, root=session.where(), public=audience == PUBLIC)
    result = checked(session, judge=gate) if base is None else compared(session, base, judge=gate)
    view = View(
        colour=colour_allowed(),
        base=base or "",
        address=_address(result),
        errors_only=errors_only,
        every=every,
    )
    click.echo(report(result, form, view), nl=False)
    _summarise(report(result, "markdown", view), summary, form)
    if result.cannot_run:
        return CANNOT_RUN
    return FOUND if _reaches(fail_on, [int(finding.severity) for finding in result.findings]) else 0


def _summarise(words: str, file: Path | None, form: str) -> None:
    """Write the summary where it was asked for, or where a run on GitHub shows it.

    Raises ``StopError`` if a file that was asked for cannot be written.
    """
    run = os.environ.get("GITHUB_STEP_SUMMARY") if form == "github" and file is None else None
    try:
        if file is not None:
            file.write_text(words, encoding="utf-8")
        elif run:
            with Path(run).open("a", encoding="utf-8") as summary:
                summary.write(words)
    except OSError as problem:
        why = (problem.strerror or str(problem)).lower()
        raise StopError(f"The summary could not be written to {file or run}: {why}.") from problem


def _address(result: Checked) -> Callable[[str, int], str] | None:
    """Where a browser shows a line of a file as this commit has it, if the network says where."""
    known = result.assessment
    forge = forge_of(known.settings, known.history) if known else None
    if known is None or forge is None or not known.history.commit:
        return None
    as_committed = replace(forge, branch=known.history.commit)
    return lambda path, line: f"{file_address(as_committed, path)}#L{line}"


def _reaches(fail_on: str, severities: list[int]) -> bool:
    least = {"error": 3, "warning": 2, "note": 1}.get(fail_on)
    return least is not None and any(severity >= least for severity in severities)
