"""``handbook init network``: the registry of a network that begins, in an empty folder."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

import click

from handbook.cli.clock import now, today_in
from handbook.cli.commands.init.asking import answered, option_of
from handbook.cli.commands.init.ci import forge_files
from handbook.cli.commands.init.first_commit import commit_first
from handbook.cli.commands.init.placing import existing, place
from handbook.cli.problem import FOUND, USAGE, StopError
from handbook.cli.session import Command, Session
from handbook.gate import passed
from handbook.history.facts import NO_HISTORY
from handbook.load.trees.base import MemoryTree
from handbook.report.tally import counted
from handbook.starting.founding.answers import ON_A_FORGE, QUESTIONS, choices
from handbook.starting.founding.files import identifiers, network_files
from handbook.starting.planning import planned
from handbook.types import load_types

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from handbook.check import Checked
    from handbook.starting.founding.answers import NetworkAnswers, Question

EPILOG = """\b
Examples:
  handbook init network                  asks, shows what it will write, then writes it here
  handbook init network our-handbook     in a new folder
  handbook init network our-handbook --yes --name "Larch Children's Network"
      --kind client-group --host "Larch Hospital" --host-kind district-general-hospital
      --email network@larch.example --agreed-on 2026-11-02

\b
It writes the network, its host, its posts, one group with terms of reference to be agreed, the
first meeting, a glossary, a README, and the settings of git and of VS Code. Nothing in it is in
force. With --forge, --repository, --tool and --tool-commit it writes the workflows, too.
docs/starting.md goes on from there to a handbook that is published.
"""
_MAY_BE_THERE = ("readme", "license", "licence")
_NO_WORK = frozenset({".git", ".ds_store"})


def _options(command: Callable[..., int]) -> Callable[..., int]:
    """One option for each question, with the question as its help."""
    for question in reversed((*QUESTIONS, *ON_A_FORGE)):
        usual = f" Usually {question.usual}." if question.usual else ""
        example = f" As: {question.example}." if question.example and not usual else ""
        option = click.option(
            option_of(question.name),
            metavar="TEXT",
            help=f"{question.words}{example}{usual}",
            shell_complete=partial(_offered, question),
        )
        command = option(command)
    return command


def _offered(
    question: Question, _context: click.Context, _parameter: click.Parameter, typed: str
) -> list[str]:
    """What the shell completes: the choices of a question, and the names of time zones."""
    if question.name == "time_zone":
        return sorted(zone for zone in available_timezones() if zone.startswith(typed))
    return [choice for choice in choices(question, load_types()[0]) if choice.startswith(typed)]


@click.command(cls=Command, name="network", epilog=EPILOG)
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@_options
@click.option("--yes", is_flag=True, help="Ask nothing; what has a usual answer may be left out.")
@click.pass_obj
def command(session: Session, /, folder: Path | None, *, yes: bool, **given: str | None) -> int:
    """Begin the registry of a new network in an empty FOLDER, or in this one.

    It asks a few questions, each answered by an option as well. Nothing is written before all is
    known and the whole of it has passed the check, and nothing that is there is written over.
    """
    top = folder or session.root or Path.cwd()
    readme = _room(top)
    asking = not yes and sys.stdin.isatty()
    if not yes and not asking:
        raise StopError("nothing was written. Add --yes to write without being asked.", USAGE)
    types, _ = load_types()
    answers = answered(given, types, session, asking=asking)
    files = network_files(answers, types, readme)
    checked = _sound(session, answers, files)
    cautions: list[str] = []
    settings = checked.assessment.settings if checked.assessment else None
    if checked.assessment and settings and settings.forge:
        of_forge, cautions = forge_files(checked.assessment, settings.forge, files.__contains__)
        files |= of_forge
    _say(answers, files, top)
    if asking and not click.confirm("\nWrite it?", err=True):
        raise StopError("nothing was written.", FOUND)
    _write(files, top)
    for line in _then(answers, files, checked, top):
        click.echo(line)
    for line in cautions:
        click.echo(line, err=True)
    return 0


def _room(top: Path) -> str:
    """What the coordinator's file may be called there. Raises ``StopError`` if there is no room."""
    absolute = top.resolve()
    for above in absolute.parents:
        if (above / "registry").is_dir():
            raise StopError(f"{above} holds a registry already. Choose a folder outside of it.")
    if not top.exists():
        return "README.md"
    if not top.is_dir():
        raise StopError(f"{top} is a file. Name a folder that is empty, or a new one.")
    names = sorted(entry.name for entry in top.iterdir())
    work = [
        name
        for name in names
        if name.lower() not in _NO_WORK and not name.lower().startswith(_MAY_BE_THERE)
    ]
    if work:
        raise StopError(
            f"{top} is not empty: it holds {', '.join(work[:3])}. Nothing was written."
            " Name a folder that is empty, or a new one."
        )
    return "COORDINATOR.md" if any(n.lower() == "readme.md" for n in names) else "README.md"


def _sound(session: Session, answers: NetworkAnswers, files: Mapping[str, str]) -> Checked:
    """What the whole check says of the files. Raises ``StopError`` if it finds an error."""
    today = session.today or today_in(answers.time_zone, now())
    tree = MemoryTree({path: text.encode() for path, text in files.items()})
    checked = passed(tree, today=today, history=NO_HISTORY)
    if checked.errors:
        lines = [f"  {e.path}: {e.message}. {e.hint}".rstrip() for e in checked.errors]
        raise StopError("\n".join(["nothing was written, as it would not pass:", *lines]), FOUND)
    return checked


def _say(answers: NetworkAnswers, files: Mapping[str, str], top: Path) -> None:
    ids = identifiers(answers)
    click.echo(f"In {top}: {counted(len(files), 'file')}. These names never change:")
    for what, key in (("network", "network"), ("host", "host"), ("group", "group")):
        click.echo(f"  {what}: {ids[key]}")
    click.echo(f"  first meeting: {ids['meeting']}")


def _write(files: Mapping[str, str], top: Path) -> None:
    """Write every file, or none. Raises ``StopError``."""
    try:
        top.mkdir(parents=True, exist_ok=True)
        place(planned(files, partial(existing, top)), top, over=False)
    except OSError as problem:
        for path in files:
            (top / path).unlink(missing_ok=True)
        reason = problem.strerror or str(problem)
        raise StopError(f"the files could not be written, so none was: {reason}.") from problem


def _then(
    answers: NetworkAnswers, files: Mapping[str, str], checked: Checked, top: Path
) -> tuple[str, ...]:
    warnings = [f"  {finding.message}. {finding.hint}".rstrip() for finding in checked.findings]
    still = ["`handbook check` finds no errors. It will remind you:", *warnings]
    readme = next(path for path in files if path in ("README.md", "COORDINATOR.md"))
    workflows = "Once it lies on a server, `handbook init ci` writes the workflows (docs/ci.md)."
    return (
        f"\nWritten: {counted(len(files), 'file')}.",
        commit_first(top, list(files), now(), (answers.coordinator, answers.email)),
        *(still if warnings else ["`handbook check` finds nothing."]),
        *([] if answers.forge else [workflows]),
        f"Next: read {readme}, and correct what it names. docs/starting.md leads on from there.",
    )
