"""Judgements about policy items whose ground has moved since they were made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.assess.words import State
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from datetime import date

    from handbook.assess.coverage.model import Judged
    from handbook.assess.model import Assessment
    from handbook.assess.standing.model import Standing


@dataclass(frozen=True, slots=True)
class SuspectMapping:
    """One judgement to make again: of which item, in which record, by whom, and why.

    ``why`` names no document; ``documents`` are those that changed since.
    """

    mapping: str
    policy: str
    item: str
    judged_by: str
    judged_on: date | None
    why: str
    documents: tuple[str, ...] = ()


def suspect_mappings(assessment: Assessment) -> tuple[SuspectMapping, ...]:
    """Every judgement made against an older edition, or before a document it names changed."""
    suspects = (
        _suspect(assessment, judged)
        for coverage in assessment.coverage.values()
        for judged in coverage.items
        if judged.mapping
    )
    return tuple(suspect for suspect in suspects if suspect.why)


def _suspect(assessment: Assessment, judged: Judged) -> SuspectMapping:
    """A judgement with the reasons to make it again; without any, it holds."""
    why = []
    if judged.suspect:
        policy = assessment.registry.records.get(judged.policy)
        now = str(policy.get("edition")) if policy else "another"
        why.append(f"judged against edition {judged.edition}, and the policy is now at {now}")
    changed = {
        document: day
        for document in dict.fromkeys(claim.document for claim in judged.claims)
        if (standing := assessment.standings.get(document))
        and (day := _changed(standing, judged.judged_on))
    }
    if changed:
        first = long_date(min(changed.values()))
        why.append(f"a document that it names has had another text since {first}")
    return SuspectMapping(
        judged.mapping, judged.policy, judged.item, judged.judged_by, judged.judged_on,
        "; ".join(why), tuple(changed),
    )  # fmt: skip


def _changed(standing: Standing, judged_on: date | None) -> date | None:
    """The day since which another text of a document holds than when it was judged."""
    event = standing.event
    if judged_on is None or event is None or standing.state is not State.IN_FORCE:
        return None
    before = {e.version for e in standing.events if e.version and e.effective <= judged_on}
    if not before or event.version in before or event.effective <= judged_on:
        return None
    return event.effective
