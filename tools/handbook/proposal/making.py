"""A branch that was read and compared, to what its changes mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.proposal.consents import consents
from handbook.proposal.consequences import (
    coverage_shifts,
    lost_links,
    new_decisions,
    other_changes,
    standing_shifts,
    unread_files,
)
from handbook.proposal.documents import Sides, touched
from handbook.proposal.model import Proposal
from handbook.proposal.statement import statement

if TYPE_CHECKING:
    from handbook.assess.model import Assessment
    from handbook.check import Checked
    from handbook.proposal.model import Ends


class UntoldError(Exception):
    """Nobody can tell what a branch means; the message says why, in words for people."""


def propose(checked: Checked, ends: Ends, clashes: tuple[str, ...] = ()) -> Proposal:
    """What a branch means, by what was read of it (``check`` with a base to compare with).

    ``clashes`` are files that branch and base both changed, so that nobody knows what a merge
    gives; then the branch itself is told, from where it left the base. Raises ``UntoldError`` if
    the registry of either side could not be put together.
    """
    branch, merged = checked.branch, checked.assessment
    if branch is None or merged is None or branch.tip is None or branch.decided is None:
        raise UntoldError("the registry could not be put together")
    then = branch.before_reading if clashes else branch.base
    new = frozenset(d.id for d in branch.new_decisions()) - branch.unfounded.keys()
    sides = Sides(then, branch.head, branch.tip, branch.decided, merged, new)
    documents = touched(branch, sides)
    others = other_changes(branch, sides)
    shifts = () if clashes else standing_shifts(branch, merged)
    proposal = Proposal(
        ends=ends,
        today=merged.today,
        consents=consents(branch, sides, documents, others),
        documents=documents,
        others=others,
        decisions=new_decisions(branch, merged),
        shifts=shifts,
        coverage=coverage_shifts(branch, merged, documents, moved=bool(shifts)),
        links=lost_links(branch, merged, documents),
        unread=unread_files(branch, sides),
        clashes=clashes,
        labels=_labels(branch.tip, merged),
    )
    return statement(proposal)


def _labels(*each: Assessment) -> dict[str, str]:
    named: dict[str, str] = {}
    for assessment in each:
        for record_id, label in assessment.registry.labels.items():
            named.setdefault(record_id, label)
    return named
