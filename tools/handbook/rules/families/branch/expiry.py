"""What a branch may not promise: that a text may be used after its endorsement has run out.

Like those of the family ``branch``, these rules are run only where a base was named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.settings.reading import read_settings
from handbook.finding import Code, Severity
from handbook.rules.engine import finding, rule
from handbook.rules.reading import rows, word
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.finding import Finding
    from handbook.rules.comparison import Branch

BRA020 = Code(
    id="BRA020",
    severity=Severity.ERROR,
    title="An endorsement that allows what the network does not",
    explanation=(
        "Whether a text may be used after its expiry is fixed by the decision that endorses it, and"
        " no later change of the settings alters that. So a new decision may say `after-expiry:"
        " allowed` only where the network's settings on the base branch allow it. Otherwise write"
        " forbidden, or let the change of `settings.expired.use` be merged first, and endorse"
        " after it."
    ),
    integrity=True,
)


@rule(BRA020)
def use_after_expiry_is_what_the_base_allows(branch: Branch) -> Iterator[Finding]:
    """No new decision allows use after expiry where the base does not."""
    network = next(
        (record for record in branch.base.loaded.records if record.type == KnownType.NETWORK), None
    )
    if read_settings(network).use_after_expiry:
        return
    for record in branch.new_decisions():
        for index, row in rows(record.data, "documents"):
            if word(row, "after-expiry") == "allowed":
                message = (
                    "this allows use after the expiry, which the network's settings on the base"
                    " branch do not"
                )
                hint = "Write forbidden, or let the settings be changed and merged first."
                route = ("documents", index, "after-expiry")
                yield finding(BRA020, record, message, hint=hint, route=route)
