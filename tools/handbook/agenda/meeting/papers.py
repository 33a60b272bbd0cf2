"""The paper about one document: how it stands, and what its working text would change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.assess.words import Flag
from handbook.difference import Difference, compare, read_rules

if TYPE_CHECKING:
    from handbook.assess.model import Assessment
    from handbook.load.model import Record


@dataclass(frozen=True, slots=True)
class Paper:
    """A document on the table. ``difference`` is ``None`` where no two texts can be compared."""

    document: str
    version: str
    """The version that readers get; empty where none was ever endorsed."""
    changed: bool
    """Whether the working text is another than that version."""
    difference: Difference | None
    hidden: bool
    """Published in error: no text of it is shown."""
    consultation: str
    """What the draft says of the consultation on it."""


def paper(assessment: Assessment, record: Record) -> Paper:
    """The paper about a document, from its sealed text and its working text."""
    standing = assessment.standings[record.id]
    seal = assessment.registry.seals.get((record.id, standing.version))
    changed = Flag.CHANGED in standing.flags
    difference = None
    if changed and seal is not None and not standing.text_hidden:
        rules = read_rules(assessment.registry.network())
        difference = compare(seal.record, record, rules, seal.administrative)
    return Paper(
        record.id, standing.version, changed, difference, standing.text_hidden,
        str(record.get("consultation") or ""),
    )  # fmt: skip
