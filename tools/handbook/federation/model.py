"""What is named, what was read of it, and what is known of a network in the end."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from handbook.assess.sources import SourceSays


@dataclass(frozen=True, slots=True)
class NetworkSource:
    """One registry that the configuration names.

    ``address`` is that of its site, ending in a stroke, and empty where it has none; ``folder`` is
    that of a built site on this computer, and empty where it is read at its address. ``members``:
    its edition for members may be read.
    """

    id: str
    title: str
    address: str = ""
    folder: str = ""
    members: bool = False


@dataclass(frozen=True, slots=True)
class FederationSettings:
    """The configuration: what the index is called, whom it reads, when a copy counts as old."""

    title: str
    sources: tuple[NetworkSource, ...]
    days: int


@dataclass(frozen=True, slots=True)
class Taken:
    """From which network, document and version a text was taken over, and its digest there."""

    network: str
    document: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document as its network published it. ``page`` is relative to the network's site."""

    id: str
    type: str
    title: str
    page: str
    in_force: bool
    state: str
    timeliness: str
    flags: tuple[str, ...]
    version: str
    digest: str
    until: date | None
    use_instead: str
    category: str
    keywords: tuple[str, ...]
    taken: Taken | None = None


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """How far one network addresses one item of a policy, as it judged and as it holds there."""

    policy: str
    policy_title: str
    edition: str
    item: str
    place: str
    topic: str
    holds: str
    suspect: bool
    page: str


@dataclass(frozen=True, slots=True)
class LinkRow:
    """Another network that one has to do with, by its id, and which of its documents both have."""

    network: str
    title: str
    overlap: str
    documents: tuple[str, ...]
    page: str


@dataclass(frozen=True, slots=True)
class Published:
    """Everything that is taken from one registry.

    ``coverage`` and ``links`` are nothing where it published none of that list.
    """

    day: date
    notices: tuple[str, ...]
    edition: str
    documents: tuple[DocumentRow, ...]
    coverage: tuple[CoverageRow, ...] | None
    links: tuple[LinkRow, ...] | None = None


class AnswerState(enum.StrEnum):
    """What became of asking a network."""

    ANSWERED = "answered"
    OLD = "old"
    SILENT = "did not answer"
    DOUBTFUL = "does not verify"


@dataclass(frozen=True, slots=True)
class RegistryReading:
    """What asking one network gave: what it published, or ``why`` there is nothing."""

    source: NetworkSource
    published: Published | None = None
    answer: AnswerState = AnswerState.ANSWERED
    why: str = ""


@dataclass(frozen=True, slots=True)
class NetworkView:
    """What is known of one network on the day of the run.

    Unless it answered, ``published`` is the last that is known of it, if anything.
    """

    source: NetworkSource
    answer: AnswerState
    why: str
    published: Published | None

    @property
    def documents(self) -> Sequence[DocumentRow]:
        """Its documents, as last known."""
        return self.published.documents if self.published else ()

    @property
    def notices(self) -> tuple[str, ...]:
        """What every row of it says besides."""
        return self.published.notices if self.published else ()

    @property
    def day(self) -> date | None:
        """The day of which what is known of it speaks."""
        return self.published.day if self.published else None


@dataclass(frozen=True, slots=True)
class JoinedDocument:
    """One document of one network, with how it stands in words of ours.

    ``rely_on``: whether its network told today that it stands behind the text, without a notice.
    """

    view: NetworkView
    row: DocumentRow
    rely_on: bool
    words: str

    @property
    def key(self) -> tuple[str, str]:
        """The network's and the document's id."""
        return self.view.source.id, self.row.id


@dataclass(frozen=True, slots=True)
class JoinedLink:
    """What one network says of another that it has to do with.

    ``other`` is that network where the index reads it; ``mutual``: it says so, too. ``shared`` are
    the documents that the one names.
    """

    view: NetworkView
    row: LinkRow
    other: NetworkView | None
    mutual: bool
    shared: tuple[JoinedDocument, ...]


@dataclass(frozen=True, slots=True)
class SourceChange:
    """Why a text that was taken over must be looked at: its source moved on or stopped.

    ``says`` is that in one word, as the link to that network has it; ``version`` the one there now.
    """

    entry: JoinedDocument
    source: str
    says: SourceSays
    words: str
    version: str = ""


@dataclass(frozen=True, slots=True)
class FederationIndex:
    """Many networks joined, of one day."""

    title: str
    today: date
    views: tuple[NetworkView, ...]
    entries: tuple[JoinedDocument, ...]
    joint: tuple[tuple[JoinedDocument, ...], ...] = ()
    changes: tuple[SourceChange, ...] = ()
    links: tuple[JoinedLink, ...] = ()
