"""An assessment is one registry, one history and one day; all of it follows from these."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from small_board import BASE
from test_assess_authority import Network
from test_assess_reading import accepting

from handbook.assess import assess, distrust
from handbook.assess.due.derive import falling_due
from handbook.assess.governance import mandates
from handbook.assess.ledger.reading import EVERYTHING, Ledger, read_ledger
from handbook.assess.pointing.expecting import awaited
from handbook.assess.pointing.not_come import not_come
from handbook.assess.words import Extent, Flag, State
from handbook.history import NO_HISTORY

TODAY = date(2026, 11, 23)
BROKEN = "its own file cannot be read"


def test_what_was_given_is_in_it(files: Any) -> None:
    registry = files.registry()
    made = assess(registry, NO_HISTORY, TODAY)
    assert (made.registry, made.history, made.today) == (registry, NO_HISTORY, TODAY)
    assert (made.distrust, made.refusals, made.accepted, made.all_cover) == ({}, (), (), True)
    assert made.all_groups
    assert made.figures is None
    assert made.standings.keys() == {"board", "coming-back", "going-home"}


def test_the_settings_are_the_networks(files: Any) -> None:
    files.change("network.yaml", settings={"papers-days": 7, "review": {"due-soon-days": 700}})
    files.decide("endorse", 1)
    made = assess(files.registry(), NO_HISTORY, TODAY)
    assert made.settings.papers_days == 7
    assert made.standings["going-home"].timeliness == "review due soon"
    assert ("going-home", "review") in {(each.record, each.what) for each in made.due}


def test_what_follows_from_standings_is_worked_out_when_somebody_looks(files: Any) -> None:
    files.decide("endorse", 1)
    registry = files.registry()
    made = assess(registry, NO_HISTORY, date(2028, 6, 1))
    (due,) = [each for each in made.due if each.record == "going-home"]
    assert (due.on, due.what) == (date(2028, 3, 11), "review")
    assert set(made.coverage) == {"ng1"}
    assert dict(made.mandates) == mandates(registry, made.standings, made.settings, made.today)
    assert dict(made.awaited) == {}


def test_on_another_day_what_was_decided_by_then_holds_as_it_is_known_today(files: Any) -> None:
    files.decide("endorse", 1)
    files.change("guidelines/going-home.md", title="Going home soon")
    registry = files.registry()
    now = assess(registry, NO_HISTORY, TODAY)
    assert now.standings["going-home"].flags == {Flag.CHANGED}
    then = assess(registry, NO_HISTORY, TODAY, date(2026, 4, 1))
    assert (then.today, then.standings["going-home"].state) == (date(2026, 4, 1), State.IN_FORCE)
    assert then.standings["going-home"].flags == frozenset()
    before = assess(registry, NO_HISTORY, TODAY, date(2026, 3, 10))
    assert before.standings["going-home"].state is State.PROPOSED
    assert before.distrust == {}, "the decision is believed, and had not been made"


@pytest.fixture
def changing(files: Any) -> Any:
    """A text endorsed in March and another in June; one was judged, answered to and counted."""
    files.put(
        "meetings/board-2026-06-10.yaml",
        BASE["meetings/board-2026-03-11.yaml"] | {"id": "board-2026-06-10", "date": "2026-06-10"},
    )
    files.put("organisations/hospice.yaml", BASE["organisations/hospital.yaml"] | {"id": "hospice"})
    files.decide("endorse", 1)
    files.change("guidelines/going-home.md", summary="How, and with whom.")
    second = {"version": "2.0", "review-due": "2029-01-01"}
    files.decide("endorse", id="board-2026-06-10--1", meeting="board-2026-06-10", entry=second)
    asked = [{"documents": ["going-home"], "organisations": ["hospital"]}]
    files.change("network.yaml", settings={"adoption": {"asked": asked}})
    for day, version in (("2026-04-01", "1.0"), ("2026-10-01", "2.0")):
        answer = {
            "id": f"hospital--going-home--{day}", "organisation": "hospital", "version": version,
            "document": "going-home", "answer": "adopted", "date": day, "by": "coordinator",
        }  # fmt: skip
        files.put(f"adoptions/{answer['id']}.yaml", answer)
    judged = {
        "item": "1", "judgement": "full", "rationale": "As it is.", "edition": "2019",
        "judged-on": "2026-04-01", "judged-by": "board", "served-by": [{"document": "going-home"}],
    }  # fmt: skip
    files.put(
        "policy-mappings/map.yaml",
        {"id": "map", "title": "Map", "policy": "ng1", "judgements": [judged]},
    )
    files.put(
        "collection-templates/counts.yaml",
        {
            "id": "counts", "title": "Counts", "owner": "coordinator",
            "frequency": "each-quarter", "first-period": "2026-Q1", "due-within-days": 21,
            "asked": ["hospital"], "rows": [{"measure": "nights"}],
        },
    )  # fmt: skip
    assert files.registry().broken == ()
    return files


def test_what_organisations_answered_is_told_as_of_the_day_by_all_that_is_known_today(
    changing: Any,
) -> None:
    """Fails if adoption is handed other standings, other settings or another day."""
    registry = changing.registry()
    counted = {}
    for day in (None, date(2026, 5, 1), date(2026, 7, 1), date(2026, 3, 10)):
        made = assess(registry, NO_HISTORY, TODAY, day).adoption
        assert made.faults == (), "an answer of a later day is none that has not come yet"
        counted[day] = {who: each.up_to_date for (who, _), each in made.positions.items()}
    assert counted == {
        None: {"hospital": True},
        date(2026, 5, 1): {"hospital": True},
        date(2026, 7, 1): {"hospital": False},
        date(2026, 3, 10): {},
    }


def test_on_another_day_a_judgement_speaks_only_of_the_text_that_stood_then(changing: Any) -> None:
    registry = changing.registry()
    holds = {
        day: assess(registry, NO_HISTORY, TODAY, day).coverage["ng1"].items[0].holds
        for day in (None, date(2026, 5, 1), date(2026, 7, 1))
    }
    assert holds == {
        None: Extent.FULL, date(2026, 5, 1): Extent.FULL, date(2026, 7, 1): Extent.NONE,
    }  # fmt: skip


def test_what_is_awaited_is_awaited_by_the_day(changing: Any) -> None:
    registry = changing.registry()
    for day in (None, date(2026, 4, 15), date(2026, 7, 1)):
        made = assess(registry, NO_HISTORY, TODAY, day)
        assert dict(made.awaited) == dict(awaited(registry, day or TODAY)) != {}
        late = {each.period for each in made.awaited["counts"] if each.late}
        assert ("2026-Q2" in late) is (day is None)


def test_what_falls_due_is_told_by_the_networks_settings_and_with_what_has_not_come(
    changing: Any,
) -> None:
    soon = {"id": "board-2027-01-20", "group": "board", "date": "2027-01-20", "state": "scheduled"}
    changing.put("meetings/board-2027-01-20.yaml", soon)
    changing.change("network.yaml", settings={"papers-days": 60})
    registry = changing.registry()
    assert registry.broken == ()
    for day in (None, date(2026, 8, 1)):
        made = assess(registry, NO_HISTORY, TODAY, day)
        late = tuple(not_come(registry, made.awaited, day or TODAY))
        assert tuple(made.due) == falling_due(
            registry, made.standings, day or TODAY, made.settings, late
        )
        assert {each.record for each in made.due} >= {each.record for each in late} == {"hospital"}
        (review,) = [each for each in made.due if each.record == "going-home"]
        in_time = (soon["id"],) if day else ()
        assert review.meetings == in_time, "its papers must be in sixty days before"


def test_changes_of_files_that_were_accepted_are_told(files: Any) -> None:
    accepting(files, "accept--2026-05-01", "2026-05-01")
    (accepted,) = assess(files.registry(), NO_HISTORY, TODAY).accepted
    assert (accepted.decision, accepted.post) == ("accept--2026-05-01", "coordinator")


def test_what_those_who_decided_could_not_decide_is_told(files: Any) -> None:
    network = Network(files)
    network.panel()
    network.held("panel", "2026-03-10", "consult", "going-home", entry={"closes": "2026-12-01"})
    made = network.assessed()
    ledger = read_ledger(files.registry(), TODAY)
    assert made.refusals == ledger.refusals != ()
    assert made.distrust == {"going-home": "; ".join(ledger.distrust["going-home"])}
    assert made.standings["going-home"].why == ledger.distrust["going-home"]


def test_what_cannot_be_trusted_is_told_of_all_first_and_then_by_name(files: Any) -> None:
    for name in ("going-home", "coming-back"):
        files.change(f"guidelines/{name}.md", title=None)
    files.change("organisations/hospital.yaml", title=None)
    registry = files.registry()
    doubts = {"going-home": ("one", "two"), "b": ("three",), EVERYTHING: ("all",)}
    made = distrust(registry, Ledger({}, doubts))
    assert list(made.items()) == [
        (EVERYTHING, "all"), ("b", "three"), ("coming-back", BROKEN),
        ("going-home", f"one; two; {BROKEN}"),
    ]  # fmt: skip


@pytest.mark.parametrize("lost", ["seal.yaml", "record.md"])
def test_a_sealed_text_that_is_broken_is_not_the_documents_own_file(files: Any, lost: str) -> None:
    files.decide("endorse", 1)
    del files[f"registry/_endorsed/going-home/1.0/{lost}"]
    registry = files.registry()
    assert distrust(registry, Ledger({}, {})) == {}
    made = assess(registry, NO_HISTORY, TODAY)
    assert "sealed text is missing or cannot be read" in made.distrust["going-home"]
    assert made.standings["going-home"].state is State.UNKNOWN


def test_where_cover_cannot_be_read_nobody_is_said_not_to_be_there(files: Any) -> None:
    files.put("services/broken.yaml", "id: [")
    assert not assess(files.registry(), NO_HISTORY, TODAY).all_cover


def test_an_item_of_a_policy_that_nobody_judged_is_told_as_that(files: Any) -> None:
    coverage = assess(files.registry(), NO_HISTORY, TODAY).coverage["ng1"]
    assert {each.judged for each in coverage.items} == {Extent.NOT_JUDGED}
