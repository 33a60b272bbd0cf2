"""Records, sealed texts, and files that could not be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.finding import Finding, Place, Route


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that belongs to a record: ``registry/attachments/<record id>/<name>``."""

    name: str
    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Record:
    """One file of the registry, read and placed."""

    type: str
    id: str
    path: str
    data: Mapping[str, Any]
    body: str | None
    body_line: int
    places: Mapping[Route, Place]
    attachments: tuple[Attachment, ...] = ()

    def get(self, name: str, default: Any = None) -> Any:
        """A top-level field, or ``default``."""
        return self.data.get(name, default)

    @property
    def public(self) -> bool:
        """Whether anybody may read it. Whatever does not say so is for members only."""
        return self.data.get("visibility") == "public"


@dataclass(frozen=True, slots=True)
class Seal:
    """One sealed text: ``registry/_endorsed/<document>/<version>/``.

    ``record`` is the text as sealed (its non-administrative fields and body); ``digest`` is what
    ``seal.yaml`` claims, which ``assess`` recomputes; ``administrative`` is the frozen list of
    fields that were left out. ``path`` is that of ``seal.yaml``.
    """

    document: str
    version: str
    type: str
    digest: str
    administrative: frozenset[str]
    record: Record
    path: str


@dataclass(frozen=True, slots=True)
class Broken:
    """A file that is there but cannot be used: unreadable, or failing its schema.

    ``data`` is what could be read, perhaps ``None``. ``kind`` is ``"record"`` or ``"seal"``; for a
    seal ``type`` is empty and ``id`` is the document, ``version`` its version.
    """

    kind: str
    type: str
    id: str
    path: str
    data: Mapping[str, Any] | None = None
    version: str = ""
    places: Mapping[Route, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Loaded:
    """Everything that was found in one tree."""

    records: tuple[Record, ...]
    seals: tuple[Seal, ...]
    broken: tuple[Broken, ...]
    findings: tuple[Finding, ...]
