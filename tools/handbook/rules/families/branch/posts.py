"""What a branch may not let one post do: everything about posts is asked of the base branch.

Like those of the family ``branch``, these rules are run only where a base was named. A correction
is made without a meeting, so all that guards it is who owns the document and what the network
calls minor. Both are lines of files that a branch can edit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.workflow import DecisionKind
from handbook.finding import Code, Severity
from handbook.rules.engine import finding, rule
from handbook.rules.families.branch.protected import doubted
from handbook.rules.reading import rows, word
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.assess.model import Assessment
    from handbook.finding import Finding
    from handbook.load.model import Record, Seal
    from handbook.rules.comparison import Branch, TreeReading
    from handbook.rules.reading import Row

BRA010 = Code(
    id="BRA010",
    severity=Severity.ERROR,
    title="A correction or a review by a post that the base branch does not know as such",
    explanation=(
        "A correction is made by the post that owns the document, and only in what the network's"
        " settings call minor; a review names the post that looked. Who owns what, what is minor"
        " and which posts there are is read from the base branch, never from the branch under"
        " review: otherwise one branch could make somebody the owner, call a change minor, and"
        " make it. Let the change of owner, post or settings be merged first, and the correction"
        " or review after it. Or take the text to the group that endorses it."
    ),
    integrity=True,
)

_FIRST = "Let that be changed on the base branch first, and propose this decision after it."
_GROUP = "Take the change to the group that endorses the text; the owner alone cannot make it."


@rule(BRA010)
def posts_are_those_of_the_base(branch: Branch, assessment: Assessment) -> Iterator[Finding]:
    """Every new correction and review is by a post that may, as the base branch stands."""
    base = {record.id: record for record in branch.base.loaded.records}
    for record in branch.new_decisions():
        if doubted(assessment, record.id):
            continue
        if record.get("kind") == DecisionKind.CORRECT:
            for index, row in rows(record.data, "documents"):
                yield from _by_owner(record, row, base)
                yield from _by_settings(record, row, index, branch)
        elif record.get("kind") == DecisionKind.REVIEW:
            yield from _by_post(record, base)


def _by_owner(record: Record, row: Row, base: dict[str, Record]) -> Iterator[Finding]:
    """The post that corrects owns the document on the base branch."""
    name, post = word(row, "document"), word(record.data, "post")
    document = base.get(name)
    if document is None:
        says = f"there is no “{name}” that can be read"
    else:
        owner = word(document.data, "owner")
        if owner == post and post:
            return
        says = f"“{name}” is owned by the post “{owner}”" if owner else f"nobody owns “{name}”"
    message = (
        f"on the base branch {says}, and this correction is by “{post}”; authority comes from the"
        " base branch, whatever owner this branch names"
    )
    yield finding(BRA010, record, message, hint=_FIRST, route=("post",))


def _by_settings(record: Record, row: Row, index: int, branch: Branch) -> Iterator[Finding]:
    """What is corrected is minor by the settings of the base branch."""
    route = ("documents", index, "version")
    network = next(
        (record for record in branch.base.loaded.records if record.type == KnownType.NETWORK), None
    )
    if network is None:
        message = "what an owner may correct cannot be read from the base branch's network.yaml"
        yield finding(BRA010, record, message, hint=_FIRST, route=route)
        return
    seals = _seals(branch.head) | _seals(branch.base)
    of = word(row, "document")
    old, new = (seals.get((of, word(row, name))) for name in ("corrects", "version"))
    if old is None or new is None:
        return  # the ledger does not believe such a correction
    from handbook.difference import compare, read_rules  # noqa: PLC0415  slow; few are corrections

    comparison = compare(old.record, new.record, read_rules(network), old.administrative)
    for change in comparison.clinical:
        why = "; ".join(reason.words for reason in change.reasons)
        message = (
            f"{change.section} of “{of}”: {why}; that is so by the settings of"
            " the base branch, and authority comes from there, whatever this branch sets"
        )
        yield finding(BRA010, record, message, hint=_GROUP, route=route)


def _seals(reading: TreeReading) -> dict[tuple[str, str], Seal]:
    return {(seal.document, seal.version): seal for seal in reading.loaded.seals}


def _by_post(record: Record, base: dict[str, Record]) -> Iterator[Finding]:
    """The post that reviewed is one on the base branch."""
    reviewer = word(record.data, "reviewer")
    known = base.get(reviewer)
    if known is None or known.type != KnownType.POST:
        message = (
            f"this review is by the post “{reviewer}”, which the base branch does not have;"
            " authority comes from the base branch, whatever posts this branch brings"
        )
        yield finding(BRA010, record, message, hint=_FIRST, route=("reviewer",))
