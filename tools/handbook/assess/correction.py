"""Whether a correction is one: two sealed texts that differ in nothing but what is minor.

The texts are compared each time anew, by the widest rules there can be, not by the network's
settings of today: a term that a network calls sensitive next year un-endorses nothing. The
settings are asked when the correction is written, and by a rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.seals import fault
from handbook.difference import CORE, compare

if TYPE_CHECKING:
    from handbook.assess.model import Event
    from handbook.link import Registry


def correction_fault(registry: Registry, event: Event) -> str:
    """Why a correction cannot be believed, in words that follow its name; empty if it can."""
    if event.effective != event.decided:
        return "is a correction, and takes effect on another day than it was made"
    seals = []
    for version, digest in (
        (event.corrects, event.corrects_digest),
        (event.version, event.digest),
    ):
        seal = registry.seals.get((event.document, version))
        if seal is None:
            return (
                f"corrects {event.corrects} to {event.version}, and the sealed text of version"
                f" {version} is missing or cannot be read"
            )
        why = fault(seal)
        if why:
            return f"corrects {event.corrects} to {event.version}, but {why}"
        if seal.digest != digest:
            return (
                f"corrects {event.corrects} to {event.version}, but its digest of version"
                f" {version} is not that of the sealed text"
            )
        seals.append(seal)
    old, new = seals
    if old.administrative != new.administrative:
        return "is a correction, and leaves other fields out than the text it corrects"
    found = compare(old.record, new.record, CORE, old.administrative)
    if not found.changes:
        return "is a correction that changes nothing"
    if found.clinical:
        first = found.clinical[0]
        return (
            f"is a correction by a post, and what it changes is clinical: {first.section}:"
            f" {first.reasons[0].words}; only a group can endorse that"
        )
    return ""
