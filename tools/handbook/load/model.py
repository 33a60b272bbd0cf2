"""Records, sealed texts, and files that could not be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from handbook.finding import Finding, Place, Route


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that belongs to a record: ``registry/attachments/<record id>/<name>``."""

    name: str
    path: str
    sha256: str
    size: int


Ring = tuple[tuple[float, float], ...]
"""Points, each a longitude and a latitude in degrees, of which the last is the first again."""


@dataclass(frozen=True, slots=True)
class Outline:
    """Where something lies: polygons, of whose rings the first is around it, others are holes."""

    polygons: tuple[tuple[Ring, ...], ...]

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north, in degrees."""
        points = [point for polygon in self.polygons for ring in polygon for point in ring]
        eastings, northings = [x for x, _ in points], [y for _, y in points]
        return min(eastings), min(northings), max(eastings), max(northings)


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
    outline: Outline | None = None
    """Its place on the map, from the file in GeoJSON beside it."""

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
    kept_back: bool = False
    """Whether its text is not told here, so that ``record`` is empty: the public edition alone."""


class BrokenKind(StrEnum):
    """What a file that cannot be used would be."""

    RECORD = "record"
    SEAL = "seal"


@dataclass(frozen=True, slots=True)
class Broken:
    """A file that is there but cannot be used: unreadable, or failing its schema.

    ``data`` is what could be read, perhaps ``None``. For a
    seal ``type`` is empty and ``id`` is the document, ``version`` its version. ``body`` is the text
    of a document whose details alone are at fault, so that what is wrong in it is told as well.
    """

    kind: BrokenKind
    type: str
    id: str
    path: str
    data: Mapping[str, Any] | None = None
    version: str = ""
    places: Mapping[Route, Place] = field(default_factory=dict)
    body: str | None = None
    body_line: int = 1


@dataclass(frozen=True, slots=True)
class Unused:
    """A file that is there and that nothing reads: a wrong name, a wrong place, a link.

    ``ledger``: it lies where decisions lie, or where somebody will have meant to put one.
    ``data`` is what could be made out of it; ``decisive``: it has the lines of a decision.
    """

    path: str
    ledger: bool = False
    data: Mapping[str, Any] | None = None
    decisive: bool = False


@dataclass(frozen=True, slots=True)
class Loaded:
    """Everything that was found in one tree."""

    records: tuple[Record, ...]
    seals: tuple[Seal, ...]
    broken: tuple[Broken, ...]
    findings: tuple[Finding, ...]
    unused: tuple[Unused, ...] = ()


class Signed(StrEnum):
    """What git says of the signature on a commit, whoever may have made it."""

    GOOD = "good"
    """It fits, and was made with a key that was asked about."""
    STRANGE = "by a key that is not known"
    ABSENT = "none"
    BAD = "does not fit"
    UNTOLD = "cannot be told"


@dataclass(frozen=True, slots=True)
class Signature:
    """One commit that brought a file as it is now, and the signature on that commit.

    ``day`` is the commit's own date and ``arrived`` the day by which it was on the line of what is
    checked out; ``None`` if no calendar has them. ``key`` is the fingerprint of the key.
    ``backwards`` is true if it is dated before what it builds on.
    """

    commit: str
    day: date | None
    arrived: date | None
    signed: Signed
    key: str = ""
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class Signatures:
    """What git says of the signatures on files, by path; ``cannot`` says why it says nothing.

    A file that is not in ``of`` was never committed as it is. ``new`` are files that a branch
    brings, so that their keys must still hold on ``today``. ``awaited`` are files that are only
    about to be written, and are taken as signed until then.
    """

    of: Mapping[str, tuple[Signature, ...]] = field(default_factory=dict)
    cannot: str = ""
    new: frozenset[str] = frozenset()
    today: date | None = None
    awaited: frozenset[str] = frozenset()
