"""What ``handbook coverage`` found, and a module for each format that writes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.assess.words import COVERAGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handbook.assess.coverage.model import Coverage, Judged
    from handbook.cli.as_at import DatedAssessment


WORDS = {str(extent): word.label.lower() for extent, word in COVERAGE.items()}
"""What holds of an item, in words for people, in the order in which it is counted."""


@dataclass(frozen=True, slots=True)
class CoverageAnswer:
    """What documents do for policies: every policy in numbers, or one, item by item."""

    question: DatedAssessment
    policies: Sequence[Coverage]
    by_item: bool
    only: str | None = None
    """Of which items something must hold for them to be shown, as it was typed."""

    def kept(self, coverage: Coverage) -> list[Judged]:
        """The items of a policy that are to be shown."""
        if self.only is None:
            return list(coverage.items)
        if self.only == "suspect":
            return [item for item in coverage.items if item.suspect]
        return [item for item in coverage.items if item.holds == self.only.replace("-", " ")]
