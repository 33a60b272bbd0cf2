"""``handbook due``: the Monday list."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from handbook.cli.adoption.follow_up import owed_as_dict, owed_by, owed_lines, positions_owned_by
from handbook.cli.adoption.ring_first import ring_first_as_dict, ring_first_lines
from handbook.cli.assessing import assessment_of
from handbook.cli.session import Command, Session, unknown
from handbook.cli.table import as_json, clean, counted
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from handbook.assess.model import Assessment, Due
    from handbook.link import Registry

EPILOG = """\b
Examples:
  handbook due
  handbook due --within 30
  handbook due --owner medical-lead
  handbook due --today 2027-01-04        what the list will say on that day
  handbook due --format json
"""

_WHAT = {"unknown": "standing cannot be told"}
"""Where the word for what is due is not the one for people."""


@click.command(cls=Command, name="due", epilog=EPILOG)
@click.option(
    "--within",
    type=click.IntRange(min=0),
    metavar="DAYS",
    help="Only what falls due in so many days. Without it: the network's longest horizon.",
)
@click.option("--owner", metavar="POST", help="Only what this post owns, or answers for.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
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
    asked = positions_owned_by(assessment, owner)
    owed = owed_by(assessment, asked)
    posts = sorted(post.id for post in assessment.registry.of_type("post"))
    if owner is not None and owner not in posts:
        raise unknown("post", owner, posts)
    days = max(assessment.settings.horizons) if within is None else within
    items = [
        item
        for item in assessment.due
        if item.days <= days and (owner is None or item.owner == owner)
    ]
    if form == "json":
        plain = ring_first_as_dict(assessment, asked) | _plain(assessment, items, days)
        click.echo(as_json(plain | owed_as_dict(assessment, owed)))
    else:
        text = [*ring_first_lines(assessment, asked), _text(assessment, items, days)]
        click.echo("\n".join([*text, *owed_lines(assessment, owed)]))


def _text(assessment: Assessment, items: list[Due], days: int) -> str:
    registry = assessment.registry
    until = f"in the next {counted(days, 'day')}"
    head = f"What falls due {until}, on {long_date(assessment.today)}"
    if not items:
        return f"{head}: nothing."
    late = sum(item.days < 0 for item in items)
    lines = [f"{head}: {counted(len(items), 'item')}, {late} late."]
    ranked = sorted(items, key=lambda item: (_owner(registry, item), item.on, item.record))
    for owner, own in groupby(ranked, key=lambda item: _owner(registry, item)):
        lines += ["", owner]
        for item in own:
            name = clean(registry.label(item.record))
            day = f"{_when(item)}, {long_date(item.on)}" if item.dated else "now"
            lines.append(f"  {day}: {_WHAT.get(item.what, item.what)}, {name}")
            if item.since is not None:
                held = ", to be ratified by that day" if item.dated else ""
                lines.append(f"    Suspended since {long_date(item.since)}{held}")
            lines.append(f"    {_decidable(registry, item)}")
    return "\n".join(line for line in lines if line.strip() or not line)


def _owner(registry: Registry, item: Due) -> str:
    if not item.owner:
        return "No owner is named"
    return f"{clean(registry.label(item.owner))} ({item.owner})"


def _when(item: Due) -> str:
    if item.days < 0:
        return f"{counted(-item.days, 'day')} late"
    return "today" if item.days == 0 else f"in {counted(item.days, 'day')}"


def _decidable(registry: Registry, item: Due) -> str:
    if item.meetings:
        names = "; ".join(clean(registry.label(meeting)) for meeting in item.meetings)
        return f"Can be decided at: {names}"
    if item.too_late:
        return f"No meeting can decide it in time: {clean(item.too_late)}"
    return f"Why: {clean(item.why)}" if item.why else ""


def _plain(assessment: Assessment, items: list[Due], days: int) -> dict[str, Any]:
    label = assessment.registry.label
    return {
        "today": assessment.today,
        "within_days": days,
        "items": [
            {
                "what": item.what,
                "record": item.record,
                "title": label(item.record),
                "owner": item.owner,
                "on": item.on if item.dated else None,
                "days": item.days if item.dated else None,
                "since": item.since,
                "why": item.why,
                "meetings": list(item.meetings),
                "no_meeting_because": item.too_late,
            }
            for item in items
        ],
    }
