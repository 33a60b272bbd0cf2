"""What is to be made for reading without a network, and for how long it may be read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from handbook.offline.archive import ZippedFiles
from handbook.render.markdown.places import home
from handbook.render.markdown.writing import slug

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.assess.model import Assessment
    from handbook.render.model import Site, Stamp


@dataclass(frozen=True, slots=True)
class OfflineOrder:
    """What one build makes for reading without a network.

    ``made`` is the day by which its pages were judged, in the time zone ``zone``; ``days`` how long
    a copy may be read. ``address`` is where the handbook is read, with a stroke at its end, or "".
    ``name`` is the network's, as a file has it; ``numbers`` are whom to ring
    (``render.frame.ringing``); ``urgent`` are the addresses of pages that every browser saves.
    ``members``: a login stands before it, so an answer that is not the handbook's may be that.
    """

    made: date
    days: int
    zone: str
    address: str
    network: str
    name: str
    numbers: tuple[Mapping[str, str], ...] = ()
    copy: bool = False
    saves: bool = False
    urgent: tuple[str, ...] = ()
    members: bool = True

    @property
    def until(self) -> date:
        """The last day on which a copy may be read."""
        return self.made + timedelta(days=self.days)

    @property
    def renewed_at(self) -> str:
        """The address of the page that offers the newest copy; empty if nobody said where."""
        return f"{self.address}offline/" if self.address else ""


@dataclass(frozen=True, slots=True)
class Edition:
    """A copy that was made: one zip with its name, and the files by path, as they lie in it."""

    name: str
    archive: bytes
    files: ZippedFiles = field(init=False)

    def __post_init__(self) -> None:
        """Read what is in the zip, so that nothing else can be taken for it."""
        object.__setattr__(self, "files", ZippedFiles(self.archive))

    @property
    def sha256(self) -> str:
        """The fingerprint of the zip."""
        return hashlib.sha256(self.archive).hexdigest()


def offline_order(site: Site, assessment: Assessment, stamp: Stamp, address: str) -> OfflineOrder:
    """What a build of ``site`` is to make. One that shows what is not in force today makes nothing.

    What readers see is taken from the site's own first page, which says no more than this edition.
    """
    settings, registry = assessment.settings, assessment.registry
    offline = settings.offline
    shown = site.pages["index.md"].meta["handbook"]
    urgent = [registry.records[name] for name in offline.urgent if name in registry.records]
    return OfflineOrder(
        made=stamp.today,
        days=offline.days,
        zone=settings.time_zone,
        address=address,
        network=shown["network"],
        name=slug(shown["network"]) or "network",
        numbers=tuple(shown["urgent"]),
        copy=offline.copy and not stamp.notice,
        saves=stamp.saves and not stamp.notice,
        members=not stamp.public,
        urgent=tuple(f"{home(registry.types[record.type], record.id)}/" for record in urgent),
    )
