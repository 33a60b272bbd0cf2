"""What falls due, as one thing of one record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that falls due: a review, an expiry, an action, a consultation, a post's funding...

    ``what`` is a word for people ("review", "expiry", "action", "suspension", "unknown"...). What
    is not ``dated`` waits for a decision without a day for it; ``on`` is then today. ``since`` is
    the day of a suspension, ``why`` the reason why a standing cannot be told.
    ``days`` is negative once late.
    ``meetings`` are scheduled meetings, soonest first, of groups that may decide it, held on or
    before ``on`` with papers not yet past their date; ``too_late`` names why there is none.
    ``by`` and ``was`` are a content type's own words for a day to come, and for one that is past.
    ``groups`` are those that may decide it, whether they meet in time or not. ``awaited`` are the
    records for which something must come by a schedule, where that is what falls due.
    """

    what: str
    record: str
    owner: str
    on: date
    days: int
    meetings: tuple[str, ...] = ()
    too_late: str = ""
    since: date | None = None
    why: str = ""
    dated: bool = True
    by: str = ""
    was: str = ""
    groups: tuple[str, ...] = ()
    awaited: tuple[str, ...] = ()
