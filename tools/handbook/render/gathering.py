"""Everything a page may know, gathered once before the first page is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.audience.figures import without_small_numbers
from handbook.load.model import BrokenKind
from handbook.render.context import Context
from handbook.render.evidence_link import packed
from handbook.render.labels import reader_labels
from handbook.render.markdown.glossary import glossary
from handbook.render.markdown.places import places

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handbook.assess.coverage.model import Claim, Judged
    from handbook.assess.model import Assessment
    from handbook.finding import Code, Finding
    from handbook.link import Registry
    from handbook.load.model import Seal
    from handbook.render.model import RuleExample, Stamp


def gather(
    assessment: Assessment,
    stamp: Stamp,
    findings: Sequence[Finding],
    quarantined: Mapping[str, str],
    codes: Sequence[Code],
    examples: Mapping[str, RuleExample],
    evidence: Mapping[str, bytes],
) -> Context:
    """The context of one render, from what ``site.render`` was given, without small numbers."""
    assessment = without_small_numbers(assessment, quarantined)
    registry = assessment.registry
    elsewhere = {item.id: item.path for item in registry.broken if item.kind == BrokenKind.RECORD}
    extra = {record_id: elsewhere.get(record_id, "") for record_id in sorted(quarantined)}
    where = places(registry, reader_labels(assessment, quarantined), extra)
    return Context(
        assessment,
        stamp,
        where,
        findings,
        dict(quarantined),
        codes,
        examples,
        glossary(registry, where, quarantined),
        packed(evidence),
        _seals(registry),
        _claims(assessment),
    )


def _seals(registry: Registry) -> dict[str, dict[str, Seal]]:
    """The sealed texts of each document, by version, in order."""
    seals: dict[str, dict[str, Seal]] = {}
    for (document, version), seal in sorted(registry.seals.items()):
        seals.setdefault(document, {})[version] = seal
    return seals


def _claims(assessment: Assessment) -> dict[str, list[tuple[str, Judged, Claim]]]:
    """What is said of each document under the items of policies, in their order."""
    claims: dict[str, list[tuple[str, Judged, Claim]]] = {}
    for coverage in assessment.coverage.values():
        for judged in coverage.items:
            for claim in judged.claims:
                claims.setdefault(claim.document, []).append((coverage.policy, judged, claim))
    return claims
