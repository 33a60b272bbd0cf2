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
    title="An endorsement of a suspended document that does not lift the suspension",
    explanation=(
        "The document was suspended, and a group has endorsed a text of it since. An endorsement"
        " lifts a suspension only if it names it under `lifts`: otherwise nobody can tell whether"
        " the group knew of the stop, which another branch may have brought meanwhile. So the"
        " document stays suspended. If the group knew and wants it in use, let it decide so again,"
        " with a decision that names every suspension since."
    ),
)


@rule(DEC010)
def stops_are_named(assessment: Assessment) -> Iterator[Finding]:
    """Every endorsement of what is suspended names the suspensions that it lifts."""
    for standing in assessment.standings.values():
        for name in standing.unlifting:
            record = assessment.registry.records[name]
            stops = ", ".join(standing.suspensions)
            message = (
                f"“{standing.document}” stays suspended: this endorsement does not name every"
                f" suspension that it would have to lift ({stops})"
            )
            hint = (
                "Bring it to the group once more: `handbook decide endorse"
                f" {standing.document} --lifts {standing.suspensions[0]} ...`."
            )
            route = entry_route(record, standing.document)
            yield finding(DEC010, record, message, hint=hint, route=route)
