"""What ``handbook policy diff`` found, and a module for each format that writes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.difference.items import Fate

if TYPE_CHECKING:
    from handbook.agenda.edition import EditionChange, ItemToJudge, StandingJudgement
    from handbook.link import Registry

HEADINGS = {
    Fate.REMOVED: "No longer there",
    Fate.ADDED: "New",
    Fate.RENUMBERED_AND_REWORDED: "Another number and other words: perhaps the same item",
    Fate.RENUMBERED: "Another number",
    Fate.REWORDED: "Other words",
    Fate.SAME: "The same",
}
"""What stands above the items of which the same became, in the order in which they are shown."""
CAUTION = (
    "What is compared are the topics as this registry words them. An item whose topic is the same"
    " may ask for something else: read the policy itself."
)


@dataclass(frozen=True, slots=True)
class PolicyDiffAnswer:
    """Two editions of a policy; ``old`` and ``new`` say where each was read."""

    registry: Registry
    change: EditionChange
    old: str
    new: str
    every: bool = False

    def shown(self, fate: Fate) -> tuple[ItemToJudge, ...]:
        """The items to list; of those that are the same, only what moved unless all are wanted."""
        items = self.change.of(fate)
        if self.every or fate is not Fate.SAME:
            return items
        return tuple(item for item in items if item.change.section_moved)

    @property
    def suspect(self) -> int:
        """How many judgements will have been made against another edition than the new one."""
        judgements = [j for item in self.change.items for j in item.judgements]
        return sum(
            judgement.edition != self.change.new_edition
            for judgement in (*judgements, *self.change.stray)
        )

    def judged(self, judgement: StandingJudgement) -> str:
        """Who judged what against which edition, in words."""
        return (
            f"judged {judgement.judged.replace('-', ' ')} against edition {judgement.edition} by"
            f" {self.registry.label(judgement.judged_by)}, in {judgement.mapping}"
        )
