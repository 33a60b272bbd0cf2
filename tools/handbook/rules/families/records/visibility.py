"""What the public edition will not tell, said to whoever writes it (I13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.audience.shown import needed
from handbook.finding import Code, Severity
from handbook.rules.engine import finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.finding import Finding
    from handbook.link import Registry
    from handbook.load.model import Record

VIS001 = Code(
    id="VIS001",
    severity=Severity.WARNING,
    title="Public, and called by what is for members",
    explanation=(
        "Everybody may read this record, but it is called by one that only members may read, such"
        " as an answer by its organisation. So it is not in the public edition: its name alone"
        " would tell of the other. Mark both public, or leave it to members by marking this one"
        " `visibility: members`."
    ),
    waivable=True,
)


@rule(VIS001)
def called_by_what_is_public(record: Record, registry: Registry) -> Iterator[Finding]:
    """A public record is called by public records alone."""
    if not record.public:
        return
    for name in dict.fromkeys(needed(registry, record)):
        target = registry.records.get(name)
        if target is not None and not target.public:
            message = f"everybody may read this; “{name}”, by which it is called, is for members"
            yield finding(VIS001, record, message, hint=_BOTH, route=("visibility",))


_BOTH = "Change the visibility of one of them: until then it is not in the public edition."
