"""What may be told of counts that organisations reported: totals, and which rows are hidden."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

TotalKey = tuple[str, str, str]
"""A type of record, the record that says what is counted, and the period."""


@dataclass(frozen=True, slots=True)
class CountTotal:
    """Counts about one thing in one period, added up.

    ``records`` are those whose rows it is made of, ``hidden`` those of them whose figures are not
    shown. ``count`` is ``None`` where the total is not shown either; ``of`` also where it was not
    counted.
    """

    records: tuple[str, ...]
    hidden: frozenset[str] = frozenset()
    count: int | None = None
    of: int | None = None

    @property
    def shown(self) -> bool:
        """Whether the total itself may be told."""
        return self.count is not None


@dataclass(frozen=True, slots=True)
class Figures:
    """Every total that counts of a registry make.

    An assessment that has them holds no small number any more.
    """

    totals: Mapping[TotalKey, CountTotal] = field(default_factory=dict)

    def without(self, hidden: frozenset[str]) -> Figures:
        """Only the totals that are made of none of these records."""
        kept = {key: total for key, total in self.totals.items() if not hidden & {*total.records}}
        return Figures(kept)
