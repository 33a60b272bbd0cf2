"""What a group's last meeting left behind: actions, decisions, and what waits to be ratified."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.agenda.meeting.calling import last_meetings
from handbook.source.dates import day_or_none
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from datetime import date

    from handbook.assess.due.meetings import ScheduledMeeting
    from handbook.assess.model import Assessment
    from handbook.load.model import Record


@dataclass(frozen=True, slots=True)
class AskedFor:
    """An action that the group asked for, and what became of it."""

    action: str
    owner: str
    meeting: str
    item: str
    due: date | None
    done: date | None
    outcome: str
    late: bool


@dataclass(frozen=True, slots=True)
class ToRatify:
    """What was done without a meeting of the group, and the last day on which it can ratify it."""

    decision: str
    document: str
    by: date
    late: bool


@dataclass(frozen=True, slots=True)
class Arising:
    """What follows from ``last``, the last meeting that was held (empty if there was none)."""

    last: str
    decisions: tuple[str, ...]
    """What was decided at it."""
    actions: tuple[AskedFor, ...]
    """Those of the last meeting, done or not, and the open ones of those before."""
    ratify: tuple[ToRatify, ...]


def arising(assessment: Assessment, meeting: ScheduledMeeting) -> Arising:
    """What arises at a meeting from those before it."""
    registry, past = assessment.registry, last_meetings(assessment, meeting)
    last = past[0].id if past else ""
    decisions = tuple(
        record.id
        for record in registry.of_type(KnownType.DECISION)
        if last and record.get("meeting") == last
    )
    return Arising(
        last, decisions, _actions(assessment, meeting, last), _ratify(assessment, meeting)
    )


def _actions(assessment: Assessment, meeting: ScheduledMeeting, last: str) -> tuple[AskedFor, ...]:
    registry, asked = assessment.registry, list[AskedFor]()
    for record in registry.of_type(KnownType.ACTION):
        name = str(record.get("meeting") or "")
        source = registry.records.get(name)
        theirs = source is not None and source.get("group") == meeting.group
        if theirs and (name == last or not record.get("done")):
            asked.append(_asked(assessment, record, name))
    return tuple(sorted(asked, key=lambda a: (bool(a.done), str(a.due), a.action)))


def _asked(assessment: Assessment, record: Record, meeting: str) -> AskedFor:
    due, done = day_or_none(record.get("due")), day_or_none(record.get("done"))
    return AskedFor(
        record.id, str(record.get("owner") or ""), meeting, str(record.get("item") or ""), due,
        done, str(record.get("outcome") or ""),
        late=done is None and due is not None and due < assessment.today,
    )  # fmt: skip


def _ratify(assessment: Assessment, meeting: ScheduledMeeting) -> tuple[ToRatify, ...]:
    """Chair's actions of the group that it has yet to ratify; late ones no longer count."""
    waiting = {
        event.decision: ToRatify(
            event.decision, event.document, event.ratify_by, event.ratify_by < meeting.on
        )
        for standing in assessment.standings.values()
        for event in standing.events
        if event.group == meeting.group and event.ratify_by and not event.ratified_by
    }
    return tuple(sorted(waiting.values(), key=lambda each: (each.by, each.decision)))
