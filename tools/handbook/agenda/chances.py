"""The meetings that can still decide something, and what it means to wait for the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.due.meetings import meetings_ahead

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handbook.assess.due.meetings import ScheduledMeeting
    from handbook.assess.due.model import Due
    from handbook.assess.model import Assessment


def meetings_to_ask(assessment: Assessment) -> tuple[ScheduledMeeting, ...]:
    """Every meeting to come with papers still open, soonest first, for whoever asks of many."""
    ahead = meetings_ahead(assessment.registry, assessment.today, assessment.settings)
    return tuple(meeting for meeting in ahead if meeting.papers >= assessment.today)


def open_meetings(to_ask: Iterable[ScheduledMeeting], item: Due) -> tuple[ScheduledMeeting, ...]:
    """Those of the ``meetings_to_ask`` whose group may decide it.

    Also those after its day: late is better than never.
    """
    return tuple(meeting for meeting in to_ask if meeting.group in item.groups)


def next_chance(
    to_ask: Iterable[ScheduledMeeting], item: Due, meeting: ScheduledMeeting
) -> ScheduledMeeting | None:
    """The next meeting after one that can decide the same; ``None`` if none is scheduled."""
    later = (m for m in open_meetings(to_ask, item) if (m.on, m.id) > (meeting.on, meeting.id))
    return next(later, None)
