"""What gains force needs a decision that says so.

Like those of the family ``branch``, these rules are run only where a base was named. They compare
what merging gives with what the branch's decisions alone would make of the base.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.ledger.reading import EVERYTHING
from handbook.finding import Code, Finding, Severity
from handbook.rules.engine import finding, rule
from handbook.rules.families.branch.named import all_accepted
from handbook.rules.gains import answers_changed, coverage_raised, standings_changed
from handbook.rules.reading import choices
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.assess.model import Assessment
    from handbook.rules.comparison import Branch
    from handbook.rules.gains import StandingChange

BRA007 = Code(
    id="BRA007",
    severity=Severity.ERROR,
    title="A review date moves without a decision",
    explanation=(
        "The day by which a document must be reviewed moves only when a decision moves it: a"
        " review, an extension, or a new endorsement. On this branch it is later than before, and"
        " no new decision about the document says so."
    ),
    integrity=True,
    awaits_decision=True,
)
BRA012 = Code(
    id="BRA012",
    severity=Severity.ERROR,
    title="A document stands otherwise than was decided about it",
    explanation=(
        "Once this branch is merged, a document would be in force, or no longer stopped, or another"
        " version of it would be shown, or other dates, and no new decision about it says so. It"
        " comes of something else that the branch changes: a setting, a post, terms of reference,"
        " a content type, or an old record. Force is gained by decisions alone. Take that change"
        " back, or bring the decision of a group that says what is to hold."
    ),
    integrity=True,
    awaits_decision=True,
)
BRA013 = Code(
    id="BRA013",
    severity=Severity.ERROR,
    title="What readers or members are told changes without a decision",
    explanation=(
        "Once this branch is merged, readers would be told something else about a document that"
        " nobody decided about, or an organisation would be asked, or no longer be asked, or appear"
        " to have answered otherwise than it did. That comes of a setting, or of the record of an"
        " organisation or a post. Take it back, or bring the answer or the decision that says so."
        " Where neither could (who is asked at all, how soon a review is said to be near), those"
        " whom the network's settings name for it accept the change (`settings.changes`, and"
        " `handbook decide accept`); every other change that the branch names must be accepted too."
    ),
    integrity=True,
    awaits_decision=True,
)
BRA014 = Code(
    id="BRA014",
    severity=Severity.ERROR,
    title="A policy item counts for more without being judged anew",
    explanation=(
        "How far the network does what a policy asks is a judgement, with its day and with what is"
        " still lacking. On this branch an item is served better than before, and it was not judged"
        " anew: its day is the old one, or what is lacking still stands beside it. Judge it anew,"
        " give the day, and take out the gap once it is closed."
    ),
    integrity=True,
    awaits_decision=True,
)

_TAKE_BACK = (
    "Take back what changes it, or let a group decide about the document and bring that decision."
)


@rule(BRA007, BRA012, BRA013)
def force_is_gained_by_decision(branch: Branch, assessment: Assessment) -> Iterator[Finding]:
    """No document stands otherwise than the decisions about it make it stand."""
    if branch.decided is None or _nothing_holds(assessment):
        return
    doubted, accepted = _doubted(branch, assessment), all_accepted(branch)
    for change in standings_changed(branch.decided, assessment):
        if change.about in doubted:
            continue  # a new decision about it does not count, which is told in its own words
        code = BRA007 if change.later else BRA012 if change.grave else BRA013
        if code is BRA013 and accepted:
            continue
        message = (
            "merging this branch changes how this stands, and no new decision says so:"
            f" {'; '.join(change.what[:4])}"
        )
        record = assessment.registry.records.get(change.about)
        record = record or branch.decided.registry.records.get(change.about)
        if record is not None:
            yield finding(code, record, message, hint=_TAKE_BACK)


def _nothing_holds(assessment: Assessment) -> bool:
    """Whether nothing at all is in force any more, which is told in its own words."""
    return assessment.registry.network() is None or EVERYTHING in assessment.distrust


def _doubted(branch: Branch, assessment: Assessment) -> set[str]:
    """The documents of new decisions that do not count, and those that the branch removes."""
    not_made = {refusal.decision for refusal in assessment.refusals} | branch.unfounded.keys()
    gone = set(branch.removed())
    return {record.id for record in branch.base.loaded.records if record.path in gone} | {
        str(row.get("document"))
        for decision in branch.new_decisions()
        if decision.id in not_made
        for row in decision.get("documents") or ()
    }


def _spoken_for(branch: Branch, decided: Assessment) -> set[tuple[str, str]]:
    """Pairs whose answer is edited, removed or not believed, which is told in its own words."""
    wrong = {fault.record for fault in decided.adoption.faults}
    known = {record.id for record in branch.base.loaded.records}
    records = (*branch.base.loaded.records, *branch.head.loaded.records)
    return {
        (str(record.get("organisation")), str(record.get("document")))
        for record in records
        if record.type == KnownType.ADOPTION
        and (
            record.id in wrong
            or branch.changes.get(record.path, "added") != "added"
            or not all(record.get(name) in known for name in ("organisation", "by"))
        )
    }


@rule(BRA013)
def answers_come_of_those_who_gave_them(
    branch: Branch, assessment: Assessment
) -> Iterator[Finding]:
    """No organisation's position changes but by its answer, or by a decision about the document."""
    if branch.decided is None or _nothing_holds(assessment) or all_accepted(branch):
        return
    by_path: dict[str, list[tuple[str, StandingChange]]] = {}
    doubted, spoken_for = _doubted(branch, assessment), _spoken_for(branch, branch.decided)
    changed = [
        (who, change)
        for who, change in answers_changed(branch.decided, assessment)
        if change.about not in doubted and (who, change.about) not in spoken_for
    ]
    for who, change in changed:
        record = branch.decided.registry.records[who]
        by_itself = record.path in branch.changes
        by_path.setdefault(record.path if by_itself else _NETWORK, []).append((who, change))
    for path, changes in sorted(by_path.items()):
        listed = [
            f"{who} on {change.about} ({'; '.join(change.what)})"
            for who, change in sorted(changes, key=lambda c: (c[0], c[1].about))
        ]
        message = (
            "merging this branch changes who is asked, or what was answered, and no new answer or"
            f" decision says so: {choices(listed, 3)}"
        )
        hint = "Take that back, or see `handbook explain BRA013`."
        yield Finding(BRA013, path, message, hint)


_NETWORK = "registry/network.yaml"


@rule(BRA014)
def coverage_is_judged(branch: Branch, assessment: Assessment) -> Iterator[Finding]:
    """No policy item is served better than before without being judged anew."""
    if branch.decided is None:
        return
    for item, why in coverage_raised(branch.decided, assessment):
        names = (item.mapping, item.policy)
        known = (a.registry.records.get(n) for n in names for a in (assessment, branch.decided))
        record = next(
            (policy for policy in known if policy and policy.path in branch.changes), None
        )
        if record is not None:  # otherwise it is the standing of a document that has changed
            message = f"item “{item.item}” of “{item.policy}”: {why}"
            hint = "Judge it anew, with the day in `judged-on`, and take out a gap that is closed."
            yield finding(BRA014, record, message, hint=hint)
