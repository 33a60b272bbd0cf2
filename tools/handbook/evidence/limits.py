"""What an evidence bundle may hold at most, and how its files may be called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handbook.publish.problem import NotPublishedError

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 512 * 1024 * 1024
MOST = 60_000
"""Each document is five files and more; a zip without additions has room for 65,535."""
_PATH = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*")
_LONGEST = 500


class NotABundleError(NotPublishedError):
    """What was named is no evidence bundle that can be read. The message is one sentence."""


def check_name(name: str, path: Path) -> None:
    """No path that leads out, is hidden, or means something else on another system."""
    if len(name) > _LONGEST or not _PATH.fullmatch(name):
        raise NotABundleError(f"{path} holds a file with a name no bundle has: {shown(name)}.")


def check_count(count: int, path: Path) -> None:
    """No more files than any bundle has."""
    if count > MOST:
        raise NotABundleError(f"{path} holds more files than any bundle does.")


def shown(name: str) -> str:
    """A name as it can be shown on any terminal."""
    return ascii(name[:120])
