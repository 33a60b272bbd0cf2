"""Whether a correction is one: two sealed texts that differ in nothing but what is minor.

The texts are compared each time anew, by the widest rules there can be, not by the network's
settings of today: a term that a network calls sensitive next year un-endorses nothing. The
settings are asked when the correction is written, and by a rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.ledger.seals import fault

if TYPE_CHECKING:
    from handbook.assess.ledger.model import Event
    from handbook.link import Registry
    from handbook.load.model import Seal


def correction_fault(registry: Registry, event: Event) -> str:
    """Why a correction cannot be believed, in words that follow its name; empty if it can."""
    from handbook.difference import CORE, compare  # noqa: PLC0415  slow; few are corrections

    if event.effective != event.decided:
        return "is a correction, and takes effect on another day than it was made"
    pair = ((event.corrects, event.corrects_digest), (event.version, event.digest))
    for version, digest in pair:
        why = _text_fault(registry.seals.get((event.document, version)), digest)
        if why:
            return f"corrects version {event.corrects} to {event.version}, but of {version} {why}"
    old, new = (registry.seals[event.document, version] for version, _ in pair)
    if old.administrative != new.administrative:
        return "is a correction, and leaves other fields out than the text it corrects"
    comparison = compare(old.record, new.record, CORE)  # nothing administrative is sealed
    if comparison.clinical:
        first = comparison.clinical[0]
        return (
            f"is a correction by a post, and what it changes is clinical ({first.section}:"
            f" {first.reasons[0].words}), which only a group can endorse"
        )
    return "" if comparison.changes else "is a correction that changes nothing"


def _text_fault(seal: Seal | None, digest: str) -> str:
    """Why one of the two texts cannot be relied on."""
    if seal is None:
        return "the sealed text is missing or cannot be read"
    if seal.digest != digest:
        return "it names another digest than that of the sealed text"
    return fault(seal)
