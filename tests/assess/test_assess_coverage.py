"""What holds of a judgement, given how the documents stand that it rests on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_board import BASE, Files

from handbook.assess import assess
from handbook.assess.coverage.derive import _why, combine, coverage_of
from handbook.assess.coverage.model import Claim, Judged
from handbook.history import NO_HISTORY
from handbook.load.model import Record

TODAY = date(2026, 11, 23)
WITHDRAWN = {"exit": "withdrawn", "no-replacement": True}
REPLACED = {"successor": "coming-back"}
LAPSED = {"review-due": "2026-10-01", "expires": "2026-11-01"}
HOME = {"document": "going-home", "section": "who"}
BACK = {"document": "coming-back"}


def judge(files: Any, judgement: str, *served_by: dict[str, Any], **more: Any) -> None:
    data = {
        "item": "1",
        "judgement": judgement,
        "rationale": "As it is.",
        "edition": "2019",
        "judged-on": "2026-03-12",
        "judged-by": "board",
        **({"served-by": list(served_by)} if served_by else {}),
        **({"gap": "Much."} if judgement == "none" else {}),
        **more,
    }
    name = more.pop("name", "ng1-one")
    data.pop("name", None)
    files.put(
        f"policy-mappings/{name}.yaml",
        {"id": name, "title": "Map", "policy": "ng1", "judgements": [data]},
    )


def item(files: Any, number: int = 0) -> Judged:
    return assess(files.registry(), NO_HISTORY, TODAY).coverage["ng1"].items[number]


def test_what_nobody_judged_is_not_judged(files: Any) -> None:
    found = item(files)
    assert (found.judged, found.holds, found.why) == ("not judged", "not judged", "")


def test_items_keep_the_order_of_the_policy(files: Any) -> None:
    judge(files, "none")
    coverage = assess(files.registry(), NO_HISTORY, TODAY).coverage["ng1"]
    assert [i.item for i in coverage.items] == ["1", "2", "3"]
    assert coverage.counts() == {
        "full": 0,
        "partial": 0,
        "none": 1,
        "not applicable": 0,
        "not judged": 2,
    }


def test_a_document_in_force_serves(files: Any) -> None:
    files.decide("endorse")
    judge(files, "full", HOME)
    found = item(files)
    assert (found.holds, found.why, found.suspect) == ("full", "", False)
    assert found.claims == (Claim("going-home", "who", "", True, ""),)
    assert (found.judged_by, found.judged_on) == ("board", date(2026, 3, 12))


def test_a_document_no_longer_in_force_does_not_and_says_why(files: Any) -> None:
    files.decide("endorse", 1)
    files.decide("withdraw", 2, entry={"exit": "withdrawn", "no-replacement": True}, reason="Old.")
    judge(files, "full", HOME)
    found = item(files)
    assert (found.judged, found.holds) == ("full", "none")
    assert found.why == "it was judged full, but Going home is withdrawn"


def test_a_document_of_unknown_standing_does_not_serve(files: Any) -> None:
    files.decide("attest", evidence_held=False)
    judge(files, "partial", HOME)
    assert item(files).why == "it was judged partial, but Going home is of unknown standing"


def test_a_document_that_is_not_there_does_not_serve(files: Any) -> None:
    judge(files, "full", {"document": "gone-home"})
    found = item(files)
    assert found.holds == "none"
    assert found.why == "it was judged full, but gone-home cannot be found or read"


def test_part_of_what_makes_the_whole_leaves_a_part(files: Any) -> None:
    files.decide("endorse")
    judge(files, "full", HOME, BACK)
    found = item(files)
    assert found.holds == "partial"
    assert found.why == "it was judged full, but Coming back is only proposed"


def test_one_document_that_does_the_whole_is_enough(files: Any) -> None:
    files.decide("endorse")
    judge(files, "full", {**HOME, "extent": "full"}, BACK)
    assert item(files).holds == "full"


def test_an_item_judged_twice_is_not_judged(files: Any) -> None:
    files.decide("endorse")
    judge(files, "full", HOME)
    judge(files, "full", HOME, name="ng1-two")
    found = item(files)
    assert (found.judged, found.holds) == ("not judged", "not judged")
    assert found.why == "it is judged more than once, in ng1-one, ng1-two"


@pytest.mark.parametrize(("edition", "suspect"), [("2019", False), ("2016", True)])
def test_a_judgement_of_an_earlier_edition_is_suspect(
    files: Any, edition: str, suspect: bool
) -> None:
    judge(files, "none", edition=edition)
    assert item(files).suspect is suspect


def test_a_mapping_that_cannot_be_read_judges_nothing(files: Any) -> None:
    judge(files, "full")
    assert item(files).holds == "not judged"


def claim(counts: bool, extent: str = "") -> Claim:
    return Claim("x", "", extent, counts, "" if counts else "gone")


@pytest.mark.parametrize(
    ("judged", "claims", "holds"),
    [
        ("full", [], "none"),
        ("full", [claim(True)], "full"),
        ("full", [claim(True, "partial"), claim(True, "partial")], "full"),
        ("full", [claim(True, "partial"), claim(False, "partial")], "partial"),
        ("full", [claim(True, "partial"), claim(False, "full")], "partial"),
        ("full", [claim(True, "full"), claim(False, "partial")], "full"),
        ("full", [claim(False, "full")], "none"),
        ("partial", [claim(True, "full")], "partial"),
        ("partial", [claim(True), claim(True)], "partial"),
        ("partial", [claim(False)], "none"),
        ("none", [], "none"),
        ("not applicable", [], "not applicable"),
    ],
)
def test_how_parts_combine(judged: str, claims: list[Claim], holds: str) -> None:
    assert combine(judged, claims) == holds


CLAIMS = st.lists(
    st.builds(claim, st.booleans(), st.sampled_from(["", "full", "partial"])), max_size=5
)
AMOUNT = {"none": 0, "partial": 1, "full": 2}


@given(st.sampled_from(["full", "partial"]), CLAIMS)
def test_never_more_holds_than_was_judged_or_than_any_claim_carries(
    judged: str, claims: list[Claim]
) -> None:
    holds = combine(judged, claims)
    assert AMOUNT[holds] <= AMOUNT[judged]
    assert (holds == "none") == (not any(c.counts for c in claims))


@given(st.sampled_from(["full", "partial"]), CLAIMS, st.integers(0, 4))
def test_losing_a_document_never_makes_more_hold(
    judged: str, claims: list[Claim], number: int
) -> None:
    lost = [claim(False, c.extent) if n == number else c for n, c in enumerate(claims)]
    assert AMOUNT[combine(judged, lost)] <= AMOUNT[combine(judged, claims)]


def test_a_section_that_the_endorsed_text_does_not_have_does_not_count(files: Any) -> None:
    files.decide("endorse")
    path = "registry/guidelines/going-home.md"
    files[path] = files[path] + b"\n## Brand new {#brand-new}\n\nNot endorsed.\n"
    judge(files, "full", {**HOME, "section": "brand-new", "extent": "full"})
    found = item(files)
    assert found.holds == "none"
    assert "version 1.0, has no section brand-new" in found.why
    judge(files, "full", {**HOME, "extent": "full"})
    assert item(files).holds == "full"


# Whole.


def test_an_item_is_told_with_all_that_was_said_of_it(files: Any) -> None:
    """Fails if any word of a judgement is lost, or taken from another item or policy."""
    files.decide("endorse")
    more = {"topic": "Sleep", "section": "1.2", "verification": "seen"}
    items = [{"id": "1", "topic": "Topic 1"}, {"id": "2", **more}]
    files.change("policies/ng1.yaml", items=items)
    files.put("policies/ng2.yaml", {**BASE["policies/ng1.yaml"], "id": "ng2"})
    served = [{**HOME, "extent": "partial"}, BACK]
    closing = {"gap": "A plan.", "action": "write-it"}
    judge(files, "partial", *served, item="2", **closing)
    coverage = assess(files.registry(), NO_HISTORY, TODAY).coverage
    assert list(coverage) == ["ng1", "ng2"]
    assert coverage["ng1"].policy == "ng1"
    about = {"policy": "ng1", "item": "2", **more}
    assert coverage["ng1"].items[1] == Judged(
        **about,
        judged="partial",
        holds="partial",
        why="",
        suspect=False,
        rationale="As it is.",
        **closing,
        edition="2019",
        judged_on=date(2026, 3, 12),
        judged_by="board",
        claims=(
            Claim("going-home", "who", "partial", counts=True, why=""),
            Claim("coming-back", "", "", counts=False, why="Coming back is only proposed"),
        ),
        mapping="ng1-one",
    )
    unjudged = {"section": "", "verification": "", "judged": "not judged", "holds": "not judged"}
    first = {"policy": "ng1", "item": "1", "topic": "Topic 1", **unjudged}
    assert coverage["ng1"].items[0] == Judged(**first, why="", suspect=False)
    assert {each.holds for each in coverage["ng2"].items} == {"not judged"}


def test_what_is_judged_not_applicable_or_not_at_all_says_so(files: Any) -> None:
    judge(files, "not-applicable")
    found = item(files)
    assert (found.judged, found.holds, found.why, found.gap) == (
        "not applicable",
        "not applicable",
        "",
        "",
    )
    assert (found.action, found.claims) == ("", ())


def record(kind: str, name: str, **data: Any) -> Record:
    return Record(kind, name, f"{name}.yaml", data, None, 1, {})


def test_a_judgement_that_lacks_its_own_words_is_no_more_than_not_judged() -> None:
    """What no schema lets through is read all the same, and never as something that holds."""
    bare = {"item": "1", "judgement": "fulll"}
    policy = record("policy", "ng1", items=[{"id": "1"}, {"id": "2"}])
    mapping = record("policy-mapping", "m", policy="ng1", judgements=[bare])
    nothing = record("policy-mapping", "n")
    empty = record("policy", "ng2")
    records = {each.id: each for each in (policy, mapping, nothing, empty)}
    registry = replace(Files({}).registry(), records=records)
    coverage = coverage_of(registry, {})
    judged = {"judged": "not judged", "holds": "not judged", "why": "", "suspect": False}
    about = {"policy": "ng1", "topic": "", "section": "", "verification": ""}
    assert coverage["ng1"].items == (
        Judged(**about, item="1", **judged, mapping="m"),
        Judged(**about, item="2", **judged),
    )
    assert coverage["ng2"].items == ()


@pytest.mark.parametrize(
    ("decided", "why"),
    [
        ((), "Going home is only proposed"),
        (
            (("endorse", {"review-due": "2026-10-01", "expires": "2026-11-01"}),),
            "Going home is past",
        ),
        ((("endorse", {}), ("withdraw", WITHDRAWN)), "Going home is withdrawn"),
        (
            (("endorse", {}), ("supersede", {"successor": "coming-back"})),
            "Going home is superseded",
        ),
    ],
)
def test_why_a_document_does_not_serve_is_told_by_how_it_stands(
    files: Any, decided: tuple[tuple[str, dict[str, Any]], ...], why: str
) -> None:
    for number, (kind, entry) in enumerate(decided, start=1):
        more = {} if kind == "endorse" else {"reason": "Old."}
        files.decide(kind, number, entry=entry, **more)
    judge(files, "partial", HOME, HOME)
    full = "Going home is past the date that it was endorsed until"
    assert item(files).why == f"it was judged partial, but {full if why.endswith('past') else why}"


def test_several_reasons_are_each_told_once(files: Any) -> None:
    judge(files, "full", HOME, BACK, HOME)
    assert item(files).why == (
        "it was judged full, but Going home is only proposed; Coming back is only proposed"
    )
    assert [claim.counts for claim in item(files).claims] == [False, False, False]


def test_a_judgement_that_names_no_document_says_so(files: Any) -> None:
    why = _why("full", ())
    assert why == "it was judged full, but no document is named that serves it"


def test_on_another_day_a_judgement_speaks_only_of_the_text_that_stood_then(files: Any) -> None:
    files.decide("endorse")
    judge(files, "full", {**HOME, "section": "who"}, BACK)
    registry = files.registry()
    standings = assess(registry, NO_HISTORY, TODAY).standings
    asked: list[tuple[str, date | None]] = []

    def hindsight(document: str, when: date | None) -> str:
        asked.append((document, when))
        return "was another text then"

    (first, *_) = coverage_of(registry, standings, hindsight)["ng1"].items
    assert asked == [("going-home", date(2026, 3, 12))]
    assert first.holds == "none"
    assert [claim.why for claim in first.claims] == [
        "Going home was another text then",
        "Coming back is only proposed",
    ]
    (first, *_) = coverage_of(registry, standings, lambda *_: "")["ng1"].items
    assert first.holds == "partial"


def test_a_section_counts_only_in_the_sealed_text_and_is_told_by_its_version(files: Any) -> None:
    files.decide("endorse")
    judge(files, "full", {**HOME, "section": "nowhere"})
    assert item(files).why == (
        "it was judged full, but the endorsed text of Going home, version 1.0, has no section"
        " nowhere"
    )
    registry = files.registry()
    standings = assess(registry, NO_HISTORY, TODAY).standings
    judge(files, "full", HOME)
    lost = replace(files.registry(), seals={})
    (first, *_) = coverage_of(lost, standings)["ng1"].items
    assert first.holds == "none", "a text that is not there has no section"
