"""What member organisations decided about documents: answers, positions, uptake.

Adoption is a third thing beside a document's state and its timeliness. It has records of its own,
and nothing the network decides ever stands for one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from handbook.assess.words import Local
from handbook.deferred import Deferred

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from handbook.finding import Route

ANSWERS: Mapping[str, Local] = {
    "adopted": Local.ADOPTED,
    "adapted": Local.ADAPTED,
    "declined": Local.DECLINED,
    "not-applicable": Local.NOT_APPLICABLE,
    "retracted": Local.NOT_RECORDED,
}
"""What an adoption record can say under ``answer``, and what that makes of its organisation."""
IN_USE = frozenset({Local.ADOPTED, Local.ADAPTED})
"""The answers by which an organisation uses a document, in whatever form."""


@dataclass(frozen=True, slots=True)
class Audience:
    """The organisations that a document is meant for: kinds of them, and some by their ids."""

    kinds: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Answer:
    """What one organisation decided about one version of one document.

    ``record`` is the id of the adoption record. ``local`` is ``NOT_RECORDED`` for an answer that
    was taken back. ``holds`` is the first day on which it counts: the day it was ``decided``, or
    the day its version takes effect if that is later.
    """

    record: str
    organisation: str
    document: str
    version: str
    local: Local
    decided: date
    holds: date
    post: str
    how: str = ""
    reason: str = ""
    local_reference: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class AdoptionFault:
    """Why one adoption record cannot count. Its pair then reads "cannot tell".

    ``ground`` is ``name``, ``version``, ``date``, ``post`` or ``corrects``; or ``reference``, for
    what is missing and reported as such already. ``why`` follows the record's name, ``hint`` says
    what to do, and ``route`` is that of the offending line.
    """

    record: str
    ground: str
    route: Route
    why: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Position:
    """Where one organisation stands on one document on one day.

    ``local`` comes from ``answer``, the last one that holds. ``why`` says what cannot be read or
    believed when it is ``UNKNOWN``; no answer is then shown as holding.
    """

    organisation: str
    document: str
    local: Local
    intended: bool = True
    """Whether the document is meant for the organisation."""
    answer: Answer | None = None
    earlier: Answer | None = None
    """The last version it took into use, if its present answer does not say that it uses one: that
    text may still be lying about."""
    coming: Answer | None = None
    """An answer about a version that has yet to take effect."""
    behind: bool = False
    """Its answer is about an older version than the one in force."""
    only_corrected: bool = False
    """Behind by minor corrections alone."""
    unsupported: bool = False
    """It uses, by its own answer, a text that the network does not stand behind today."""
    outstanding: bool = False
    """It is asked, a version is in force, and it has not answered about that version."""
    due: date | None = None
    """The day by which an outstanding answer should be there, if the network set one."""
    why: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    """Every answer that counts by that day, oldest first; those entered in error are left out."""

    @property
    def in_use(self) -> bool:
        """Whether it says that it uses some version of the document."""
        return self.local in IN_USE

    @property
    def up_to_date(self) -> bool:
        """Whether it uses the version in force, minor corrections apart: what uptake counts."""
        return self.in_use and (not self.behind or self.only_corrected) and not self.unsupported


@dataclass(frozen=True, slots=True)
class Uptake:
    """How far one document (``""``: all of them) was in use on one day: a process measure.

    Of the organisations (or pairs of organisation and document) that were ``asked`` on that day,
    each is counted once. The measure is ``current`` of ``asked - not_applicable``.
    """

    document: str
    day: date
    version: str = ""
    """The version then in force; empty where none was, or for all documents."""
    asked: int = 0
    current: int = 0
    """Use the version in force, as it is or adapted."""
    behind: int = 0
    """Use an older version."""
    declined: int = 0
    """Declined the version in force."""
    not_applicable: int = 0
    """Said of the version in force that it does not apply to them."""
    not_recorded: int = 0
    """Have not answered about the version in force, nor do they use an older one."""
    unknown: int = 0

    @property
    def of(self) -> int:
        """The denominator: those asked, without those to whom it does not apply."""
        return self.asked - self.not_applicable

    @property
    def unheard(self) -> int:
        """Of how many it is not known: they have not answered, or their answer cannot be told."""
        return self.not_recorded + self.unknown

    @property
    def per_cent(self) -> int | None:
        """The measure in whole per cent, halves up; ``None`` where there is nobody to count.

        It is 100 only if all use the version in force, and 0 only if nobody does.
        """
        if self.of <= 0:
            return None
        rounded = (200 * self.current + self.of) // (2 * self.of)
        lowest, highest = (1, 99) if 0 < self.current < self.of else (0, 100)
        return min(max(rounded, lowest), highest)


class DeferredPositions(Mapping[tuple[str, str], Position]):
    """Every position by its pair, as a view of the positions ``about`` each document.

    Nothing is held twice: of the pairs only those of the document that was asked for last.
    """

    def __init__(self, about: Mapping[str, tuple[Position, ...]]) -> None:
        self.about = about
        self._last: Mapping[str, Mapping[str, Position]] = {}

    def __getitem__(self, pair: tuple[str, str]) -> Position:
        """The position of an organisation on a document. Raises ``KeyError``."""
        organisation, document = pair
        if document not in self._last:
            places = self.about.get(document, ())
            self._last = {document: {place.organisation: place for place in places}}
        return self._last[document][organisation]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """The pairs, document by document."""
        for document, places in self.about.items():
            for place in places:
                yield place.organisation, document

    def __len__(self) -> int:
        """How many pairs there are."""
        return sum(map(len, self.about.values()))


@dataclass(frozen=True, slots=True)
class Adoption:
    """Everything known of adoption on one day.

    ``positions`` holds every pair of an organisation and a document about which it answered, or is
    asked: one that is in force, or will be; document by document, in the registry's order.
    ``organisations`` and ``documents`` are those with any position, in the registry's order.
    ``uptake`` holds, for each document and for ``""`` (all of them), its measure at the end of each
    quarter since a version was first in force, and on the day itself, oldest first. ``faults`` say
    why adoption records cannot count; ``corrected`` are those entered in error, each with the
    record that stands in its place. ``records_about`` and ``records_by`` are the ids of all
    adoption records, counted or not, by the document and by the organisation that they name.
    Whatever is told by document or by organisation is drawn from ``positions``, and so changes
    with them.
    """

    positions: Mapping[tuple[str, str], Position] = field(default_factory=dict)
    organisations: Sequence[str] = ()
    documents: Sequence[str] = ()
    uptake: Mapping[str, Sequence[Uptake]] = field(default_factory=dict)
    faults: Sequence[AdoptionFault] = ()
    corrected: Mapping[str, str] = field(default_factory=dict)
    records_about: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    records_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _about: Mapping[str, tuple[Position, ...]] = field(init=False, repr=False, compare=False)
    _by: Mapping[str, tuple[Position, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if isinstance(self.positions, DeferredPositions):
            about = self.positions.about
        else:
            about = Deferred(partial(self._grouped, 1))
        object.__setattr__(self, "_about", about)
        object.__setattr__(self, "_by", Deferred(partial(self._grouped, 0)))

    def _grouped(self, part: int) -> dict[str, tuple[Position, ...]]:
        """The positions by one part of their pairs."""
        groups: dict[str, list[Position]] = {}
        for pair, position in self.positions.items():
            groups.setdefault(pair[part], []).append(position)
        return {name: tuple(positions) for name, positions in groups.items()}

    @property
    def refused(self) -> dict[str, str]:
        """The adoption records that cannot count, and why, in words that follow their names."""
        return {fault.record: fault.why for fault in reversed(self.faults)}

    def of_document(self, document: str) -> tuple[Position, ...]:
        """The positions on one document, in the order of the organisations."""
        return self._about.get(document, ())

    def of_organisation(self, organisation: str) -> tuple[Position, ...]:
        """The positions of one organisation, in the order of the documents."""
        return self._by.get(organisation, ())
