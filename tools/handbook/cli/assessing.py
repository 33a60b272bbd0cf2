"""The registry of a session, read, checked and assessed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import click

from handbook.check import assessed, check
from handbook.check.reach import Reach
from handbook.cli.clock import given, now, today_in, zone_of
from handbook.cli.problem import StopError
from handbook.cli.table import counted
from handbook.history.moment import look
from handbook.history.signatures import SignatureReader
from handbook.load import NoRepositoryError
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from handbook.assess.model import Assessment
    from handbook.check import Checked
    from handbook.check.model import Assessed
    from handbook.cli.session import Session
    from handbook.history import History
    from handbook.history.moment import Seen
    from handbook.load.trees.against import Against
    from handbook.load.trees.base import Tree
    from handbook.rules.signed import Ask
    from handbook.source.markdown.bodies import Bodies


_BODIES = "handbook.bodies"
"""Under this name a command's context holds the texts that it has read."""


class Judge(Protocol):
    """What judges a tree: ``handbook.check.check``, or ``handbook.gate.passed`` for a root."""

    def __call__(
        self,
        tree: Tree,
        *,
        today: date,
        history: History,
        against: Against | None = None,
        signatures: Ask | None = None,
        bodies: Bodies | None = None,
    ) -> Checked:
        """What is found in a tree, as on ``today``."""


def checked(
    session: Session,
    moment: datetime | None = None,
    against: Against | None = None,
    seen: Seen | None = None,
    *,
    history: bool = True,
    judge: Judge = check,
) -> Checked:
    """Read, check and assess the registry of this session, as a branch if given a base.

    ``seen`` is the registry, if it was read already. Without ``history`` git is not asked for
    signatures. ``judge`` is what judges it: the check, or the whole gate.
    """
    seen = seen or look(session.where())
    return judge(
        seen.tree,
        today=session.day(moment or now()),
        history=seen.history,
        against=against,
        signatures=signatures_of(session) if history else None,
        bodies=_bodies(session),
    )


def _bodies(session: Session) -> Bodies:
    """The texts that this command reads; what it read of them is kept when the command ends."""
    from handbook.cache import bodies_kept  # noqa: PLC0415  only where texts are read

    context = click.get_current_context()
    bodies: Bodies | None = context.meta.get(_BODIES)
    if bodies is None:
        bodies = context.with_resource(bodies_kept(session.where(), fresh=session.fresh))
        context.meta[_BODIES] = bodies
    return bodies


def compared(session: Session, base: str, *, judge: Judge = check) -> Checked:
    """Check a branch against its base, and say on stderr what it was compared with.

    ``judge`` is as for ``checked``. Raises ``StopError`` if it cannot be judged.
    """
    from handbook.load.trees.against import read_against  # noqa: PLC0415  only of a branch

    seen = look(session.where())
    try:
        against = read_against(session.where(), base, seen.tree)
    except NoRepositoryError as problem:
        raise StopError(f"This branch cannot be judged: {problem}.") from problem
    moved = " What is judged is what merging would give." if against.result else ""
    click.echo(
        f"handbook: authority is read from {base} ({against.base_commit[:12]}); changes are told"
        f" from where this branch left it ({against.before_commit[:12]}).{moved}",
        err=True,
    )
    return checked(session, against=against, seen=seen, judge=judge)


def signatures_of(session: Session) -> SignatureReader:
    """The one who asks git for signatures, should the network want them."""
    return SignatureReader(session.where(), zone_of(session.zone()))


def assessment_of(session: Session, reach: Reach = Reach.EVERYTHING) -> Assessment:
    """The assessment alone, with a word on stderr when there are errors. Raises ``StopError``."""
    return readable(session, look(session.where()), session.day(now()), reach=reach)


def assessment_with_doubts(session: Session) -> tuple[Assessment, tuple[str, ...]]:
    """The assessment, and every reason why nobody may act on what it does *not* say is due.

    A record with an error is left out of what is assessed, and with it what falls due of it; files
    that are not committed are nobody's word but the writer's. Raises ``StopError``.
    """
    known, assessment = _judged(session, look(session.where()), session.day(now()))
    doubts = []
    if known.errors:
        doubts.append(f"the registry has at least {counted(len(known.errors), 'error')}")
    if assessment.distrust:
        doubts.append("not all of its decisions can be believed")
    if assessment.history.dirty or not assessment.history.commit:
        doubts.append("not all that was read is saved in the repository")
    doubts += _doubts_of_the_clock(session, assessment.history.committed)
    return assessment, tuple(doubts)


def _doubts_of_the_clock(session: Session, committed: datetime | None) -> Iterator[str]:
    """Why the day by which something is due or not may be another than today."""
    if given():
        yield "the day was named by SOURCE_DATE_EPOCH and not read from the clock"
    today = today_in(session.zone(), now())
    if committed is not None and today < (last := today_in(session.zone(), committed)):
        yield (
            f"the clock says {long_date(today)}, but the last change was saved on"
            f" {long_date(last)}, so the clock may be wrong"
        )


def readable(
    session: Session,
    seen: Seen,
    day: date,
    *,
    then: str = "",
    reach: Reach = Reach.EVERYTHING,
) -> Assessment:
    """What is true of a registry on a day, with a word on stderr when there are errors.

    ``then`` says of which day a registry of the past is; `handbook check` cannot show its errors.
    What texts say is not judged, so there may be more errors than are counted. Raises ``StopError``
    when the registry cannot be put together.
    """
    return _judged(session, seen, day, then=then, reach=reach)[1]


def _judged(
    session: Session,
    seen: Seen,
    day: date,
    *,
    then: str = "",
    reach: Reach = Reach.EVERYTHING,
) -> tuple[Assessed, Assessment]:
    signatures = signatures_of(session)
    known = assessed(seen.tree, today=day, history=seen.history, signatures=signatures, reach=reach)
    errors = len(known.errors)
    look_there = "" if then else " (see `handbook check`)"
    if known.assessment is None:
        raise StopError(
            f"The registry{then} could not be put together, so there is nothing to show."
            + ("" if then else " `handbook check` says what is wrong.")
        )
    if errors:
        click.echo(
            f"handbook: the registry{then} has at least {counted(errors, 'error')}{look_there}; "
            "what follows is only as good as what can be read.",
            err=True,
        )
    return known, known.assessment
