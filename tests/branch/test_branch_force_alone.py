"""What gains force needs a decision that says so: each rule of it by itself, fact by fact.

``test_branch_gains.py`` asks the whole command the same on real repositories.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from alone import (
    ANSWER,
    DECISION,
    GUIDELINE,
    NETWORK,
    Data,
    assessed,
    at,
    branch,
    found,
    record,
)

from handbook.assess.adoption.model import Position
from handbook.assess.coverage.model import Judged
from handbook.assess.standing.model import Standing
from handbook.assess.words import Extent, Local, State, Timeliness
from handbook.rules.families.branch import standing

if TYPE_CHECKING:
    from handbook.rules.comparison import Branch

LOUD = "guidelines/loud.md"
TEXTS = {GUIDELINE: record(GUIDELINE), LOUD: record(LOUD)}
FORCE = standing.force_is_gained_by_decision
DUE, LATER, EARLIER = date(2027, 3, 4), date(2029, 3, 4), date(2026, 3, 4)
IN_FORCE = Standing("calm", State.IN_FORCE, Timeliness.CURRENT, version="1.0", review_due=DUE)
STOPPED = Standing("calm", State.SUSPENDED, version="1.0")

MOOR = "organisations/moor.yaml"
FELL = "organisations/fell.yaml"
LEAD = "posts/lead.yaml"
PLACES = {MOOR: record(MOOR), FELL: record(FELL), LEAD: record(LEAD, organisation="moor")}
ASKED = Position("moor", "calm", Local.NOT_RECORDED, outstanding=True)
NOT_ASKED = replace(ASKED, intended=False, outstanding=False)


def decided_about(*documents: str, path: str = DECISION) -> dict[str, Data]:
    rows = [{"document": document} for document in documents]
    return {path: record(path, kind="consult", documents=rows)}


def beside(
    decided: Any,
    base: dict[str, Data] = TEXTS,
    head: dict[str, Data] | None = None,
    **more: Any,
) -> Branch:
    """A branch of which the decisions alone would make ``decided`` of the base."""
    return branch(base, base if head is None else head, decided=decided, **more)


CHANGES = {"changes": {"accepted-by": "group", "groups": ["board"]}}


def accepting(*, all_of_it: bool = True) -> tuple[dict[str, Data], dict[str, Data], Any]:
    """Base and branch of a network that names who accepts changes, and who accepted this one."""
    base = {
        NETWORK: {"id": "net", "title": "Net", "settings": CHANGES},
        **TEXTS,
        MOOR: PLACES[MOOR],
    }
    head = base | {LEAD: PLACES[LEAD]} | decided_about()
    marks = frozenset({(f"registry/{LEAD}", "old", "new")} if all_of_it else ())
    name = head[DECISION]["id"]
    return base, head, SimpleNamespace(decision=name, group="board", post="", changes=marks)


# Standings.


@pytest.mark.parametrize(
    ("then", "now", "code"),
    [
        (IN_FORCE, replace(IN_FORCE, review_due=LATER), "BRA007"),
        (IN_FORCE, replace(IN_FORCE, review_due=EARLIER), "BRA012"),
        (STOPPED, IN_FORCE, "BRA012"),
        (IN_FORCE, replace(IN_FORCE, version="1.1"), "BRA012"),
        (IN_FORCE, replace(IN_FORCE, timeliness=Timeliness.DUE_SOON), "BRA013"),
        (None, IN_FORCE, "BRA012"),
        (STOPPED, None, "BRA012"),
        (IN_FORCE, IN_FORCE, ""),
        (IN_FORCE, replace(IN_FORCE, state=State.UNKNOWN), ""),
        (None, Standing("calm", State.PROPOSED), ""),
    ],
)
def test_i9_a_document_stands_as_the_decisions_about_it_make_it_stand(
    then: Standing | None, now: Standing | None, code: str
) -> None:
    sides = [assessed(TEXTS, standings=[each] if each else []) for each in (then, now)]
    findings = found(FORCE, beside(sides[0]), sides[1])
    assert [each.code.id for each in findings] == [code] * bool(code)
    assert at(findings) == [(GUIDELINE, "calm")] * bool(code)
    for each in findings:
        assert "changes how this stands, and no new decision says so: " in each.message
        assert "becomes" in each.message


def test_what_changes_is_said_in_words_and_no_more_than_four_of_them() -> None:
    now = replace(
        IN_FORCE, state=State.SUSPENDED, timeliness=None, version="1.1", digest="x",
        review_due=LATER, expires=LATER,
    )  # fmt: skip
    decided = assessed(TEXTS, standings=[IN_FORCE])
    (finding,) = found(FORCE, beside(decided), assessed(TEXTS, standings=[now]))
    assert finding.message == (
        "merging this branch changes how this stands, and no new decision says so:"
        " standing: “in force” becomes “suspended”; timeliness: “current” becomes “none”;"
        " version: “1.0” becomes “1.1”; text: “none” becomes “x”"
    )
    assert finding.hint.startswith("Take back what changes it, or let a group decide")


def test_a_document_that_is_gone_is_told_by_the_file_it_had() -> None:
    decided = assessed(TEXTS, standings=[STOPPED])
    findings = found(FORCE, beside(decided), assessed({LOUD: TEXTS[LOUD]}))
    assert at(findings) == [(GUIDELINE, "calm")]
    nowhere = {LOUD: TEXTS[LOUD]}
    nobody = found(FORCE, beside(assessed(nowhere, standings=[STOPPED])), assessed(nowhere))
    assert nobody == []  # what has no record on either side has no page either


def test_of_a_document_on_both_sides_the_file_that_merging_gives_is_named() -> None:
    moved = {"care-pathways/calm.md": record("calm.md")}
    decided = assessed({GUIDELINE: TEXTS[GUIDELINE]}, standings=[STOPPED])
    findings = found(FORCE, beside(decided), assessed(moved, standings=[IN_FORCE]))
    assert at(findings) == [("care-pathways/calm.md", "calm")]


BOTH = [IN_FORCE, replace(IN_FORCE, document="loud")]
FREED = [replace(each, review_due=LATER) for each in BOTH]


def told_of(of: Branch, **more: Any) -> list[str]:
    return [each.about for each in found(FORCE, of, assessed(TEXTS, standings=FREED, **more))]


@pytest.mark.parametrize("why", ["refused", "unfounded"])
def test_a_new_decision_that_does_not_count_is_told_once_and_hides_no_other(why: str) -> None:
    decided = assessed(TEXTS, standings=BOTH)
    head = TEXTS | decided_about("calm") | decided_about("loud", path="decisions/other.yaml")
    name = head[DECISION]["id"]
    unfounded = {name: "has no power"} if why == "unfounded" else {}
    refused = [name] if why == "refused" else []
    made = beside(decided, head=head, unfounded=unfounded)
    assert told_of(made, refused=refused) == ["loud"]
    # Of a decision that the base has already, and of one that counts, it is told.
    known = beside(decided, base=head, head=head, unfounded=unfounded)
    assert told_of(known, refused=refused) == ["calm", "loud"]
    assert told_of(beside(decided, head=head)) == ["calm", "loud"]


def test_a_decision_about_nothing_that_does_not_count_hides_nothing() -> None:
    made = beside(
        assessed(TEXTS, standings=BOTH),
        head=TEXTS | {DECISION: record(DECISION, kind="record")},
        unfounded={"board-2025-03-04--3": "has no power"},
    )
    assert told_of(made) == ["calm", "loud"]


def test_of_a_document_that_the_branch_removes_another_rule_tells() -> None:
    decided = assessed(TEXTS, standings=BOTH)
    assert told_of(beside(decided, head={LOUD: TEXTS[LOUD]})) == ["loud"]
    edited = TEXTS | {GUIDELINE: record(GUIDELINE, title="Another")}
    assert told_of(beside(decided, head=edited)) == ["calm", "loud"]


def test_what_was_accepted_whole_may_change_words_beside_a_text_and_no_standing() -> None:
    base, head, acceptance = accepting()
    marks = {f"registry/{LEAD}": ("old", "new")}

    def codes(now: Standing, *accepted: Any) -> list[str]:
        decided = assessed(head, standings=BOTH, accepted=accepted)
        made = beside(decided, base, head, marks=marks)
        merged = assessed(head, standings=[now, FREED[1]])
        return [each.code.id for each in found(FORCE, made, merged)]

    soon = replace(IN_FORCE, timeliness=Timeliness.DUE_SOON)
    assert codes(soon, acceptance) == ["BRA007"]
    assert codes(soon) == ["BRA013", "BRA007"]
    assert codes(replace(IN_FORCE, version="1.1"), acceptance) == ["BRA012", "BRA007"]


# Answers.

ANSWERS = standing.answers_come_of_those_who_gave_them
KNOWN = TEXTS | PLACES


def positions(*places: Position, files: dict[str, Data] = KNOWN, **more: Any) -> Any:
    return assessed(files, positions=places, **more)


def test_who_is_asked_changes_by_answers_and_decisions_alone() -> None:
    for then, now in ((ASKED, NOT_ASKED), (NOT_ASKED, ASKED)):
        (finding,) = found(ANSWERS, beside(positions(then), KNOWN), positions(now))
        assert (finding.code.id, finding.path, finding.about) == (
            "BRA013",
            "registry/network.yaml",
            "",
        )
        assert finding.hint == "Take that back, or see `handbook explain BRA013`."
        assert finding.message.startswith(
            "merging this branch changes who is asked, or what was answered, and no new answer or"
            " decision says so: moor on calm (is asked: "
        )
        assert "; must answer: “" in finding.message
    assert found(ANSWERS, beside(positions(ASKED), KNOWN), positions(ASKED)) == []


def test_what_an_organisations_own_record_brings_is_told_beside_it_and_the_rest_together() -> None:
    head = KNOWN | {MOOR: record(MOOR, title="Another")}
    others = [replace(place, organisation="fell") for place in (ASKED, NOT_ASKED)]
    loud = [replace(place, document="loud") for place in (ASKED, NOT_ASKED)]
    then = positions(loud[0], ASKED, others[0], files=KNOWN)
    now = positions(loud[1], NOT_ASKED, others[1], files=head)
    findings = found(ANSWERS, beside(then, KNOWN, head), now)
    assert [each.path for each in findings] == ["registry/network.yaml", f"registry/{MOOR}"]
    assert "so: fell on calm (" in findings[0].message
    assert "moor" not in findings[0].message
    calm, after = (
        findings[1].message.index("moor on calm ("),
        findings[1].message.index("), moor on loud ("),
    )
    assert calm < after
    assert "fell" not in findings[1].message


def test_no_more_than_three_positions_are_listed() -> None:
    files = KNOWN | {f"guidelines/d{n}.md": record(f"d{n}.md") for n in range(5)}
    then = [replace(ASKED, document=f"d{n}") for n in range(5)]
    now = [replace(NOT_ASKED, document=f"d{n}") for n in range(5)]
    (finding,) = found(
        ANSWERS, beside(positions(*then, files=files), files), positions(*now, files=files)
    )
    assert finding.message.count("moor on ") == 3
    assert finding.message.endswith(" and 2 more")


GIVEN = record(ANSWER, organisation="moor", by="lead", document="calm")
LOUD_ANSWER = "adoptions/moor--loud.yaml"
ABOUT_LOUD = record(LOUD_ANSWER, organisation="moor", by="lead", document="loud")
PAIRS = [replace(NOT_ASKED, document=name) for name in ("calm", "loud")]
CLAIMED = [replace(place, local=Local.ADOPTED) for place in PAIRS]


def pairs_told(
    base: dict[str, Data], head: dict[str, Data], *, faults: tuple[Any, ...] = (), **more: Any
) -> list[str]:
    made = beside(positions(*PAIRS, files=base, faults=faults), base, head, **more)
    findings = found(ANSWERS, made, positions(*CLAIMED, files=head))
    return [
        name for name in ("calm", "loud") for each in findings if f"moor on {name}" in each.message
    ]


def test_an_answer_that_is_edited_or_removed_is_told_in_its_own_words_and_hides_no_other() -> None:
    base = KNOWN | {ANSWER: GIVEN}
    assert pairs_told(base, base | {ANSWER: GIVEN | {"answer": "adopted"}}) == ["loud"]
    assert pairs_told(base, KNOWN) == ["loud"]
    assert pairs_told(base, base) == ["calm", "loud"]
    assert pairs_told(KNOWN, base) == ["calm", "loud"]  # a new one explains itself, or nothing


def test_an_answer_that_is_not_believed_is_told_in_its_own_words_and_hides_no_other() -> None:
    head = KNOWN | {ANSWER: GIVEN, LOUD_ANSWER: ABOUT_LOUD}
    fault = SimpleNamespace(record="moor--calm")
    assert pairs_told(head, head, faults=(fault,)) == ["loud"]
    # Whatever the branch makes believable, the base does not yet know.
    for path in (MOOR, LEAD):
        base = {known: data for known, data in KNOWN.items() if known != path}
        fell = {ANSWER: GIVEN, LOUD_ANSWER: ABOUT_LOUD | {"organisation": "fell", "by": "other"}}
        other = {"posts/other.yaml": record("other.yaml", organisation="fell")}
        made = beside(positions(*PAIRS, files=KNOWN), base | other, KNOWN | other | fell)
        findings = found(ANSWERS, made, positions(*CLAIMED, files=KNOWN))
        assert ["moor on loud (its answer" in each.message for each in findings] == [True]
        assert "moor on calm" not in findings[0].message


def test_other_records_of_the_same_names_speak_for_nobody() -> None:
    alike = {"actions/ask.yaml": record("ask.yaml", organisation="moor", document="calm")}
    assert pairs_told(KNOWN | alike, KNOWN) == ["calm", "loud"]


def test_positions_of_documents_that_are_doubted_are_told_elsewhere_and_hide_no_others() -> None:
    head = KNOWN | decided_about("calm")
    unfounded = {head[DECISION]["id"]: "has no power"}
    assert pairs_told(KNOWN, head, unfounded=unfounded) == ["loud"]


def test_what_was_accepted_whole_may_change_who_is_asked() -> None:
    base, head, acceptance = accepting()
    marks = {f"registry/{LEAD}": ("old", "new")}
    for accepted, many in (((acceptance,), 0), ((), 1)):
        decided = positions(ASKED, files=base, accepted=accepted)
        made = beside(decided, base, head, marks=marks)
        assert len(found(ANSWERS, made, positions(NOT_ASKED, files=head))) == many


@pytest.mark.parametrize("rule", [FORCE, ANSWERS])
def test_where_nothing_holds_or_nothing_was_compared_nothing_is_told_here(rule: Any) -> None:
    """An error that leaves nothing in force is told in its own words, once and not by document."""
    decided = positions(ASKED, files=KNOWN, standings=[STOPPED])

    def merged(**more: Any) -> Any:
        return positions(NOT_ASKED, files=KNOWN, standings=[IN_FORCE], **more)

    assert found(rule, beside(decided, KNOWN), merged()) != []
    assert found(rule, beside(decided, KNOWN), merged(distrust={"loud": "unclear"})) != []
    assert found(rule, beside(decided, KNOWN), merged(distrust={"*": "unclear"})) == []
    without = merged()
    without.registry = SimpleNamespace(records=without.registry.records, network=lambda: None)
    assert found(rule, beside(decided, KNOWN), without) == []
    assert found(rule, beside(None, KNOWN), merged()) == []


# Coverage.

COVERAGE = standing.coverage_is_judged
POLICY, MAPPING = "policies/quiet.yaml", "policy-mappings/quiet-map.yaml"
POLICIES = {POLICY: record(POLICY), MAPPING: record(MAPPING)}
NONE = Judged(
    policy="quiet", item="1.2", topic="", section="", verification="", judged=Extent.NONE,
    holds=Extent.NONE, why="", suspect=False, mapping="quiet-map", judged_on=date(2025, 3, 10),
)  # fmt: skip
FULL = replace(NONE, judged=Extent.FULL, holds=Extent.FULL)


def covered(
    then: list[Judged], now: list[Judged], *changed: str, gone: str = ""
) -> list[tuple[str, str, str]]:
    head = POLICIES | {path: POLICIES[path] | {"title": "Another"} for path in changed}
    head = {path: data for path, data in head.items() if path != gone}
    made = beside(assessed(POLICIES, coverage=then), POLICIES, head)
    return [
        (each.path.removeprefix("registry/"), each.about, each.message)
        for each in found(COVERAGE, made, assessed(head, coverage=now))
    ]


def test_an_item_is_served_better_once_it_was_judged_anew() -> None:
    told = (
        "item “1.2” of “quiet”: “none” becomes “full”,"
        " and it was not judged anew since 10 March 2025"
    )
    assert covered([NONE], [FULL], MAPPING) == [(MAPPING, "quiet-map", told)]
    assert covered([NONE], [FULL], POLICY) == [(POLICY, "quiet", told)]
    assert covered([NONE], [FULL], MAPPING, POLICY) == [(MAPPING, "quiet-map", told)]
    assert covered([NONE], [FULL], gone=MAPPING) == [(MAPPING, "quiet-map", told)]
    anew = replace(FULL, judged_on=date(2026, 1, 12))
    assert covered([NONE], [anew], MAPPING) == []


def test_an_item_that_the_standing_of_a_document_raises_is_told_there() -> None:
    assert covered([NONE], [FULL]) == []
    second = replace(FULL, item="1.3", mapping="other-map")
    assert [each[0] for each in covered([NONE], [second, FULL], MAPPING)] == [MAPPING]


def test_an_item_says_how_it_is_put_right() -> None:
    made = beside(
        assessed(POLICIES, coverage=[NONE]),
        POLICIES,
        POLICIES | {MAPPING: record(MAPPING, title="B")},
    )
    (finding,) = found(COVERAGE, made, assessed(POLICIES, coverage=[FULL]))
    assert finding.hint == (
        "Judge it anew, with the day in `judged-on`, and take out a gap that is closed."
    )
    assert found(COVERAGE, beside(None, POLICIES), assessed(POLICIES, coverage=[FULL])) == []
