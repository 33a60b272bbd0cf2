"""Texts taken over from another network whose source has changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.sources import source_notes
from handbook.finding import Code, Severity
from handbook.rules.engine import finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.assess.model import Assessment
    from handbook.finding import Finding

STA009 = Code(
    id="STA009",
    severity=Severity.WARNING,
    title="The source of a text that was taken over has changed",
    explanation=(
        "A document in force was taken over from another network, and that network has since"
        " changed, replaced, suspended or withdrawn its own text. What holds here is still decided"
        " here, so nothing is blocked; the page says it. Somebody who knows why it was changed"
        " there should bring it to the group, or have the text stopped here."
    ),
    awaits_decision=True,
)


@rule(STA009)
def sources_stand(assessment: Assessment) -> Iterator[Finding]:
    """What was taken over is still what its own network stands behind, as far as was read."""
    for each in source_notes(assessment.registry, assessment.standings):
        yield finding(
            STA009,
            each.link,
            f"“{each.document}” is in force and was taken over: {each.words}",
            hint="Find out why, and have a group decide; handbook federate says what is so today.",
            route=("sources", each.row),
        )
