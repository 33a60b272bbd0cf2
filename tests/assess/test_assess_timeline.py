"""What applied when: periods without a hole, which say of every day what its standing says."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_assess_standing import ALLOWING, ENDORSED, LEDGERS, SETTINGS, day, event, second_opinion

from handbook.assess import assess
from handbook.assess.ledger.model import Event
from handbook.assess.settings.model import Settings
from handbook.assess.standing.derive import standing
from handbook.assess.standing.model import Standing
from handbook.assess.standing.timeline import (
    Label,
    Period,
    on_day,
    same_text,
    timeline,
    timeline_of,
)
from handbook.assess.words import State
from handbook.history import NO_HISTORY

START, REVIEWED, CORRECTED, AMENDED = Label.NEW, Label.REVIEWED, Label.CORRECTED, Label.AMENDED


def periods(*events: Event, settings: Settings = SETTINGS) -> tuple[Period, ...]:
    return timeline(events, settings)


def told(*events: Event, settings: Settings = SETTINGS) -> list[tuple[Any, ...]]:
    """First day, state, version where one applied, label; days counted from the start."""
    return [
        (
            (each.since - day(0)).days if each.since else None,
            each.state,
            each.version if each.in_force else "",
            each.label,
        )
        for each in periods(*events, settings=settings)
    ]


BEFORE = (None, State.PROPOSED, "", None)


def test_with_no_decision_there_is_one_period_and_nothing_in_force() -> None:
    assert told() == [BEFORE]
    assert periods()[0].until is None


def test_the_first_text_is_new_and_the_next_is_amended() -> None:
    assert told(ENDORSED, event("endorse", 5, version="2.0", effective=day(30))) == [
        BEFORE,
        (0, State.IN_FORCE, "1.0", START),
        (30, State.IN_FORCE, "2.0", AMENDED),
    ]


def test_a_review_without_change_is_a_period_of_the_same_text() -> None:
    again = event("review", 9, outcome="no-change", review_due=day(2000))
    assert told(ENDORSED, again)[-1] == (9, State.IN_FORCE, "1.0", REVIEWED)


def test_a_review_that_found_something_is_not_called_no_change() -> None:
    for outcome in ("minor", "clinical"):
        assert told(ENDORSED, event("review", 9, outcome=outcome))[-1][-1] is None


def test_endorsing_the_same_text_again_is_a_review_without_change() -> None:
    events = ENDORSED, event("suspend", 5), event("endorse", 9)
    assert told(*events)[1:] == [
        (0, State.IN_FORCE, "1.0", START),
        (5, State.SUSPENDED, "", None),
        (9, State.IN_FORCE, "1.0", REVIEWED),
    ]


def correction(number: int, version: str = "1.1", of: Event = ENDORSED) -> Event:
    """A correction by the owner, as the ledger gives it once it is believed."""
    digest = f"v1:sha256:{version}"
    old = {"corrects": of.version, "corrects_digest": of.digest}
    return event("correct", number, post="owner", version=version, digest=digest, **old)


def test_a_correction_is_called_one() -> None:
    """Without ``by.kind == "correct"`` in ``_label`` it would have no label."""
    mended = correction(9)
    assert told(ENDORSED, mended)[-1] == (9, State.IN_FORCE, "1.1", CORRECTED)
    assert periods(ENDORSED, mended)[-1].by == mended
    after = event("endorse", 20, version="2.0")
    assert told(ENDORSED, mended, after)[-1] == (20, State.IN_FORCE, "2.0", AMENDED)


def test_a_judgement_speaks_for_a_text_and_its_corrections_and_for_no_other() -> None:
    mended = correction(9)
    events = ENDORSED, mended, event("endorse", 20, version="2.0")
    stood = {n: standing("doc", events, {}, lambda _: "", day(n), SETTINGS) for n in (5, 15, 25)}

    def why(asked: int, judged: int) -> str:
        return same_text({"doc": stood[asked]}, SETTINGS, "doc", day(judged))

    assert why(5, 15) == why(15, 5) == why(25, 26) == ""
    assert why(5, 25) == "had version 1.0 in force, and what was judged was version 2.0"
    assert why(25, 15) == "had version 2.0 in force, and what was judged was version 1.1"
    assert "not in force" in why(5, -5)
    unrecorded = same_text({"doc": stood[5]}, SETTINGS, "doc", None)
    assert "a day that is not recorded" in unrecorded


def test_time_alone_ends_a_period_and_then_no_decision_is_named() -> None:
    ends = event("endorse", 0, expires=day(300))
    last = periods(ends)[-1]
    assert (last.since, last.state, last.by) == (day(301), State.LAPSED, None)
    assert last.by_time == "its endorsement ran out"
    assert periods(ends)[0].by_time == periods(ends)[1].by_time == ""
    usable = replace(ends, usable_after_expiry=True)
    assert told(usable)[-1][1] is State.IN_FORCE
    assert told(ends, settings=ALLOWING)[-1][1] is State.LAPSED  # no later setting reaches back
    asked = event("consult", 1, closes=day(9))
    assert told(asked)[1:] == [(1, State.IN_CONSULTATION, "", None), (10, *BEFORE[1:])]


def test_an_act_that_was_not_ratified_in_time_ends_a_period() -> None:
    """Without ``ratify_by`` among the days on which things turn, the period goes on for ever."""
    acted = event("endorse", 0, urgent=True, ratify_by=day(28))
    assert told(acted)[1:] == [
        (0, State.IN_FORCE, "1.0", START),
        (29, State.UNKNOWN, "", None),
    ]


def test_a_doubt_makes_one_period_of_which_nothing_can_be_told() -> None:
    assert timeline([ENDORSED], SETTINGS, ["a decision cannot be read"]) == (
        Period(None, None, State.UNKNOWN),
    )
    found = standing("doc", [ENDORSED], {}, lambda _: "", day(5), SETTINGS, ["unreadable"])
    assert [each.state for each in timeline_of(found, SETTINGS)] == [State.UNKNOWN]


def test_of_a_document_that_was_kept_out_of_the_ledger_nothing_can_be_told_of_any_day() -> None:
    """Its decisions are not there to be read; where they are, a lapse alone is no such doubt."""
    kept_out = Standing("doc", State.UNKNOWN, why=("its file cannot be read",))
    assert timeline_of(kept_out, SETTINGS) == (Period(None, None, State.UNKNOWN),)
    assert timeline_of(Standing("doc", State.PROPOSED, why=("a note",)), SETTINGS) == periods()
    unheld = event("attest", 0, evidence_held=False)
    found = standing("doc", [unheld], {}, lambda _: "", day(5), SETTINGS)
    assert (found.state, bool(found.why)) == (State.UNKNOWN, True)
    assert timeline_of(found, SETTINGS) == periods(unheld)
    assert [each.state for each in periods(unheld)] == [State.PROPOSED, State.UNKNOWN]


def test_a_period_names_the_decision_that_began_it() -> None:
    stop = event("suspend", 5)
    extended = event("extend", 3, review_due=day(900))
    assert [each.by for each in periods(ENDORSED, extended, stop)] == [
        None,
        ENDORSED,
        extended,
        stop,
    ]


def test_a_period_has_a_last_day_a_review_date_and_says_if_its_text_is_hidden() -> None:
    error = event("withdraw", 30, exit="published-in-error")
    assert periods(ENDORSED, error) == (
        Period(None, day(-1), State.PROPOSED),
        Period(day(0), day(29), State.IN_FORCE, "1.0", ENDORSED, START, day(1000)),
        Period(day(30), None, State.WITHDRAWN, "1.0", error, None, day(1000), hidden=True),
    )


def test_of_the_decisions_of_one_day_the_one_that_made_the_difference_began_the_period() -> None:
    """The text before what was only said of its dates; a stop before the text that it stopped."""
    new = event("endorse", 9, version="2.0")
    longer = event("extend", 9, review_due=day(1200))
    asked = event("consult", 9, closes=day(50))
    stop = event("suspend", 9)
    receipt = event("review", 9, outcome="no-change", review_due=day(1300))
    correct = correction(9)
    for made, by in (
        ((new, longer, asked), new),
        ((new, stop), stop),
        ((receipt, longer), receipt),
        ((correct, longer), correct),
        ((longer, asked), longer),
    ):
        assert periods(ENDORSED, *made)[-1].by == by
    # What changed nothing began nothing, though it is of the same day as what did.
    early = event("endorse", 3, version="2.0", effective=day(9))
    assert periods(event("endorse", 5), early, longer)[-1].by == longer


def test_the_last_day_of_the_calendar_is_no_obstacle() -> None:
    assert told(event("endorse", 0, expires=date.max))[-1][1] is State.IN_FORCE


URGENT = LEDGERS.flatmap(
    lambda events: st.lists(
        st.none() | st.integers(0, 60).map(day), min_size=len(events), max_size=len(events)
    ).map(
        lambda days: [
            replace(e, urgent=True, ratify_by=by) if by and e.kind == "endorse" else e
            for e, by in zip(events, days, strict=True)
        ]
    )
)


CORRECTIONS = st.lists(st.integers(0, 40).map(correction), max_size=2)


@given(URGENT, CORRECTIONS, st.sampled_from([SETTINGS, ALLOWING]))
def test_every_day_lies_in_one_period_that_says_what_its_standing_says(
    events: list[Event], mended: list[Event], settings: Settings
) -> None:
    """Fails if any kind of day is left out of ``_turns``: a period would then outlast the truth."""
    events = [*events, *mended]
    found = timeline(events, settings)
    assert (found[0].since, found[-1].until) == (None, None)
    for earlier, later in itertools.pairwise(found):
        assert earlier.until is not None
        assert later.since == earlier.until + timedelta(days=1)
        assert earlier.since is None or earlier.since <= earlier.until
    for number in range(-2, 75):
        stood = standing("doc", events, {}, lambda _: "", day(number), settings)
        here = on_day(found, day(number))
        assert (here.state, here.version, here.review_due, here.hidden) == (
            stood.state,
            stood.version,
            stood.review_due,
            stood.text_hidden,
        )


@given(LEDGERS)
def test_the_second_opinion_agrees_on_every_day(events: list[Event]) -> None:
    found = timeline(events, SETTINGS)
    for number in range(75):
        expected = second_opinion(events, day(number))
        here = on_day(found, day(number))
        assert (here.state, here.version) == (expected["state"], expected["version"])


@given(LEDGERS)
def test_only_a_text_in_force_is_labelled_and_the_first_is_new(events: list[Event]) -> None:
    found = timeline(events, SETTINGS)
    assert all(each.in_force and each.by for each in found if each.label)
    labels = [each.label for each in found if each.in_force]
    assert labels.count(START) == (1 if labels else 0)
    assert not labels or labels[0] is START


# As at: by the day of effect, whenever it was decided; what was to come, only if decided by then.


def test_as_at_a_day_what_was_decided_later_but_took_effect_by_then_counts() -> None:
    taken_over = event("attest", 50, effective=day(10))
    assert standing("doc", [taken_over], {}, lambda _: "", day(20), SETTINGS).in_force


def test_as_at_a_day_a_change_decided_only_later_was_not_yet_announced() -> None:
    """Without ``decided <= today`` in ``standing`` the past would know the future."""
    later = event("endorse", 50, version="2.0", effective=day(60))
    events = ENDORSED, later, event("withdraw", 70)
    then = standing("doc", events, {}, lambda _: "", day(20), SETTINGS)
    assert (then.upcoming, then.until) == (None, day(1000))
    known = standing("doc", events, {}, lambda _: "", day(55), SETTINGS)
    assert known.upcoming is not None
    assert known.until == day(59)


TODAY = date(2026, 6, 1)


def test_a_decision_made_after_the_day_asked_about_casts_no_doubt_on_it(files: Any) -> None:
    """Belief is judged by today: by the day asked about, the meeting would not have come yet."""
    files.decide("endorse")
    then = assess(files.registry(), NO_HISTORY, TODAY, date(2026, 1, 1))
    assert then.distrust == {}
    assert then.standings["going-home"].state is State.PROPOSED
    early = assess(files.registry(), NO_HISTORY, date(2026, 1, 1))
    assert early.standings["going-home"].state is State.UNKNOWN


def test_a_decision_dated_after_today_is_in_doubt_on_every_day_asked_about(files: Any) -> None:
    files.decide("endorse")
    files.change("meetings/board-2026-03-11.yaml", date="2026-12-24")
    for asked in (date(2026, 1, 1), date(2027, 1, 1)):
        then = assess(files.registry(), NO_HISTORY, TODAY, asked)
        assert then.standings["going-home"].state is State.UNKNOWN


def test_another_day_says_nothing_of_todays_working_text(files: Any) -> None:
    files.decide("endorse")
    files.change("guidelines/going-home.md", title="Going home at night")
    registry = files.registry()
    assert assess(registry, NO_HISTORY, TODAY).standings["going-home"].flags
    assert not assess(registry, NO_HISTORY, TODAY, TODAY).standings["going-home"].flags


@pytest.mark.parametrize(
    ("asked", "judged_on", "holds"),
    [
        (date(2026, 5, 1), "2026-04-01", "full"),
        (date(2026, 3, 1), "2026-04-01", "none"),
        (date(2026, 5, 1), "2026-03-01", "none"),
    ],
    ids=["same-text", "not-in-force-then", "judged-before-it-was-in-force"],
)
def test_as_at_a_day_a_judgement_speaks_only_for_the_text_that_was_judged(
    files: Any, asked: date, judged_on: str, holds: str
) -> None:
    files.decide("endorse")
    judgement = {
        "item": "1",
        "judgement": "full",
        "edition": "2019",
        "judged-on": judged_on,
        "judged-by": "coordinator",
        "rationale": "It says so.",
        "served-by": [{"document": "going-home", "extent": "full"}],
    }
    data = {"id": "map", "title": "Map", "policy": "ng1"}
    files.put("policy-mappings/map.yaml", data | {"judgements": [judgement]})
    registry = files.registry()
    assert registry.broken == ()
    (item, *_) = assess(registry, NO_HISTORY, TODAY, asked).coverage["ng1"].items
    assert (item.judged, item.holds) == ("full", holds)
    assert bool(item.why) is (holds == "none")
