"""Who may decide what: the answer that a decision of that day would get, and no other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from test_assess_authority import PANEL, Network

from handbook.assess.authority.mandate import Basis, Mandate, Power, QuorumRule
from handbook.assess.due.meetings import group_powers
from handbook.assess.governance import KINDS, mandates, unheld
from handbook.assess.words import State
from handbook.assess.workflow import DecisionKind

TODAY = date(2026, 11, 23)
ENDORSES = [{"kinds": ["endorse"], "types": ["guideline"]}]
EVERYTHING = [
    {
        "kinds": ["endorse", "review", "extend", "consult", "withdraw", "supersede"],
        "types": ["guideline", "terms-of-reference"],
    }
]


@pytest.fixture
def network(files: Any) -> Network:
    return Network(files)


def mandate(network: Network, group: str = "panel", today: date = TODAY) -> Mandate:
    return network.assessed(today).mandates[group]


def test_powers_are_those_of_the_sealed_terms_whatever_the_working_text_says(
    network: Network,
) -> None:
    network.panel()
    working = {**PANEL, "authority": ENDORSES, "seats": [{"id": "nurse", "title": "Nurse"}]}
    network.files.put("terms-of-reference/panel.md", working)
    made = mandate(network)
    assert made.basis is Basis.TERMS
    assert made.powers == (Power(("record", "review", "extend"), ("guideline",)),)
    assert made.quorum is not None
    assert (made.quorum.needed, made.quorum.seats) == (2, 3)
    assert (made.parent, made.posts) == ("board", ("coordinator",))


def test_terms_that_nobody_endorsed_give_nothing_and_it_is_said_why(network: Network) -> None:
    network.files.put("terms-of-reference/panel.md", {**PANEL, "authority": ENDORSES})
    made = mandate(network)
    assert (made.basis, made.powers, made.quorum, made.posts) == (Basis.NOTHING, (), None, ())
    assert made.why == "it had no terms of reference in force on 23 November 2026: proposed"
    assert not made.may_decide


def test_what_is_held_is_what_a_decision_would_be_believed_for(network: Network) -> None:
    """For every group, kind and document: the picture and the judge say the same."""
    network.panel(authority=EVERYTHING)
    assessment = network.assessed()
    powers = group_powers(assessment.registry, assessment.standings, assessment.settings)
    for group, made in assessment.mandates.items():
        held = set(made.holds())
        for document in assessment.registry.with_behaviour("endorsable"):
            for kind in KINDS:
                may = powers.may(group, document, kind, TODAY)
                assert ((kind, document.type) in held) is may, (group, kind, document.id)


def test_terms_endorsed_today_are_shown_as_from_tomorrow_and_not_as_missing(
    network: Network,
) -> None:
    network.panel()
    day = date(2026, 1, 10)
    assert mandate(network, today=day).basis is Basis.TERMS
    assert mandate(network, today=date(2026, 1, 9)).basis is Basis.NOTHING
    network.panel(retired="2026-01-12")
    assert mandate(network, today=day).ends == date(2026, 1, 12), "the day after tomorrow"


UNSUPPORTED = {
    "evidence": "Lost.",
    "evidence-held": False,
    "endorsed-by": "The board",
    "endorsed-on": "2025-01-01",
}


STOPPED = {
    "id": "suspend--panel--2026-06-10",
    "title": "The panel stopped",
    "kind": "suspend",
    "post": "coordinator",
    "date": "2026-06-10",
    "statement": "It decides nothing for now.",
    "reason": "Harm.",
    "documents": [{"document": "panel"}],
}


def test_new_terms_give_nothing_on_a_day_that_left_open_how_they_stand(network: Network) -> None:
    """Attested without evidence and endorsed anew on one day: unknown today, in force tomorrow."""
    network.panel()
    network.decide("board", "2026-01-10", "attest", "panel", **UNSUPPORTED)
    new = {"version": "2.0"}
    network.meet("board", "2026-01-10", "chair", name="board-again")
    network.decide(
        "board", "", "endorse", "panel", name="board-again", entry=new, effective="2026-01-11"
    )
    day = date(2026, 1, 10)
    assert network.assessed(day).standings["panel"].state is State.UNKNOWN
    made = mandate(network, today=day)
    assert not made.may_decide
    assert made.why.startswith("it had no terms of reference in force on 10 January 2026")
    assert mandate(network, today=date(2026, 1, 11)).may_decide


def test_new_terms_that_were_stopped_on_their_day_bring_earlier_ones_back_to_nobody(
    network: Network,
) -> None:
    network.panel()
    network.files.put("terms-of-reference/panel.md", {**PANEL, "purpose": "Reads all."})
    network.held("board", "2026-06-10", "endorse", "panel", "chair", entry={"version": "2.0"})
    day = date(2026, 6, 10)
    assert mandate(network, today=day).may_decide
    network.files.put("decisions/suspend--panel--2026-06-10.yaml", STOPPED)
    made = mandate(network, today=day)
    assert made.basis is Basis.NOTHING
    assert made.why.endswith("suspended")


def test_a_group_whose_terms_ran_out_keeps_its_place_and_loses_its_powers(
    network: Network,
) -> None:
    network.files.put("terms-of-reference/panel.md", PANEL)
    entry = {"review-due": "2026-06-01", "expires": "2026-06-30"}
    network.held("board", "2026-01-10", "endorse", "panel", "chair", entry=entry)
    assert mandate(network, today=date(2026, 6, 30)).may_decide
    made = mandate(network, today=date(2026, 7, 1))
    assert network.assessed().standings["panel"].state is State.LAPSED
    assert (made.basis, made.powers, made.parent) == (Basis.NOTHING, (), "board")


def test_the_day_on_which_a_group_ends_is_told_before_and_judged_after(network: Network) -> None:
    network.panel(retired="2026-12-01")
    assert mandate(network).ends == date(2026, 12, 1)
    made = mandate(network, today=date(2026, 12, 1))
    assert (made.basis, made.ends) == (Basis.NOTHING, None)
    assert "had been ended, by its own terms" in made.why


def test_the_founding_group_may_decide_everything_until_it_has_terms(network: Network) -> None:
    made = mandate(network, "board")
    assert made.basis is Basis.FOUNDING
    assert {kind for kind, _ in made.holds()} == set(KINDS)
    network.held("board", "2026-01-10", "endorse", "board", "chair")
    assert set(mandate(network, "board").holds()) == {
        ("endorse", "guideline"), ("review", "guideline"),
    }  # fmt: skip


def test_the_founding_group_is_told_by_its_own_terms_before_it_has_endorsed_any(
    network: Network,
) -> None:
    made = mandate(network, "board")
    assert (made.quorum, made.posts) == (QuorumRule(1, 1), ("coordinator",))
    assert (made.in_writing, made.by_chair, made.why) == (False, False, "")
    assert (made.parent, made.ends, made.meeting, made.meeting_on) == ("", None, "", None)


def test_a_group_whose_standing_is_not_known_here_is_judged_by_the_day_alone(
    network: Network,
) -> None:
    network.panel()
    known = network.assessed()
    made = mandates(known.registry, {}, known.settings, TODAY)
    assert made["board"].basis is Basis.FOUNDING
    assert made["panel"] == Mandate(
        "panel",
        Basis.NOTHING,
        "it had no terms of reference in force on 23 November 2026: proposed",
    )


def test_a_quorum_is_counted_as_decisions_are_judged(network: Network) -> None:
    """A fraction is one of all seats; whoever is asked for and has no seat is still asked for."""
    network.panel(quorum={"fraction": "1/2", "seats": ["ghost"], "one-of": [["ghost", "nurse"]]})
    assert mandate(network).quorum == QuorumRule(2, 3, ("ghost",), (("ghost", "Nurse"),))


@pytest.mark.parametrize("quorum", [{}, None, "many"])
def test_terms_without_a_quorum_are_not_said_to_have_one(network: Network, quorum: Any) -> None:
    """The judge believes no decision that was made under them."""
    network.panel()
    known = network.assessed()
    ((key, seal),) = known.registry.seals.items()
    record = replace(seal.record, data={**seal.record.data, "quorum": quorum})
    registry = replace(known.registry, seals={key: replace(seal, record=record)})
    made = mandates(registry, known.standings, known.settings, TODAY)["panel"]
    assert (made.basis, made.quorum) == (Basis.TERMS, None)


def test_the_next_meeting_is_the_soonest_that_is_still_to_come(network: Network) -> None:
    network.panel()
    for day in ("2026-11-22", "2027-02-01", "2026-12-01"):
        meeting = {"id": f"panel-{day}", "group": "panel", "date": day, "state": "scheduled"}
        network.files.put(f"meetings/panel-{day}.yaml", meeting)
    made = mandate(network)
    assert (made.meeting, made.meeting_on) == ("panel-2026-12-01", date(2026, 12, 1))


def test_what_nobody_may_decide_is_named_by_the_documents_that_there_are(network: Network) -> None:
    network.panel(authority=[{"kinds": ["extend"], "types": ["guideline"]}])
    network.held("board", "2026-01-20", "endorse", "board", "chair")
    assessment = network.assessed()
    missing = unheld(assessment.registry, assessment.mandates)
    assert missing is not None
    pairs = {(kind, name) for power in missing for kind in power.kinds for name in power.types}
    assert ("withdraw", "guideline") in pairs
    assert ("endorse", "terms-of-reference") in pairs
    assert not pairs & {(kind, "guideline") for kind in ("endorse", "review", "extend")}
    assert not {"care-pathway"} & {name for _, name in pairs}, "there is none to decide about"
    assert not {"record", "attest"} & {kind for kind, _ in pairs}


def test_what_cannot_be_read_and_is_no_group_hides_nothing(network: Network) -> None:
    network.files.put("organisations/hospice.yaml", "id: [")
    registry = network.files.registry()
    (broken,) = registry.broken
    for each in (broken, replace(broken, type="nothing")):
        assert unheld(replace(registry, broken=(each,)), {}) is not None


def test_of_a_group_that_cannot_be_read_nobody_says_what_nobody_may_decide(
    network: Network,
) -> None:
    network.files.put("terms-of-reference/panel.md", {**PANEL, "quorum": "many"})
    registry = network.files.registry()
    assert [broken.id for broken in registry.broken] == ["panel"]
    assert unheld(registry, {}) is None


RICH: dict[str, Any] = {
    "parent": "board",
    "seats": [
        {"id": "chair", "title": "The chair", "post": "coordinator", "required": True},
        {"id": "nurse", "title": "The nurse"},
        {"id": "parent", "title": "A parent"},
        {"id": "bare", "title": "Bare"},
    ],
    "quorum": {
        "at-least": 2,
        "seats": ["nurse", "chair"],
        "one-of": [["parent", "bare"], ["nurse", "parent"]],
        "clause": "Two of four, with the chair and the nurse.",
    },
    "authority": [
        {"kinds": ["review", "endorse"], "types": ["guideline"], "clause": "It endorses."},
        {"kinds": ["extend"], "types": ["guideline", "care-pathway"], "clause": "It puts off."},
        {"kinds": ["consult"], "types": ["guideline"], "clause": "It asks."},
    ],
    "written-resolution": {"fraction": "3/3", "clause": "All agree in writing."},
    "chairs-action": {"seat": "chair", "ratify-within-days": 30, "clause": "In need."},
    "retired": "2027-12-01",
}


def test_a_mandate_is_told_whole(network: Network) -> None:
    network.panel(**RICH)
    meeting = {
        "id": "panel-2027-02-01", "group": "panel", "date": "2027-02-01", "state": "scheduled",
    }  # fmt: skip
    network.files.put("meetings/panel-2027-02-01.yaml", meeting)
    assert mandate(network) == Mandate(
        group="panel",
        basis=Basis.TERMS,
        parent="board",
        powers=(
            Power(
                (DecisionKind.CONSULT, DecisionKind.ENDORSE, DecisionKind.REVIEW), ("guideline",)
            ),
            Power((DecisionKind.EXTEND,), ("guideline", "care-pathway")),
        ),
        quorum=QuorumRule(
            2, 4, ("The chair", "The nurse"), (("A parent", "Bare"), ("The nurse", "A parent"))
        ),
        posts=("coordinator",),
        in_writing=True,
        by_chair=True,
        ends=date(2027, 12, 1),
        meeting="panel-2027-02-01",
        meeting_on=date(2027, 2, 1),
    )
