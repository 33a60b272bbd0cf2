"""What ``handbook adoption`` found, and a module for each format that writes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handbook.assess.adoption.model import Position, Uptake
    from handbook.cli.as_at import DatedAssessment


@dataclass(frozen=True, slots=True)
class AdoptionAnswer:
    """Who uses what: ``positions`` of one organisation, of one document, or all.

    With ``uptake`` it is asked how many, quarter by quarter; with ``outstanding`` whom to ring, in
    the order of ``positions``.
    """

    question: DatedAssessment
    positions: Sequence[Position]
    organisation: str | None = None
    document: str | None = None
    uptake: bool = False
    outstanding: bool = False

    @property
    def series(self) -> Mapping[str, Sequence[Uptake]]:
        """The uptake of each document that is asked about, and under ``""`` that of all."""
        return {
            name: points
            for name, points in self.question.assessment.adoption.uptake.items()
            if self.document is None or name == self.document
        }
