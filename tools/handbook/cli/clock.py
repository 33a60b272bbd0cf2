"""The only reader of the clock."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

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


def today_in(zone: str, moment: datetime) -> date:
    """The day that ``moment`` falls on in a time zone such as ``Europe/London``.

    A zone that is not known counts as UTC; ``check`` has its own finding for that.
    """
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # noqa: PLC0415 - 8 ms not every command needs

    try:
        return moment.astimezone(ZoneInfo(zone)).date()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return moment.date()
