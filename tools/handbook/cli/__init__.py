"""The command ``handbook``: the only place that reads the clock and the environment, and exits."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from handbook import __version__
from handbook.cli.commands import COMMANDS
from handbook.cli.guard import ClosedPipeError, guarded
from handbook.cli.session import Session, shared_options

if TYPE_CHECKING:
    from collections.abc import Sequence

EPILOG = """\b
A first look:
  handbook check                 what is wrong, with file and line
  handbook status                every document and how it stands
  handbook due                   what falls due, and who can still decide it
  handbook build                 check, then build the site into site/
  handbook serve                 look at it while you write

\b
Exit codes: 0 all well, 1 something was found, 2 the command was mistyped,
3 it could not run (configuration, git, disk).

\b
Completion of commands, options and the ids of records with the Tab key; put the line into the
file that your shell reads first:
  ~/.bashrc                   eval "$(_HANDBOOK_COMPLETE=bash_source handbook)"
  ~/.zshrc                    eval "$(_HANDBOOK_COMPLETE=zsh_source handbook)"
  ~/.config/fish/config.fish  _HANDBOOK_COMPLETE=fish_source handbook | source
"""


NEW_OBJECTS = 20_000
"""After so many new objects Python looks for some that only refer to each other in circles.

Its own 700 are for programs that go on for days. A command makes millions that it needs to its end,
and looking through them took a tenth of its time, and more than that the more of them there were.
"""


class Handbook(click.Group):
    """The group of all commands, behind the guard that turns every failure into a sentence.

    Until a command is typed, its name and the first sentence of its help stand in for it.
    """

    def __init__(self, **settings: Any) -> None:
        listed = {name: click.Command(name, help=summary) for name, summary in COMMANDS.items()}
        super().__init__(**settings, commands=listed)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that was typed, imported now, and the words after it."""
        name, listed, rest = super().resolve_command(ctx, args)
        return name, command_of(name) if name and listed else None, rest

    def main(  # type: ignore[override]  # click's overloads promise what exiting already keeps
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        *,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run and exit; with ``standalone_mode=False`` run as click would, and raise."""

        def run() -> Any:
            return click.Group.main(self, args, prog_name, standalone_mode=False, **extra)

        if standalone_mode:
            gc.set_threshold(NEW_OBJECTS)
            sys.exit(guarded(run))
        return run()

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a reader that went away is told apart before click ends the process."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as gone:
            raise ClosedPipeError from gone


def command_of(name: str) -> click.Command:
    """The command of a name, from its own module."""
    command: click.Command = import_module(f"handbook.cli.commands.{name}").command
    return command


@click.group(
    cls=Handbook,
    name="handbook",
    epilog=EPILOG,
    params=shared_options(),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, message="handbook %(version)s")
@click.pass_context
def cli(context: click.Context, /, **shared: Any) -> None:
    """A clinical network's registry, checked and published as a handbook.

    The registry is the folder registry/: one file for each guideline, decision, post and so on.
    This command says what is wrong with it, what falls due, and makes the site from it.
    """
    context.obj = Session(**shared)


def main() -> None:
    """What the installed command ``handbook`` runs."""
    cli(prog_name="handbook")
