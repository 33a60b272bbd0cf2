"""Who uses what, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.cli.adoption.follow_up import outstanding_lines
from handbook.cli.adoption.matrix import matrix_text
from handbook.cli.adoption.positions import documents_lines, organisations_lines
from handbook.cli.adoption.uptake import uptake_text

if TYPE_CHECKING:
    from handbook.cli.formats.adoption import AdoptionAnswer


def write(answer: AdoptionAnswer) -> str:
    """The question that was asked, answered in words."""
    return answer.question.heading + _body(answer)


def _body(answer: AdoptionAnswer) -> str:
    assessment, shown = answer.question.assessment, list(answer.positions)
    if answer.uptake:
        return uptake_text(assessment, answer.document)
    if answer.outstanding:
        return outstanding_lines(assessment, shown)
    if answer.organisation is not None:
        return documents_lines(assessment, answer.organisation, shown)
    if answer.document is not None:
        return organisations_lines(assessment, answer.document, shown)
    return matrix_text(assessment)
