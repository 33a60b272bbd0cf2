"""Quorum, seat by seat, against a model that tries every way of seating people."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.assess.authority.quorum import needed, required_seats, seating, shortfall

SEATS = ("chair", "doctor", "nurse", "hospice", "family")
POSTS = ("p1", "p2", "p3")
ROWS = {
    "present": {"presence": "present"},
    "deputy": {"presence": "deputy"},
    "apologies": {"presence": "apologies"},
    "absent": {"presence": "absent"},
    "another": {"presence": "present", "by": "p9"},
}


def terms(**quorum: Any) -> dict[str, Any]:
    seats = [
        {"id": "chair", "title": "Chair", "post": "p1", "deputy": "p2", "required": True},
        {"id": "doctor", "title": "Doctor", "post": "p2"},
        {"id": "nurse", "title": "Nurse", "post": "p3"},
        {"id": "hospice", "title": "Hospice", "post": "p4", "deputy": "p3"},
        {"id": "family", "title": "Family"},
    ]
    return {"seats": seats, "quorum": {k.replace("_", "-"): v for k, v in quorum.items()}}


def quorate(whole: dict[str, Any], came: dict[str, str], *recused: str) -> bool:
    rows = [{"seat": seat, **ROWS[how]} for seat, how in came.items()]
    sat = seating(whole, rows, recused)
    return not shortfall(whole["quorum"], required_seats(whole), sat)


def all_present(*seats: str) -> dict[str, str]:
    return dict.fromkeys(seats or SEATS, "present")


@pytest.mark.parametrize(
    ("fraction", "total", "number"),
    [("1/2", 5, 3), ("1/2", 6, 3), ("2/3", 7, 5), ("1/3", 3, 1), ("3/2", 4, 6), ("1/10", 3, 1)],
)
def test_a_fraction_is_of_all_seats_and_rounded_up(fraction: str, total: int, number: int) -> None:
    assert needed({"fraction": fraction}, total) == number


def test_the_greater_of_a_number_and_a_fraction_is_needed() -> None:
    assert needed({"fraction": "1/2", "at-least": 4}, 6) == 4
    assert needed({"fraction": "1/2", "at-least": 2}, 6) == 3


def test_a_deputy_that_the_terms_name_counts_as_the_seat() -> None:
    assert quorate(terms(at_least=1), {"chair": "deputy"})


def test_a_deputy_whom_the_terms_do_not_name_does_not_count() -> None:
    assert not quorate(terms(at_least=2), {"chair": "present", "nurse": "deputy"})
    assert not quorate(terms(at_least=2), {"chair": "present", "nurse": "another"})


def test_a_seat_that_the_terms_leave_without_a_post_is_filled_by_whoever_came() -> None:
    assert quorate(terms(at_least=2), all_present("chair", "family"))


def test_a_vacant_seat_does_not_lower_the_number() -> None:
    assert not quorate(terms(fraction="1/2"), all_present("chair", "doctor"))
    assert quorate(terms(fraction="1/2"), all_present("chair", "doctor", "nurse"))


def test_whoever_stood_aside_does_not_count_for_the_item() -> None:
    came = all_present("chair", "doctor", "nurse")
    assert quorate(terms(at_least=3), came)
    assert not quorate(terms(at_least=3), came, "nurse")


def test_a_required_seat_that_stood_aside_is_missing() -> None:
    assert not quorate(terms(at_least=2), all_present(), "chair")


def test_a_person_in_two_seats_counts_once() -> None:
    came = {"chair": "deputy", "doctor": "present"}  # p2 came for both
    assert quorate(terms(at_least=1), came)
    assert not quorate(terms(at_least=2), came)


def test_a_person_in_two_seats_cannot_fill_both_that_are_asked_for() -> None:
    came = {"chair": "deputy", "doctor": "present", "nurse": "present"}
    assert quorate(terms(at_least=2, seats=["chair"]), came)
    assert not quorate(terms(at_least=2, seats=["chair", "doctor"]), came)
    assert not quorate(terms(at_least=2, one_of=[["doctor"]]), came)


def test_one_of_each_list_must_be_there() -> None:
    asked = terms(one_of=[["doctor", "nurse"], ["hospice", "family"]])
    assert quorate(asked, all_present("chair", "nurse", "family"))
    assert not quorate(asked, all_present("chair", "nurse", "doctor"))


def test_a_seat_minuted_both_present_and_away_is_not_counted() -> None:
    rows = [{"seat": "chair", "presence": how} for how in ("present", "apologies")]
    assert seating(terms(), rows, ()).present == 0


def test_attendance_that_names_no_seat_of_the_terms_counts_for_nothing() -> None:
    assert seating(terms(), [{"seat": "king", "presence": "present"}], ()).present == 0


def test_more_double_seats_than_anyone_could_tell_are_no_quorum() -> None:
    seats = [{"id": f"s{n}", "title": "S", "post": f"p{n // 2}"} for n in range(60)]
    rows = [{"seat": f"s{n}", "presence": "present"} for n in range(60)]
    sat = seating({"seats": seats}, rows, ())
    assert "too many people" in shortfall({"at-least": 1}, (), sat)[0]


def test_it_says_who_was_missing_and_why() -> None:
    rows = [{"seat": "chair", "presence": "apologies"}, {"seat": "nurse", "presence": "present"}]
    sat = seating(terms(), rows, ("nurse",))
    assert sat.missing() == (
        "Chair (apologies), Doctor (not minuted), Nurse (stood aside), Hospice (not minuted),"
        " Family (not minuted)"
    )


def words(whole: dict[str, Any], came: dict[str, str], *recused: str) -> tuple[str, ...]:
    """What was lacking, in words."""
    rows = [{"seat": seat, **ROWS[how]} for seat, how in came.items()]
    return shortfall(whole["quorum"], required_seats(whole), seating(whole, rows, recused))


def test_each_thing_that_was_lacking_is_said_in_words() -> None:
    asked = terms(at_least=4, seats=["nurse", "chair"], one_of=[["hospice", "family"], ["doctor"]])
    assert words(asked, all_present("doctor")) == (
        "1 of the 4 needed were there",
        "Chair was not there",
        "Nurse was not there",
        "none of Hospice, Family was there",
    )
    assert words(asked, all_present()) == ()


def test_a_seat_that_is_asked_for_and_is_none_of_the_terms_is_told_by_its_id() -> None:
    asked = terms(at_least=1, seats=["king"], one_of=[["queen", "nurse"]])
    assert words(asked, all_present("chair")) == (
        "king was not there",
        "none of queen, Nurse was there",
    )


def test_of_all_ways_to_seat_people_the_one_that_lacks_least_is_told() -> None:
    came = {"chair": "deputy", "doctor": "present"}  # p2 came for both
    asked = terms(at_least=1, seats=["doctor"], one_of=[["chair"]])
    assert words(asked, came) == ("Doctor was not there",)


def test_terms_that_name_no_number_need_somebody() -> None:
    """Fails if a quorum of nobody could decide."""
    assert needed({}, 5) == 1
    assert needed({"at-least": "many"}, 5) == 1
    assert not quorate({"seats": terms()["seats"][1:], "quorum": {}}, {})
    assert quorate({"seats": terms()["seats"][1:], "quorum": {}}, all_present("nurse"))


@pytest.mark.parametrize(
    ("seat", "rows", "why"),
    [
        ("nurse", [{"presence": "deputy"}], "a deputy, and the terms name none"),
        ("nurse", [{"presence": "present", "by": "p9"}], "p9, whom the terms do not name for it"),
        ("chair", [{"presence": "deputy", "by": "p9"}], "p9, whom the terms do not name for it"),
        ("chair", [{"presence": "present"}, {"presence": "absent"}], "absent"),
        ("chair", [{}], "None"),
        ("chair", [{"presence": "PRESENT"}], "PRESENT"),
        ("chair", [], "not minuted"),
    ],
)
def test_a_seat_that_is_not_filled_says_why(seat: str, rows: list[Any], why: str) -> None:
    sat = seating(terms(), [{"seat": seat, **row} for row in rows], ())
    assert sat.absent[seat] == why
    assert sat.people == {}


@pytest.mark.parametrize(
    ("seat", "row", "person"),
    [
        ("chair", {"presence": "present"}, "p1"),
        ("chair", {"presence": "deputy"}, "p2"),
        ("chair", {"presence": "present", "by": "p2"}, "p2"),
        ("hospice", {"presence": "deputy", "by": "p4"}, "p4"),
        ("family", {"presence": "present", "by": "p9"}, "p9"),
        ("family", {"presence": "deputy"}, "seat family"),
    ],
)
def test_who_filled_a_seat_is_known_by_their_post(seat: str, row: Any, person: str) -> None:
    assert seating(terms(), [{"seat": seat, **row}], ()).people == {seat: person}


def test_as_many_double_seats_as_can_be_told_apart_are_tried() -> None:
    for people, told in ((12, True), (13, False)):
        seats = [{"id": f"s{n}", "post": f"p{n // 2}"} for n in range(2 * people)]
        rows = [{"seat": f"s{n}", "presence": "present"} for n in range(2 * people)]
        sat = seating({"seats": seats}, rows, ())
        assert sat.present == people
        assert (shortfall({"at-least": 1}, (), sat) == ()) is told


def test_only_what_the_terms_mark_as_required_is() -> None:
    seats = [{"id": "a", "required": True}, {"id": "b", "required": "true"}, {"id": "c"}, "d"]
    assert required_seats({"seats": seats}) == ("a",)
    assert required_seats({}) == ()
    assert seating({"seats": seats}, (), ()).total == 3
    assert seating({}, (), ()).total == 0
    assert seating({"seats": seats}, (), ()).missing().startswith("a (not minuted), b (")


# The model.

quorums = st.fixed_dictionaries(
    {},
    optional={
        "at_least": st.integers(1, 5),
        "fraction": st.sampled_from(["1/3", "1/2", "2/3", "1/1"]),
        "seats": st.lists(st.sampled_from(SEATS), unique=True, max_size=2),
        "one_of": st.lists(
            st.lists(st.sampled_from(SEATS), unique=True, min_size=1, max_size=3), max_size=2
        ),
    },
)
attendances = st.dictionaries(st.sampled_from(SEATS), st.sampled_from(sorted(ROWS)))
recusals = st.sets(st.sampled_from(SEATS), max_size=3)


def model(whole: dict[str, Any], came: dict[str, str], recused: set[str]) -> bool:
    """Give each person present one of the seats they came for, every way there is, and look."""
    where: dict[str, list[str]] = {}
    for seat in whole["seats"]:
        how = came.get(seat["id"], "absent")
        who = {
            "present": seat.get("post", "somebody"),
            "deputy": seat.get("deputy") if "post" in seat else "somebody",
            "another": None if "post" in seat else "p9",
        }.get(how)
        if who and seat["id"] not in recused:
            where.setdefault(who, []).append(seat["id"])
    asked, total = whole["quorum"], len(whole["seats"])
    for way in product(*where.values()):
        filled = set(way)
        top, bottom = map(int, asked.get("fraction", "0/1").split("/"))
        enough = len(filled) >= asked.get("at-least", 1) and len(filled) * bottom >= top * total
        chosen = {"chair", *asked.get("seats", [])} <= filled
        if enough and chosen and all(filled & set(group) for group in asked.get("one-of", [])):
            return True
    return False


@given(quorums, attendances, recusals)
def test_it_agrees_with_every_way_of_seating_people(
    quorum: dict[str, Any], came: dict[str, str], recused: set[str]
) -> None:
    whole = terms(**quorum)
    assert quorate(whole, came, *recused) == model(whole, came, recused)


@given(quorums, attendances, recusals, st.sampled_from(SEATS))
def test_one_more_who_came_never_loses_a_quorum_and_one_more_recused_never_gains_it(
    quorum: dict[str, Any], came: dict[str, str], recused: set[str], seat: str
) -> None:
    """Fails if an empty seat lowers the number needed, or if a recusal leaves the count alone."""
    whole = terms(**quorum)
    before = quorate(whole, came, *recused)
    if came.get(seat, "absent") in ("absent", "apologies", "another"):
        assert quorate(whole, {**came, seat: "present"}, *recused) >= before
    assert quorate(whole, came, *recused, seat) <= before
