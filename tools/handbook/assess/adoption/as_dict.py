"""Local adoption as plain values: what commands print and what the handbook publishes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.assess.words import LOCAL

if TYPE_CHECKING:
    from handbook.assess.adoption.model import Answer, Position, Uptake
    from handbook.assess.model import Assessment


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
