"""``handbook due``: the Monday list, and telling those who must act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from handbook.cli.adoption.follow_up import owed_by, positions_owned_by
from handbook.cli.assessing import assessment_of, assessment_with_doubts
from handbook.cli.clock import now, today_in
from handbook.cli.formats import format_option, formats_of
from handbook.cli.formats.due import DueAnswer
from handbook.cli.problem import USAGE, StopError
from handbook.cli.session import Command, Session, unknown

if TYPE_CHECKING:
    from handbook.assess.model import Assessment

EPILOG = """\b
Examples:
  handbook due
  handbook due --within 30
  handbook due --owner medical-lead
  handbook due --group executive-committee
  handbook due --today 2027-01-04        what the list will say on that day
  handbook due --format ics > due.ics    for a calendar
  handbook due --sync-issues --dry-run   which reminders would be opened, changed or closed
  handbook due --sync-issues             do it, with the token in GITHUB_TOKEN or GITLAB_TOKEN

\b
How reminders work, and how to stop one: docs/reminders.md
"""


@dataclass(frozen=True, slots=True)
class _Wish:
    """What was typed, apart from what every command shares."""

    within: int | None
    owner: str | None
    group: str | None
    form: str | None
    sync_issues: bool
    dry_run: bool
    at_most: int


@click.command(cls=Command, name="due", epilog=EPILOG)
@click.option(
    "--within",
    type=click.IntRange(min=0),
    metavar="DAYS",
    help="Only what falls due in so many days. Without it: the network's longest horizon; for"
    " reminders, the days for which it calls a review due soon.",
)
@click.option("--owner", metavar="POST", help="Only what this post owns, or answers for.")
@click.option("--group", metavar="GROUP", help="Only what this group may decide.")
@format_option("due", default=None, help="How to write the list. Without it: text.")
@click.option(
    "--sync-issues",
    is_flag=True,
    help="Bring the reminders on the network's GitHub or GitLab up to date: one issue for each"
    " record of which something falls due.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@click.option(
    "--at-most",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    metavar="NUMBER",
    help="Change no more issues than this in one run.",
)
@click.pass_obj
def command(session: Session, /, **typed: object) -> None:
    """List what falls due, by owner, and which meeting can still decide it.

    Above everything stand the organisations that use, by their own answers, a text that the
    network no longer stands behind. Then comes what falls due: of each owner, what is late first;
    where no meeting can decide an item in time, the list says why. At its end stand the
    organisations that have yet to answer whether they adopt a document, those with the most late
    answers first. --owner narrows those two to the organisations whose champion that post is;
    --group leaves them out.
    """
    wish = _Wish(**typed)  # type: ignore[arg-type]  # click has made each what its option says
    if wish.sync_issues:
        _remind(session, wish)
        return
    if wish.dry_run:
        raise StopError("--dry-run goes with --sync-issues.", USAGE)
    click.echo(formats_of("due")[wish.form or "text"](_listed(assessment_of(session), wish)))


def _listed(assessment: Assessment, wish: _Wish) -> DueAnswer:
    """What the list holds. Raises ``StopError`` for a post or group that there is none of."""
    registry, owner, group = assessment.registry, wish.owner, wish.group
    posts = sorted(post.id for post in registry.of_type("post"))
    groups = sorted(record.id for record in registry.with_behaviour("group"))
    for what, name, known in (("post", owner, posts), ("group", group, groups)):
        if name is not None and name not in known:
            raise unknown(what, name, known)
    positions = [] if group else positions_owned_by(assessment, owner)
    owed = owed_by(assessment, positions)
    days = max(assessment.settings.horizons) if wish.within is None else wish.within
    items = [
        item
        for item in assessment.due
        if item.days <= days
        and owner in (None, item.owner)
        and (group is None or group in item.groups)
    ]
    return DueAnswer(assessment, items, days, positions, owed)


def _remind(session: Session, wish: _Wish) -> None:
    """Bring the reminders up to date. Raises ``StopError`` where that would mislead anybody."""
    from handbook.cli.forge.syncing import Reminding, sync  # noqa: PLC0415 - TLS and HTTP are heavy

    if wish.owner or wish.group or wish.form:
        raise StopError(
            "--sync-issues is about everything that falls due, since what it does not find it"
            " closes: it takes no --owner, --group or --format.",
            USAGE,
        )
    _refuse_another_day(session, wish)
    assessment, doubts = assessment_with_doubts(session)
    within = assessment.settings.due_soon_days if wish.within is None else wish.within
    sync(Reminding(assessment, within, wish.at_most, doubts), rehearsal=wish.dry_run)


def _refuse_another_day(session: Session, wish: _Wish) -> None:
    """Nobody is told today what is so on another day; a rehearsal may be of any."""
    today = today_in(session.zone(), now())
    if session.today not in (None, today) and not wish.dry_run:
        raise StopError(
            f"Nobody is reminded as on another day than today, {today}. To see what would be done"
            " on that day, add --dry-run.",
            USAGE,
        )
