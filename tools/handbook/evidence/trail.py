"""How it came about: the decisions, meetings, terms, answers and posts of an evidence bundle."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handbook.assess.standing.derive import stood_on
from handbook.assess.words import State
from handbook.evidence.answers import unread
from handbook.evidence.texts import Copy, LeftOut, SealedText
from handbook.load.model import BrokenKind
from handbook.render.pages.linked import KINDS
from handbook.source.dates import long_date
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from handbook.assess.ledger.model import Event
    from handbook.assess.model import Assessment
    from handbook.evidence.answers import Given
    from handbook.evidence.documents import Subject
    from handbook.evidence.texts import SealedTexts
    from handbook.load.model import Broken, Record


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision about one document. ``path`` is its file in the bundle, if it is there."""

    decision: str
    did: str
    version: str
    by: str
    meeting: str
    day: str
    item: str
    effective: str
    digest: str
    statement: str
    terms: str
    path: str
    meeting_path: str


@dataclass(frozen=True, slots=True)
class Trail:
    """What lies behind the texts: by document its decisions and those that do not count."""

    decided: Mapping[str, tuple[Decided, ...]] = field(default_factory=dict)
    refused: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    terms: tuple[SealedText, ...] = ()
    copies: tuple[Copy, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def trail(
    assessment: Assessment,
    organisation: str,
    about: tuple[Subject, ...],
    given: tuple[Given, ...],
    labels: Mapping[str, str],
    quarantined: Mapping[str, str],
    texts: SealedTexts,
) -> Trail:
    """What lies behind the texts and the answers of one organisation."""
    collecting = _Collecting(assessment, labels, quarantined, texts)
    collecting.take(organisation, KnownType.ORGANISATION)
    champion = assessment.registry.records[organisation].get("champion")
    collecting.post(str(champion or ""))
    for answer in given:
        collecting.answer(answer)
    for left in unread(assessment, organisation, quarantined):
        collecting.left_out[left.name] = left
    collecting.untold({subject.id for subject in about})
    decided = {subject.id: tuple(collecting.decisions(subject.id)) for subject in about}
    refused = {
        subject.id: tuple(
            f"{each.decision} {each.why}"
            for each in assessment.refusals
            if each.document == subject.id
        )
        for subject in about
    }
    return Trail(
        decided,
        {name: each for name, each in refused.items() if each},
        tuple(collecting.terms[key] for key in sorted(collecting.terms)),
        tuple(collecting.copies[path] for path in sorted(collecting.copies)),
        tuple(collecting.left_out.values()),
    )


class _Collecting:
    """The files that have been found to belong into the bundle so far."""

    def __init__(
        self,
        assessment: Assessment,
        labels: Mapping[str, str],
        quarantined: Mapping[str, str],
        texts: SealedTexts,
    ) -> None:
        self.texts = texts
        self.assessment, self.labels, self.quarantined = assessment, labels, quarantined
        self.records = assessment.registry.records
        self.copies: dict[str, Copy] = {}
        self.terms: dict[tuple[str, str], SealedText] = {}
        self.left_out: dict[str, LeftOut] = {}

    def take(self, name: str, folder: str) -> str:
        """Take a record's file into a folder; its path there, or nothing if it cannot go in."""
        record = self.records.get(name)
        if record is None or name in self.quarantined:
            why = self.quarantined.get(name, "it cannot be found or read")
            self.left_out[name] = LeftOut(name, why)
            return ""
        return self._lay(record, f"{folder}/{record.path.rpartition('/')[2]}")

    def _lay(self, record: Record, path: str) -> str:
        self.copies[path] = Copy(path, record.path)
        return path

    def post(self, name: str) -> None:
        """A post that is named, if any is."""
        if name:
            self.take(name, "posts")

    def answer(self, given: Given) -> None:
        """The file of an answer, and the post that gave it."""
        if given.path:
            self._lay(self.records[given.record], given.path)
            self.post(given.post)
        else:
            self.left_out[given.record] = LeftOut(given.record, given.why)

    def untold(self, settled: set[str]) -> None:
        """Name the documents of which nobody can tell whether the organisation is asked."""
        registry, standings = self.assessment.registry, self.assessment.standings
        broken = [
            broken_file for broken_file in registry.broken if broken_file.kind == BrokenKind.RECORD
        ]
        every: list[Record | Broken] = [*registry.records.values(), *broken]
        for record in every:
            kind = registry.types.get(record.type)
            if kind is None or not kind.has("adoptable") or record.id in settled:
                continue
            assessed = standings.get(record.id)
            if assessed is None or assessed.state is State.UNKNOWN:
                why = "; ".join(assessed.why) if assessed else "its own file cannot be read"
                name = self.labels.get(record.id, record.id)
                self.left_out[record.id] = LeftOut(name, f"how it stood cannot be told: {why}")

    def decisions(self, document: str) -> Iterator[Decided]:
        """Every decision about a document that counts, oldest first, with what it rests on."""
        assessed = self.assessment.standings.get(document)
        for event in assessed.events if assessed else ():
            yield self._decided(event)

    def _decided(self, event: Event) -> Decided:
        path, meeting = self._files(event)
        if event.ratified_by and event.ratified_by in self.records:
            self.take(event.ratified_by, "decisions")
            self.meeting(self.records[event.ratified_by].get("meeting"))
        record = self.records.get(event.decision)
        held = event.decision in self.quarantined
        did = KINDS.get(event.kind, event.kind)
        return Decided(
            decision=event.decision,
            did=f"{did} (held back: not to be relied on)" if held else did,
            version=event.version,
            by=self.labels.get(event.group or event.post, event.group or event.post),
            meeting=event.meeting,
            day=long_date(event.decided),
            item=event.item,
            effective=long_date(event.effective),
            digest=event.digest,
            statement="" if held or record is None else str(record.get("statement") or ""),
            terms=self._terms(event) if event.group else "",
            path=path,
            meeting_path=meeting,
        )

    def _files(self, event: Event) -> tuple[str, str]:
        """The files of a decision and of its meeting; the post that decided alone."""
        path = self.take(event.decision, "decisions")
        self.post(event.post)
        return path, self.meeting(event.meeting)

    def meeting(self, name: object) -> str:
        """The file of a meeting, if one is named."""
        return self.take(str(name), "meetings") if name else ""

    def _terms(self, event: Event) -> str:
        """The terms of reference by which a group decided, in words; their text goes in."""
        label = f"terms of reference of the {self.labels.get(event.group, event.group)}"
        version = self._terms_on(event.group, event.decided)
        if not version:
            return self._without_terms(event.group)
        key = (event.group, version)
        if key not in self.terms:
            assessed = self.assessment.standings[event.group]
            folder = f"terms-of-reference/{event.group}/{version}"
            text = self.texts.text(assessed, version, folder)
            if isinstance(text, LeftOut):
                name = f"{label}, version {version}"
                self.left_out[name] = LeftOut(name, text.why, text.digest)
                return f"the {name} (not in this folder)"
            self.terms[key] = text
            for each in assessed.events:
                if each.digest == text.digest:
                    self._files(each)
        return f"its terms of reference, version {version}"

    def _without_terms(self, group: str) -> str:
        """By what a group decided before it had terms in force."""
        network = self.assessment.registry.network()
        founded = (network.get("constituted") if network else None) or {}
        assessed = self.assessment.standings.get(group)
        if founded.get("group") == group and assessed and assessed.state is not State.UNKNOWN:
            return "the act that constituted the network"
        return "terms of reference that cannot be told"

    def _terms_on(self, group: str, day: date) -> str:
        """The version of a group's terms by which it decided on a day; empty where none is told."""
        assessed = self.assessment.standings.get(group)
        if assessed is None:
            return ""
        before = [event for event in assessed.events if event.decided < day]
        then = stood_on(before, day, self.assessment.settings)
        return "" if then.state is State.UNKNOWN else then.version
