"""``handbook stage``: the plain Markdown tree, for any static site engine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from handbook.audience.leaks import check_withheld
from handbook.cli.clock import now
from handbook.cli.making import make_or_stop
from handbook.cli.problem import StopError
from handbook.cli.session import PUBLIC, Command, Session, for_audience
from handbook.publish.problem import NotPublishedError, VerificationError
from handbook.publish.publishing import refuse_moved
from handbook.publish.stage import stage

if TYPE_CHECKING:
    from handbook.render.model import Site

EPILOG = """\b
Examples:
  handbook stage /tmp/handbook
  cd /tmp/handbook && mkdocs build --strict
"""


@click.command(cls=Command, name="stage", epilog=EPILOG)
@click.argument("directory", type=click.Path(path_type=Path))
@click.option("--quarantine", is_flag=True, help="As for `handbook build`.")
@for_audience
@click.pass_obj
def command(session: Session, directory: Path, quarantine: bool, audience: str) -> None:
    """Write the pages into DIRECTORY as plain Markdown, for any site engine.

    The directory must be empty or not there. It gets docs/ (Markdown with front matter), theme/
    and mkdocs.yml. What another engine makes of them is not verified.
    """
    public = audience == PUBLIC
    made = make_or_stop(session, now(), allow_quarantine=quarantine, public=public)
    order = made.order
    site = order.with_record()
    try:
        refuse_moved(order)
        stage(site, directory, root=order.root, project=order.project)
        _refuse_leaks(site, directory)
    except VerificationError as failed:
        click.echo("\n".join(failed.problems), err=True)
        raise StopError(f"{failed} Do not publish {directory}.") from failed
    except NotPublishedError as problem:
        raise StopError(str(problem)) from problem
    click.echo(f"{len(site.pages)} pages are in {directory}.")


def _refuse_leaks(site: Site, directory: Path) -> None:
    """Raise ``VerificationError`` if what was written holds what the site leaves out."""
    problems = tuple(check_withheld(directory, site.withheld)) if site.withheld else ()
    if problems:
        raise VerificationError(problems)
