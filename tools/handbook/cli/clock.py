"""The only reader of the clock."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta, tzinfo

from handbook.cli.problem import StopError


def now() -> datetime:
    """Read the clock, with its zone; or take the moment that ``SOURCE_DATE_EPOCH`` names."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not given:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(given), UTC)
    except (ValueError, OverflowError, OSError) as wrong:
        raise StopError("SOURCE_DATE_EPOCH must be a number of seconds since 1970.") from wrong


def given() -> bool:
    """Whether the moment was named by ``SOURCE_DATE_EPOCH`` rather than read from the clock."""
    return bool(os.environ.get("SOURCE_DATE_EPOCH", ""))


def today_in(zone: str, moment: datetime) -> date:
    """The day that ``moment`` falls on in a time zone such as ``Europe/London``.

    A zone that is not known counts as UTC; ``check`` has its own finding for that.
    """
    try:
        return moment.astimezone(zone_of(zone)).date()
    except (ValueError, OSError):
        return moment.date()


def start_of(zone: str, day: date, *, days_later: int = 0) -> datetime:
    """The moment at which a day begins in a time zone, or a day so many days after it."""
    later = day + timedelta(days=days_later)
    return datetime(later.year, later.month, later.day, tzinfo=zone_of(zone))


def zone_of(name: str) -> tzinfo:
    """The time zone of a name; UTC for one that is not known."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # noqa: PLC0415 - 8 ms not every command needs

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC
