"""What every command starts from: which registry, and which day."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handbook.cli.clock import now, today_in
from handbook.cli.problem import USAGE, StopError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, datetime


_ZONE = "Europe/London"
_TELLING = 3
"""Fewer letters than this are part of too many names."""
_SOME = 12
"""So many names are shown to whoever typed one that is like none of them."""
_TO_BEGIN = "To begin one: handbook init network."


@dataclass(frozen=True, slots=True)
class Session:
    """The options that every command shares, as they were typed."""

    root: Path | None = None
    today: date | None = None
    fresh: bool = False
    """Whether nothing may be taken from earlier runs."""

    def where(self) -> Path:
        """The folder that holds ``registry/``: as given, or the nearest one upwards from here."""
        if self.root is not None:
            if not (self.root / "registry").is_dir():
                raise StopError(f"There is no registry/ folder in {self.root}. {_TO_BEGIN}")
            return self.root
        here = Path.cwd()
        for folder in (here, *here.parents):
            if (folder / "registry").is_dir():
                return folder
        raise StopError(
            f"There is no registry/ folder in {here} or above it. "
            f"Go to the folder that holds one, or name it with --root. {_TO_BEGIN}"
        )

    def has_registry(self) -> bool:
        """Whether there is a registry to work on at all."""
        try:
            self.where()
        except StopError:
            return False
        return True

    def day(self, moment: datetime) -> date:
        """The day to judge by: as given, or the day it is where the network is."""
        return self.today or today_in(self.zone(), moment)

    def zone(self) -> str:
        """The name of the time zone in which the network counts its days."""
        return _zone(self.where())


def _zone(root: Path) -> str:
    """The network's own time zone, as far as it can be read before anything is checked."""
    from handbook.load.trees.base import read_regular  # noqa: PLC0415 - heavy
    from handbook.source import read_yaml  # noqa: PLC0415 - heavy

    path = root / "registry" / "network.yaml"
    try:
        data = read_yaml(read_regular(path), "registry/network.yaml").data or {}
    except OSError:
        return _ZONE
    zone = data.get("time-zone")
    return zone if isinstance(zone, str) else _ZONE


def read_day(context: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    """Read a day typed as 2026-11-23. A usage error says what is wrong with any other."""
    if value is None:
        return None
    from handbook.source.dates import DateProblem, parse_date  # noqa: PLC0415 - heavy

    try:
        return parse_date(value)
    except DateProblem as wrong:
        reason = f"{wrong.message}. {wrong.hint}".strip()
        raise click.BadParameter(reason, context, parameter) from wrong


def shared_options() -> list[click.Parameter]:
    """The options of every command, which may stand before or after its name."""
    return [
        click.Option(
            ["--root"],
            type=click.Path(exists=True, file_okay=False, path_type=Path),
            help="The folder that holds registry/. Without it: the nearest one, from here upwards.",
        ),
        click.Option(
            ["--today"],
            callback=read_day,
            metavar="DATE",
            help="Judge as on this day, as in 2026-11-23. Without it: today, at the network.",
        ),
        click.Option(
            ["--no-cache", "fresh"],
            is_flag=True,
            help="Work everything out anew. It changes nothing but the time that it takes.",
        ),
    ]


class Command(click.Command):
    """A command on a registry. Its function is given a ``Session`` first (``click.pass_obj``)."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.params += shared_options()

    def invoke(self, ctx: click.Context) -> Any:
        """Put the shared options into the session, then run the command."""
        given = ctx.find_object(Session) or Session()
        root, today = ctx.params.pop("root"), ctx.params.pop("today")
        fresh = ctx.params.pop("fresh") or given.fresh
        ctx.obj = Session(root or given.root, today or given.today, fresh)
        return super().invoke(ctx)


def group_of(
    name: str, parts: Iterable[click.Command], epilog: str
) -> Callable[[Callable[..., Any]], click.Group]:
    """Make a function a command with these parts. Alone, it is called to say what there is."""
    return click.group(
        name=name,
        epilog=epilog,
        commands={part.name or "": part for part in parts},
        invoke_without_command=True,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )


MEMBERS, PUBLIC = "members", "public"


def for_audience(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option ``--audience``."""
    return click.option(
        "--audience",
        type=click.Choice([MEMBERS, PUBLIC]),
        default=MEMBERS,
        show_default=True,
        help="public: only what says `visibility: public`, for a site that anybody can read.",
    )(command)


def nearest(name: str, known: Iterable[str]) -> list[str]:
    """The known names nearest to what was typed, at most three.

    Those that hold all that was typed come before those that only look like it.
    """
    from difflib import get_close_matches  # noqa: PLC0415 - only when something is mistyped

    names, typed = {each.casefold(): each for each in known}, "-".join(name.casefold().split())
    holding = [candidate for candidate in names if len(typed) >= _TELLING and typed in candidate]
    close = holding[:3] or get_close_matches(typed, names, n=3, cutoff=0.5)
    return [names[each] for each in close]


def near(name: str, known: Iterable[str]) -> str:
    """A hint that ends a sentence: the nearest known names, or else some that there are."""
    names = list(known)
    close = nearest(name, names)
    if close:
        return f" Did you mean {' or '.join(close)}?"
    if not names:
        return " There is none yet."
    more = f" and {len(names) - _SOME} more" if len(names) > _SOME else ""
    return f" There are: {', '.join(names[:_SOME])}{more}."


def unknown(what: str, name: str, known: list[str]) -> StopError:
    """A usage error: there is no such thing, and here is what is near."""
    return StopError(f"There is no {what} called {name}.{near(name, known)}", USAGE)


def refuse_another_day(session: Session, *, rehearsal: bool) -> None:
    """Nobody is told today what is so on another day; a rehearsal may be of any. ``StopError``."""
    today = today_in(session.zone(), now())
    if session.today not in (None, today) and not rehearsal:
        raise StopError(
            f"Nobody is reminded as on another day than today, {today}. To see what would be done"
            " on that day, add --dry-run.",
            USAGE,
        )


def colour_allowed() -> bool:
    """Whether results may be coloured: a terminal, and nobody asked for none."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
