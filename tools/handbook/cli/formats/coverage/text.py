"""What documents do for policies, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.words import Extent
from handbook.cli.formats.coverage import WORDS
from handbook.cli.table import clean, table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.assess.coverage.model import Claim, Coverage, Judged
    from handbook.assess.model import Assessment
    from handbook.cli.formats.coverage import CoverageAnswer

_SERVED: Mapping[str, str] = {Extent.FULL: " in full", Extent.PARTIAL: " in part"}


def write(answer: CoverageAnswer) -> str:
    """Every policy in numbers, or one policy item by item."""
    body = _policy(answer, answer.policies[0]) if answer.by_item else _overview(answer)
    return answer.question.heading + body


def _overview(answer: CoverageAnswer) -> str:
    rows = []
    for coverage in answer.policies:
        counts = coverage.counts()
        suspect = sum(item.suspect for item in coverage.items)
        numbers = [str(counts[word]) for word in WORDS]
        rows.append(
            [
                coverage.policy,
                *numbers,
                str(suspect),
                answer.question.assessment.registry.label(coverage.policy),
            ]
        )
    headings = ["Policy", *(word.capitalize() for word in WORDS.values()), "Suspect", "Title"]
    return table(headings, rows) if rows else "The registry holds no policy."


def _policy(answer: CoverageAnswer, coverage: Coverage) -> str:
    assessment = answer.question.assessment
    counts = coverage.counts()
    suspect = sum(item.suspect for item in coverage.items)
    lines = [f"{clean(assessment.registry.label(coverage.policy))} ({coverage.policy})", ""]
    lines += [f"{counts[word]:4} {words}" for word, words in WORDS.items()]
    lines.append(f"{len(coverage.items):4} items in all; {suspect} suspect")
    if suspect:
        lines.append("     Suspect: the policy's edition has moved on since the item was judged.")
    for item in answer.kept(coverage):
        lines += ["", *_item(assessment, item)]
    return "\n".join(lines)


def _item(assessment: Assessment, item: Judged) -> list[str]:
    suspect = ", suspect: judged against an earlier edition" if item.suspect else ""
    lines = [f"{item.item}  {clean(item.topic)}: {WORDS[item.holds]}{suspect}"]
    if item.why:
        lines.append(f"    {clean(item.why)}")
    if item.rationale:
        lines.append(f"    Reason: {clean(item.rationale)}")
    lines += [f"    {_claim(assessment, claim)}" for claim in item.claims]
    if item.gap:
        lines.append(f"    Gap: {clean(item.gap)}")
    if item.action:
        lines.append(f"    Action: {clean(assessment.registry.label(item.action))} ({item.action})")
    return lines


def _claim(assessment: Assessment, claim: Claim) -> str:
    part = f", section {claim.section}" if claim.section else ""
    name = f"{clean(assessment.registry.label(claim.document))} ({claim.document}{part})"
    counts = "counts" if claim.counts else f"does not count: {clean(claim.why)}"
    extent = _SERVED.get(claim.extent, "")
    return f"Served{extent} by {name}; {counts}"
