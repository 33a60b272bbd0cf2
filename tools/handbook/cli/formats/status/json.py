"""How documents stand, for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from handbook.assess.adoption.as_dict import position_as_dict
from handbook.assess.standing.as_dict import standing_as_dict
from handbook.cli.applied import plain_past
from handbook.cli.table import as_json

if TYPE_CHECKING:
    from handbook.assess.model import Assessment
    from handbook.assess.standing.model import Standing
    from handbook.cli.formats.status import StatusAnswer


def write(answer: StatusAnswer) -> str:
    """All that is known of each standing; of one document, of its past and its adoption too."""
    question, assessment = answer.question, answer.question.assessment
    documents = [_document(assessment, standing) for standing in answer.standings]
    if answer.merged is not None:
        (standing,) = answer.standings
        documents[0] |= plain_past(question, answer.merged, standing)
        documents[0]["local_adoption"] = [
            position_as_dict(assessment, position)
            for position in assessment.adoption.of_document(standing.document)
        ]
    return as_json({**question.plain, "documents": documents})


def _document(assessment: Assessment, standing: Standing) -> dict[str, Any]:
    """All that is known of a standing, and in the words of the published register what counts."""
    return asdict(standing) | standing_as_dict(assessment, standing)
