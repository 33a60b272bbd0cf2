"""The adoption records of an evidence bundle: all of them, and which of them count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.assess.adoption.notes import recorded_as
from handbook.assess.words import Local
from handbook.evidence.texts import LeftOut
from handbook.load.model import BrokenKind
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.assess.model import Assessment

_DOES_NOT_COUNT = "adoptions/does-not-count"
_IN_ERROR = "adoptions/entered-in-error"


@dataclass(frozen=True, slots=True)
class Given:
    """One adoption record of the organisation, and whether it counts."""

    record: str
    document: str
    version: str
    answer: str
    day: str
    post: str
    counts: bool
    why: str
    path: str
    how: str = ""
    reason: str = ""
    local_reference: str = ""
    evidence: str = ""


def answers_of(
    assessment: Assessment, organisation: str, quarantined: Mapping[str, str]
) -> tuple[Given, ...]:
    """Every adoption record of an organisation, by its day; one that does not count says why."""
    adoption = assessment.adoption
    refused = {**adoption.refused, **quarantined}
    given = []
    for record in assessment.registry.of_type(KnownType.ADOPTION):
        if organisation not in (record.get("organisation"), record.id.partition("--")[0]):
            continue
        why, folder = "", "adoptions"
        if record.id in adoption.corrected:
            why, folder = f"entered in error; see {adoption.corrected[record.id]}", _IN_ERROR
        document = str(record.get("document"))
        position = adoption.positions.get((organisation, document))
        if not why and position is not None and position.local is Local.UNKNOWN:
            why = "what it answered about this document cannot be told"
        if record.id in refused:
            why, folder = refused[record.id], _DOES_NOT_COUNT
        path = "" if record.id in quarantined else f"{folder}/{record.id}.yaml"
        given.append(
            Given(
                record.id,
                document,
                str(record.get("version")),
                recorded_as(str(record.get("answer"))),
                str(record.get("date")),
                str(record.get("by")),
                not why,
                why,
                path,
                str(record.get("how") or ""),
                str(record.get("reason") or ""),
                str(record.get("local-reference") or ""),
                str(record.get("evidence") or ""),
            )
        )
    return tuple(sorted(given, key=lambda answer: (answer.day, answer.record)))


def unread(
    assessment: Assessment, organisation: str, quarantined: Mapping[str, str]
) -> Iterator[LeftOut]:
    """The answers that cannot be read, and that are this organisation's or may be, with why."""
    known = {
        organisation_record.id
        for organisation_record in assessment.registry.of_type(KnownType.ORGANISATION)
    }
    for broken in assessment.registry.broken:
        if broken.kind == BrokenKind.RECORD and broken.type == KnownType.ADOPTION:
            whose = {str((broken.data or {}).get("organisation")), broken.id.partition("--")[0]}
            if organisation in whose or not whose & known:
                why = quarantined.get(broken.id, "it cannot be read")
                perhaps = "" if organisation in whose else " and whose answer it is"
                yield LeftOut(broken.id, f"what it answers{perhaps} cannot be told: {why}")
