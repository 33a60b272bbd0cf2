"""What servers answered in the last days, so that none is asked the same again and again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from handbook.cache import TextCache, folder_of
from handbook.cli.links.verdict import LinkAnswer, Verdict, verdict_of

if TYPE_CHECKING:
    from pathlib import Path

_FILE = "links.json"
_STAMP = "links 1"
_WORTH_KEEPING = frozenset({LinkAnswer.FINE, LinkAnswer.MOVED, LinkAnswer.GONE})


class KeptAnswers:
    """Answers by address, with the day on which they were given. Empty where nothing can be kept.

    They lie in git's own folder, like all that is kept; nothing but this list is made from them.
    """

    def __init__(self, root: Path, today: date, days: int) -> None:
        folder = folder_of(root)
        self._cache = TextCache(folder / _FILE, _STAMP) if folder else None
        self._today = today
        self._days = days

    def get(self, address: str) -> Verdict | None:
        """The answer of the last days; nothing, if there is none or it said nothing certain."""
        kept = self._cache.get(address) if self._cache else None
        if not isinstance(kept, dict):
            return None
        try:
            age = (self._today - date.fromisoformat(str(kept.get("on")))).days
        except ValueError:
            return None
        return verdict_of(kept) if 0 <= age < self._days else None

    def put(self, address: str, verdict: Verdict) -> None:
        """Keep an answer that said something certain."""
        if self._cache and verdict.answered in _WORTH_KEEPING:
            self._cache.put(address, {**verdict.as_dict(), "on": self._today.isoformat()})

    def save(self) -> None:
        """Write down what is kept."""
        if self._cache:
            self._cache.save()
