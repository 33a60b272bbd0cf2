"""What git can say about a registry, read in one pass."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class History:
    """Facts about the commit that a tree came from; every one may be missing.

    ``commit`` is the full hash of HEAD, ``committed`` its committer date (with zone), ``dirty``
    whether the working copy differs from it, ``remote`` the web address of a known forge.
    ``why`` says, in words for people, what could not be learnt and why ("this is not a git
    repository"); empty when all is known.
    """

    commit: str = ""
    committed: datetime | None = None
    dirty: bool = False
    shallow: bool = False
    branch: str = ""
    remote: str = ""
    why: str = ""


NO_HISTORY = History(why="git was not asked")
