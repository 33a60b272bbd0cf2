"""What reminders are made of, and what a plan may do with them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handbook.assess.due.model import Due

LABEL = "handbook-reminder"
"""By this label a reminder is listed. An issue without it is none of ours."""
OVERDUE = "handbook-overdue"
"""On reminders of what is late."""
QUIET = "handbook-quiet"
"""Set by people: leave this reminder alone until something else falls due."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One record, and all that falls due of it, soonest first. ``owner`` is a post, or empty."""

    key: str
    title: str
    owner: str
    items: tuple[Due, ...]
    pressing: bool
    """Whether it is near enough for a reminder to be begun. One that is there stays till settled.
    """

    @property
    def state(self) -> str:
        """What is due and when, in one word. While it is the same, the matter is the same."""
        names = (f"{item.what}:{item.on}" if item.dated else item.what for item in self.items)
        return re.sub(r"[^a-z0-9:,-]+", "-", ",".join(names).casefold())

    @property
    def late(self) -> bool:
        """Whether a day has passed, or something waits for no day at all."""
        return any(item.days < 0 or not item.dated for item in self.items)


@dataclass(frozen=True, slots=True)
class Reminder:
    """What an issue about a matter must say.

    ``part`` is what stands between our own two lines in its text, ``state`` that of the matter.
    ``assignees`` are accounts, without their at-sign; ``called`` are those whom its text calls,
    with theirs: a team, to which no issue can be given, or an account to which none may be.
    """

    key: str
    title: str
    part: str
    state: str
    labels: frozenset[str] = frozenset({LABEL})
    assignees: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    pressing: bool = True


@dataclass(frozen=True, slots=True)
class IssueContent:
    """All of an issue that we read or write. ``body`` has line feeds alone."""

    title: str
    body: str
    labels: frozenset[str] = frozenset()
    assignees: frozenset[str] = frozenset()
    open: bool = True


@dataclass(frozen=True, slots=True)
class TrackedIssue:
    """An issue that is on the forge. A lower ``number`` was there before a higher one."""

    number: int
    content: IssueContent


class Act(Enum):
    """What a step does."""

    OPEN = "open"
    UPDATE = "update"
    REOPEN = "open again"
    CLOSE = "close"
    CLOSE_TWIN = "close a second one"


@dataclass(frozen=True, slots=True)
class IssueStep:
    """One request to a forge: an issue becomes ``content``, or a new one is made with it.

    Every step is whole in itself: what was done up to any step leaves the reminders in good order.
    ``number`` is 0 for a new issue. ``why`` is a sentence for people.
    """

    act: Act
    key: str
    content: IssueContent
    why: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class SyncPlan:
    """What to do now, what is left for the next time, and what is left alone and why."""

    steps: tuple[IssueStep, ...] = ()
    later: tuple[IssueStep, ...] = ()
    unchanged: int = 0
    quiet: tuple[int, ...] = ()
    """Issues that people asked us to leave alone, though something is due."""
    kept_open: tuple[int, ...] = field(default=())
    """Issues that would be closed if what the register says could be relied on."""
