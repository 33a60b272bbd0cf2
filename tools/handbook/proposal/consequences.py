"""What a merge would change besides texts: records, standings, coverage, links.

Named changes, standings and coverage are worked out where ``handbook check --base`` judges them;
here they are only told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.texts import Texts
from handbook.assess.words import State
from handbook.assess.workflow import WORKFLOW
from handbook.proposal.documents import fault
from handbook.proposal.model import (
    CoverageShift,
    LostLink,
    OtherChange,
    StandingShift,
    Unread,
)
from handbook.rules.acceptance import acceptors, takers
from handbook.rules.families.branch.named import differing, named_changes
from handbook.rules.families.text.links import lead_somewhere
from handbook.rules.gains import standings_changed
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handbook.assess.coverage.model import Judged
    from handbook.assess.model import Assessment
    from handbook.load.model import Record
    from handbook.proposal.documents import Sides
    from handbook.proposal.model import DocumentChange
    from handbook.rules.comparison import Branch

_LEDGER = "registry/decisions/"
_APART = (_LEDGER, "registry/_endorsed/", "registry/attachments/", "registry/_types/")
_COVERING = ("registry/policies/", "registry/policy-mappings/", "registry/_types/")


def other_changes(branch: Branch, sides: Sides) -> tuple[OtherChange, ...]:
    """Every touched file that is no document: those that are named, then those that are harmless.

    A document's own administrative lines are named, too, and told beside its file.
    """
    who = acceptors(branch.base)
    labels = _labels(sides)
    named: dict[str, OtherChange] = {}
    for change in named_changes(branch):
        taken = [takers(branch, who, mark) for mark in change.marks] if who else []
        accepted = sorted({name for each in taken for name in each}) if all(taken) else []
        named[change.path] = OtherChange(
            change.path, labels.get(change.path, ""), change.words, True, tuple(accepted)
        )
    return (*named.values(), *_harmless(branch, sides, frozenset(named), labels))


def _harmless(
    branch: Branch, sides: Sides, named: frozenset[str], labels: dict[str, str]
) -> Iterator[OtherChange]:
    """Meetings, actions and answers that change, and decisions or sealed texts that may not."""
    then = {record.path: record for record in sides.then.loaded.records}
    now = {record.path: record for record in sides.now.loaded.records}
    for path, what in sorted(branch.changes.items()):
        record = now.get(path) or then.get(path)
        if path in named:
            continue
        if path.startswith(("registry/decisions/", "registry/_endorsed/")):
            if what != "added":
                words = f"what was decided is {what}, which nobody may do"
                yield OtherChange(path, labels.get(path, ""), words)
        elif record is not None and not _text(record, sides):
            words = _differing(then.get(path), now.get(path)) or f"this {record.type} is {what}"
            yield OtherChange(path, labels.get(path, ""), words)


def _text(record: Record, sides: Sides) -> bool:
    return sides.types[record.type].has("endorsable")


def _differing(then: Record | None, now: Record | None) -> str:
    if then is None or now is None:
        return ""
    return differing(then.data, now.data) or ("its text changes" if then.body != now.body else "")


def _labels(sides: Sides) -> dict[str, str]:
    """What the record in each file is called."""
    named: dict[str, str] = {}
    for reading in (sides.then, sides.now):
        for record in reading.loaded.records:
            title = record.get("title") or record.get("term") or record.id
            named[record.path] = str(title)
    return named


def new_decisions(branch: Branch, merged: Assessment) -> tuple[OtherChange, ...]:
    """The decisions that the branch brings, and whether the base's authority carries them."""
    changes = []
    for decision in branch.new_decisions():
        kind = str(decision.get("kind"))
        did = WORKFLOW[kind].did if kind in WORKFLOW else "Decided"
        about = ", ".join(
            merged.registry.label(str(row.get("document")))
            for row in decision.get("documents") or ()
        )
        by = decision.get("meeting") or decision.get("post") or ""
        words = did + (f": {about}" if about else "")
        words += f", by {merged.registry.label(str(by))}" if by else ""
        why = branch.unfounded.get(decision.id)
        if why:
            words += f". It does not count as the base stands: it {why}"
        changes.append(OtherChange(decision.path, merged.registry.label(decision.id), words))
    return tuple(changes)


def standing_shifts(branch: Branch, merged: Assessment) -> tuple[StandingShift, ...]:
    """How documents stand otherwise at once, and whether a decision on the branch says so."""
    if branch.tip is None or branch.decided is None:
        return ()
    undecided = {change.about for change in standings_changed(branch.decided, merged)}
    undecided |= {
        document
        for document, decided in branch.decided.standings.items()
        if document in merged.standings and merged.standings[document].state is not decided.state
    }
    names = {**branch.tip.registry.labels, **merged.registry.labels}
    shifts = [
        StandingShift(c.about, names.get(c.about, c.about), c.what, c.about not in undecided)
        for c in standings_changed(branch.tip, merged)
    ]
    listed = {shift.document for shift in shifts}
    for document, then in branch.tip.standings.items():
        now = merged.standings.get(document)
        if document not in listed and now is not None and now.state is not then.state:
            why = "; ".join(now.why) if now.state is State.UNKNOWN else ""
            words = f"standing: “{then.state}” becomes “{now.state}”{f' ({why})' if why else ''}"
            label = names.get(document, document)
            shifts.append(StandingShift(document, label, (words,), document not in undecided))
    return tuple(sorted(shifts, key=lambda shift: shift.document))


def coverage_shifts(
    branch: Branch, merged: Assessment, documents: Iterable[DocumentChange], *, moved: bool
) -> tuple[CoverageShift, ...]:
    """Policy items that are served otherwise at once, or once a text without a section counts.

    ``moved`` says that documents stand otherwise, so that every item is looked at.
    """
    if branch.tip is None:
        return ()
    shifts: list[CoverageShift] = []
    if moved or any(path.startswith(_COVERING) for path in branch.changes):
        shifts += _at_once(branch.tip, merged)
    listed = {(shift.policy, shift.item) for shift in shifts}
    later = _later(merged, documents)
    return (*shifts, *(shift for shift in later if (shift.policy, shift.item) not in listed))


def _at_once(before: Assessment, merged: Assessment) -> Iterator[CoverageShift]:
    for policy in sorted(before.coverage.keys() | merged.coverage.keys()):
        then, now = _items(before, policy), _items(merged, policy)
        for item in dict.fromkeys((*then, *now)):
            a, b = then.get(item), now.get(item)
            old, new = (_holds(each) for each in (a, b))
            if old != new:
                known = b or a
                topic = known.topic if known else ""
                why = b.why if b else "the item is gone"
                yield CoverageShift(policy, item, topic, old, new, why, merged=True)


def _items(assessment: Assessment, policy: str) -> dict[str, Judged]:
    coverage = assessment.coverage.get(policy)
    return {item.item: item for item in coverage.items} if coverage else {}


def _holds(item: Judged | None) -> str:
    return item.holds if item is not None else "not an item"


def _later(merged: Assessment, documents: Iterable[DocumentChange]) -> Iterator[CoverageShift]:
    """Items that name a section which the text that is proposed no longer has."""
    served: dict[str, list[tuple[str, str, str]]] = {}
    for mapping in merged.registry.of_type(KnownType.POLICY_MAPPING):
        for judgement in mapping.get("judgements") or ():
            for claim in judgement.get("served-by") or ():
                where = str(mapping.get("policy")), str(judgement.get("item"))
                section = str(claim.get("section") or "")
                if section:
                    served.setdefault(str(claim.get("document")), []).append((*where, section))
    for change in documents:
        if change.id not in served or change.what == "added":
            continue
        record = merged.registry.records.get(change.id)
        there = Texts(merged.registry).anchors(record) if record is not None else frozenset()
        for policy, item, section in served[change.id]:
            if section not in there:
                now = _items(merged, policy).get(item)
                why = f"it names the section “{section}”, which the proposed text does not have"
                holds = _holds(now)
                lost = "not served by this document"
                topic = now.topic if now else ""
                yield CoverageShift(policy, item, topic, holds, lost, why, merged=False)


def lost_links(
    branch: Branch, merged: Assessment, documents: Iterable[DocumentChange]
) -> tuple[LostLink, ...]:
    """Links and references that lead nowhere after the merge and did not before it."""
    before = branch.tip
    if before is None:
        return ()
    names = {f"{change.id}.md" for change in documents}
    lost = [
        LostLink(record.path, merged.registry.label(record.id), message)
        for record in merged.registry.records.values()
        if record.body and (record.path in branch.changes or any(n in record.body for n in names))
        for message in _leading_nowhere(record, merged)
        if message not in _leading_nowhere(before.registry.records.get(record.id), before)
    ]
    then = _dangling(before)
    lost += [
        LostLink(path, label, words)
        for (path, words), label in _dangling(merged).items()
        if (path, words) not in then
    ]
    return tuple(lost)


def _leading_nowhere(record: Record | None, assessment: Assessment) -> tuple[str, ...]:
    """What the rules about links say of one text."""
    if record is None:
        return ()
    texts = Texts(assessment.registry)
    return tuple(f.message for f in lead_somewhere.check(record, assessment.registry, texts))


def _dangling(assessment: Assessment) -> dict[tuple[str, str], str]:
    """References to records that are not there, by the file and words for it."""
    records = assessment.registry.records
    return {
        (
            records[reference.source].path,
            f"“{reference.route[0]}” names “{reference.target}”, which is not there",
        ): assessment.registry.label(reference.source)
        for reference in assessment.registry.references
        if reference.target not in records and reference.source in records
    }


def unread_files(branch: Branch, sides: Sides) -> tuple[Unread, ...]:
    """The touched files that cannot be read once this is merged, other than documents."""
    broken = {
        file.path: Unread(file.path, file.id, fault(sides.now, file.path))
        for file in sides.now.loaded.broken
        if file.path in branch.changes
    }
    lying = (
        Unread(file.path, "", fault(sides.now, file.path, "nothing reads it where it lies"))
        for file in sides.now.loaded.unused
        if file.path in branch.changes and file.path not in broken
    )
    return (*broken.values(), *lying)
