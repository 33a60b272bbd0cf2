"""What a branch may not do to a meeting that was held: say that somebody else was there.

Like those of the family ``branch``, these rules are run only where a base was named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.finding import Code, Finding, Severity
from handbook.rules.engine import rule
from handbook.rules.families.branch.protected import cited
from handbook.rules.minutes import altered, held
from handbook.rules.reading import choices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.rules.comparison import Branch

BRA011 = Code(
    id="BRA011",
    severity=Severity.ERROR,
    title="Who was at a meeting that was held is changed",
    explanation=(
        "On the base branch this meeting was held, and its record says who was there. Quorum is"
        " counted from that, so whoever changes it can make an old meeting decide. The attendance,"
        " who came for whom, who stood aside from an item, and that the meeting was held, stay as"
        " they are. What may be added is an item that was forgotten, and what was said. If the"
        " attendance was written down wrongly, let a later meeting say so, and decide there."
    ),
    integrity=True,
)


@rule(BRA011)
def attendance_stays(branch: Branch) -> Iterator[Finding]:
    """No meeting that the base shows as held says on the branch that somebody else was there."""
    decided = cited(branch.base)
    merged = {record.path: record for record in branch.head.loaded.records}
    for meeting in branch.base.loaded.records:
        if not held(meeting) or decided.get(meeting.id) or meeting.path not in branch.changes:
            continue  # one that has decided is frozen as a whole, of which another rule tells
        now = merged.get(meeting.path)
        changed = ["the whole record"] if now is None else list(altered(meeting, now))
        if changed:
            message = (
                f"this meeting was held, and this branch changes {choices(changed, 3)}:"
                " nobody can lend an old meeting a quorum"
            )
            hint = (
                "Bring that back as it is on the base branch (docs/saving.md). Let a"
                " later meeting put the mistake right, and decide there."
            )
            yield Finding(BRA011, meeting.path, message, hint, about=meeting.id)
