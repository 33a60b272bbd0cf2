"""``handbook due --sync-issues``: the reminders on the forge say what the register says."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import click

from handbook.cli.forge.connection import secure_opener
from handbook.cli.forge.limits import Pace
from handbook.cli.forge.problem import ForgeError
from handbook.cli.forge.tracker import TOKENS, token_of, tracker_of
from handbook.cli.problem import StopError
from handbook.cli.table import clean
from handbook.remind.gathering import matters
from handbook.remind.issues import ReminderLinks, accounts_named, farewell, reminder_of
from handbook.remind.model import Act
from handbook.remind.planning import plan
from handbook.remind.telling import beside, step_line, tally
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handbook.assess.model import Assessment
    from handbook.assess.settings.model import Forge
    from handbook.cli.forge.tracker import Tracker
    from handbook.remind.model import IssueStep, SyncPlan, TrackedIssue

PACE = Pace(time.sleep, time.time)


@dataclass(frozen=True, slots=True)
class Reminding:
    """What reminders are made from. ``doubts`` are reasons why nothing may be closed today."""

    assessment: Assessment
    within: int
    at_most: int
    doubts: tuple[str, ...] = ()
    links: ReminderLinks = field(default_factory=ReminderLinks)


def sync(reminding: Reminding, *, rehearsal: bool) -> None:
    """Bring the reminders of the network's forge up to date, or only say what would be done.

    Raises ``StopError`` if the settings name no forge, there is no token, or the forge does not do
    what it is asked: then it says what was done until then, and never that nothing is due.
    """
    forge = reminding.assessment.settings.forge
    if forge is None:
        raise StopError(
            "The network's settings name no server for its repository, so there is nowhere to"
            " remind anybody. Write `forge` into the settings of registry/network.yaml."
        )
    token = token_of(forge, os.environ)
    if not token:
        _without_token(reminding, forge, rehearsal=rehearsal)
        return
    try:
        tracker = tracker_of(forge, token, PACE, secure_opener())
        wanted = planned(reminding, tracker.issues(), tracker)
    except ForgeError as problem:
        raise StopError(
            f"No reminder was looked at or changed, since {_name(forge)} could not be asked:"
            f" {problem}. This says nothing about what is due: see `handbook due`."
        ) from problem
    click.echo(_head(reminding, forge, rehearsal=rehearsal))
    if rehearsal:
        for step in wanted.steps:
            click.echo(clean(step_line(step, done=False)))
    else:
        carry_out(wanted.steps, tracker, _name(forge))
    click.echo(tally(wanted.steps, wanted.unchanged, done=not rehearsal))
    for line in beside(wanted, reminding.at_most, reminding.doubts):
        click.echo(clean(line))


def planned(
    reminding: Reminding, issues: Sequence[TrackedIssue], tracker: Tracker | None
) -> SyncPlan:
    """What is to be done with these issues; ``tracker`` knows to whom one may be given."""
    assessment = reminding.assessment
    due = matters(assessment, reminding.within)
    accounts = accounts_named(assessment, due)
    able = tracker.assignable(sorted(accounts)) if tracker else accounts
    network = assessment.registry.network()
    return plan(
        network.id if network else "no-network",
        [reminder_of(assessment, matter, reminding.links, able) for matter in due],
        issues,
        farewell=partial(farewell, assessment),
        closing=not reminding.doubts,
        at_most=reminding.at_most,
    )


def carry_out(steps: Sequence[IssueStep], tracker: Tracker, name: str) -> None:
    """Do the steps one after the other, saying each. Raises ``StopError`` where one fails."""
    for number, step in enumerate(steps):
        try:
            made = _carried_out(step, tracker)
        except ForgeError as problem:
            raise StopError(
                f"{name} did not do what it was asked: {problem}. Of {len(steps)} changes"
                f" {number} were made. The next run goes on from there."
            ) from problem
        click.echo(clean(step_line(step, made, done=True)))


def _carried_out(step: IssueStep, tracker: Tracker) -> int:
    """Do one step; the number of its issue."""
    if step.act is Act.OPEN:
        return tracker.make(step.content).number
    tracker.change(step.number, step.content)
    return step.number


def _without_token(reminding: Reminding, forge: Forge, *, rehearsal: bool) -> None:
    """Without a token nothing can be read; a rehearsal shows what an empty list would get."""
    names = " or ".join(reversed(TOKENS[forge.kind]))
    if not rehearsal:
        raise StopError(f"There is no token for {_name(forge)}. Put one into {names}.")
    click.echo(_head(reminding, forge, rehearsal=True))
    click.echo(
        f"There is no token in {names}, so nobody can tell which reminders are there already. If"
        " there were none:"
    )
    wanted = planned(reminding, (), None)
    for step in wanted.steps:
        click.echo(clean(step_line(step, done=False)))
    for line in beside(wanted, reminding.at_most, reminding.doubts):
        click.echo(clean(line))


def _head(reminding: Reminding, forge: Forge, *, rehearsal: bool) -> str:
    day = long_date(reminding.assessment.today)
    only = " (a rehearsal: nothing is changed)" if rehearsal else ""
    return f"Reminders on {_name(forge)}, {forge.url}, on {day}{only}:"


def _name(forge: Forge) -> str:
    return {"github": "GitHub", "gitlab": "GitLab"}[forge.kind]
