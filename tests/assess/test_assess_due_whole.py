"""What falls due, whole: every kind of thing with all that is told of it, and in which order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from test_assess_authority import MAY, PANEL, Network, stop
from test_assess_due import TODAY, endorsed, meets, suspends

from handbook.assess import assess
from handbook.assess.due.derive import BY, DECIDES, WAS, coordinator_of, falling_due, stale_on
from handbook.assess.due.meetings import (
    GroupPowers,
    ScheduledMeeting,
    group_powers,
    meetings_ahead,
)
from handbook.assess.due.model import Due
from handbook.assess.settings.model import Settings
from handbook.assess.words import State
from handbook.history import NO_HISTORY
from handbook.types.model import StaleDate

if TYPE_CHECKING:
    from handbook.load.model import Record


@pytest.fixture
def network(files: Any) -> Network:
    return Network(files)


def due(files: Any) -> list[Due]:
    """What falls due, in order, the terms of the board left out."""
    return [
        item for item in assess(files.registry(), NO_HISTORY, TODAY).due if item.record != "board"
    ]


NO_MEETING = (
    "no meeting of the Board is scheduled on or before that date; no later one is scheduled"
)


def test_each_kind_of_day_is_told_whole_and_the_soonest_first(files: Any) -> None:
    endorsed(files, "2027-02-01", expires="2027-03-01")
    files.decide("consult", 2, document="coming-back", entry={"closes": "2026-12-01"})
    action = {"id": "ring", "title": "Ring", "due": "2026-12-01"}
    files.put("actions/ring.yaml", {**action, "owner": "nurse"})
    files.put("actions/call.yaml", {**action, "id": "call", "owner": "nurse"})
    meets(files, "2026-12-16")
    on = date(2026, 12, 1)
    more = {"owner": "coordinator", "groups": ("board",), "meetings": ("board-2026-12-16",)}
    listed = due(files)
    actions = [item for item in listed if item.what == "action"]
    assert [(item.record, item.on, item.days) for item in actions] == [
        ("call", on, 8),
        ("ring", on, 8),
    ]
    assert all(item.by and item.was and item.owner == "nurse" for item in actions)
    assert [item for item in listed if item.what != "action"] == [
        Due("consultation", "coming-back", "coordinator", on, 8),
        Due("review", "going-home", on=date(2027, 2, 1), days=70, **more),
        Due("expiry", "going-home", on=date(2027, 3, 1), days=98, **more),
    ]
    assert [item.owner for item in listed[:3]] == ["coordinator", "nurse", "nurse"]


def test_what_waits_without_a_day_is_told_whole(files: Any) -> None:
    endorsed(files)
    suspends(files, "2026-11-10")
    files.decide("endorse", 2, document="coming-back")
    files.decide("withdraw", 99, document="coming-back", reason="Old.")
    unknown, suspension = due(files)
    assert unknown == Due(
        "unknown", "coming-back", "coordinator", TODAY, 0, why=unknown.why, dated=False
    )
    standing = assess(files.registry(), NO_HISTORY, TODAY).standings["coming-back"]
    assert unknown.why == "; ".join(standing.why) != ""
    assert suspension == Due(
        "suspension", "going-home", "coordinator", date(2026, 12, 8), 15, (), NO_MEETING,
        since=date(2026, 11, 10), groups=("board",),
    )  # fmt: skip


def test_several_reasons_are_told_one_after_the_other(files: Any) -> None:
    files.decide("endorse", 1)
    files.decide("withdraw", 2, reason="Old.", entry={"exit": "withdrawwn"})
    files.decide("withdraw", 3, reason="Old.", entry={"exit": "withdrawwn"})
    (unknown,) = due(files)
    first, second = unknown.why.split("; ")
    assert "board-2026-03-11--2 cannot be read" in first
    assert second == "the decision board-2026-03-11--3 cannot be read"
    assert first.endswith("cannot be read")


def test_a_document_that_names_no_owner_has_none(files: Any) -> None:
    endorsed(files)
    registry = files.registry()
    standings = assess(registry, NO_HISTORY, TODAY).standings
    bare = {
        name: replace(record, data={k: v for k, v in record.data.items() if k != "owner"})
        for name, record in registry.records.items()
    }
    listed = falling_due(replace(registry, records=bare), standings, TODAY, Settings())
    assert [item.owner for item in listed if item.record == "going-home"] == [""]
    for state in (State.UNKNOWN, State.SUSPENDED):
        stopped = replace(standings["going-home"], state=state, state_event=None, timeliness=None)
        stopped = replace(stopped, state_event=standings["going-home"].event)
        bared = replace(registry, records=bare)
        (only,) = falling_due(bared, {"going-home": stopped}, TODAY, Settings())
        assert only.owner == ""


def test_what_follows_from_elsewhere_stands_among_the_rest_by_its_day(files: Any) -> None:
    endorsed(files, "2027-02-01")
    registry = files.registry()
    standings = assess(registry, NO_HISTORY, TODAY).standings
    beside = [
        Due("return", "hospital", owner, date(2027, month, 1), 0)
        for month, owner in ((3, "nurse"), (1, "nurse"), (2, "nurse"), (2, "all"))
    ]
    listed = falling_due(registry, standings, TODAY, Settings(), beside)
    assert [(item.what, item.on.month, item.owner) for item in listed] == [
        ("return", 1, "nurse"),
        ("return", 2, "all"),
        ("review", 2, "coordinator"),
        ("return", 2, "nurse"),
        ("return", 3, "nurse"),
    ]


# Meetings.


def test_meetings_to_come_are_told_with_the_day_of_their_papers(files: Any) -> None:
    for day in ("2026-12-16", "2026-11-23", "2026-11-22"):
        meets(files, day)
    meets(files, "2026-12-01", **{"papers-due": "2026-11-30"})
    meets(files, "2026-12-02", state="cancelled")
    board, settings = "board", Settings(papers_days=10)
    assert meetings_ahead(files.registry(), TODAY, settings) == (
        ScheduledMeeting("board-2026-11-23", board, TODAY, date(2026, 11, 13)),
        ScheduledMeeting("board-2026-12-01", board, date(2026, 12, 1), date(2026, 11, 30)),
        ScheduledMeeting("board-2026-12-16", board, date(2026, 12, 16), date(2026, 12, 6)),
    )


def endorsing_panel(network: Network) -> None:
    """A panel that may endorse guidelines, as the board may."""
    power = [{"kinds": ["endorse", "review"], "types": ["guideline", "terms-of-reference"]}]
    network.files.change("terms-of-reference/board.md", authority=power)
    network.panel(authority=MAY)
    network.held("board", "2026-01-11", "endorse", "board", "chair")


def panel_meets(files: Any, day: str, **more: Any) -> None:
    meeting = {"id": f"panel-{day}", "group": "panel", "date": day, "state": "scheduled", **more}
    files.put(f"meetings/panel-{day}.yaml", meeting)


def test_groups_that_may_decide_are_named_and_the_meetings_of_each(network: Network) -> None:
    endorsing_panel(network)
    endorsed(network.files)
    panel_meets(network.files, "2026-12-16")
    meets(network.files, "2026-12-16")
    meets(network.files, "2026-12-10")
    (review,) = (item for item in due(network.files) if item.record == "going-home")
    assert review.groups == ("board", "panel")
    assert review.meetings == ("board-2026-12-10", "board-2026-12-16", "panel-2026-12-16")


NONE_BEFORE = "no meeting of the Board or Panel is scheduled on or before that date"
GONE_OUT = "the papers have already gone out for the last meeting before that date"
NO_LATER = "no later one is scheduled"
NEXT = "the next meeting that can decide is on"
TOO_LATE, IN_TIME = {"papers-due": "2026-11-22"}, {"papers-due": "2026-11-23"}
TOLD = [
    ("2027-02-01", {}, f"{NONE_BEFORE}; {NO_LATER}"),
    ("2027-02-01", {"2027-02-02": {}}, f"{NONE_BEFORE}; {NEXT} 2 February 2027 (Panel)"),
    ("2027-02-01", {"2027-02-01": TOO_LATE}, f"{GONE_OUT}; {NO_LATER}"),
    (
        "2027-02-01",
        {"2027-01-01": TOO_LATE, "2027-05-01": {}, "2027-04-01": {}},
        f"{GONE_OUT}; {NEXT} 1 April 2027 (Panel)",
    ),
    (
        "2026-11-22",
        {"2026-11-23": IN_TIME},
        f"its date has passed; {NEXT} 23 November 2026 (Panel)",
    ),
    ("2026-11-23", {"2026-11-23": TOO_LATE}, f"{GONE_OUT}; {NO_LATER}"),
    ("2026-11-23", {"2026-11-23": IN_TIME}, ""),
]


@pytest.mark.parametrize(("review_due", "meetings", "why"), TOLD)
def test_why_no_meeting_can_decide_in_time_is_told(
    network: Network, review_due: str, meetings: dict[str, dict[str, str]], why: str
) -> None:
    endorsing_panel(network)
    endorsed(network.files, review_due)
    for day, more in meetings.items():
        panel_meets(network.files, day, **more)
    (review,) = (item for item in due(network.files) if item.record == "going-home")
    assert review.too_late == why
    assert bool(review.meetings) is not bool(why)


@pytest.mark.parametrize(
    ("meetings", "why"),
    [
        ({}, "no meeting is scheduled of the Board or Panel"),
        (
            {"2027-01-01": TOO_LATE},
            "the papers have already gone out for every scheduled meeting of the Board or Panel",
        ),
        ({"2027-01-01": {}}, ""),
    ],
)
def test_why_no_meeting_can_lift_what_was_stopped_for_good_is_told(
    network: Network, meetings: dict[str, dict[str, str]], why: str
) -> None:
    endorsing_panel(network)
    endorsed(network.files)
    stop(network, "going-home", "2026-03-12")
    network.held("panel", "2026-03-20", "record", "going-home")
    for day, more in meetings.items():
        panel_meets(network.files, day, **more)
    (item,) = (item for item in due(network.files) if item.record == "going-home")
    assert (item.what, item.on, item.days, item.dated) == ("suspension", TODAY, 0, False)
    assert item.since == date(2026, 3, 12)
    assert item.too_late == why


def test_which_groups_may_is_asked_of_tomorrow(network: Network) -> None:
    """What was decided about their terms today holds at every meeting still to come."""
    endorsing_panel(network)
    endorsed(network.files)
    network.held("board", "2026-11-23", "endorse", "panel", "chair", entry={"version": "2.0"})
    (review,) = (item for item in due(network.files) if item.record == "going-home")
    assert review.groups == ("board", "panel")
    new = {**PANEL, "authority": [{"kinds": ["record"], "types": ["guideline"]}]}
    network.files.put("terms-of-reference/panel.md", new)
    network.held("board", "2026-11-23", "endorse", "panel", "chair", entry={"version": "3.0"})
    (review,) = (item for item in due(network.files) if item.record == "going-home")
    assert review.groups == ("board",)


@pytest.mark.parametrize(("ends", "may"), [("2026-11-24", False), ("2026-11-25", True)])
def test_a_group_that_ends_the_day_after_tomorrow_is_still_named(
    network: Network, ends: str, *, may: bool
) -> None:
    network.panel(authority=MAY, retired=ends)
    network.held("board", "2026-01-11", "endorse", "board", "chair")
    endorsed(network.files)
    (review,) = (item for item in due(network.files) if item.record == "going-home")
    assert ("panel" in review.groups) is may


def test_the_terms_of_each_group_are_a_matter_of_their_own(network: Network) -> None:
    """The board's terms ran out, so that it may endorse those again, and not the panel's."""
    network.panel(authority=MAY)
    ran_out = {"review-due": "2026-10-01", "expires": "2026-10-31"}
    network.held("board", "2026-01-11", "endorse", "board", "chair", entry=ran_out)
    groups = {
        item.record: item.groups for item in assess(network.files.registry(), NO_HISTORY, TODAY).due
    }
    assert groups == {"board": ("board",), "panel": ()}


def test_which_groups_may_is_worked_out_once_for_a_type(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    endorsing_panel(network)
    endorsed(network.files)
    network.held("board", "2026-01-12", "endorse", "coming-back", "chair")
    asked: list[str] = []
    groups = GroupPowers.groups

    def counted(powers: GroupPowers, document: Record, *more: Any) -> tuple[str, ...]:
        asked.append(document.type)
        return groups(powers, document, *more)

    monkeypatch.setattr(GroupPowers, "groups", counted)
    assert {item.record for item in due(network.files)} == {"going-home", "coming-back", "panel"}
    assert asked.count("guideline") == 1
    assert asked.count("terms-of-reference") == 2


def test_what_a_group_may_do_is_asked_by_kind_and_document(network: Network) -> None:
    network.panel(authority=MAY, retired="2027-01-01")
    network.held("board", "2026-01-11", "endorse", "board", "chair")
    assessment = network.assessed()
    powers = group_powers(assessment.registry, assessment.standings, assessment.settings)
    guideline = assessment.registry.records["going-home"]
    tomorrow, later = date(2026, 11, 24), date(2027, 1, 1)
    assert powers.may("panel", guideline, "endorse", tomorrow)
    assert not powers.may("panel", guideline, "withdraw", tomorrow)
    assert not powers.may("panel", guideline, "endorse", later)
    assert powers.groups(guideline, frozenset({"record", "withdraw"}), tomorrow) == ("panel",)
    assert powers.why_not("panel", tomorrow) == ""
    assert powers.why_not("panel", later) == (
        "Whatever is decided on that day is by the Panel, which had been ended, by its own terms,"
        " by 1 January 2027"
    )
    terms = powers.on("panel", tomorrow)
    assert terms is not None
    assert terms.label == "Panel"
    assert powers.on("panel", later) is None
    began = date(2026, 1, 10)
    assert powers.on("panel", began) is None, "terms give nothing on the day they are endorsed"
    assert powers.on("panel", began + timedelta(days=1)) is not None


def test_a_group_left_with_its_own_terms_may_endorse_those_and_no_more(network: Network) -> None:
    network.held("board", "2026-01-11", "endorse", "board", "chair")
    stop(network, "board", "2026-02-01")
    assessment = network.assessed()
    powers = group_powers(assessment.registry, assessment.standings, assessment.settings)
    own, other = (assessment.registry.records[name] for name in ("board", "going-home"))
    tomorrow = date(2026, 11, 24)
    assert powers.may("board", own, "endorse", tomorrow)
    assert not powers.may("board", own, "record", tomorrow)
    assert not powers.may("board", other, "endorse", tomorrow)


def test_terms_that_nobody_can_tell_give_no_power_on_any_day(network: Network) -> None:
    network.panel(authority=MAY)
    name = "decisions/board-2026-03-11--1.yaml"
    network.files.put(name, "documents:\n  - document: panel\nkind: withdraww\n")
    assessment = assess(network.files.registry(), NO_HISTORY, TODAY)
    powers = group_powers(assessment.registry, assessment.standings, assessment.settings)
    assert powers.on("panel", date(2026, 2, 1)) is None


# What types say goes stale.


@pytest.mark.parametrize(
    ("mark", "data", "day"),
    [
        ({}, {"due": "2026-12-01"}, date(2026, 12, 1)),
        ({}, {"due": "soon"}, None),
        ({}, {}, None),
        ({"months": 3}, {"due": "2026-11-30"}, date(2027, 2, 28)),
        ({"before": 3}, {"due": "2026-12-01"}, date(2026, 9, 1)),
        ({"months": 24}, {"due": "2198-12-01"}, None),
        ({}, {"due": "2026-12-01", "done": "2026-10-01"}, None),
        ({}, {"due": "2026-12-01", "dropped": "2026-10-01"}, None),
        ({}, {"due": "2026-12-01", "done": ""}, date(2026, 12, 1)),
        ({}, {"due": "2026-12-01", "done": [], "dropped": None}, date(2026, 12, 1)),
        ({}, {"due": "2026-12-01", "other": "x"}, date(2026, 12, 1)),
    ],
)
def test_the_day_on_which_a_record_goes_stale(
    mark: dict[str, int], data: dict[str, Any], day: date | None
) -> None:
    asked = StaleDate("due", "thing", "Due", "Was due", until=("done", "dropped"), **mark)
    assert stale_on(asked, data) == day


@pytest.mark.parametrize(
    ("coordinator", "area", "post"),
    [("coordinator", "coordinator", "coordinator"), (None, "", "nurse")],
)
def test_where_no_post_is_named_the_coordinator_acts_and_a_post_for_itself_if_there_is_none(
    files: Any, coordinator: str | None, area: str, post: str
) -> None:
    files.change("network.yaml", coordinator=coordinator)
    nurse = {"id": "nurse", "title": "Nurse", "organisation": "hospital"}
    files.put("posts/nurse.yaml", {**nurse, "funded-until": "2027-03-31"})
    visits = {"id": "visits", "title": "Visits", "organisation": "hospital", "level": "core"}
    where = {"areas": ["dale"], "needs": ["home-visit"], "checked": "2026-02-01"}
    files.put("services/visits.yaml", {**visits, **where})
    registry = files.registry()
    assert coordinator_of(registry) == (coordinator or "")
    listed = [item for item in falling_due(registry, {}, TODAY, Settings()) if item.what]
    assert [(item.record, item.owner) for item in listed] == [("visits", area), ("nurse", post)]


def test_a_registry_without_its_network_has_no_coordinator(files: Any) -> None:
    files.drop("network.yaml")
    assert coordinator_of(files.registry()) == ""


def test_what_each_kind_of_day_means_is_told_in_words_and_who_decides_it() -> None:
    assert BY == {
        "review": "Review by",
        "expiry": "Endorsed until",
        "consultation": "Open for comment until",
        "suspension": "to be ratified by",
    }
    assert WAS.keys() == BY.keys() - {"suspension"}
    assert {
        "review": {"review", "extend", "endorse"},
        "expiry": {"extend", "endorse"},
        "suspension": {"endorse"},
    } == DECIDES
