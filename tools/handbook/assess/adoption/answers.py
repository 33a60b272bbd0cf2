"""Adoption records to answers that can be believed, and what throws doubt on the rest.

An answer that cannot be read or believed is never left out in silence: it may be the one by which
an organisation stopped using a text. Whatever pair it may speak of cannot be told.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from handbook.assess.adoption.faults import Agreed, AnswerChecks
from handbook.assess.adoption.model import ANSWERS, AdoptionFault, Answer
from handbook.assess.words import Local
from handbook.load.model import BrokenKind
from handbook.source.dates import parse_date
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from handbook.assess.standing.model import Standing
    from handbook.link import Registry
    from handbook.load.model import Record

ANY = "*"
"""Stands for every organisation, or every document, in a pair that is in doubt."""

_ABOUT_A_TEXT = frozenset(ANSWERS.values()) - {Local.NOT_RECORDED}
_PARTS = (len(("organisation", "document", "day")), len(("organisation", "document", "day", "2")))
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Answers:
    """What can be believed of all adoption records.

    ``held`` are the answers of each pair of organisation and document in the order in which they
    come to count; ``doubts`` say of pairs (``ANY`` in either place) why they cannot be told.
    """

    held: Mapping[Pair, tuple[Answer, ...]] = field(default_factory=dict)
    doubts: Mapping[Pair, tuple[str, ...]] = field(default_factory=dict)
    faults: tuple[AdoptionFault, ...] = ()
    corrected: Mapping[str, str] = field(default_factory=dict)

    def doubts_of(self, organisation: str, document: str) -> tuple[str, ...]:
        """Why the position of one pair cannot be told; empty if it can."""
        if not self.doubts:
            return ()
        pairs = ((o, d) for o in (ANY, organisation) for d in (ANY, document))
        return tuple(dict.fromkeys(why for pair in pairs for why in self.doubts.get(pair, ())))


def read_answers(
    registry: Registry,
    standings: Mapping[str, Standing],
    today: date,
    held_back: Mapping[str, str] | None = None,
) -> Answers:
    """All answers of a registry, as they can be believed on ``today``.

    ``held_back`` maps ids of records that must not be relied on to the reason.
    """
    records = {record.id: record for record in registry.of_type(KnownType.ADOPTION)}
    agreed = Agreed(standings)
    checks = AnswerChecks(registry, standings, today, records, agreed)
    reading, held_back = _AnswersReading(registry), held_back or {}
    held: dict[Pair, list[Answer]] = {}
    for record in records.values():
        faults = list(checks.of(record))
        reading.faults += faults
        for fault in faults:
            lost = fault.ground == "reference" and fault.route == ("corrects",)
            why = f"the answer {record.id} {fault.why}"
            reading.doubt(record.id, record.data, why, of_any=lost)
        if not faults and record.id not in checks.corrected and record.id not in held_back:
            answer = _answer(record, agreed)
            held.setdefault((answer.organisation, answer.document), []).append(answer)
    for broken in registry.broken:
        if broken.kind == BrokenKind.RECORD and _an_answer(broken.type, broken.path):
            why = f"the answer {broken.id} cannot be read"
            lost = reading.may_correct(broken.data)
            reading.doubt(broken.id, broken.data, why, of_any=lost)
    for name, reason in held_back.items():
        if name in records:
            reading.doubt(name, records[name].data, f"the answer {name} is held back: {reason}")
    return Answers(
        {pair: tuple(sorted(answers, key=_order)) for pair, answers in held.items()},
        {pair: tuple(dict.fromkeys(reasons)) for pair, reasons in reading.doubts.items()},
        tuple(reading.faults),
        checks.corrected,
    )


def _order(answer: Answer) -> tuple[date, date, str]:
    return answer.holds, answer.decided, answer.record


def _an_answer(kind: str, path: str) -> bool:
    return kind == KnownType.ADOPTION or path.startswith("registry/adoptions/")


def _answer(record: Record, agreed: Agreed) -> Answer:
    """A record without faults as an answer."""
    document, version = str(record.get("document")), str(record.get("version"))
    decided = parse_date(str(record.get("date")))
    days = agreed.days_of(document, version)
    local = ANSWERS[str(record.get("answer"))]
    return Answer(
        record=record.id,
        organisation=str(record.get("organisation")),
        document=document,
        version=version,
        local=local,
        decided=decided,
        # What is taken back is taken back at once, whatever version it names.
        holds=max(decided, days[1]) if days and local in _ABOUT_A_TEXT else decided,
        post=str(record.get("by")),
        how=str(record.get("how") or ""),
        reason=str(record.get("reason") or ""),
        local_reference=str(record.get("local-reference") or ""),
        evidence=str(record.get("evidence") or ""),
    )


@dataclass(slots=True)
class _AnswersReading:
    """The answers read so far, and what could not be believed of them."""

    registry: Registry
    doubts: dict[Pair, list[str]] = field(default_factory=dict)
    faults: list[AdoptionFault] = field(default_factory=list)

    def doubt(
        self, name: str, data: Mapping[str, Any] | None, why: str, *, of_any: bool = False
    ) -> None:
        """Throw doubt on the pair that a record states, and on the one that its name states.

        With ``of_any``, nobody can tell which answer it stands in place of: of its organisation,
        that may be any.
        """
        fields = data or {}
        parts = name.split("--")
        pairs = {self._pair(fields.get("organisation"), fields.get("document"))}
        if len(parts) in _PARTS:
            named = self._pair(parts[0], parts[1])
            pairs = {named} if pairs == {(ANY, ANY)} else {*pairs, named}
        other = self.registry.records.get(str(fields.get("corrects")))
        if other is not None and other.type == KnownType.ADOPTION:
            pairs.add(self._pair(other.get("organisation"), other.get("document")))
        for organisation, document in pairs:
            pair = organisation, ANY if of_any else document
            self.doubts.setdefault(pair, []).append(why)

    def may_correct(self, data: Mapping[str, Any] | None) -> bool:
        """Whether a record that cannot be used may stand in place of another.

        It does not if every line of it could be read, and is another line than ``corrects``.
        """
        known = self.registry.types[KnownType.ADOPTION].schema["properties"].keys() - {"corrects"}
        return not data or not data.keys() <= known

    def _pair(self, organisation: object, document: object) -> Pair:
        return self._known(organisation, KnownType.ORGANISATION), self._known(document, None)

    def _known(self, name: object, kind: str | None) -> str:
        """An id that is there, or ``ANY``: nobody can say whom a mistyped name means."""
        record = self.registry.records.get(str(name))
        types = {record.type} if record is not None else self._broken_types(name)
        return str(name) if any(self._fits(each, kind) for each in types) else ANY

    def _broken_types(self, name: object) -> set[str]:
        """The types of the files that cannot be used and have a name."""
        broken = (each for each in self.registry.broken if each.kind == BrokenKind.RECORD)
        return {each.type for each in broken if each.id == name}

    def _fits(self, type_name: str, kind: str | None) -> bool:
        """Whether a record of a type can be what is named; nobody can say of a type not known.

        Without a ``kind`` a document is named.
        """
        if type_name not in self.registry.types:
            return True
        return type_name == kind if kind else self.registry.types[type_name].has("adoptable")
