"""What ``handbook links`` found, and a module for each format that writes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.cli.links.asking import host_of
from handbook.cli.links.verdict import LinkAnswer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handbook.agenda.outside import OutsideLink
    from handbook.cli.links.verdict import Verdict
    from handbook.link import Registry


@dataclass(frozen=True, slots=True)
class LinksAnswer:
    """Every address, and how each answered; ``verdicts`` is nothing where nobody was asked.

    ``remembered`` is how many answers are those of the last days.
    """

    registry: Registry
    links: Sequence[OutsideLink]
    verdicts: Mapping[str, Verdict] | None = None
    remembered: int = 0
    every: bool = False

    def of(self, answered: LinkAnswer) -> list[OutsideLink]:
        """The addresses that answered in one way."""
        verdicts = self.verdicts or {}
        return [link for link in self.links if verdicts[link.address].answered is answered]

    @property
    def to_mend(self) -> bool:
        """Whether an address is gone or has moved."""
        return self.verdicts is not None and bool(
            self.of(LinkAnswer.GONE) + self.of(LinkAnswer.MOVED)
        )

    @property
    def servers(self) -> int:
        """How many servers the addresses lead to."""
        return len({host_of(link.address) for link in self.links})
