"""What lies ready when a decision is written down, and what it says about each document."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from handbook.assess.settings.model import Settings
    from handbook.assess.standing.model import Standing
    from handbook.finding import Finding
    from handbook.link import Registry
    from handbook.load.model import Seal


Contents = Callable[[str], bytes]
"""The bytes of a file, by its path relative to the repository."""


@dataclass(frozen=True, slots=True)
class Entry:
    """The lines about one document, and the sealed text that goes with them, if a new one does."""

    document: str
    data: Mapping[str, Any]
    seal: Seal | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies ready when a decision is written down."""

    registry: Registry
    settings: Settings
    standings: Mapping[str, Standing]
    contents: Contents
    findings: Sequence[Finding]
