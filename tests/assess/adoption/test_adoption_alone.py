"""Where an organisation stands, asked of a position alone: its days and the last word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from handbook.assess.adoption.model import Answer, Audience, Position
from handbook.assess.adoption.positions import (
    Footing,
    Member,
    footing,
    is_asked,
    member,
    position,
)
from handbook.assess.ledger.model import Event
from handbook.assess.settings.model import Settings
from handbook.assess.standing.model import Standing, VersionStanding
from handbook.assess.words import Local, State
from handbook.load.model import Record

DOCUMENT = "going-home"
ASKED = Settings(adoption_roles=frozenset({"spoke"}), adoption_days=90)
HOSPICE = Member("hospice", "charity", "spoke")
STANDS = Footing(True, "2.0", frozenset({"1.9"}), frozenset({"0.9"}), date(2026, 5, 1))
STOPPED = replace(STANDS, in_force=False)
DUE = date(2026, 7, 30)


def day(number: int) -> date:
    return date(2026, 6, number)


def said(local: Local, on: int, version: str = "2.0", holds: int = 0) -> Answer:
    name = f"{local.value}-{on}"
    return Answer(
        name, "hospice", DOCUMENT, version, local, day(on), day(holds or on), "hospice-lead"
    )


def at(
    *answers: Answer, on: int = 20, who: Member = HOSPICE, stands: Footing | None = STANDS,
    doubts: tuple[str, ...] = (), settings: Settings = ASKED,
) -> Position:  # fmt: skip
    return position(who, DOCUMENT, answers, stands, day(on), settings, doubts)


def test_an_organisation_is_a_member_by_what_its_record_says() -> None:
    data = {"kind": "charity", "role": "hub", "joined": "2026-01-02", "left": "2026-02-03"}
    record = Record("organisation", "hospice", "", data, None, 0, {})
    left = Member("hospice", "charity", "hub", date(2026, 1, 2), date(2026, 2, 3))
    assert member(record) == left
    assert member(replace(record, data={})) == Member("hospice", "", "", None, None)


@pytest.mark.parametrize(
    ("who", "asked"),
    [
        ({}, True),
        ({"role": "partner"}, False),
        ({"joined": day(20)}, True),
        ({"joined": day(21)}, False),
        ({"left": day(21)}, True),
        ({"left": day(20)}, False),
        ({"joined": day(1), "left": day(10)}, False),
        ({"role": "partner", "readable": False}, True),
        ({"left": day(20), "readable": False}, True),
    ],
)
def test_who_is_asked_follows_from_its_role_and_its_days(who: dict[str, Any], asked: bool) -> None:
    assert is_asked(replace(HOSPICE, **who), DOCUMENT, day(20), ASKED) is asked


@pytest.mark.parametrize(
    ("audience", "asked"),
    [
        (Audience(frozenset({"charity"})), True),
        (Audience(organisations=frozenset({"hospice"})), True),
        (Audience(frozenset({"hospital"}), frozenset({"council"})), False),
        (Audience(), False),
    ],
)
def test_who_is_asked_about_one_document_is_whom_the_settings_name(
    audience: Audience, asked: bool
) -> None:
    settings = replace(ASKED, adoption_asked={DOCUMENT: audience})
    assert is_asked(HOSPICE, DOCUMENT, day(20), settings) is asked
    assert is_asked(HOSPICE, "another", day(20), settings) is True
    assert at(settings=settings).intended is at(settings=settings).outstanding is asked


def event(kind: Any, on: int, version: str, **more: Any) -> Event:
    return Event(f"{kind}-{on}", kind, DOCUMENT, "D", day(on), day(on), version=version, **more)


def test_answers_are_measured_by_the_text_in_force_its_corrections_and_its_first_day() -> None:
    first = event("endorse", 2, "1.0")
    mended, again = (
        event("correct", 3, "1.1", corrects="1.0"),
        event("correct", 5, "1.2", corrects="1.1"),
    )
    unnamed = event("endorse", 1, "")
    other = event("endorse", 1, "0.5"), event("review", 1, "1.2"), unnamed
    hidden = VersionStanding("0.5", State.SUPERSEDED, "", first, None, None, hidden=True)
    shown = VersionStanding("1.2", State.IN_FORCE, "", first, None, None)
    stood = Standing(
        DOCUMENT, State.IN_FORCE, version="1.2", versions=(hidden, shown),
        events=(*other, event("attest", 4, "1.0"), first, mended, again),
    )  # fmt: skip
    expected = Footing(True, "1.2", frozenset({"1.0", "1.1"}), frozenset({"0.5"}), day(2))
    assert footing(stood) == expected
    assert footing(replace(stood, state=State.LAPSED)) == replace(expected, in_force=False)
    bare = Standing(DOCUMENT, State.PROPOSED)
    for nothing in (bare, replace(bare, events=(unnamed,))):
        assert footing(nothing) == Footing(False, "", frozenset(), frozenset(), None)
    for back in ("1.2", "1.1", "1.0"):
        circle = event("correct", 6, "1.0", corrects=back)
        round_about = footing(replace(stood, events=(*stood.events, circle)))
        assert round_about.corrected == frozenset({"1.0", "1.1"})


def test_the_last_answer_that_holds_is_the_position_and_the_first_to_come_is_named() -> None:
    first, second = said(Local.ADOPTED, 3), said(Local.ADAPTED, 5)
    soon, later = said(Local.ADOPTED, 6, "3.0", 21), said(Local.DECLINED, 7, "3.0", 25)
    everything = first, second, soon, later
    assert at(*everything) == Position(
        "hospice", DOCUMENT, Local.ADAPTED, answer=second, coming=soon, answers=everything
    )
    assert (at(*everything, on=21).answer, at(*everything, on=21).coming) == (soon, later)
    assert at(*everything, on=6).answers == (first, second, soon)
    assert at(*everything, on=4) == Position(
        "hospice", DOCUMENT, Local.ADOPTED, answer=first, answers=(first,)
    )


@pytest.mark.parametrize(
    ("who", "stands", "marks"),
    [
        ({}, STANDS, {"outstanding": True, "due": DUE}),
        ({}, STOPPED, {}),
        ({"role": "partner"}, STANDS, {"intended": False}),
        ({"role": "partner"}, STOPPED, {"intended": False}),
    ],
)
def test_whoever_answered_nothing_is_asked_about_a_text_in_force_that_is_meant_for_it(
    who: dict[str, str], stands: Footing, marks: dict[str, Any]
) -> None:
    silent = Position("hospice", DOCUMENT, Local.NOT_RECORDED, **marks)
    assert at(who=replace(HOSPICE, **who), stands=stands) == silent
    assert at(said(Local.ADOPTED, 21), who=replace(HOSPICE, **who), stands=stands) == silent


@pytest.mark.parametrize(
    ("local", "version", "stands", "marks"),
    [
        (Local.ADOPTED, "2.0", STANDS, {}),
        (Local.ADOPTED, "1.0", STANDS, {"behind": True, "outstanding": True, "due": DUE}),
        (Local.ADOPTED, "1.9", STANDS, {"behind": True, "only_corrected": True}),
        (
            Local.ADOPTED, "0.9", STANDS,
            {"behind": True, "unsupported": True, "outstanding": True, "due": DUE},
        ),
        (Local.ADAPTED, "2.0", STOPPED, {"unsupported": True}),
        (Local.ADOPTED, "1.9", STOPPED, {"unsupported": True}),
        (Local.DECLINED, "2.0", STOPPED, {}),
        (Local.DECLINED, "0.9", STANDS, {"behind": True, "outstanding": True, "due": DUE}),
        (Local.NOT_APPLICABLE, "2.0", STANDS, {}),
        (Local.NOT_RECORDED, "1.0", STANDS, {"outstanding": True, "due": DUE}),
        (Local.NOT_RECORDED, "2.0", STOPPED, {}),
    ],
)  # fmt: skip
def test_an_answer_is_held_against_the_version_in_force(
    local: Local, version: str, stands: Footing, marks: dict[str, Any]
) -> None:
    own = said(local, 3, version)
    assert at(own, stands=stands) == Position(
        "hospice", DOCUMENT, local, answer=own, answers=(own,), **marks
    )
    partner = replace(HOSPICE, role="partner")
    marks = {key: value for key, value in marks.items() if key not in ("outstanding", "due")}
    assert at(own, who=partner, stands=stands) == Position(
        "hospice", DOCUMENT, local, intended=False, answer=own, answers=(own,), **marks
    )


def test_an_answer_about_a_text_to_come_says_nothing_until_its_day() -> None:
    soon = said(Local.ADOPTED, 5, "3.0", 21)
    silent = Position("hospice", DOCUMENT, Local.NOT_RECORDED, coming=soon, answers=(soon,))
    assert at(soon) == replace(silent, outstanding=True, due=DUE)
    assert at(soon, stands=STOPPED) == silent


@pytest.mark.parametrize(("taken_back", "held"), [(4, True), (5, False), (9, False), (10, True)])
def test_an_answer_never_held_if_it_was_taken_back_between_its_day_and_that_of_its_version(
    taken_back: int, held: bool
) -> None:
    own, back = said(Local.ADOPTED, 5, "2.0", 10), said(Local.NOT_RECORDED, taken_back, "1.0")
    place = at(back, own, on=taken_back) if taken_back == 10 else at(back, own)
    assert (own in (place.answer, place.earlier)) is held
    declined = said(Local.DECLINED, taken_back, "1.0")
    assert at(declined, own).answer == own


@pytest.mark.parametrize(
    ("then", "now", "left"),
    [
        ((Local.ADOPTED, "1.0"), (Local.ADOPTED, "2.0"), False),
        ((Local.ADOPTED, "1.0"), (Local.DECLINED, "2.0"), True),
        ((Local.ADAPTED, "1.0"), (Local.NOT_APPLICABLE, "2.0"), True),
        ((Local.ADOPTED, "1.0"), (Local.DECLINED, "1.0"), False),
        ((Local.ADOPTED, "1.0"), (Local.NOT_RECORDED, "1.0"), True),
        ((Local.DECLINED, "1.0"), (Local.DECLINED, "2.0"), False),
    ],
)
def test_a_text_used_before_lies_about_until_the_same_version_is_said_to_be_gone(
    then: tuple[Local, str], now: tuple[Local, str], left: bool
) -> None:
    before = said(then[0], 2, then[1])
    assert at(before, said(now[0], 9, now[1])).earlier == (before if left else None)


@pytest.mark.parametrize(
    ("since", "joined", "days", "due"),
    [
        (day(1), None, 10, day(11)),
        (day(1), day(5), 10, day(15)),
        (day(5), day(1), 10, day(15)),
        (day(1), None, 0, day(1)),
        (day(1), None, None, None),
        (None, day(1), 10, None),
        (date.max, None, 10, date.max),
    ],
)
def test_an_answer_is_due_so_many_days_after_the_text_took_effect_or_the_member_joined(
    since: date | None, joined: date | None, days: int | None, due: date | None
) -> None:
    place = at(
        who=replace(HOSPICE, joined=joined), stands=replace(STANDS, since=since),
        settings=replace(ASKED, adoption_days=days),
    )  # fmt: skip
    assert (place.local, place.outstanding, place.due) == (Local.NOT_RECORDED, True, due)


DOCUMENT_LOST = "the document's own file cannot be read"
MEMBER_LOST = "the organisation's own record cannot be read"


@pytest.mark.parametrize(
    ("how", "marks"),
    [
        (
            {"doubts": ("no", "nor that")},
            {"why": ("no", "nor that"), "outstanding": True, "due": DUE},
        ),
        ({"doubts": ("no",), "stands": STOPPED}, {"why": ("no",)}),
        ({"stands": None}, {"why": (DOCUMENT_LOST,)}),
        ({"stands": None, "doubts": ("no",)}, {"why": ("no", DOCUMENT_LOST)}),
        (
            {"who": Member("hospice", readable=False)},
            {"why": (MEMBER_LOST,), "outstanding": True, "due": DUE},
        ),
        (
            {"who": Member("hospice", readable=False), "stands": None},
            {"why": (DOCUMENT_LOST, MEMBER_LOST)},
        ),
        (
            {"who": replace(HOSPICE, role="partner"), "doubts": ("no",)},
            {"why": ("no",), "intended": False},
        ),
    ],
)
def test_i8_what_cannot_be_told_is_unknown_and_says_all_that_is_in_the_way(
    how: dict[str, Any], marks: dict[str, Any]
) -> None:
    own, later = said(Local.ADOPTED, 3), said(Local.ADOPTED, 21)
    assert at(own, later, **how) == Position(
        "hospice", DOCUMENT, Local.UNKNOWN, answers=(own,), **marks
    )
