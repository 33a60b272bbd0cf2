"""The meetings that can still decide something, and what it means to wait for the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.due.meetings import ScheduledMeeting, meetings_ahead

if TYPE_CHECKING:
    from handbook.assess.due.model import Due
    from handbook.assess.model import Assessment


def open_meetings(assessment: Assessment, item: Due) -> tuple[ScheduledMeeting, ...]:
    """Every meeting to come of a group that may decide it, with papers still open, soonest first.

    Also those after its day: late is better than never.
    """
    ahead = meetings_ahead(assessment.registry, assessment.today, assessment.settings)
    return tuple(
        meeting
        for meeting in ahead
        if meeting.group in item.groups and meeting.papers >= assessment.today
    )


def next_chance(
    assessment: Assessment, item: Due, meeting: ScheduledMeeting
) -> ScheduledMeeting | None:
    """The next meeting after one that can decide the same; ``None`` if none is scheduled."""
    later = (m for m in open_meetings(assessment, item) if (m.on, m.id) > (meeting.on, meeting.id))
    return next(later, None)
