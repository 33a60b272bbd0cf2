"""What ``handbook diff`` found, and a module for each format that writes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.cli.table import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handbook.assess.agreement import Agreement
    from handbook.assess.model import Assessment
    from handbook.difference import Difference
    from handbook.proposal import Proposal


WORKING = "working"
"""What stands for the text as it is now, where a version is named."""


@dataclass(frozen=True, slots=True)
class DiffAnswer:
    """What differs between two versions of a document, ``old`` and ``new``, and who must agree."""

    assessment: Assessment
    document: str
    old: str
    new: str
    difference: Difference
    agreement: Agreement

    @property
    def title(self) -> str:
        """What is compared, in words."""
        name = f"{clean(self.assessment.registry.label(self.document))} ({self.document})"
        return f"{name}: {_named(self.old)} and {_named(self.new)}"

    def agreed(self) -> list[str]:
        """Who must agree, in sentences."""
        return _agreed(self)

    def framed(self, lines: Iterable[str]) -> str:
        """Lines about the changes, between what is compared and who must agree."""
        return "\n".join([self.title, "", *lines, "", *self.agreed()])


@dataclass(frozen=True, slots=True)
class ProposalAnswer:
    """What a whole change means; ``in_force`` also compares it with what readers get."""

    proposal: Proposal
    in_force: bool = False

    def following(self) -> list[str]:
        """The words to type next, where they help."""
        proposal, lines = self.proposal, ["", "Next:"]
        if proposal.nothing:
            return []
        between = f"{proposal.ends.base}...{proposal.ends.head}"
        if not proposal.ends.head_commit:
            between = f"{proposal.ends.base}.."
            lines.append(f"  handbook check --base {proposal.ends.base}   whether it may be merged")
        if not self.in_force and any(d.in_force is not None for d in proposal.documents):
            lines.append(f"  handbook diff {between} --in-force   against what readers get")
        lines.append(f"  handbook diff {between} --format html > change.html   to send or print")
        return lines


def _named(version: str) -> str:
    return "the working text" if version == WORKING else f"version {version}"


def _agreed(answer: DiffAnswer) -> list[str]:
    """Who must agree, in sentences."""
    who, document = answer.agreement, answer.document
    if not answer.difference.changes:
        return ["Nobody needs to agree to anything."]
    label = answer.assessment.registry.label
    if who.owner:
        return [
            f"Who must agree: the owner alone, {clean(label(who.owner))} ({who.owner}).",
            f"When it has: handbook decide correct {document} --post {who.owner} --statement ...",
        ]
    groups = " or ".join(f"{clean(label(group))} ({group})" for group in who.groups)
    lines = [f"Who must agree: {groups or 'a group whose terms let it endorse this'}."]
    if who.medicines:
        names = ", ".join(f"{clean(label(group))} ({group})" for group in who.medicines)
        lines.append(f"It says something about medicines, so first it goes to: {names}.")
    return lines
