"""Corrections by a document's owner. Whether one is believed at all is judged in ``assess``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.workflow import DecisionKind
from handbook.finding import Code, Severity
from handbook.rules.engine import finding, rule
from handbook.rules.families.ledger.decisions import entry_route
from handbook.rules.reading import rows, word
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.assess.model import Assessment
    from handbook.finding import Finding
    from handbook.link import Registry
    from handbook.load.model import Record

COR001 = Code(
    id="COR001",
    severity=Severity.WARNING,
    title="A correction that corrected nothing",
    explanation=(
        "A correction takes the place of the text that readers get, only while that text is in"
        " force. On the day of this one the version it names was not in force, or was not the one"
        " in use, so readers do not get the corrected text, though somebody may believe they do."
    ),
)
COR002 = Code(
    id="COR002",
    severity=Severity.WARNING,
    title="A correction that the settings do not call minor",
    explanation=(
        "The network's settings say what an owner may correct alone, and which terms no owner may"
        " change. By today's settings this correction would have gone to the group. It stands:"
        " settings that are made stricter unmake nothing. A group should look at it all the same."
    ),
)
COR003 = Code(
    id="COR003",
    severity=Severity.WARNING,
    title="A correction by a post that does not own the document",
    explanation=(
        "A correction is made by the post that owns the document. The one that made this is not its"
        " owner today. If the owner has changed since, nothing needs mending; if not, ask the owner"
        " whether the correction was agreed."
    ),
)


@rule(COR001)
def took_effect(assessment: Assessment) -> Iterator[Finding]:
    """A correction corrected the text in use."""
    for standing in assessment.standings.values():
        for version in standing.versions:
            event = version.event
            if event.kind != DecisionKind.CORRECT:
                continue
            record = assessment.registry.records[event.decision]
            message = (
                f"version {event.corrects} of “{event.document}” was not in force when this"
                " corrected it"
            )
            hint = "Look at how the document stands, and correct or endorse the text in use."
            route = entry_route(record, event.document)
            yield finding(COR001, record, message, hint=hint, route=route)


@rule(COR002, COR003)
def as_the_network_wants(record: Record, registry: Registry) -> Iterator[Finding]:
    """By the settings of today it is minor, and the owner of today made it."""
    if record.type != KnownType.DECISION or record.get("kind") != DecisionKind.CORRECT:
        return
    for index, row in rows(record.data, "documents"):
        document = registry.records.get(word(row, "document"))
        if document is None:
            continue
        owner, post = word(document.data, "owner"), word(record.data, "post")
        if owner != post:
            message = f"this is by the post “{post}”; the owner of “{document.id}” is “{owner}”"
            hint = "If the owner has changed since, leave it as it is."
            yield finding(COR003, record, message, hint=hint, route=("post",))
        yield from _by_settings(record, registry, row, index)


def _by_settings(record: Record, registry: Registry, row: object, index: int) -> Iterator[Finding]:
    data = row if isinstance(row, dict) else {}
    document = word(data, "document")
    old, new = (
        registry.seals.get((document, word(data, name))) for name in ("corrects", "version")
    )
    if old is None or new is None:
        return
    from handbook.difference import compare, read_rules  # noqa: PLC0415  slow; few are corrections

    comparison = compare(old.record, new.record, read_rules(registry.network()), old.administrative)
    for change in comparison.clinical:
        why = "; ".join(reason.words for reason in change.reasons)
        yield finding(
            COR002,
            record,
            f"{change.section} of “{document}”: {why}",
            hint="Let the endorsing group look at the change.",
            route=("documents", index, "version"),
        )
