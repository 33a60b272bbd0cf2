"""Who uses what, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.assess.adoption.as_dict import position_as_dict, uptake_as_dict
from handbook.cli.adoption.serialise import document_as_dict, organisation_as_dict
from handbook.cli.table import as_json

if TYPE_CHECKING:
    from handbook.cli.formats.adoption import AdoptionAnswer


def write(answer: AdoptionAnswer) -> str:
    """The positions, with all that is known of those they name, and perhaps the uptake."""
    assessment = answer.question.assessment
    adoption = assessment.adoption
    organisations = {position.organisation for position in answer.positions}
    documents = {position.document for position in answer.positions}
    content: dict[str, Any] = {
        **answer.question.plain,
        "organisations": [
            organisation_as_dict(assessment, name)
            for name in adoption.organisations
            if name in organisations
        ],
        "documents": [
            document_as_dict(assessment, name) for name in adoption.documents if name in documents
        ],
        "positions": [position_as_dict(assessment, position) for position in answer.positions],
        "not_believed": adoption.refused,
    }
    if answer.uptake:
        content["uptake"] = {
            name or "all": [uptake_as_dict(point) for point in points]
            for name, points in answer.series.items()
        }
    return as_json(content)
