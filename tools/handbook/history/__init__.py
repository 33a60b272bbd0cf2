"""What git can say about a registry, read in one pass."""

from __future__ import annotations

from handbook.history.facts import NO_HISTORY, History, read_history, web_address

__all__ = ["NO_HISTORY", "History", "read_history", "web_address"]
