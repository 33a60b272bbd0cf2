"""What was taken in from a file, held against that file before a group endorses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.taken_in import FIELD, checks_of, unchecked
from handbook.finding import Code, Severity
from handbook.rules.engine import finding, rule
from handbook.rules.families.text.placeholders import offered

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from handbook.assess.model import Assessment
    from handbook.assess.standing.model import Standing
    from handbook.assess.taken_in import Checks, Unchecked
    from handbook.finding import Finding
    from handbook.load.model import Record

IMP001 = Code(
    id="IMP001",
    severity=Severity.ERROR,
    title="A text was endorsed that nobody has held against its original",
    explanation=(
        "A draft that was taken in from a file comes with a list of what no program can compare:"
        " tables, doses, raised signs, pictures, suggested changes. A group may endorse it once a"
        " post has held every line of that list against the file and ticked it. Here lines are"
        " left, or the list is gone, or it is not the one that was written when the file was taken"
        " in. Until it is done with, nobody can say that the text is that of the file."
    ),
)
IMP002 = Code(
    id="IMP002",
    severity=Severity.NOTE,
    title="A draft is still to be held against its original",
    explanation=(
        "This draft was taken in from a file, and the list of what must be checked by eye is not"
        " done with. A draft may wait for that as long as it must; no group can endorse it before."
    ),
)


@rule(IMP001, IMP002)
def held_against_its_original(assessment: Assessment, today: date) -> Iterator[Finding]:
    """What was taken in is held against its file before a group endorses it."""
    registry = assessment.registry
    checks = checks_of(registry)
    for standing in assessment.standings.values():
        record = registry.records.get(standing.document)
        if record is None:
            continue
        endorsed = list(_endorsed(assessment, standing, checks, today))
        for version, why in endorsed:
            message = f"version {version}, which was endorsed: {why.message}"
            yield finding(IMP001, record, message, hint=why.hint)
        left = None if endorsed else unchecked(record.id, record.data, checks, today)
        if left is not None:
            yield _waiting(record, left)


def _endorsed(
    assessment: Assessment, standing: Standing, checks: Checks, today: date
) -> Iterator[tuple[str, Unchecked]]:
    """The versions that readers get although they were not held against their file."""
    for version in offered(standing):
        seal = assessment.registry.seals.get((standing.document, version))
        data = seal.record.data if seal is not None and not seal.kept_back else None
        left = unchecked(standing.document, data, checks, today) if data is not None else None
        if left is not None:
            yield version, left


def _waiting(record: Record, left: Unchecked) -> Finding:
    """A draft that waits, at the line of its list where somebody has to go on."""
    at = left.check or record
    route = left.route or ((FIELD,) if left.check is None and record.get(FIELD) else ())
    return finding(IMP002, at, left.message, hint=left.hint, route=route)
