"""How long to wait for a server that is busy, or that asks us to wait, and when to give up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from handbook.cli.forge.problem import ForgeError

if TYPE_CHECKING:
    from collections.abc import Callable
    from email.message import Message

_TRIES = 4
_PATIENCE = 600
"""Seconds of waiting in one run; longer than any spell of a minute, shorter than an hour's limit.
"""
_BETWEEN = 1
"""Seconds between two writes, as forges ask of programs."""
_UNSAID = 60
"""Seconds to wait where a server says that it is too much, but not for how long."""
_LIMITED, _FORBIDDEN = 429, 403


@dataclass(frozen=True, slots=True)
class Pace:
    """Waits so many seconds; tells the seconds since 1970. Handed in, so that no test waits."""

    sleep: Callable[[float], None]
    now: Callable[[], float]


class Patience:
    """How often and how long this run has waited."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._tries = 0
        self._waited = 0.0

    def well(self) -> None:
        """The server answered."""
        self._tries = 0

    def another(self) -> bool:
        """Whether to ask once more."""
        self._tries += 1
        return self._tries < _TRIES

    def pause(self) -> None:
        """Leave time between two writes."""
        self._pace.sleep(_BETWEEN)

    def after_silence(self, why: Exception) -> None:
        """Wait a little longer each time. Raises ``ForgeError`` if that takes too long."""
        self._wait(2.0**self._tries, str(why))

    def limited(self, status: int, headers: Message, body: bytes) -> bool:
        """Whether an answer says that we asked too much, rather than something forbidden."""
        if status == _LIMITED:
            return True
        asked = headers.get("Retry-After") or headers.get("X-RateLimit-Remaining") == "0"
        return status == _FORBIDDEN and bool(asked or b"rate limit" in body.lower())

    def as_asked(self, headers: Message) -> None:
        """Wait as a server asks. Raises ``ForgeError`` if that is too long, or too often."""
        seconds = self._seconds(headers)
        self._tries += 1
        if self._tries >= _TRIES:
            seconds = _PATIENCE + 1
        self._wait(seconds, "it says that it was asked too much for now")

    def _seconds(self, headers: Message) -> float:
        after = headers.get("Retry-After") or ""
        if after.isdecimal():
            return max(1.0, float(after))
        reset = headers.get("X-RateLimit-Reset") or headers.get("RateLimit-Reset") or ""
        if reset.isdecimal():
            return max(1.0, float(reset) - self._pace.now() + 1)
        return _UNSAID * 2.0**self._tries

    def _wait(self, seconds: float, why: str) -> None:
        self._waited += seconds
        if self._waited > _PATIENCE:
            until = datetime.fromtimestamp(min(self._pace.now() + seconds, 4e9), UTC)
            raise ForgeError(f"{why}; try again after {until:%H:%M} UTC")
        self._pace.sleep(seconds)
