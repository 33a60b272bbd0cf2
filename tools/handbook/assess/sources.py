"""Texts taken over from another network, and what was last read there of their sources.

The handbook asks nobody. What `handbook federate` read is written into the link to that network,
and speaks of a document for as long as readers get the text that was taken over.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbook.source.dates import day_or_none, long_date
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from handbook.assess.standing.model import Standing
    from handbook.link import Registry
    from handbook.load.model import Record


class SourceSays(enum.StrEnum):
    """What has become of a text in the network that it was taken over from."""

    MOVED_ON = "moved-on"
    SUSPENDED = "suspended"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


_WORDS = {
    SourceSays.MOVED_ON: "the network that it was taken from has another version of it",
    SourceSays.SUSPENDED: "the network that it was taken from has suspended its own text",
    SourceSays.SUPERSEDED: "the network that it was taken from has replaced its own text",
    SourceSays.WITHDRAWN: "the network that it was taken from has withdrawn its own text",
    SourceSays.UNKNOWN: "nobody can tell how the text stands in the network it was taken from",
}


@dataclass(frozen=True, slots=True)
class SourceNote:
    """What was read of the source of one document in force, and in which record that stands."""

    document: str
    link: Record
    row: int
    says: SourceSays
    version: str
    seen: date | None

    @property
    def words(self) -> str:
        """That, as words that follow “because”."""
        version = f", {self.version}" if self.version and self.says is SourceSays.MOVED_ON else ""
        read = f", as read on {long_date(self.seen)}" if self.seen else ""
        return f"{_WORDS[self.says]}{version}{read}"


def source_notes(registry: Registry, standings: Mapping[str, Standing]) -> Iterator[SourceNote]:
    """What must be known of documents in force whose source has changed since."""
    for link in registry.of_type(KnownType.NETWORK_LINK):
        for at, row in enumerate(link.get("sources") or ()):
            standing = standings.get(str(row.get("document")))
            if standing is None or not standing.in_force:
                continue
            seal = registry.seals.get((standing.document, standing.version))
            taken = seal.record.get("taken-over") if seal else None
            word, version = str(row.get("says")), str(row.get("version", ""))
            says = SourceSays(word) if word in set(SourceSays) else SourceSays.UNKNOWN
            if taken and _concerns(taken, link, says, version):
                seen = day_or_none(row.get("seen"))
                yield SourceNote(standing.document, link, at, says, version, seen)


def _concerns(taken: Mapping[str, Any], link: Record, says: SourceSays, version: str) -> bool:
    """Whether it speaks of the text that was taken over, which may since be the newer one."""
    newer = says is SourceSays.MOVED_ON and version == taken.get("version")
    return taken.get("network") == link.get("network") and not newer
