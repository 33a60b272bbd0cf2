"""What ``handbook due`` found, and a module for each format that writes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handbook.assess.adoption.model import Position
    from handbook.assess.due.model import Due
    from handbook.assess.model import Assessment


@dataclass(frozen=True, slots=True)
class DueAnswer:
    """The Monday list. ``items`` fall due within so many ``days``, and are late if negative."""

    assessment: Assessment
    items: Sequence[Due]
    days: int
    positions: Sequence[Position]
    """Every answer, and every question without one, that the list is asked about."""
    owed: Mapping[str, Sequence[Position]]
    """Answers still to come, by organisation, in the order in which to ring."""
    owner: str | None = None
    """The post that alone is asked about, if one is."""
    group: str | None = None
    """The group that alone is asked about, if one is."""
    doubts: tuple[str, ...] = ()
    """Reasons why there may be more that falls due."""
