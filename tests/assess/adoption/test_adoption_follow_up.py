"""Whoever rings about adoption rings first where a child could come to harm first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from handbook.assess.adoption.follow_up import (
    by_day,
    copies_left,
    how_urgent,
    in_error,
    is_late,
    outstanding_by_organisation,
    unsupported,
    vacant_since,
)
from handbook.assess.adoption.model import Answer, Position
from handbook.assess.ledger.model import Event
from handbook.assess.standing.model import Standing, VersionStanding
from handbook.assess.words import Local, State
from handbook.load.model import Record

TODAY = date(2026, 11, 23)
LATE, EARLIER, AHEAD = date(2026, 11, 1), date(2026, 10, 1), date(2026, 12, 1)


def owes(organisation: str, document: str, due: date | None) -> Position:
    return Position(organisation, document, Local.NOT_RECORDED, outstanding=True, due=due)


def uses(organisation: str, document: str, version: str = "1.0") -> Position:
    answer = Answer("r", organisation, document, version, Local.ADOPTED, LATE, LATE, "p")
    return Position(organisation, document, Local.ADOPTED, answer=answer, unsupported=True)


def test_the_most_late_answers_come_first_then_the_most_then_the_name() -> None:
    names = {"a": "Zeta", "b": "beta", "c": "Alpha", "d": "Delta"}
    found = outstanding_by_organisation(
        [
            owes("a", "one", LATE),
            owes("a", "two", LATE),
            owes("b", "one", LATE),
            owes("c", "one", LATE),
            owes("d", "one", AHEAD),
            owes("d", "two", LATE),
            replace(owes("d", "three", LATE), outstanding=False),
        ],
        TODAY,
        lambda one: names.get(one, one),
    )
    assert list(found) == ["a", "d", "c", "b"]
    assert len(found["d"]) == 2


def test_of_one_organisation_what_was_due_first_comes_first_and_what_has_no_day_last() -> None:
    mixed = [owes("a", "x", None), owes("a", "y", LATE), owes("a", "z", EARLIER)]
    (own,) = outstanding_by_organisation(mixed, TODAY, str).values()
    assert [one.document for one in own] == ["z", "y", "x"]


def test_an_answer_due_today_is_not_late_yet() -> None:
    assert list(
        outstanding_by_organisation([owes("a", "x", TODAY), owes("b", "x", LATE)], TODAY, str)
    ) == ["b", "a"]


def stood(document: str, state: State, *hidden: str) -> Standing:
    event = Event("d", "endorse", document, "D", EARLIER, EARLIER)
    versions = tuple(
        VersionStanding(one, state, "", event, None, None, hidden=True) for one in hidden
    )
    return Standing(document, state, versions=versions)


STANDINGS = {
    one.document: one
    for one in (
        stood("a", State.LAPSED),
        stood("b", State.SUPERSEDED),
        stood("c", State.WITHDRAWN),
        stood("d", State.UNKNOWN),
        stood("e", State.SUSPENDED),
        stood("f", State.WITHDRAWN, "1.0"),
        stood("g", State.IN_FORCE, "1.0"),
    )
}


def test_a_text_suspended_or_published_in_error_is_rung_about_before_any_other() -> None:
    found = unsupported([uses("o", one) for one in "abcdefgh"], STANDINGS, str)
    assert "".join(one.document for one in found) == "efgdhcba"


def test_nobody_is_rung_about_a_text_that_the_network_stands_behind() -> None:
    assert unsupported([replace(uses("o", "g"), unsupported=False)], STANDINGS, str) == []


def test_a_stopped_text_of_which_nobody_says_that_it_is_gone_is_rung_about_too() -> None:
    def used(document: str, version: str = "1.0") -> Position:
        before = uses("o", document, version).answer
        return Position("o", document, Local.NOT_RECORDED, earlier=before)

    found = copies_left([used("a"), used("g", "2.0"), used("g"), used("e")], STANDINGS, str)
    assert [one.document for one in found] == ["e", "g", "a"]


def test_what_is_alike_is_in_the_order_of_its_names_whatever_their_letters() -> None:
    names = {"a": "zeta", "b": "Beta", "c": "alpha", "x": "alpha", "y": "Beta"}

    def label(one: str) -> str:
        return names.get(one, one)

    documents = {one: replace(STANDINGS["e"], document=one) for one in "xy"}
    mixed = [uses(who, what) for what in "yx" for who in "abc"]
    found = unsupported(mixed, documents, label)
    assert [(one.document, one.organisation) for one in found] == [
        ("x", "c"), ("x", "b"), ("x", "a"), ("y", "c"), ("y", "b"), ("y", "a"),
    ]  # fmt: skip
    alike = unsupported(
        [uses("b", "y"), uses("a", "y"), uses("a", "x")], documents, lambda _: "same"
    )
    assert [(one.document, one.organisation) for one in alike] == [
        ("x", "a"), ("y", "a"), ("y", "b"),
    ]  # fmt: skip
    owing = [owes(who, "x", LATE) for who in "abc"]
    assert list(outstanding_by_organisation(owing, TODAY, label)) == ["c", "b", "a"]
    same = outstanding_by_organisation(reversed(owing), TODAY, lambda _: "same")
    assert list(same) == ["a", "b", "c"]


def test_an_answer_is_late_from_the_day_after_the_one_on_which_it_was_due() -> None:
    assert is_late(owes("a", "x", LATE), TODAY)
    for place in (
        owes("a", "x", TODAY),
        owes("a", "x", None),
        replace(owes("a", "x", LATE), outstanding=False),
    ):
        assert not is_late(place, TODAY)
    mixed = [owes("a", "y", None), owes("a", "x", None), owes("a", "w", LATE), owes("a", "v", LATE)]
    assert "".join(one.document for one in sorted(mixed, key=by_day)) == "vwxy"


def test_how_soon_to_ring_follows_from_how_the_text_stands() -> None:
    soon = {one: how_urgent(uses("o", one), standing) for one, standing in STANDINGS.items()}
    assert soon == {"e": 0, "f": 0, "g": 0, "d": 1, "c": 2, "b": 3, "a": 4}
    assert how_urgent(uses("o", "h"), None) == 1
    assert how_urgent(uses("o", "g", "2.0"), STANDINGS["g"]) == 5


def test_a_text_is_in_error_if_the_version_in_use_is_or_else_the_one_used_before() -> None:
    error, sound = uses("o", "g").answer, uses("o", "g", "2.0").answer
    place = Position("o", "g", Local.ADOPTED)
    for marks, wrong in (
        ({"unsupported": True, "answer": error, "earlier": sound}, True),
        ({"unsupported": True, "answer": sound, "earlier": error}, False),
        ({"unsupported": False, "answer": sound, "earlier": error}, True),
        ({"unsupported": False, "answer": error, "earlier": sound}, False),
        ({"unsupported": False, "answer": error}, True),
        ({}, False),
    ):
        assert in_error(replace(place, **marks), STANDINGS["g"]) is wrong
    assert in_error(place, replace(STANDINGS["g"], text_hidden=True))


def test_a_post_with_no_day_that_can_be_read_is_not_called_vacant() -> None:
    def post(**data: str) -> Record:
        return Record("post", "p", "registry/posts/p.yaml", data, None, 0, {})

    assert vacant_since(post()) is None
    assert vacant_since(post(**{"vacant-since": "soon"})) is None
    assert vacant_since(post(**{"vacant-since": "2026-06-01"})) == date(2026, 6, 1)
