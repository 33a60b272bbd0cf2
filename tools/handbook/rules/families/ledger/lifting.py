"""A stop is lifted by an endorsement that names it, and by nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.finding import Code, Severity
from handbook.rules.engine import finding, rule
from handbook.rules.families.ledger.decisions import entry_route

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.assess.model import Assessment
    from handbook.finding import Finding

DEC010 = Code(
    id="DEC010",
    severity=Severity.WARNING,
    title="An endorsement of a stopped document that does not lift the stop",
    explanation=(
        "The document was suspended, replaced or withdrawn, and a group has endorsed a text of it"
        " since. An endorsement lifts a stop only if it names that decision under `lifts`:"
        " otherwise nobody can tell whether the group knew of the stop, which another branch may"
        " have brought meanwhile. So the document stays stopped. If the group knew and wants it in"
        " use, let it decide so again, with a decision that names every stop since."
    ),
    awaits_decision=True,
)


@rule(DEC010)
def stops_are_named(assessment: Assessment) -> Iterator[Finding]:
    """Every endorsement of what was stopped names the decisions that it lifts."""
    for standing in assessment.standings.values():
        for name in standing.unlifting:
            record = assessment.registry.records[name]
            stops = ", ".join(standing.stops)
            message = (
                f"“{standing.document}” stays stopped: this endorsement does not name every"
                f" decision that it would have to lift ({stops})"
            )
            hint = (
                "Bring it to the group once more: `handbook decide endorse"
                f" {standing.document} --lifts {standing.stops[0]} ...`."
            )
            route = entry_route(record, standing.document)
            yield finding(DEC010, record, message, hint=hint, route=route)
