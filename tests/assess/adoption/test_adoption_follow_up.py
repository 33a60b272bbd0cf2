"""Whoever rings about adoption rings first where a child could come to harm first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from handbook.assess.adoption.follow_up import (
    copies_left,
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


def test_a_post_with_no_day_that_can_be_read_is_not_called_vacant() -> None:
    def post(**data: str) -> Record:
        return Record("post", "p", "registry/posts/p.yaml", data, None, 0, {})

    assert vacant_since(post()) is None
    assert vacant_since(post(**{"vacant-since": "soon"})) is None
    assert vacant_since(post(**{"vacant-since": "2026-06-01"})) == date(2026, 6, 1)
