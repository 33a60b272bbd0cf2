"""What a branch may not call its decisions, meetings and answers: that something stands so now.

Like those of the family ``branch``, these rules are run only where a base was named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.workflow import DecisionKind
from handbook.finding import Code, Severity
from handbook.rules.engine import finding, rule
from handbook.rules.families.text.naming import names_of_what_was_decided
from handbook.rules.reading import word
from handbook.source.words.plain import faults

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.finding import Finding, Route
    from handbook.load.model import Record
    from handbook.rules.comparison import Branch

BRA018 = Code(
    id="BRA018",
    severity=Severity.ERROR,
    title="A new name of what was decided that says how something stands now",
    explanation=(
        "The name of a decision, of a meeting or of an item of its agenda stays as it is once it"
        " is merged, and would go on saying “in force” or “may be used until 2031” after it had"
        " stopped being true. On this branch it can still be changed. Say what was done, such as"
        " “Rapid transfer endorsed”. A decision that stops a document at once is published"
        " whatever it is called; readers are shown its id in place of such a name (NAM003)."
    ),
    integrity=True,
)

_AT_ONCE = DecisionKind.SUSPEND


@rule(BRA018)
def new_names_say_no_standing(branch: Branch, record: Record) -> Iterator[Finding]:
    """No name that a branch gives to what was decided says how something stands now."""
    if branch.changes.get(record.path) is None or word(record.data, "kind") == _AT_ONCE:
        return
    then = next((known for known in branch.base.loaded.records if known.path == record.path), None)
    before = set(_names(then).values()) if then is not None else set()
    for route, name in _names(record).items():
        if name not in before and (fault := next(faults("told", name), None)):
            hint = "Choose another name before it is merged: say what was done."
            yield finding(BRA018, record, f"this name {fault}", hint=hint, route=route)


def _names(record: Record) -> dict[Route, str]:
    return names_of_what_was_decided(record, word(record.data, "title"))
