"""What documents do for policies, for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from handbook.cli.table import as_json

if TYPE_CHECKING:
    from handbook.assess.coverage.model import Coverage
    from handbook.cli.formats.coverage import CoverageAnswer


def write(answer: CoverageAnswer) -> str:
    """Every policy, with all items that are to be shown; of another day, which it is."""
    facts = dict(answer.question.plain) if answer.question.day else {}
    policies = [_policy(answer, coverage) for coverage in answer.policies]
    return as_json({**facts, "policies": policies})


def _policy(answer: CoverageAnswer, coverage: Coverage) -> dict[str, Any]:
    return {
        "policy": coverage.policy,
        "title": answer.question.assessment.registry.label(coverage.policy),
        "counts": coverage.counts(),
        "suspect": sum(item.suspect for item in coverage.items),
        "items": [asdict(item) for item in answer.kept(coverage)],
    }
