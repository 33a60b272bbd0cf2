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

    def framed(self, lines: Iterable[str]) -> str:
        """Lines about the changes, between what is compared and who must agree."""
        name = f"{clean(self.assessment.registry.label(self.document))} ({self.document})"
        title = f"{name}: {_named(self.old)} and {_named(self.new)}"
        return "\n".join([title, "", *lines, "", *_agreed(self)])


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
