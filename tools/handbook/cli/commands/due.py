"""``handbook due``: the Monday list."""

from __future__ import annotations

import click

from handbook.cli.adoption.follow_up import owed_by, positions_owned_by
from handbook.cli.assessing import assessment_of
from handbook.cli.formats import format_option, formats_of
from handbook.cli.formats.due import DueAnswer
from handbook.cli.session import Command, Session, unknown

EPILOG = """\b
Examples:
  handbook due
  handbook due --within 30
  handbook due --owner medical-lead
  handbook due --today 2027-01-04        what the list will say on that day
  handbook due --format json
"""


@click.command(cls=Command, name="due", epilog=EPILOG)
@click.option(
    "--within",
    type=click.IntRange(min=0),
    metavar="DAYS",
    help="Only what falls due in so many days. Without it: the network's longest horizon.",
)
@click.option("--owner", metavar="POST", help="Only what this post owns, or answers for.")
@format_option("due")
@click.pass_obj
def command(session: Session, within: int | None, owner: str | None, form: str) -> None:
    """List what falls due, by owner, and which meeting can still decide it.

    Above everything stand the organisations that use, by their own answers, a text that the
    network no longer stands behind. Then comes what falls due: of each owner, what is late first;
    where no meeting can decide an item in time, the list says why. At its end stand the
    organisations that have yet to answer whether they adopt a document, those with the most late
    answers first. --owner narrows those two to the organisations whose champion that post is.
    """
    assessment = assessment_of(session)
    positions = positions_owned_by(assessment, owner)
    owed = owed_by(assessment, positions)
    posts = sorted(post.id for post in assessment.registry.of_type("post"))
    if owner is not None and owner not in posts:
        raise unknown("post", owner, posts)
    days = max(assessment.settings.horizons) if within is None else within
    items = [
        item
        for item in assessment.due
        if item.days <= days and (owner is None or item.owner == owner)
    ]
    answer = DueAnswer(assessment, items, days, positions, owed)
    click.echo(formats_of("due")[form](answer))
