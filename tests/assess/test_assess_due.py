"""What falls due, whose it is, and which meeting can still decide it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from handbook.assess import assess
from handbook.assess.due.model import Due
from handbook.assess.settings.model import Forge, Settings
from handbook.assess.settings.reading import read_settings
from handbook.history import NO_HISTORY

TODAY = date(2026, 11, 23)


def due(files: Any, what: str = "review", today: date = TODAY) -> Due:
    listed = assess(files.registry(), NO_HISTORY, today).due
    (item,) = [d for d in listed if d.what == what and d.record != "board"]
    return item


def endorsed(files: Any, review_due: str = "2027-02-01", **entry: Any) -> None:
    files.decide("endorse", entry={"review-due": review_due, **entry})


def meets(files: Any, day: str, **fields: Any) -> None:
    name = f"board-{day}"
    files.put(
        f"meetings/{name}.yaml",
        {"id": name, "group": "board", "date": day, "state": "scheduled"} | fields,
    )


def test_a_review_names_its_owner_and_the_days_left(files: Any) -> None:
    endorsed(files)
    found = due(files)
    assert (found.record, found.owner, found.on) == ("going-home", "coordinator", date(2027, 2, 1))
    assert found.days == 70


def test_what_is_late_counts_backwards(files: Any) -> None:
    endorsed(files, "2026-11-20")
    assert due(files).days == -3


def test_the_meetings_that_can_still_decide_it_soonest_first(files: Any) -> None:
    endorsed(files)
    for day in ("2027-01-20", "2026-12-16", "2027-02-01", "2027-02-02"):
        meets(files, day)
    found = due(files)
    assert found.meetings == ("board-2026-12-16", "board-2027-01-20", "board-2027-02-01")
    assert found.too_late == ""


@pytest.mark.parametrize(
    ("papers", "in_time"), [("2026-11-22", False), ("2026-11-23", True), ("2026-11-24", True)]
)
def test_papers_due_today_are_not_too_late(files: Any, papers: str, in_time: bool) -> None:
    endorsed(files)
    meets(files, "2026-12-16", **{"papers-due": papers})
    found = due(files)
    assert bool(found.meetings) is in_time
    if not in_time:
        assert found.too_late == (
            "the papers have already gone out for the last meeting before that date;"
            " no later one is scheduled"
        )


def test_papers_go_out_some_days_before_where_no_day_is_given(files: Any) -> None:
    endorsed(files)
    meets(files, "2026-12-06")
    assert due(files).meetings == ()
    meets(files, "2026-12-07")
    assert due(files).meetings == ("board-2026-12-07",)


def test_a_meeting_after_the_date_is_named_as_the_next(files: Any) -> None:
    endorsed(files)
    meets(files, "2027-03-10")
    assert due(files).too_late == (
        "no meeting of the Board is scheduled on or before that date;"
        " the next meeting that can decide is on 10 March 2027 (Board)"
    )


def test_what_is_past_names_the_next_meeting(files: Any) -> None:
    endorsed(files, "2026-11-01")
    meets(files, "2027-03-10")
    found = due(files)
    assert found.meetings == ()
    assert found.too_late == (
        "its date has passed; the next meeting that can decide is on 10 March 2027 (Board)"
    )


@pytest.mark.parametrize("state", ["held", "cancelled"])
def test_only_scheduled_meetings_can_decide(files: Any, state: str) -> None:
    endorsed(files)
    meets(files, "2026-12-16", state=state)
    assert due(files).too_late.endswith("no later one is scheduled")


@pytest.mark.parametrize(
    "fields",
    [
        {"authority": None},
        {"authority": [{"kinds": ["consult"], "types": ["guideline"]}]},
        {"authority": [{"kinds": ["review"], "types": ["care-pathway"]}]},
        {"retired": "2026-11-23"},
    ],
)
def test_a_group_without_the_authority_cannot_decide(files: Any, fields: dict[str, Any]) -> None:
    endorsed(files)
    meets(files, "2026-12-16")
    files.change("terms-of-reference/board.md", **fields)
    files.decide("endorse", 2, document="board")
    assert due(files).too_late == "no group's terms of reference let it decide about guidelines"


def test_until_it_has_terms_the_founding_group_may_decide_anything(files: Any) -> None:
    endorsed(files)
    meets(files, "2026-12-16")
    files.change("terms-of-reference/board.md", authority=None)
    item = due(files)
    assert (item.groups, item.meetings) == (("board",), ("board-2026-12-16",))


def test_terms_that_nobody_endorsed_let_no_other_group_decide(files: Any) -> None:
    endorsed(files)
    power = [{"kinds": ["endorse", "review"], "types": ["guideline"]}]
    panel = {"id": "panel", "title": "Panel", "summary": "A panel.", "owner": "coordinator"}
    seats = [{"id": "chair", "title": "Chair", "post": "coordinator"}]
    held = {"purpose": "Advises.", "seats": seats, "quorum": {"at-least": 1}}
    files.put("terms-of-reference/panel.md", {**panel, **held, "authority": power})
    assert due(files).groups == ("board",)


def test_a_group_whose_terms_ran_out_may_endorse_those_alone_again(files: Any) -> None:
    endorsed(files)
    terms = {"review-due": "2026-10-01", "expires": "2026-10-31"}
    files.decide("endorse", 2, document="board", entry=terms)
    meets(files, "2026-12-16")
    waiting = {item.record: item for item in assess(files.registry(), NO_HISTORY, TODAY).due}
    assert waiting["going-home"].groups == ()
    assert waiting["board"].meetings == ()
    assert waiting["board"].groups == ("board",)
    assert waiting["board"].too_late.endswith("can decide is on 16 December 2026 (Board)")


def test_an_expiry_is_no_matter_for_a_group_that_may_only_review(files: Any) -> None:
    endorsed(files, expires="2027-02-01")
    meets(files, "2026-12-16")
    power = [{"kinds": ["review"], "types": ["guideline"]}]
    files.change("terms-of-reference/board.md", authority=power)
    files.decide("endorse", 2, document="board")
    of = [
        item for item in assess(files.registry(), NO_HISTORY, TODAY).due if item.record != "board"
    ]
    assert [item.meetings for item in of if item.what == "review"] == [("board-2026-12-16",)]
    assert due(files, "expiry").meetings == ()


def test_nothing_is_due_of_a_document_out_of_use(files: Any) -> None:
    endorsed(files)
    exit_ = {"exit": "withdrawn", "no-replacement": True}
    files.decide("withdraw", 2, entry=exit_, reason="Old.")
    assert assess(files.registry(), NO_HISTORY, TODAY).due == ()


def suspends(files: Any, day: str) -> None:
    name = f"suspend--going-home--{day}"
    data = {"id": name, "title": "Stop", "kind": "suspend", "post": "coordinator", "date": day}
    said = {"statement": "It is stopped.", "reason": "A number is wrong."}
    files.put(f"decisions/{name}.yaml", {**data, **said, "documents": [{"document": "going-home"}]})


def test_a_suspension_waits_to_be_ratified_by_its_day(files: Any) -> None:
    endorsed(files)
    suspends(files, "2026-11-10")
    meets(files, "2026-12-08")
    meets(files, "2026-12-09")
    found = due(files, "suspension")
    assert (found.record, found.owner) == ("going-home", "coordinator")
    assert found.since == date(2026, 11, 10)
    assert (found.on, found.days, found.dated) == (date(2026, 12, 8), 15, True)
    assert found.meetings == ("board-2026-12-08",)


def test_a_suspension_that_nobody_ratified_stays_on_the_list(files: Any) -> None:
    endorsed(files)
    suspends(files, "2026-10-01")
    found = due(files, "suspension")
    assert (found.days, found.meetings) == (-25, ())
    assert found.too_late == "its date has passed; no later one is scheduled"


def test_a_suspension_that_was_ratified_waits_for_any_meeting_to_come(files: Any) -> None:
    endorsed(files)
    suspends(files, "2026-03-11")
    files.decide("record", 2)
    found = due(files, "suspension")
    assert (found.dated, found.days) == (False, 0)
    assert found.too_late == "no meeting is scheduled of the Board"
    meets(files, "2027-12-08")
    assert due(files, "suspension").meetings == ("board-2027-12-08",)


def test_what_cannot_be_told_is_on_the_list_with_its_reason(files: Any) -> None:
    endorsed(files)
    files.decide("withdraw", 99, reason="Old.")
    found = due(files, "unknown")
    assert (found.record, found.owner, found.dated) == ("going-home", "coordinator", False)
    assert found.why


def test_what_has_lapsed_is_listed_by_its_expiry_only(files: Any) -> None:
    endorsed(files, "2026-10-01", expires="2026-11-01")
    found = assess(files.registry(), NO_HISTORY, TODAY).due
    assert [(d.what, d.record) for d in found] == [("expiry", "going-home")]


def test_the_terms_that_were_sealed_say_who_can_decide(files: Any) -> None:
    """Fails if a change to the working terms gives or takes a meeting before it is endorsed."""
    endorsed(files)
    meets(files, "2026-12-16")
    files.decide("endorse", 2, document="board", entry={"review-due": "2028-01-01"})
    files.change("terms-of-reference/board.md", authority=None)
    found = assess(files.registry(), NO_HISTORY, TODAY).due
    (review,) = [d for d in found if d.record == "going-home"]
    assert review.meetings == ("board-2026-12-16",)


def test_a_consultation_closes(files: Any) -> None:
    files.decide("consult", entry={"closes": "2026-12-01"})
    found = due(files, "consultation")
    assert (found.record, found.days, found.meetings, found.too_late) == ("going-home", 8, (), "")


def test_actions_until_they_are_done_and_funding_until_it_ends(files: Any) -> None:
    action = {"id": "ring", "title": "Ring", "owner": "coordinator", "due": "2026-12-01"}
    files.put("actions/ring.yaml", action)
    files.put("actions/rung.yaml", {**action, "id": "rung", "done": "2026-10-01"})
    files.change("posts/coordinator.yaml", funded_until="2027-03-31")
    found = assess(files.registry(), NO_HISTORY, TODAY).due
    assert [(d.what, d.record, d.owner) for d in found] == [
        ("action", "ring", "coordinator"),
        ("funding", "coordinator", "coordinator"),
    ]


# Settings.


def test_settings_have_careful_defaults(files: Any) -> None:
    assert read_settings(None) == Settings()
    assert not Settings().use_after_expiry
    found = read_settings(files.registry().network())
    assert found == Settings(demonstration=True)


def test_settings_are_read_from_the_network(files: Any) -> None:
    settings = {
        "review": {"cycle-months": 36, "due-soon-days": 60},
        "horizons": [30, 365],
        "papers-days": 7,
        "expired": {"use": "allowed", "wording": "Ask first."},
        "overdue": {"wording": "Ring the owner."},
        "edit-url": "https://example.org/{path}",
        "forge": {
            "kind": "gitlab",
            "url": "https://example.org/network/handbook",
            "posts": [{"post": "coordinator", "names": ["@coordination"]}],
            "groups": [{"group": "committee", "names": ["@network/committee"]}],
        },
    }
    files.change("network.yaml", settings=settings, time_zone="Europe/Dublin")
    assert read_settings(files.registry().network()) == Settings(
        time_zone="Europe/Dublin",
        cycle_months=36,
        due_soon_days=60,
        horizons=(365, 30),
        papers_days=7,
        use_after_expiry=True,
        expired_wording="Ask first.",
        overdue_wording="Ring the owner.",
        demonstration=True,
        edit_url="https://example.org/{path}",
        forge=Forge(
            kind="gitlab",
            url="https://example.org/network/handbook",
            names={"coordinator": ("@coordination",), "committee": ("@network/committee",)},
        ),
    )
