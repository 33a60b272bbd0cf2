"""``handbook due``: the Monday list, and telling those who must act."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handbook.cli.adoption.follow_up import owed_by, positions_owned_by
from handbook.cli.assessing import assessment_with_doubts
from handbook.cli.completion import ids
from handbook.cli.formats import format_option, formats_of
from handbook.cli.formats.due import DueAnswer
from handbook.cli.mailing import keep_letters, send_letters
from handbook.cli.problem import USAGE, StopError
from handbook.cli.reminding.last import note
from handbook.cli.session import Command, Session, refuse_another_day, unknown
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from handbook.assess.model import Assessment

EPILOG = """\b
Examples:
  handbook due
  handbook due --within 30
  handbook due --owner medical-lead
  handbook due --group executive-committee
  handbook due --format week             what to do this week: what, who, by when, what next
  handbook due --today 2027-01-04        what the list will say on that day
  handbook due --format ics > due.ics    for a calendar
  handbook due --sync-issues --dry-run   which reminders would be opened, changed or closed
  handbook due --sync-issues             do it, with the token in GITHUB_TOKEN or GITLAB_TOKEN
  handbook due --format email --output letters     the week's letters as files, to look at
  handbook due --send --dry-run          who would be written to
  handbook due --send --server mail.example.org:587

\b
The mail server may also be named in HANDBOOK_SMTP_SERVER; who we are on it comes from
HANDBOOK_SMTP_USER and HANDBOOK_SMTP_PASSWORD alone.
How reminders work, and how to stop one: docs/reminders.md
"""


@dataclass(frozen=True, slots=True)
class _Wish:
    """What was typed, apart from what every command shares."""

    within: int | None
    owner: str | None
    group: str | None
    form: str | None
    output: Path | None
    sync_issues: bool
    send: bool
    dry_run: bool
    at_most: int
    server: str | None
    sender: str | None
    record: Path | None


@click.command(cls=Command, name="due", epilog=EPILOG)
@click.option(
    "--within",
    type=click.IntRange(min=0),
    metavar="DAYS",
    help="Only what falls due in so many days. Without it: the network's longest horizon; for"
    " reminders, the days for which it calls a review due soon.",
)
@click.option(
    "--owner",
    metavar="POST",
    shell_complete=ids(KnownType.POST),
    help="Only what this post owns, or answers for.",
)
@click.option(
    "--group",
    metavar="GROUP",
    shell_complete=ids(having="group"),
    help="Only what this group may decide.",
)
@format_option("due", default=None, help="How to write the list. Without it: text.")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIRECTORY",
    help="With --format email: write each letter into a file of its own there.",
)
@click.option(
    "--sync-issues",
    is_flag=True,
    help="Bring the reminders on the network's GitHub or GitLab up to date: one issue for each"
    " record of which something falls due.",
)
@click.option(
    "--send",
    is_flag=True,
    help="Write to each post by e-mail what falls due with it, at its address in the register.",
)
@click.option(
    "--dry-run", is_flag=True, help="With --sync-issues or --send: only say what would be done."
)
@click.option(
    "--at-most",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    metavar="NUMBER",
    help="Change no more issues than this in one run.",
)
@click.option("--server", metavar="HOST:PORT", help="The mail server to send by.")
@click.option(
    "--from",
    "sender",
    metavar="ADDRESS",
    help="The address that letters come from. Without it: the network's own.",
)
@click.option(
    "--record",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write down there that it was done, for `handbook build --reminded FILE`.",
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
    _refuse_what_does_not_go_together(wish)
    if wish.sync_issues or wish.send:
        refuse_another_day(session, rehearsal=wish.dry_run)
    if wish.sync_issues:
        _remind(session, wish)
        if wish.record and not wish.dry_run:
            note(wish.record, letters=False)
        return
    assessment, doubts = assessment_with_doubts(session)
    answer = _listed(assessment, wish, doubts)
    if wish.send:
        send_letters(answer, wish.sender, wish.server, rehearsal=wish.dry_run)
        if wish.record and not (wish.dry_run or wish.owner):
            note(wish.record, letters=True)
    elif wish.output is not None:
        keep_letters(answer, wish.sender, wish.output)
    else:
        click.echo(formats_of("due")[wish.form or "text"](answer))


def _refuse_what_does_not_go_together(wish: _Wish) -> None:
    """Raise ``StopError`` for options of which one would have no effect, or a wrong one."""
    if wish.sync_issues and (wish.owner or wish.group or wish.form or wish.send):
        raise StopError(
            "--sync-issues is about everything that falls due, since what it does not find it"
            " closes: it goes with no --owner, --group, --format or --send.",
            USAGE,
        )
    if wish.send and (wish.group or wish.form):
        raise StopError("--send goes with no --group and no --format.", USAGE)
    if wish.dry_run and not (wish.sync_issues or wish.send):
        raise StopError("--dry-run goes with --sync-issues or --send.", USAGE)
    if wish.group and wish.form == "email":
        raise StopError("Letters are for posts: --format email goes with no --group.", USAGE)
    if wish.output and wish.form != "email":
        raise StopError("--output goes with --format email.", USAGE)
    if wish.record and not (wish.sync_issues or wish.send):
        raise StopError("--record goes with --sync-issues or --send.", USAGE)
    if wish.server and not wish.send:
        raise StopError("--server goes with --send.", USAGE)


def _listed(assessment: Assessment, wish: _Wish, doubts: tuple[str, ...]) -> DueAnswer:
    """What the list holds. Raises ``StopError`` for a post or group that there is none of."""
    registry, owner, group = assessment.registry, wish.owner, wish.group
    posts = sorted(post.id for post in registry.of_type(KnownType.POST))
    groups = sorted(record.id for record in registry.with_behaviour("group"))
    for what, name, known in (("post", owner, posts), ("group", group, groups)):
        if name is not None and name not in known:
            raise unknown(what, name, known)
    positions = [] if group else positions_owned_by(assessment, owner)
    owed = owed_by(assessment, positions)
    days = max(assessment.settings.horizons) if wish.within is None else wish.within
    if wish.form == "email" or wish.send:
        days = _soon(assessment, wish)
    items = [
        item
        for item in assessment.due
        if item.days <= days
        and owner in (None, item.owner)
        and (group is None or group in item.groups)
    ]
    return DueAnswer(assessment, items, days, positions, owed, owner, group, doubts)


def _soon(assessment: Assessment, wish: _Wish) -> int:
    """The days within which somebody is reminded or written to."""
    return assessment.settings.due_soon_days if wish.within is None else wish.within


def _remind(session: Session, wish: _Wish) -> None:
    """Bring the reminders on the forge up to date."""
    from handbook.cli.forge.syncing import Reminding, sync  # noqa: PLC0415 - TLS and HTTP are heavy
    from handbook.cli.reminding.links import links_of  # noqa: PLC0415 - as above

    assessment, doubts = assessment_with_doubts(session)
    within, links = _soon(assessment, wish), links_of(assessment)
    reminding = Reminding(assessment, within, wish.at_most, doubts, links)
    sync(reminding, rehearsal=wish.dry_run)
