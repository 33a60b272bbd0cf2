"""How a group came to decide, by whatever terms were sealed: what these leave out is no quorum."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from handbook.assess.authority.sitting import check_quorum
from handbook.assess.authority.terms import Terms
from handbook.assess.ledger.event import UnbelievableError
from handbook.assess.ledger.model import Event
from handbook.assess.workflow import DecisionKind
from handbook.load.model import Record

SEATS = [{"id": "chair", "title": "Chair"}, {"id": "nurse", "title": "Nurse"}]
QUORUM = {"at-least": 2, "clause": "Two."}
BOTH = ("chair", "nurse")
DAY = date(2026, 3, 10)


def lacking(terms: dict[str, Any], came: tuple[str, ...], way: str = "", **more: Any) -> str:
    """Why a panel with such terms did not decide; empty if it did."""
    held = {"held-as": way} if way else {}
    attendance = [{"seat": seat, "presence": "present"} for seat in came]
    data = {"attendance": attendance, "agenda": [{"item": "1"}], **held, **more}
    meeting = Record("meeting", "panel-2026-03-10", "m.yaml", data, None, 1, {})
    event = Event(
        "d", DecisionKind.ENDORSE, "going-home", "A decision", DAY, DAY, "panel", item="1"
    )
    whole = Terms("Panel", {"seats": SEATS, **terms}, founding=False)
    refused: UnbelievableError | None = None
    try:
        check_quorum(whole, meeting, event)
    except UnbelievableError as why:
        refused = why
    words = str(refused or "")
    assert refused is None or refused.ground == (
        "authority" if words.startswith("was made by ") else "quorum"
    )
    return words.removeprefix("was made when the Panel was not quorate for item 1: ")


@pytest.mark.parametrize("quorum", [{}, {"quorum": None}, {"quorum": {}}])
def test_terms_that_name_no_quorum_let_nobody_decide(quorum: dict[str, Any]) -> None:
    assert lacking(quorum, BOTH) == "its terms name no quorum. The terms say nothing more"
    assert lacking({**quorum, "written-resolution": {"at-least": 1}}, BOTH, "written-resolution")


def test_a_quorum_that_was_there_is_enough() -> None:
    assert lacking({"quorum": QUORUM}, BOTH) == ""
    assert lacking({"quorum": QUORUM}, BOTH, "meeting") == ""
    assert lacking({"quorum": QUORUM}, ("chair",)) == (
        "1 of the 2 needed were there. Not counted: Nurse (not minuted). The terms say: “Two.”"
    )


def test_everybody_there_and_still_too_few_names_nobody_as_missing() -> None:
    assert lacking({"quorum": {"at-least": 3}}, BOTH) == (
        "2 of the 3 needed were there. The terms say nothing more"
    )


@pytest.mark.parametrize(
    "more", [{"attendance": None}, {"attendance": []}, {"attendance": None, "agenda": None}]
)
def test_a_meeting_without_attendance_decided_nothing(more: dict[str, Any]) -> None:
    assert lacking({"quorum": QUORUM}, BOTH, **more).startswith("0 of the 2 needed were there.")


@pytest.mark.parametrize(
    ("agenda", "counts"),
    [
        ([{"item": "1", "recused": [{"seat": "nurse"}]}], False),
        ([{"item": 1, "recused": [{"seat": "nurse"}]}], False),
        ([{"item": "2", "recused": [{"seat": "nurse"}]}, {"item": "1"}], True),
        ([{"item": "1"}, {"item": "2", "recused": [{"seat": "nurse"}]}], True),
        ([{"item": "1", "recused": None}], True),
        ([{"item": "1", "recused": [{"seat": "king"}]}], True),
        ([], True),
    ],
)
def test_whoever_stood_aside_for_this_item_does_not_count(
    agenda: list[dict[str, Any]], *, counts: bool
) -> None:
    assert (lacking({"quorum": QUORUM}, BOTH, agenda=agenda) == "") is counts


def test_what_was_lacking_is_told_by_one_way_to_seat_people() -> None:
    """The deputy of the chair is the doctor, who came for both."""
    seats = [
        {"id": "doctor", "title": "Doctor", "post": "doctor"},
        {"id": "chair", "title": "Chair", "post": "chair", "deputy": "doctor", "required": True},
    ]
    quorum = {"at-least": 1, "seats": ["doctor"], "one-of": [["chair"]]}
    came = [{"seat": "doctor", "presence": "present"}, {"seat": "chair", "presence": "deputy"}]
    assert lacking({"quorum": quorum, "seats": seats}, (), attendance=came) == (
        "Doctor was not there. The terms say nothing more"
    )


REQUIRED = [{**SEATS[0], "required": True}, SEATS[1]]


@pytest.mark.parametrize("way", ["meeting", "written-resolution"])
def test_a_seat_that_the_terms_require_must_be_filled(way: str) -> None:
    terms = {"quorum": {"at-least": 1}, "seats": REQUIRED, "written-resolution": {"at-least": 1}}
    assert lacking(terms, ("nurse",), way) == (
        "Chair was not there. Not counted: Chair (not minuted). The terms say nothing more"
    )
    assert lacking(terms, ("chair",), way) == ""


def test_a_written_resolution_is_held_to_the_quorum_and_to_its_own_number() -> None:
    terms = {"quorum": {"at-least": 1}, "written-resolution": {"at-least": 2, "clause": "Both."}}
    assert lacking(terms, ("chair",), "written-resolution") == (
        "1 of the 2 needed were there. Not counted: Nurse (not minuted). The terms say: “Both.”"
    )
    assert lacking(terms, BOTH, "written-resolution") == ""
    assert lacking({**terms, "quorum": QUORUM}, ("chair",), "written-resolution") == (
        "1 of the 2 needed were there. Not counted: Nurse (not minuted). The terms say: “Both.”"
    ), "the same is said once"


def test_a_chairs_action_needs_its_seat_and_no_quorum() -> None:
    terms = {"quorum": QUORUM, "chairs-action": {"seat": "chair"}}
    assert lacking(terms, ("chair",), "chairs-action") == ""
    assert lacking(terms, ("nurse",), "chairs-action") == (
        "Chair was not there. Not counted: Chair (not minuted). The terms say: “Two.”"
    )


def test_a_chairs_action_under_terms_that_name_no_seat_for_it_decides_nothing() -> None:
    terms = {"quorum": QUORUM, "chairs-action": {"clause": "Somebody."}}
    assert lacking(terms, BOTH, "chairs-action").startswith("None was not there.")


@pytest.mark.parametrize("rule", [None, True, "yes", ["chair"]])
@pytest.mark.parametrize(
    ("way", "words"),
    [("written-resolution", "written resolution"), ("chairs-action", "chair's action")],
)
def test_a_way_that_the_terms_do_not_spell_out_is_not_allowed(
    way: str, words: str, rule: object
) -> None:
    for quorum, said in ((QUORUM, ": “Two.”"), (None, " nothing more")):
        assert lacking({"quorum": quorum, way: rule}, BOTH, way) == (
            f"was made by {words}, which the terms of reference of the Panel in force on 10 March"
            f" 2026 do not allow. The terms say{said}"
        )


def test_a_way_may_leave_out_the_kind_of_decision() -> None:
    terms = {"quorum": QUORUM, "written-resolution": {"at-least": 1, "kinds": ["record"]}}
    assert lacking(terms, BOTH, "written-resolution") == (
        "was made by written resolution, by which the Panel may not endorse documents."
        " The terms say nothing more"
    )
    terms["written-resolution"] = {"at-least": 1, "kinds": ["record", "endorse"]}
    assert lacking(terms, BOTH, "written-resolution") == ""
