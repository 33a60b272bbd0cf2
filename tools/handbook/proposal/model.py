"""What a branch's changes mean: plain data, in the order in which people need it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handbook.source.words.units import UNITS

if TYPE_CHECKING:
    from datetime import date

    from handbook.difference import Difference, Span
    from handbook.difference.judging.substitutions import Substitution

OWNER, GROUP, MEDICINES, ACCEPTANCE, NOBODY, UNTOLD = (
    "owner",
    "group",
    "medicines",
    "acceptance",
    "nobody",
    "untold",
)
"""Who must agree: the owner alone, a group, the groups that see medicines, those whom the settings
name for other changes; nobody at all; or nobody can tell who."""


DOSES = (
    UNITS
    - {"unit", "units", "percent", "l", "litre", "litres", "kg", "kilogram", "kilograms"}
    - {
        "m",
        "mm",
        "cm",
        "kpa",
        "mmhg",
        "bpm",
        "g",
    }
)
"""Units of which an amount is nearly always one of a medicine."""


@dataclass(frozen=True, slots=True)
class Citation:
    """The words that say so, and where they stand: a path, and the keys that lead to them.

    ``quoted`` is false where nothing there could be quoted, and the words are this program's.
    """

    words: str
    source: str
    path: str
    route: str
    quoted: bool = True


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """A meeting that is still to come; ``open`` while its papers can still be handed in."""

    id: str
    label: str
    group: str
    on: date
    papers: date
    open: bool


@dataclass(frozen=True, slots=True)
class Consent:
    """One agreement that a change needs.

    ``who`` are ids, any one of whom will do, but for ``MEDICINES``, where each must; ``about`` are
    the documents, or the files, that it is about. ``given`` are the decisions on this branch that
    say that it was given.
    """

    kind: str
    who: tuple[str, ...]
    about: tuple[str, ...]
    why: str
    citations: tuple[Citation, ...] = ()
    quorum: tuple[Citation, ...] = ()
    meetings: tuple[NextMeeting, ...] = ()
    between: tuple[Citation, ...] = ()
    """What lets a chair act between meetings, where the terms do."""
    given: tuple[str, ...] = ()
    typed: str = ""
    """The words to type once it was given."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One change of a document: the change itself, and what took the place of what in it."""

    section: str
    within: str
    place: str
    what: str
    old: str
    new: str
    clinical: bool
    reasons: tuple[str, ...]
    codes: tuple[str, ...]
    substitutions: tuple[Substitution, ...]
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """What a branch does to one document that groups endorse.

    ``details`` are the changes of its agreed text from the base's working text to the branch's;
    ``at_once`` those of the lines beside it, which readers see as soon as it is merged.
    ``in_force`` compares what readers get today with the branch's text; ``None`` where nothing was
    ever endorsed, or that cannot be told. ``pending`` is true where the base's working text
    differed from it already. ``untold`` says why it cannot be told what changes.
    """

    id: str
    label: str
    type: str
    path: str
    what: str
    state: str
    version: str
    became: str = ""
    """Under which id most of its words stand now, where it was renamed."""
    details: tuple[Detail, ...] = ()
    at_once: tuple[Detail, ...] = ()
    in_force: Difference | None = None
    pending: bool = False
    untold: str = ""
    decided_about: bool = False
    """Whether any decision names it, so that it keeps its id and its page."""
    given: tuple[str, ...] = ()
    """The decisions of this branch that put the proposed text in force."""
    lost: bool = False
    """Whether what readers get today would not be there any more once this is merged."""
    medicines: bool = True
    """Whether any of its texts says that it holds medicines, or nobody can tell."""

    @property
    def dose_without_medicines(self) -> bool:
        """Whether an amount of a medicine may change in a text that says it holds none."""
        words = (
            word.strip(".,;:()").lower()
            for detail in self.details
            for substitution in detail.substitutions
            for text in (substitution.old, substitution.new)
            for word in text.replace("/", " ").split()
        )
        return not self.medicines and any(word in DOSES for word in words)

    @property
    def taken_back(self) -> bool:
        """Whether its text is once more what readers get already."""
        return bool(self.details) and self.in_force is not None and not self.in_force.changes

    @property
    def clinical(self) -> tuple[Detail, ...]:
        """The changes of what it says to do, as far as no machine can show otherwise."""
        return tuple(detail for detail in self.details if detail.clinical)


@dataclass(frozen=True, slots=True)
class OtherChange:
    """A change of a record that is no document, or of a file outside the registry.

    ``named`` if it changes who may decide, or what readers see (``rules.families.branch.named``);
    ``accepted`` are the decisions of the branch that accept it.
    """

    path: str
    label: str
    words: str
    named: bool = False
    accepted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StandingShift:
    """How a document stands otherwise once this is merged; ``decided`` if a decision says so."""

    document: str
    label: str
    words: tuple[str, ...]
    decided: bool


@dataclass(frozen=True, slots=True)
class CoverageShift:
    """A policy item that is served otherwise: ``merged`` at once, else once a text is endorsed."""

    policy: str
    item: str
    topic: str
    before: str
    after: str
    why: str
    merged: bool


@dataclass(frozen=True, slots=True)
class LostLink:
    """A link or a reference that leads nowhere once this is merged."""

    path: str
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that the branch touches and that cannot be read, on one side or on both."""

    path: str
    label: str
    why: str


@dataclass(frozen=True, slots=True)
class Ends:
    """What is compared: names as typed, and commits; the head's is empty for the working copy."""

    base: str
    head: str
    base_commit: str
    fork_commit: str
    head_commit: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a whole change means. ``statement`` says it in a few sentences, the gravest first."""

    ends: Ends
    today: date
    statement: tuple[str, ...] = ()
    consents: tuple[Consent, ...] = ()
    documents: tuple[DocumentChange, ...] = ()
    others: tuple[OtherChange, ...] = ()
    decisions: tuple[OtherChange, ...] = ()
    shifts: tuple[StandingShift, ...] = ()
    coverage: tuple[CoverageShift, ...] = ()
    links: tuple[LostLink, ...] = ()
    unread: tuple[Unread, ...] = ()
    clashes: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    labels: dict[str, str] = field(default_factory=dict, compare=False)
    """What ids are called, for those who write."""

    @property
    def nothing(self) -> bool:
        """Whether nothing that anybody reads, or that says who may decide, changes."""
        return not (
            self.documents
            or self.others
            or self.decisions
            or self.shifts
            or self.coverage
            or self.unread
            or self.clashes
            or self.outside
        )
