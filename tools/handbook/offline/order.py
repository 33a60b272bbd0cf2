"""What is to be made for reading without a network, and for how long it may be read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from handbook.render.frame.ringing import numbers
from handbook.render.markdown.places import home

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.assess.model import Assessment
    from handbook.render.model import Stamp


@dataclass(frozen=True, slots=True)
class OfflineOrder:
    """What one build makes for reading without a network.

    ``made`` is the day by which its pages were judged, in the time zone ``zone``; ``days`` how long
    a copy may be read. ``address`` is where the handbook is read, with a stroke at its end, or "".
    ``name`` is the network's id, ``numbers`` whom to ring (``render.frame.ringing.numbers``).
    ``urgent`` are the addresses of pages that every browser saves.
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
    """A copy that was made: its files by path, and the same as one zip with its name."""

    name: str
    files: Mapping[str, bytes]
    archive: bytes

    @property
    def sha256(self) -> str:
        """The fingerprint of the zip."""
        return hashlib.sha256(self.archive).hexdigest()


def offline_order(assessment: Assessment, stamp: Stamp, address: str) -> OfflineOrder:
    """What a build is to make. One that shows what is not in force today makes nothing."""
    settings, registry = assessment.settings, assessment.registry
    offline, network = settings.offline, registry.network()
    urgent = [registry.records[name] for name in offline.urgent if name in registry.records]
    return OfflineOrder(
        made=stamp.today,
        days=offline.days,
        zone=settings.time_zone,
        address=address,
        network=str(network.get("title", "Handbook")) if network else "Handbook",
        name=network.id if network else "network",
        numbers=tuple(numbers(assessment)),
        copy=offline.copy and not stamp.notice,
        saves=stamp.saves and not stamp.notice,
        urgent=tuple(f"{home(registry.types[record.type], record.id)}/" for record in urgent),
    )
