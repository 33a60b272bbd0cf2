"""Local adoption for other programs: the same facts as JSON, and as rows for a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from handbook.assess.words import LOCAL
from handbook.cli.adoption.naming import champion_post
from handbook.cli.table import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from handbook.assess.adoption.model import Answer, Position, Uptake
    from handbook.assess.model import Assessment

_OBEYED = ("=", "+", "-", "@")
"""What a spreadsheet would take for the beginning of a formula."""


def position_as_dict(assessment: Assessment, position: Position) -> dict[str, Any]:
    """One organisation and one document. What cannot be told shows no answer as holding."""
    is_known = not position.why
    days = (assessment.today - position.due).days if position.due else 0
    return {
        "organisation": position.organisation,
        "document": position.document,
        "local_adoption": position.local.value,
        "label": LOCAL[position.local].label,
        "asked": position.intended,
        "answer": answer_as_dict(position.answer) if is_known else None,
        "behind": position.behind,
        "behind_by_minor_corrections_only": position.only_corrected,
        "not_supported": position.unsupported,
        "uses_version_in_force": position.up_to_date,
        "outstanding": position.outstanding,
        "due": position.due,
        "days_late": max(days, 0),
        "used_before": answer_as_dict(position.earlier) if is_known else None,
        "coming": answer_as_dict(position.coming) if is_known else None,
        "why": list(position.why),
        "records": [answer.record for answer in position.answers],
    }


def answer_as_dict(answer: Answer | None) -> dict[str, Any] | None:
    """One answer, as it was recorded."""
    if answer is None:
        return None
    return {
        "record": answer.record,
        "local_adoption": answer.local.value,
        "version": answer.version,
        "decided": answer.decided,
        "since": answer.holds,
        "post": answer.post,
        "how": answer.how,
        "reason": answer.reason,
        "local_reference": answer.local_reference,
        "evidence": answer.evidence,
    }


def uptake_as_dict(point: Uptake) -> dict[str, Any]:
    """The measure on one day, with its denominator."""
    return {
        "day": point.day,
        "version": point.version,
        "in_use": point.current,
        "of": point.of,
        "per_cent": point.per_cent,
        "asked": point.asked,
        "behind": point.behind,
        "declined": point.declined,
        "not_applicable": point.not_applicable,
        "not_recorded": point.not_recorded,
        "cannot_tell": point.unknown,
    }


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


def positions_csv(assessment: Assessment, shown: Iterable[Position]) -> str:
    """A row for each organisation and document."""
    rows = []
    for position in shown:
        plain = position_as_dict(assessment, position)
        answer: Mapping[str, Any] = plain.pop("answer") or {}
        document = document_as_dict(assessment, position.document)
        rows.append(
            {
                "day": assessment.today,
                "organisation": position.organisation,
                "organisation_title": assessment.registry.label(position.organisation),
                "document": position.document,
                "document_title": document["title"],
                "document_state": document["state"],
                "version_in_force": document["version_in_force"],
                "asked": position.intended,
                "local_adoption": plain["label"],
                **{name: answer.get(name, "") for name in _ANSWERED},
                **{name: plain[name] for name in _MARKS},
                "due": position.due or "",
                "days_late": plain["days_late"],
                "why": "; ".join(position.why),
                "record": answer.get("record", ""),
            }
        )
    return _csv((*_PAIR, *_ANSWERED, *_MARKS, "due", "days_late", "why", "record"), rows)


_PAIR = (
    "day",
    "organisation",
    "organisation_title",
    "document",
    "document_title",
    "document_state",
    "version_in_force",
    "asked",
    "local_adoption",
)
_ANSWERED = (
    "version",
    "decided",
    "since",
    "post",
    "how",
    "reason",
    "local_reference",
    "evidence",
)
_MARKS = (
    "behind",
    "behind_by_minor_corrections_only",
    "not_supported",
    "uses_version_in_force",
    "outstanding",
)


def uptake_csv(series: Mapping[str, Sequence[Uptake]]) -> str:
    """A row for each day of each document; ``all`` stands for all of them together."""
    rows = [
        {"document": name or "all", **uptake_as_dict(point)}
        for name, points in series.items()
        for point in points
    ]
    return _csv(_UPTAKE, rows)


_UPTAKE = (
    "document", "day", "version", "in_use", "of", "per_cent", "asked", "behind", "declined",
    "not_applicable", "not_recorded", "cannot_tell",
)  # fmt: skip


def _csv(names: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([_safe(row[name]) for name in names])
    return out.getvalue().removesuffix("\n")


def _safe(value: Any) -> str:
    """A value in one line, which no spreadsheet takes for a formula."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = "" if value is None else clean(str(value))
    return f"'{text}" if text.startswith(_OBEYED) else text
