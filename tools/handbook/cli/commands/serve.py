"""``handbook serve``: look at the handbook while you write."""

from __future__ import annotations

import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handbook.cli.clock import now
from handbook.cli.making import UnsoundError, make
from handbook.cli.problem import StopError
from handbook.cli.progress import say
from handbook.cli.session import PUBLIC, Command, Session, for_audience
from handbook.cli.web.server import server
from handbook.publish.problem import NotPublishedError, VerificationError
from handbook.publish.publishing import publish

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from http.server import ThreadingHTTPServer

    from handbook.cli.making import Made

HOST = "127.0.0.1"
_PAUSE = 1.0
"""Seconds between two looks at the registry."""

EPILOG = """\b
Examples:
  handbook serve
  handbook serve --port 9000
"""

Snapshot = dict[str, tuple[int, int]]
"""Every file that matters, with its size and the time it was changed."""


@click.command(cls=Command, name="serve", epilog=EPILOG)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="0 takes any free one.",
)
@click.option("--quarantine", is_flag=True, help="As for `handbook build`.")
@for_audience
@click.pass_obj
def command(session: Session, port: int, quarantine: bool, audience: str) -> None:
    """Build into a temporary folder, show it in your browser, and build again on every change.

    Only this computer can reach it. While the registry has errors, the last sound pages stay and
    the errors are printed here. Load the page again to see a change. Ctrl-C ends it.
    """
    root, public = session.where(), audience == PUBLIC
    with tempfile.TemporaryDirectory(prefix="handbook-") as folder:
        place = Path(folder) / "site"
        before = look(root)
        try:
            with server(place, HOST, port) as running:
                make_site = partial(make, session, allow_quarantine=quarantine, public=public)
                _build(make_site, place)
                _announce(running)
                _watch(make_site, root, place, before)
        except KeyboardInterrupt:
            click.echo("Stopped.", err=True)


def _announce(running: ThreadingHTTPServer) -> None:
    host, port = running.server_address[:2]
    click.echo(f"The handbook is at http://{host!s}:{port}/ (Ctrl-C ends it)")


def _watch(
    make_site: Callable[[datetime], Made], root: Path, place: Path, before: Snapshot
) -> None:
    while True:
        time.sleep(_PAUSE)
        seen = look(root)
        if seen != before:
            before = seen
            click.echo("Something changed; building again.", err=True)
            _build(make_site, place)


def _build(make_site: Callable[[datetime], Made], place: Path) -> None:
    """Build, or say why not and leave what is there."""
    try:
        made = make_site(now())
        publish(made.order, place, allow_older=True, say=say)
    except UnsoundError as unsound:
        click.echo(f"{unsound.report}\nhandbook: {unsound}", err=True)
    except VerificationError as failed:
        click.echo("\n".join((*failed.problems, f"handbook: {failed}")), err=True)
    except (StopError, NotPublishedError) as problem:
        click.echo(f"handbook: {problem}", err=True)
    else:
        click.echo(f"Built {len(made.order.site.pages)} pages.", err=True)


def look(root: Path) -> Snapshot:
    """The files that a build depends on, as they are now."""
    snapshot: Snapshot = {}
    for path in _watched(root):
        try:
            state = path.lstat()
        except OSError:
            continue  # gone between the listing and the look
        snapshot[str(path)] = (state.st_mtime_ns, state.st_size)
    return snapshot


def _watched(root: Path) -> Iterator[Path]:
    yield from (root / "registry").rglob("*")
    yield from (root / "docs-site").rglob("*")
    yield root / "mkdocs.yml"
