"""What ``handbook status`` found, and a module for each format that writes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handbook.assess.standing.model import Standing
    from handbook.cli.as_at import DatedAssessment
    from handbook.history.mainline import Merges


@dataclass(frozen=True, slots=True)
class StatusAnswer:
    """How documents stand: all of them, or one with its history.

    ``merged`` says when decisions reached the main line; it is there for one document only.
    """

    question: DatedAssessment
    standings: Sequence[Standing]
    merged: Merges | None = None
