"""What may be left out so that the rest can be published, and what stops everything.

A record that cannot be trusted is shown as a page that says so. Whatever the ledger stands on (the
network, content types, sealed texts, decisions that nobody can place or whose integrity is in
doubt) cannot be left out: a missing withdrawal would put back what it took away.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.assess.model import Assessment
    from handbook.check import Checked
    from handbook.finding import Finding
    from handbook.link import Registry

_LEDGER = ("registry/decisions/", "registry/meetings/", "registry/_endorsed/", "registry/_types/")
_NETWORK = "registry/network.yaml"


@dataclass(frozen=True, slots=True)
class Quarantine:
    """``reasons`` by record id; ``left_out`` are stray files; ``blocking`` stops everything."""

    reasons: Mapping[str, str]
    left_out: tuple[str, ...]
    blocking: tuple[str, ...]


def quarantine(checked: Checked) -> Quarantine:
    """Sort the errors of a check into records to hold back, files to ignore, and full stops."""
    if checked.assessment is None:
        return Quarantine({}, (), ("the registry could not be put together",))
    registry = checked.assessment.registry
    homes = _homes(registry)
    reasons: dict[str, str] = {}
    left_out: list[str] = []
    blocking = list(_doubts(checked))
    for found in checked.errors:
        record = found.about or homes.get(found.path, "")
        ledger = found.path.startswith(_LEDGER)
        if found.path == _NETWORK or (ledger and (found.code.integrity or not record)):
            blocking.append(_said(found))
        elif record:
            for held in (record, *_carried(registry, record)):
                reasons.setdefault(held, found.message)
        elif not found.path.startswith("registry/"):
            blocking.append(_said(found))
        else:
            left_out.append(_said(found))
    return Quarantine(reasons, tuple(left_out), tuple(dict.fromkeys(blocking)))


def _homes(registry: Registry) -> dict[str, str]:
    known = {record.path: record.id for record in registry.records.values()}
    known |= {seal.record.path: seal.document for seal in registry.seals.values()}
    return known | {broken.path: broken.id for broken in registry.broken if broken.id}


def _doubts(checked: Checked) -> Iterator[str]:
    if checked.cannot_run:
        yield "the check could not be finished"
    if checked.assessment is not None and "*" in checked.assessment.distrust:
        why = checked.assessment.distrust["*"]
        yield f"the ledger of decisions cannot be trusted: {why}"


def _said(found: Finding) -> str:
    return f"{found.path}: {found.code.id} {found.message}"


def _carried(registry: Registry, record_id: str) -> Iterator[str]:
    """Documents that a decision, or the decisions of a meeting, speak of: held back with it."""
    record = registry.records.get(record_id)
    if record is None:
        return
    if record.type == "meeting":
        for decision in registry.of_type("decision"):
            if decision.get("meeting") == record_id:
                yield decision.id
                yield from _carried(registry, decision.id)
    if record.type == "decision":
        for entry in record.get("documents") or ():
            yield str(entry.get("document"))


def held_back(assessment: Assessment, reasons: Mapping[str, str]) -> Assessment:
    """The assessment with every record held back counted as unknown, also in coverage and dates."""
    from handbook.assess.coverage import coverage  # noqa: PLC0415 - only here
    from handbook.assess.due import falling_due  # noqa: PLC0415 - only here
    from handbook.assess.model import Standing  # noqa: PLC0415 - only here
    from handbook.assess.words import State  # noqa: PLC0415 - only here

    if not reasons:
        return assessment
    standings = {
        document: Standing(document, State.UNKNOWN, why=(reasons[document],), events=found.events)
        if document in reasons
        else found
        for document, found in assessment.standings.items()
    }
    registry, today = assessment.registry, assessment.today
    return replace(
        assessment,
        standings=standings,
        coverage=coverage(registry, standings),
        due=falling_due(registry, standings, today, assessment.settings),
    )
