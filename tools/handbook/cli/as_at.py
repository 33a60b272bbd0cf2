"""``--as-at`` and ``--as-known``: the same questions, asked of another day.

*As at* a day: what applied on it, by the days on which decisions took effect, going by all that is
recorded now. *As known* on a day: what the register itself said on it, going by what had been
merged to the main line.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import click

from handbook.assess import assess
from handbook.cli.assessing import assessment_of, readable
from handbook.cli.clock import now, start_of
from handbook.cli.problem import USAGE, StopError
from handbook.cli.session import read_day
from handbook.history import History
from handbook.history.mainline import CannotTellError, known_by
from handbook.history.moment import Seen
from handbook.load.codes import UNREADABLE
from handbook.load.trees.repository import NoRepositoryError
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from pathlib import Path

    from handbook.assess.model import Assessment
    from handbook.check.reach import Reach
    from handbook.cli.session import Session
    from handbook.history.mainline import Point

Function = TypeVar("Function", bound="Callable[..., Any]")

HELP = """\b
Two questions about another day:
  --as-at     what applied on it, going by everything that is recorded today
  --as-known  what this register said on it, going by what had been merged
"""


@dataclass(frozen=True, slots=True)
class DatedAssessment:
    """An assessment, and of which day and with which knowledge. ``day`` is empty for today."""

    assessment: Assessment
    today: date
    day: date | None = None
    sentences: tuple[str, ...] = ()
    """What stands above the answer, in words."""
    plain: Mapping[str, Any] = field(default_factory=dict)
    """The same for JSON."""

    @property
    def heading(self) -> str:
        """What stands above an answer in words, each sentence with an empty line below it."""
        return "".join(f"{sentence}\n\n" for sentence in self.sentences)


def day_options(command: Function) -> Function:
    """The two options, given to a command."""
    for name, what in (
        ("--as-known", "What this register said on that day, by what had been merged (needs git)."),
        ("--as-at", "What applied on that day, by everything recorded today."),
    ):
        command = click.option(name, callback=read_day, metavar="DATE", help=what)(command)
    return command


def assessment_for(
    session: Session, as_at: date | None, as_known: date | None, reach: Reach
) -> DatedAssessment:
    """The assessment that was asked for; of today, if neither day is given."""
    if as_at is not None and as_known is not None:
        raise StopError(
            "--as-at and --as-known are two questions: ask one at a time. --as-at says what "
            "applied on a day, --as-known what this register said on it.",
            USAGE,
        )
    today = session.day(now())
    if as_known is not None:
        return _as_known(session, as_known, today, reach)
    assessment = assessment_of(session, reach)
    if as_at is None:
        return DatedAssessment(assessment, today, plain={"today": assessment.today})
    return _as_at(assessment, as_at)


def _as_at(assessment: Assessment, day: date) -> DatedAssessment:
    today = assessment.today
    sentence = (
        f"As at {long_date(day)}: what applied on that day, by the dates on which decisions took "
        f"effect, going by everything recorded up to {long_date(today)}."
    )
    if day > today:
        sentence = (
            f"As at {long_date(day)}, a day yet to come: what will apply if nothing further is "
            f"decided, going by everything recorded up to {long_date(today)}."
        )
    return DatedAssessment(
        assess(assessment.registry, assessment.history, today, day),
        today,
        day,
        (sentence,),
        {"today": today, "as_at": day},
    )


def _as_known(session: Session, day: date, today: date, reach: Reach) -> DatedAssessment:
    if day > today:
        raise StopError(
            f"{long_date(day)} has not come yet, so nobody can tell what will be known on it. "
            "--as-at says what will apply by what is decided so far.",
            USAGE,
        )
    root = session.where()
    point = _point(session, root, day)
    tree = _tree(root, point, day)
    then = History(point.commit, point.committed)
    seen = Seen(tree, then)
    assessment = readable(session, seen, day, then=f", as it was on {long_date(day)},", reach=reach)
    merged = point.committed.date()
    line = f" ({point.line})" if point.line else ""
    sentence = (
        f"As known on {long_date(day)}: what this register said on that day. Read from the main "
        f"line{line} as it was then, commit {point.commit[:12]} of {long_date(merged)}."
    )
    plain = {
        "today": today,
        "as_known": day,
        "commit": point.commit,
        "committed": point.committed.isoformat(),
        "line": point.line,
    }
    return DatedAssessment(assessment, today, day, (sentence,), plain)


def _point(session: Session, root: Path, day: date) -> Point:
    """The commit that the main line had reached by the end of a day, where the network is."""
    try:
        return known_by(root, start_of(session.zone(), day, days_later=1))
    except CannotTellError as problem:
        raise StopError(
            f"What was known on {long_date(day)} cannot be told. {problem} "
            "(--as-at needs no git history.)"
        ) from problem


def _tree(root: Path, point: Point, day: date) -> Any:
    """The files as that commit held them; all of them, or none."""
    from handbook.load.trees.revision import GitTree  # noqa: PLC0415  only of another day

    try:
        tree = GitTree(root, point.commit)
    except NoRepositoryError as problem:
        raise StopError(f"What was known on {long_date(day)} cannot be told: {problem}.") from None
    if any(problem.code is UNREADABLE for problem in tree.problems):
        raise StopError(
            f"What was known on {long_date(day)} cannot be told: this copy of the repository does "
            "not hold all files of that time. A full clone does."
        )
    if not tree.paths():
        raise StopError(
            f"On {long_date(day)} there was no register here yet: commit {point.commit[:12]}, "
            f"the last of the main line by then, holds no registry/ folder in this place."
        )
    return tree
