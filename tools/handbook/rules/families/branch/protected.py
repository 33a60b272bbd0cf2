"""What a branch may not do: change what was decided, or decide by what it itself brings.

These rules are run only where ``handbook check --base`` names what the branch is compared with.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from handbook.finding import Code, Finding, Severity
from handbook.rules.engine import finding, rule
from handbook.rules.reading import choices, rows, word
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from handbook.assess.model import Assessment
    from handbook.load.model import Record
    from handbook.rules.comparison import Branch, TreeReading

BRA001 = Code(
    id="BRA001",
    severity=Severity.ERROR,
    title="A decision that was taken is changed or removed",
    explanation=(
        "What a group decided stays as it was written down. This branch changes, renames or removes"
        " a decision that the base branch has. To put something right, bring the file back and add"
        " a new decision: a withdrawal, a correction, or another endorsement. Then everyone can see"
        " what held, and when."
    ),
    integrity=True,
)
BRA002 = Code(
    id="BRA002",
    severity=Severity.ERROR,
    title="A sealed text is changed, removed or added to",
    explanation=(
        "A sealed text is what a group had before it when it decided. This branch changes it,"
        " removes it, or puts another file into its folder. Change the working text instead, and"
        " let the group endorse that as the next version."
    ),
    integrity=True,
)
BRA003 = Code(
    id="BRA003",
    severity=Severity.ERROR,
    title="The record of a meeting is changed after it decided",
    explanation=(
        "A meeting's record can be written and put right until a decision on the base branch rests"
        " on it. From then on it is frozen: who attended and what was on the agenda say whether the"
        " decision counts. A mistake in it is put right by a later meeting, whose minutes say so."
    ),
    integrity=True,
)
BRA004 = Code(
    id="BRA004",
    severity=Severity.ERROR,
    title="An id that belonged to something else",
    explanation=(
        "An id is given once. Old decisions, links and printed pages go on naming it, and whoever"
        " follows them must not arrive at something else. This branch gives an id to one kind of"
        " record that belonged, now or earlier, to another. Bringing back a removed record in its"
        " own place is no reuse."
    ),
    integrity=True,
)
BRA005 = Code(
    id="BRA005",
    severity=Severity.ERROR,
    title="A document that was decided about is removed",
    explanation=(
        "A document that a group has decided about keeps its file and its page for good, also when"
        " it is no longer used: readers must find out that it was withdrawn and what to use"
        " instead. Bring it back, and withdraw it by a decision. A draft that no decision ever"
        " named may be removed."
    ),
    integrity=True,
)
BRA006 = Code(
    id="BRA006",
    severity=Severity.ERROR,
    title="A decision by authority that its own branch brings",
    explanation=(
        "Who may decide what is read from the base branch, never from the branch under review:"
        " otherwise one branch could give somebody power and use it. As the base branch stands,"
        " this decision does not count. Let the change to terms of reference, posts, the network's"
        " record or content types be merged first, and the decision after it."
    ),
    integrity=True,
)
_SEALED = re.compile(r"(registry/_endorsed/[^/]+/[^/]+)/.+")
_RECORD = re.compile(r"registry/(?!_|attachments/)[^/]+/[^/]+\.(?:md|yaml)")
_BACK = "Bring the file back as it is on the base branch (docs/saving.md)."


@rule(BRA001)
def decisions_stay(branch: Branch) -> Iterator[Finding]:
    """No decision of the base is edited, renamed or removed."""
    for path, what in sorted(branch.changes.items()):
        if path.startswith("registry/decisions/") and what != "added":
            hint = f"{_BACK} Then add a new decision that says what holds now."
            message = f"this decision was taken, and this branch has {what} it"
            yield Finding(BRA001, path, message, hint, about=_stem(path))


@rule(BRA002)
def sealed_texts_stay(branch: Branch) -> Iterator[Finding]:
    """No sealed text of the base is edited, removed or added to."""
    known = branch.before_reading.paths | branch.base.paths
    folders = {match[1] for path in known if (match := _SEALED.fullmatch(path))}
    for path, what in sorted(branch.changes.items()):
        match = _SEALED.fullmatch(path)
        if match and match[1] in folders:
            message = f"this belongs to a sealed text, and this branch has {what} it"
            hint = f"{_BACK} Change the working text, and let the group endorse it."
            yield Finding(BRA002, path, message, hint, about=path.split("/")[2])


@rule(BRA003)
def meetings_are_frozen(branch: Branch) -> Iterator[Finding]:
    """No meeting that a decision of the base rests on is edited or removed."""
    decided = cited(branch.base)
    for path, what in sorted(branch.changes.items()):
        decisions = decided.get(_stem(path))
        if path.startswith("registry/meetings/") and what != "added" and decisions:
            message = (
                f"this branch has {what} the record of a meeting that decided:"
                f" {choices(sorted(decisions), 3)}"
            )
            hint = f"{_BACK} Let a later meeting's minutes put the mistake right."
            yield Finding(BRA003, path, message, hint, about=_stem(path))


def cited(reading: TreeReading) -> dict[str, set[str]]:
    """The meetings that decisions rest on, by the decisions' names and by what they say."""
    cited: dict[str, set[str]] = {}
    for path in reading.paths:
        meeting, cut, _ = _stem(path).rpartition("--")
        if path.startswith("registry/decisions/") and cut:
            cited.setdefault(meeting, set()).add(_stem(path))
    for record in reading.loaded.records:
        if record.type == KnownType.DECISION and word(record.data, "meeting"):
            cited.setdefault(word(record.data, "meeting"), set()).add(record.id)
    return cited


@rule(BRA004)
def ids_are_given_once(branch: Branch) -> Iterator[Finding]:
    """No id that belonged to a record of one type is given to one of another."""
    earlier = branch.before_reading.ids() | branch.base.ids()
    sealed = {seal.document: seal.type for seal in branch.base.loaded.seals}
    former: dict[str, list[str]] = {}
    for path in sorted(branch.former):
        if _RECORD.fullmatch(path):
            former.setdefault(_stem(path), []).append(path)
    for record in branch.head.loaded.records:
        if branch.changes.get(record.path) != "added" or branch.head.single(record.type):
            continue
        was = _belonged_to(record, earlier.get(record.id), sealed.get(record.id), former)
        if was:
            message = f"the id “{record.id}” belonged to {was}, and is not given again"
            yield finding(BRA004, record, message, hint="Choose an id that is new.", route=("id",))


def _belonged_to(
    record: Record,
    before: tuple[str, str] | None,
    sealed: str | None,
    former: Mapping[str, Sequence[str]],
) -> str:
    """What else the id of a new record belonged to; empty if to nothing.

    ``before`` is the type and path that it has on the base, ``sealed`` the type of its sealed text.
    """
    if before and before[0] != record.type:
        return before[1]
    if sealed and sealed != record.type:
        return f"a sealed {sealed}"
    paths = former.get(record.id)
    return "" if before or not paths or record.path in paths else paths[0]


@rule(BRA005)
def decided_documents_stay(branch: Branch) -> Iterator[Finding]:
    """No document that the base decided about, or sealed, is removed."""
    named = {seal.document for seal in branch.base.loaded.seals}
    for record in branch.base.loaded.records:
        if record.type == KnownType.DECISION:
            named |= {word(row, "document") for _, row in rows(record.data, "documents")}
    for record_id, (kind, path) in sorted(branch.base.ids().items()):
        known = branch.base.types.get(kind)
        if (
            record_id in named
            and known is not None
            and known.has("endorsable")
            and branch.changes.get(path) == "removed"
        ):
            message = f"decisions name “{record_id}”, and this branch has removed it"
            hint = f"{_BACK} `handbook decide withdraw {record_id}` takes it out of use."
            yield Finding(BRA005, path, message, hint, about=record_id)


@rule(BRA006)
def authority_comes_first(branch: Branch, assessment: Assessment) -> Iterator[Finding]:
    """Every new decision counts by the authority that the base already has."""
    records = {decision.id: decision for decision in branch.new_decisions()}
    for name, why in branch.unfounded.items():
        if doubted(assessment, name):
            continue
        changed = branch.changed_authority()
        brought = f" ({choices(changed, 3)})" if changed else ""
        message = (
            f"by who may decide what on the base branch, this decision {why};"
            f" what this branch itself brings{brought} does not count for it"
        )
        hint = "Let the change of authority be merged first; propose this decision after it."
        yield finding(BRA006, records[name], message, hint=hint)


def doubted(assessment: Assessment, decision: str) -> bool:
    """Whether a decision does not count on the branch either, which is told in its own words."""
    return any(f"the decision {decision} " in why for why in assessment.distrust.values())


def _stem(path: str) -> str:
    return PurePosixPath(path).stem
