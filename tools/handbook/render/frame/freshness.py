"""What the script in a page's head compares with today, and the words that it may raise (I7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.assess.words import State, Timeliness
from handbook.render.frame.advice import CHECK_FIRST, USABLE_AFTER
from handbook.render.frame.besides import quoted
from handbook.render.frame.notes import STOPPED
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from datetime import date

    from handbook.assess.ledger.model import Event
    from handbook.assess.settings.model import Settings
    from handbook.assess.standing.model import Standing
    from handbook.render.context import Context


def freshness(context: Context, standing: Standing | None) -> dict[str, Any]:
    """What the script in the page's head compares with today, and the words it may raise.

    Words that are the same on every page stand in the theme.
    """
    settings, today = context.assessment.settings, context.stamp.today
    points: dict[str, Any] = {
        "built": today.isoformat(),
        "zone": settings.time_zone,
        "old_after": settings.renewed_within_days,
        "until": "",
        "expires": "",
        "arrives": "",
    }
    if standing is None or standing.state is not State.IN_FORCE:
        return points
    return {**points, **_turning_points(settings, standing)}


def _turning_points(settings: Settings, standing: Standing) -> dict[str, str]:
    points: dict[str, str] = {}
    if standing.until and standing.timeliness is not Timeliness.OVERDUE:
        points["until"] = standing.until.isoformat()
        points["late_words"] = (
            f"This page was to be used until {long_date(standing.until)}. That day has passed. "
            + (_was_to_stop(standing.stopping) or CHECK_FIRST + quoted(settings.overdue_wording))
        )
    if standing.expires:
        points["expires"] = standing.expires.isoformat()
        points["expired_words"] = (
            f"This page was endorsed until {long_date(standing.expires)}. That day has passed. "
            + (USABLE_AFTER if standing.usable_after_expiry else "Do not use it.")
            + quoted(settings.expired_wording)
        )
    if standing.upcoming:
        day: date = standing.upcoming.event.effective
        points["arrives"] = day.isoformat()
        points["arrived_words"] = (
            f"Version {standing.upcoming.version} took effect on {long_date(day)} and replaces "
            "this text. This copy of the handbook is older: do not rely on it."
        )
    stop = standing.stopping
    if stop and not (points.get("arrives") and points["arrives"] < stop.effective.isoformat()):
        points["arrives"] = stop.effective.isoformat()
        points["arrived_words"] = _was_to_stop(stop)
    return points


def _was_to_stop(stop: Event | None) -> str:
    """What is true after the day of a stop that was decided before it, and on it, and before."""
    if stop is None:
        return ""
    day = long_date(stop.effective)
    return f"It was to be {STOPPED[stop.kind]} on {day}, and must not be used from that day on."
