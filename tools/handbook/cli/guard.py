"""The edge of the program: whatever happens, one sentence and the right exit code."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from pathlib import PurePath
from typing import TYPE_CHECKING

import click

from handbook.cli.problem import CANNOT_RUN, StopError
from handbook.finding import MisbuiltError

if TYPE_CHECKING:
    from collections.abc import Callable

_CLOSED_PIPE = 141
_INTERRUPTED = 130
_LEAVE = "Name a place where you may write, or ask whoever looks after this computer."
_MENDS = {
    errno.ENOENT: "Check that the path is right.",
    errno.ENOTDIR: "Check that the path is right: a part of it is a file.",
    errno.EACCES: _LEAVE,
    errno.EPERM: _LEAVE,
    errno.EROFS: _LEAVE,
    errno.ENOSPC: "Make room on the disk, then run the command again.",
    errno.ENAMETOOLONG: "Give it a shorter name.",
}
"""What to do about what a system refuses most often."""


class ClosedPipeError(Exception):
    """Whoever read our output has gone."""


def guarded(run: Callable[[], object]) -> int:
    """Run a command and return its exit code. Nothing that it raises gets past, save exits.

    ``HANDBOOK_TRACE=1`` in the environment adds Python's own account, for those who mend the tool.
    """
    _take_any_text()
    try:
        code = run()
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt) as problem:  # noqa: BLE001 - the edge lets nothing by
        return _ended(problem)
    return code if isinstance(code, int) else 0


def _ended(problem: BaseException) -> int:
    code = CANNOT_RUN
    if isinstance(problem, click.ClickException):
        problem.show()
        code = problem.exit_code
    elif isinstance(problem, BrokenPipeError | ClosedPipeError):
        _close_quietly()
        code = _CLOSED_PIPE
    elif isinstance(problem, click.Abort | KeyboardInterrupt):
        click.echo("Stopped; nothing further was done.", err=True)
        code = _INTERRUPTED
    elif isinstance(problem, StopError):
        click.echo(f"handbook: {problem}", err=True)
        code = problem.code
    else:
        sentence = explain_os(problem) if isinstance(problem, OSError) else _own_fault(problem)
        click.echo(f"handbook: {sentence}", err=True)
        if os.environ.get("HANDBOOK_TRACE"):
            traceback.print_exception(problem)
    return code


def explain_os(problem: OSError) -> str:
    """What the system refused, in one sentence, and in another what to do about it."""
    what = problem.strerror or type(problem).__name__
    where = f"{problem.filename}: " if problem.filename else ""
    mend = _MENDS.get(problem.errno or 0, "")
    return f"{where}{what}.{mend and ' '}{mend}"


def _own_fault(fault: BaseException) -> str:
    frames = traceback.extract_tb(fault.__traceback__)
    last = f" at {PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    what = str(fault) if isinstance(fault, MisbuiltError) else f"{type(fault).__name__}{last}"
    return (
        f"a fault of its own stopped this command ({what}). "
        "Your files were not the cause and nothing was published. Please report this line, "
        "with the command you typed, to whoever maintains the tool."
    )


def _take_any_text() -> None:
    """Let a terminal that cannot show a letter show a question mark, rather than stop."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _close_quietly() -> None:
    """Whoever read our output has gone: give Python something harmless to flush at its end."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
