"""What holds of a judgement, given how the documents stand that it rests on."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.assess import assess
from handbook.assess.coverage.derive import combine
from handbook.assess.coverage.model import Claim, Judged
from handbook.history import NO_HISTORY

TODAY = date(2026, 11, 23)
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
