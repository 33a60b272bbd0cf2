"""What ``handbook evidence --check`` found, and a module for each format that writes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.cli.problem import CANNOT_RUN, FOUND

if TYPE_CHECKING:
    from handbook.evidence.model import BundleVerdict
    from handbook.evidence.reading import ReadBundle


NOT_PROVED = (
    "Who made it, or handed it on: it is not signed.",
    "That anybody works by a text: it shows what was decided and recorded.",
    "Who attended a meeting: minutes attest that, and nothing here can.",
)


@dataclass(frozen=True, slots=True)
class BundleAnswer:
    """A bundle as it was read, and what of it matches."""

    bundle: ReadBundle
    verdict: BundleVerdict

    @property
    def code(self) -> int:
        """The exit code: something does not match, or nobody can tell, or all of it matches."""
        if self.verdict.wrong or self.verdict.moved:
            return FOUND
        return CANNOT_RUN if self.verdict.untold else 0

    @property
    def moved(self) -> list[str]:
        """What this register tells otherwise of that day, in sentences."""
        return [
            unlike.sentence("in the bundle", "in this register") for unlike in self.verdict.moved
        ]

    @property
    def since(self) -> list[str]:
        """What has changed since that day, in sentences."""
        return [unlike.sentence("on that day", "today") for unlike in self.verdict.since]
