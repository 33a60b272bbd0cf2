"""What must name a record, so that it is more than words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.pointing.not_come import lacking_in_words
from handbook.assess.pointing.progress import unmet_needs
from handbook.finding import Code, Severity
from handbook.rules.engine import finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.assess.model import Assessment
    from handbook.finding import Finding
    from handbook.link import Registry
    from handbook.load.model import Record

DUT006 = Code(
    id="DUT006",
    severity=Severity.WARNING,
    title="Nothing is planned for this yet",
    explanation=(
        "The type of this record says that others must name it: that an aim has actions, say, or a"
        " measure by which anybody would know. None does, so it is words alone. Write such a record"
        " and let it name this one; or say here that this one is over."
    ),
    waivable=True,
)
DUT007 = Code(
    id="DUT007",
    severity=Severity.WARNING,
    title="What was to come has not come",
    explanation=(
        "For this record others must come by a schedule, such as the returns of a measure: one from"
        " each who is asked, for each period. The day for some has passed, and they are not there."
        " What is made of them has holes, and is shown with holes: nothing is taken to be nought."
    ),
    waivable=True,
)


@rule(DUT006)
def needs_are_met(record: Record, registry: Registry) -> Iterator[Finding]:
    """A record is named by what its type says it needs (``needs`` in its ``type.yaml``)."""
    for need in unmet_needs(registry, record):
        kinds = [registry.types[name] for name in need.of if name in registry.types]
        if kinds:
            wanted = " or ".join(kind.title.lower() for kind in kinds)
            begin = f"`handbook new {kinds[0].name}`"
            over = "".join(f", or fill in '{name}' if it is over" for name in need.until[:1])
            message = f"no {wanted} names this"
            hint = f"Begin one with {begin} and let it name “{record.id}”{over}."
            yield finding(DUT006, record, message, hint=hint, route=("title",))


@rule(DUT007)
def what_must_come_has_come(record: Record, assessment: Assessment) -> Iterator[Finding]:
    """What must come for a record by a schedule has come (``expects`` in its ``type.yaml``)."""
    late = [row for row in assessment.awaited.get(record.id, ()) if row.late]
    if late:
        records = "1 record is" if len(late) == 1 else f"{len(late)} records are"
        message = f"{records} late: {lacking_in_words(assessment.registry, late, senders=True)}"
        hint = (
            f"Ask for them, and write each with `handbook new {late[0].type}`; one that cannot be"
            " given is written too, with the reason."
        )
        yield finding(DUT007, record, message, hint=hint, route=("title",))
