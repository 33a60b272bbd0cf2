"""From a registry on disk to a site in memory: the one gate, whoever builds."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import click

from handbook import __version__
from handbook.audience.edition import NoPublicEditionError
from handbook.cache import folder_of
from handbook.cli.assessing import checked
from handbook.cli.cases import rule_examples
from handbook.cli.clock import today_in
from handbook.cli.problem import CANNOT_RUN, FOUND, StopError
from handbook.cli.progress import say
from handbook.cli.table import clean, counted
from handbook.forge.addresses import page_address
from handbook.gate.making import pages
from handbook.gate.obstacles import page_findings
from handbook.history.files import Moment
from handbook.history.moment import look
from handbook.offline.installing import saves_pages
from handbook.offline.order import offline_order
from handbook.publish.config import project_config
from handbook.publish.engine.kept_pages import PAGES, KeptPages
from handbook.publish.problem import NotPublishedError, VerificationError
from handbook.publish.publishing import Order, publish, standing_of
from handbook.publish.record import Build
from handbook.publish.verify import Expected
from handbook.quarantine import held_back, quarantine
from handbook.remind.last import NOT_KNOWN, LastReminded
from handbook.render import Stamp
from handbook.render.context import DEMONSTRATION
from handbook.render.site import ClashError
from handbook.report import report

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from handbook.assess.model import Assessment
    from handbook.assess.settings.model import Settings
    from handbook.check import Checked
    from handbook.cli.session import Session
    from handbook.load.trees.base import Tree
    from handbook.render.model import Site

_SHOWN = 20
"""Differences that are listed; of more, the number is told."""


@dataclass(frozen=True, slots=True)
class Made:
    """What can be published, and what had to be left out of it, in sentences.

    ``plainer`` says which records are shown otherwise than their type asks, and why.
    """

    order: Order
    left_out: tuple[str, ...]
    differs: tuple[str, ...] = ()
    """How the files are not those of the commit that is named, in sentences."""
    plainer: tuple[str, ...] = ()


class UnsoundError(StopError):
    """Nothing is built from a registry with errors. ``report`` is what `check` would say."""

    def __init__(self, message: str, report: str, code: int = FOUND) -> None:
        super().__init__(message, code)
        self.report = report


def make(
    session: Session,
    moment: datetime,
    *,
    allow_quarantine: bool = False,
    preview: bool = False,
    public: bool = False,
    saves: bool = False,
    reminded: LastReminded = NOT_KNOWN,
) -> Made:
    """Check the registry and render it. Raises ``UnsoundError`` if it must not be built.

    ``saves``: browsers may save its pages, if the settings say so.
    A page that cannot be made as its template asks stops nothing, since a stop of another document,
    or of that one, may wait behind it: it is made in a plainer way.
    """
    root = session.where()
    seen = look(root)
    outcome = checked(session, moment, seen=seen)
    held, left_out = sound(outcome, allow_quarantine=allow_quarantine)
    order = _order(
        outcome,
        root,
        moment,
        held,
        seen.tree,
        preview=preview,
        public=public,
        saves=saves,
        reminded=reminded,
    )
    order = replace(order, kept=_pages_kept(session, public=public))
    faults = page_findings(order.site.faults)
    differs = tuple(map(str, seen.history.differs))
    plainer = tuple(f"{fault.path}: {fault.message}" for fault in faults)
    return Made(order, left_out, differs, plainer)


def sound(
    outcome: Checked, *, allow_quarantine: bool = False
) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """What must be held back, by record, and sentences on all that is left out.

    Raises ``UnsoundError`` for errors, unless they can be and may be held back.
    """
    if not outcome.errors:
        return {}, ()
    if not allow_quarantine:
        raise _unsound(outcome, ())

    sorted_out = quarantine(outcome)
    if sorted_out.blocking:
        raise _unsound(outcome, sorted_out.blocking)
    held = sorted_out.reasons
    return held, (*(f"{name}: {why}" for name, why in held.items()), *sorted_out.left_out)


def _pages_kept(session: Session, *, public: bool) -> KeptPages | None:
    """The pages made before; ``None`` where none are to be used, or nothing can be kept safely.

    Those of the public edition are kept apart, though none that is not wholly the same is used.
    """
    folder = None if session.fresh else folder_of(session.where())
    name = f"{PAGES}-public" if public else PAGES
    return KeptPages(folder / name) if folder is not None else None


def _order(
    outcome: Checked,
    root: Path,
    moment: datetime,
    held: Mapping[str, str],
    tree: Tree,
    *,
    preview: bool,
    public: bool,
    saves: bool,
    reminded: LastReminded,
) -> Order:
    if outcome.assessment is None:  # only a check that failed of itself, without an error to show
        raise StopError("The registry could not be put together, so nothing can be built.")
    assessment = held_back(outcome.assessment, held)
    history = assessment.history
    real = today_in(assessment.settings.time_zone, moment)
    stamp = Stamp(
        history.commit,
        moment,
        assessment.today,
        __version__,
        real,
        uncommitted=history.dirty or not history.commit,
        preview=preview,
        public=public,
        saves=saves and saves_pages(assessment.settings, public=public),
        reminded=reminded,
    )
    notice = DEMONSTRATION if assessment.settings.demonstration else ""
    try:
        project = project_config(root)
    except NotPublishedError as problem:
        raise StopError(str(problem)) from problem
    site = _site(outcome, assessment, tree, stamp, held)
    return Order(
        site=site,
        root=root,
        project=project,
        expected=Expected(stamp, notice),
        build=Build.of(stamp, history.committed),
        environment=dict(os.environ),
        marks=Moment(root, tree).marks(),
        offline=offline_order(site, assessment, stamp, _address(assessment.settings, project)),
    )


def _address(settings: Settings, project: Mapping[str, Any]) -> str:
    """Where the handbook is read, with a stroke at its end; empty if nobody said."""
    address = page_address(settings, "") or str(project.get("site_url") or "")
    return f"{address.rstrip('/')}/" if address else ""


def _site(
    outcome: Checked, assessment: Assessment, tree: Tree, stamp: Stamp, held: Mapping[str, str]
) -> Site:
    try:
        return pages(assessment, tree, stamp, outcome.findings, held, rule_examples())
    except NoPublicEditionError as problem:
        raise StopError(f"Nothing was built: {problem}", FOUND) from problem
    except (ClashError, NotPublishedError) as problem:
        raise StopError(str(problem)) from problem


def _unsound(outcome: Checked, blocking: tuple[str, ...]) -> UnsoundError:
    errors = counted(len(outcome.errors), "error")
    reason = f"The registry has {errors}, so nothing is built from it."
    if blocking:
        reason = "Some of the errors cannot be quarantined, so nothing is built:\n" + "\n".join(
            f"  {line}" for line in blocking
        )
    code = CANNOT_RUN if outcome.cannot_run else FOUND
    return UnsoundError(reason, report(outcome, "text"), code)


def make_or_stop(
    session: Session,
    moment: datetime,
    *,
    allow_quarantine: bool = False,
    preview: bool = False,
    public: bool = False,
    saves: bool = False,
    reminded: LastReminded = NOT_KNOWN,
) -> Made:
    """Like ``make``, with the report on stderr first where the registry is not sound."""
    try:
        made = make(
            session,
            moment,
            allow_quarantine=allow_quarantine,
            preview=preview,
            public=public,
            saves=saves,
            reminded=reminded,
        )
    except UnsoundError as unsound:
        click.echo(unsound.report, err=True)
        raise
    _tell_differences(made)
    notice = made.order.expected.stamp.notice
    if notice:
        click.echo(f"handbook: every page says: {notice}", err=True)
    if made.left_out:
        click.echo("handbook: quarantined, and said so on their pages:", err=True)
        for line in made.left_out:
            click.echo(f"  {line}", err=True)
    if made.plainer:
        heading = "handbook: shown in a plainer way, since their template fails (`handbook check`):"
        click.echo(heading, err=True)
        for line in made.plainer:
            click.echo(f"  {line}", err=True)
    for line in not_made(made.order.site.left_out):
        click.echo(f"handbook: {line}", err=True)
    return made


def not_made(left_out: Mapping[str, str]) -> list[str]:
    """The files for other systems that were left out, a line for each reason."""
    paths: dict[str, list[str]] = {}
    for path, why in sorted(left_out.items()):
        paths.setdefault(why, []).append(path)
    return [f"not made: {_some(named)}. {clean(why)}" for why, named in paths.items()]


def _some(paths: Sequence[str]) -> str:
    """The first of several paths, and how many more there are."""
    more = f" and {counted(len(paths) - 1, 'more file')}" if len(paths) > 1 else ""
    return f"{paths[0]}{more}"


def publish_or_stop(made: Made, place: Path, *, allow_older: bool) -> None:
    """Publish what was made at ``place``, once it is verified.

    Raises ``StopError``, with what is wrong on stderr and what stands there now in its words.
    """
    try:
        publish(made.order, place, allow_older=allow_older, say=say)
    except VerificationError as failed:
        for problem in failed.problems:
            click.echo(problem, err=True)
        raise StopError(f"{failed} {standing_of(place)}", CANNOT_RUN) from failed
    except NotPublishedError as problem:
        raise StopError(str(problem)) from problem


def _tell_differences(made: Made) -> None:
    """Say on stderr, of what was built, how it is not what the named commit holds."""
    commit = made.order.expected.stamp.commit[:12]
    if not made.differs:
        return
    click.echo(f"handbook: what is built is not what commit {commit} holds, and says so:", err=True)
    for line in made.differs[:_SHOWN]:
        click.echo(f"  {clean(line)}", err=True)
    if len(made.differs) > _SHOWN:
        click.echo(f"  and {len(made.differs) - _SHOWN} more", err=True)
