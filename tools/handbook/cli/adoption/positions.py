"""Where organisations stand on documents, in lines that read well aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.adoption.follow_up import by_day
from handbook.assess.adoption.notes import NoteKind, answer_with_version, position_notes
from handbook.assess.words import Local
from handbook.cli.adoption.follow_up import tally
from handbook.cli.adoption.naming import (
    ENDORSED_IS_NOT_ADOPTED,
    champion,
    folded_text,
    how_it_stands,
    named,
    short_name,
)
from handbook.cli.adoption.uptake import measure
from handbook.cli.table import clean, counted
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from handbook.assess.adoption.model import Position
    from handbook.assess.adoption.notes import PositionNote
    from handbook.assess.model import Assessment

NOT_RECORDED = "Local adoption: Not recorded"


def documents_lines(assessment: Assessment, organisation: str, shown: Sequence[Position]) -> str:
    """What is asked of one organisation, and what it answered, the most urgent first."""
    head = [named(assessment, organisation), f"Champion: {champion(assessment, organisation)}"]
    if not shown:
        nothing = "It is asked about no document, and has answered about none."
        return folded_text([*head, "", nothing])
    lines = [*head, _in_numbers(assessment, shown)]
    for position in sorted(shown, key=_urgency):
        stands = how_it_stands(assessment, position.document)
        lines += ["", f"{named(assessment, position.document)}: {stands}"]
        lines += [f"  {line}" for line in _position(assessment, position)]
        if position.document in assessment.standings:
            notes = _notes(assessment, position)
            lines += [f"  {note.words}" for note in notes if note.kind is NoteKind.NOT_ASKED]
    return folded_text(lines)


def organisations_lines(assessment: Assessment, document: str, shown: Sequence[Position]) -> str:
    """What each organisation answered about one document."""
    head = [named(assessment, document), f"How it stands: {how_it_stands(assessment, document)}"]
    if not shown:
        return folded_text([*head, "", "No organisation is asked about it, and none has answered."])
    points = assessment.adoption.uptake.get(document, ())
    standing = assessment.standings.get(document)
    if points:
        uses = ", use the version in force" if points[-1].of else ""
        head.append(f"Uptake: {measure(points[-1], standing)}{uses}.")
    lines = [*head, ENDORSED_IS_NOT_ADOPTED]
    for position in shown:
        lines += ["", named(assessment, position.organisation)]
        lines += [f"  {line}" for line in _position(assessment, position)]
    return folded_text(lines)


def status_lines(assessment: Assessment, document: str) -> list[str]:
    """What `handbook status` says of one document: a line for each organisation, once any counts.

    Nothing for what organisations are never asked to adopt, such as terms of reference.
    """
    registry = assessment.registry
    record = registry.records.get(document)
    if record is not None and not registry.types[record.type].has("adoptable"):
        return []
    shown = assessment.adoption.of_document(document)
    if not any(position.answers or position.why for position in shown):
        return [NOT_RECORDED]
    lines = ["Local adoption, as each organisation recorded it (endorsement is not adoption):"]
    for position in shown:
        first, *rest = _position(assessment, position, brief=True)
        line = " ".join([f"{first.removeprefix('Local adoption: ')}.", *rest])
        lines.append(f"  {short_name(assessment, position.organisation)}: {line}")
    return lines


def _urgency(position: Position) -> tuple[int, tuple[date, str]]:
    """What may harm comes first, then what is owed by its day, then the rest."""
    if position.unsupported:
        return (0, by_day(position))
    if position.why:
        return (1, by_day(position))
    return (2 if position.outstanding else 3, by_day(position))


def _in_numbers(assessment: Assessment, shown: Sequence[Position]) -> str:
    intended = [
        position for position in shown if position.intended and _in_force(assessment, position)
    ]
    outstanding = [position for position in shown if position.outstanding]
    current = sum(position.up_to_date for position in shown)
    return (
        f"On {long_date(assessment.today)}: asked about {counted(len(intended), 'document')} in"
        f" force; uses the version in force of {current}; {tally(outstanding, assessment.today)}."
    )


def _in_force(assessment: Assessment, position: Position) -> bool:
    standing = assessment.standings.get(position.document)
    return standing is not None and standing.in_force


def _position(assessment: Assessment, position: Position, *, brief: bool = False) -> list[str]:
    """One organisation and one document: the answer, what it says, and what is amiss."""
    answer = position.answer if not position.why else None
    recorded = answer if answer and position.local is not Local.NOT_RECORDED else None
    since = f", since {long_date(recorded.holds)}" if recorded else ""
    lines = [f"Local adoption: {answer_with_version(position)}{since}"]
    if answer is not None and not brief:
        decided = f"{long_date(answer.decided)}, {named(assessment, answer.post)}"
        lines.append(f"{'Decided' if recorded else 'Taken back'}: {decided}")
        for name, value in (
            ("What it does differently", answer.how),
            ("Reason", answer.reason),
            ("Its own reference", answer.local_reference),
            ("Written down in", answer.evidence),
            ("Record", answer.record),
        ):
            lines += [f"{name}: {clean(value)}"] if value else []
    notes = _notes(assessment, position)
    return lines + [clean(note.words) for note in notes if note.kind is not NoteKind.NOT_ASKED]


def _notes(assessment: Assessment, position: Position) -> Iterator[PositionNote]:
    standing = assessment.standings.get(position.document)
    return position_notes(position, standing, assessment.today)
