"""What ``handbook federate`` found, and a module for each format that writes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.federation.model import AnswerState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handbook.federation.model import FederationIndex, NetworkView, SourceChange


@dataclass(frozen=True, slots=True)
class FederateAnswer:
    """The index, where it was written, and the network that alone is told of, if any."""

    index: FederationIndex
    output: str
    only: str = ""

    @property
    def views(self) -> Sequence[NetworkView]:
        """The networks that are told of."""
        return [view for view in self.index.views if self.only in {"", view.source.id}]

    @property
    def changes(self) -> Sequence[SourceChange]:
        """The texts taken over that they must look at."""
        return [
            change
            for change in self.index.changes
            if self.only in {"", change.entry.view.source.id}
        ]

    @property
    def to_look_at(self) -> bool:
        """Whether anything must be looked at."""
        return bool(self.changes) or any(
            view.answer is not AnswerState.ANSWERED for view in self.views
        )
