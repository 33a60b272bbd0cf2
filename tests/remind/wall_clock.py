"""A computer's clock that stands where a test wants it."""

from __future__ import annotations

from datetime import datetime, tzinfo

import pytest

from handbook.cli import clock


def set_clock(monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    """Set the clock itself, which ``SOURCE_DATE_EPOCH`` does not."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.fromtimestamp(seconds, tz)

    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setattr(clock, "datetime", Clock)
