"""Who has what to do: actions by owner and group, and reviews by month and owner."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.assess.words import DueKind
from handbook.source.dates import day_or_none
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from handbook.assess.model import Assessment
    from handbook.load.model import Record


@dataclass(frozen=True, slots=True)
class OpenAction:
    """An action that is not done: whose it is, which group asked for it, and by when."""

    action: str
    owner: str
    group: str
    """Empty where no meeting asked for it."""
    meeting: str
    due: date
    late: bool


@dataclass(frozen=True, slots=True)
class MonthLoad:
    """How many documents fall due for review in a month, by the post that owns them."""

    year: int
    month: int
    late: bool
    """Whether they are those whose day has passed, whichever month that was."""
    owners: tuple[tuple[str, int], ...]
    """The posts, those with most first."""
    documents: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many there are in all."""
        return len(self.documents)


def open_actions(assessment: Assessment) -> tuple[OpenAction, ...]:
    """Every action that is not done, by the day it is due."""
    registry = assessment.registry
    actions = (_open(assessment, record) for record in registry.of_type(KnownType.ACTION))
    return tuple(sorted(filter(None, actions), key=lambda action: (action.due, action.action)))


def _open(assessment: Assessment, record: Record) -> OpenAction | None:
    due = day_or_none(record.get("due"))
    if due is None or record.get("done"):
        return None
    name = str(record.get("meeting") or "")
    meeting = assessment.registry.records.get(name)
    group = str(meeting.get("group") or "") if meeting else ""
    owner = str(record.get("owner") or "")
    return OpenAction(record.id, owner, group, name, due, due < assessment.today)


def review_load(assessment: Assessment) -> tuple[MonthLoad, ...]:
    """Reviews and expiries by month: first those that are late, then month by month.

    A document counts once, on the first day on which something about it falls due.
    """
    first: dict[str, tuple[date, str]] = {}
    for item in assessment.due:
        if item.what in {DueKind.REVIEW, DueKind.EXPIRY}:
            first.setdefault(item.record, (item.on, item.owner))
    late = {doc: owner for doc, (on, owner) in first.items() if on < assessment.today}
    months: dict[tuple[int, int], dict[str, str]] = {}
    for document, (on, owner) in first.items():
        if document not in late:
            months.setdefault((on.year, on.month), {})[document] = owner
    today = assessment.today
    loads = [_load(today.year, today.month, late, late=True)] if late else []
    return (*loads, *(_load(*month, months[month], late=False) for month in sorted(months)))


def _load(year: int, month: int, owners: dict[str, str], *, late: bool) -> MonthLoad:
    return MonthLoad(year, month, late, _most(owners.values()), tuple(sorted(owners)))


def _most(owners: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(owners).items(), key=lambda pair: (-pair[1], pair[0])))
