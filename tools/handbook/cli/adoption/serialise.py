"""Local adoption for other programs: the same facts as JSON, and as rows for a spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbook.assess.adoption.as_dict import position_as_dict, uptake_as_dict
from handbook.cli.adoption.naming import champion_post
from handbook.cli.table import as_csv

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from handbook.assess.adoption.model import Position, Uptake
    from handbook.assess.model import Assessment


def document_as_dict(assessment: Assessment, name: str) -> dict[str, Any]:
    """A document: its title, its state, and the version in force if there is one."""
    standing = assessment.standings.get(name)
    in_force = standing.version if standing and standing.in_force else ""
    return {
        "id": name,
        "title": assessment.registry.label(name),
        "state": standing.state.value if standing else "unknown",
        "version_in_force": in_force,
    }


def organisation_as_dict(assessment: Assessment, name: str) -> dict[str, Any]:
    """An organisation: its title, and the post that answers for it."""
    record = assessment.registry.records.get(name)
    return {
        "id": name,
        "title": assessment.registry.label(name),
        "short_name": (record.get("short-name") if record else None) or "",
        "champion": champion_post(assessment, name),
    }


@dataclass(frozen=True, slots=True)
class PositionRow:
    """One organisation and one document, with what the columns are taken from."""

    day: date
    title: str
    position: Position
    fields: Mapping[str, Any]
    answer: Mapping[str, Any]
    document: Mapping[str, Any]


def _of_answer(name: str) -> Callable[[PositionRow], object]:
    return lambda row: row.answer.get(name, "")


def _of_position(name: str) -> Callable[[PositionRow], object]:
    return lambda row: row.fields[name]


COLUMNS: Mapping[str, Callable[[PositionRow], object]] = {
    "day": lambda row: row.day,
    "organisation": lambda row: row.position.organisation,
    "organisation_title": lambda row: row.title,
    "document": lambda row: row.position.document,
    "document_title": lambda row: row.document["title"],
    "document_state": lambda row: row.document["state"],
    "version_in_force": lambda row: row.document["version_in_force"],
    "asked": _of_position("asked"),
    "local_adoption": _of_position("label"),
    "version": _of_answer("version"),
    "decided": _of_answer("decided"),
    "since": _of_answer("since"),
    "post": _of_answer("post"),
    "how": _of_answer("how"),
    "reason": _of_answer("reason"),
    "local_reference": _of_answer("local_reference"),
    "evidence": _of_answer("evidence"),
    "behind": _of_position("behind"),
    "behind_by_minor_corrections_only": _of_position("behind_by_minor_corrections_only"),
    "not_supported": _of_position("not_supported"),
    "uses_version_in_force": _of_position("uses_version_in_force"),
    "outstanding": _of_position("outstanding"),
    "due": _of_position("due"),
    "days_late": _of_position("days_late"),
    "why": lambda row: "; ".join(row.position.why),
    "record": _of_answer("record"),
}
"""The columns of the file for spreadsheets, in their order: a new one is added here alone."""


def positions_csv(assessment: Assessment, shown: Iterable[Position]) -> str:
    """A row for each organisation and document."""
    rows = []
    for position in shown:
        fields = position_as_dict(assessment, position)
        row = PositionRow(
            assessment.today,
            assessment.registry.label(position.organisation),
            position,
            fields,
            fields["answer"] or {},
            document_as_dict(assessment, position.document),
        )
        rows.append({name: value(row) for name, value in COLUMNS.items()})
    return as_csv(tuple(COLUMNS), rows)


def uptake_csv(series: Mapping[str, Sequence[Uptake]]) -> str:
    """A row for each day of each document; ``all`` stands for all of them together."""
    rows = [
        {"document": name or "all", **uptake_as_dict(point)}
        for name, points in series.items()
        for point in points
    ]
    return as_csv(_UPTAKE, rows)


_UPTAKE = (
    "document", "day", "version", "in_use", "of", "per_cent", "asked", "behind", "declined",
    "not_applicable", "not_recorded", "cannot_tell",
)  # fmt: skip
