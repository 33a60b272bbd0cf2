"""What a check says: findings, their codes, and where they point.

Everything else in the package may import this module; it imports nothing of ours.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

Route = tuple[str | int, ...]
"""A symbolic way into a record, such as ``("stages", 2, "entry")``."""


class MisbuiltError(TypeError):
    """A part of the tool is not made as its folder asks. Its words hold nothing of any record."""


class Severity(enum.IntEnum):
    """How much a finding matters. Only ``ERROR`` keeps a registry from being built."""

    NOTE = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """The word people read: ``error``, ``warning`` or ``note``."""
        return self.name.lower()


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line and a column of a file, both counted from 1."""

    line: int
    column: int = 1


@dataclass(frozen=True, slots=True)
class Code:
    """One thing that can be wrong: a stable code and the words that explain it.

    ``explanation`` is the text of the code's own page: what the rule asks and why, in plain words.
    ``integrity`` codes put the ledger itself in doubt, and are told whoever brought them. Only a
    code that is ``waivable`` can be waived, or stand in the list of known faults: where it is
    found, pages still say exactly what the registry says. One that ``follows`` is often the
    consequence of a fault in another file: it goes when that is mended, and is shown after it.
    Findings whose codes share a ``heading`` stand together under it, apart from the others.
    """

    id: str
    severity: Severity
    title: str
    explanation: str
    integrity: bool = False
    follows: bool = False
    heading: str = ""
    waivable: bool = False
    awaits_decision: bool = False
    """Whether no edit mends it: somebody must decide or agree, and that must be written down."""

    def __post_init__(self) -> None:
        """Raise ``ValueError`` for a code that would be both."""
        if self.integrity and self.waivable:
            raise ValueError(f"{self.id} puts the ledger in doubt, so nobody can waive it")


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem in one file.

    ``path`` is relative to the repository, with forward slashes (``registry/posts/x.yaml``).
    A rule names a ``route``; only ``report`` turns it into a line. ``place`` is given by those
    who know the line already (the reader, and rules about a Markdown body).
    ``about`` is the id of the record concerned, where there is one.
    """

    code: Code
    path: str
    message: str
    hint: str = ""
    route: Route = ()
    place: Place | None = field(default=None)
    about: str = ""

    @property
    def severity(self) -> Severity:
        """The severity of its code."""
        return self.code.severity
