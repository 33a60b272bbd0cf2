"""One decision as it bears on one document: every line of it is heard, and none is made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from handbook.assess.ledger.event import UnbelievableError, read_event
from handbook.assess.ledger.model import Event
from handbook.assess.workflow import MOVES, DecisionKind
from handbook.load.model import Record

TODAY = date(2026, 11, 23)
MEETING = "board-2026-03-11"
HELD = date(2026, 3, 11)
SEAL = "registry/_endorsed/going-home/1.0"
BY_MEETING: dict[str, Any] = {"kind": "record", "meeting": MEETING, "item": 1}
BY_POST: dict[str, Any] = {"kind": "suspend", "post": "coordinator", "date": "2026-05-01"}


def decision(data: dict[str, Any]) -> Record:
    name = f"{MEETING}--1"
    return Record("decision", name, f"registry/decisions/{name}.yaml", data, None, 1, {})


def heard(
    files: Any, data: dict[str, Any], entry: dict[str, Any] | None = None, today: date = TODAY
) -> Event:
    given = {key: value for key, value in data.items() if value is not None}
    return read_event(files.registry(), decision(given), entry or {}, today)


def refused(files: Any, data: dict[str, Any], entry: dict[str, Any] | None = None) -> str:
    with pytest.raises(UnbelievableError) as caught:
        heard(files, data, entry)
    assert caught.value.ground == ""
    return str(caught.value)


def test_every_line_of_a_decision_is_in_its_event(files: Any) -> None:
    data = {
        "kind": "extend",
        "title": "The review is put off",
        "meeting": MEETING,
        "item": 2,
        "post": "coordinator",
        "effective": "2026-04-01",
        "reason": "Ready.",
        "evidence": "Minute 3.",
        "evidence-held": False,
        "endorsed-by": "The old group",
        "endorsed-on": "2021-01-01",
        "ratifies": ["panel-2026-02-01--1", 7],
    }
    entry = {
        "document": "going-home",
        "version": "2.0",
        "digest": "v1:new",
        "corrects": "1.0",
        "corrects-digest": "v1:old",
        "review-due": "2028-03-11",
        "expires": "2029-03-11",
        "after-expiry": "allowed",
        "closes": "2026-05-01",
        "outcome": "minor",
        "exit": "withdrawn",
        "successor": "coming-back",
        "no-replacement": True,
        "lifts": ["suspend--going-home--2026-02-01", 8],
        "wrong": [{"text": "Once."}, {"text": "Twice."}],
    }
    assert heard(files, data, entry) == Event(
        decision=f"{MEETING}--1",
        kind=DecisionKind.EXTEND,
        document="going-home",
        title="The review is put off",
        decided=HELD,
        effective=date(2026, 4, 1),
        group="board",
        meeting=MEETING,
        item="2",
        post="coordinator",
        version="2.0",
        digest="v1:new",
        review_due=date(2028, 3, 11),
        expires=date(2029, 3, 11),
        usable_after_expiry=True,
        closes=date(2026, 5, 1),
        outcome="minor",
        exit="withdrawn",
        successor="coming-back",
        no_replacement=True,
        reason="Ready.",
        evidence="Minute 3.",
        evidence_held=False,
        endorsed_by="The old group",
        endorsed_on=date(2021, 1, 1),
        lifts=("suspend--going-home--2026-02-01", "8"),
        wrong=("Once.", "Twice."),
        ratifies=("panel-2026-02-01--1", "7"),
        corrects="1.0",
        corrects_digest="v1:old",
    )


def test_what_it_does_not_say_is_not_made_up(files: Any) -> None:
    meant = Event(f"{MEETING}--1", DecisionKind.RECORD, "", "", HELD, HELD, "board", MEETING, "1")
    assert heard(files, BY_MEETING) == meant
    by_post = heard(files, BY_POST)
    stopped = date(2026, 5, 1)
    assert by_post == Event(
        f"{MEETING}--1", DecisionKind.SUSPEND, "", "", stopped, stopped, post="coordinator"
    )


def test_a_document_may_have_been_endorsed_on_a_day_of_its_own(files: Any) -> None:
    data = BY_MEETING | {"endorsed-on": "2021-01-01"}
    assert heard(files, data, {"endorsed-on": "2022-02-02"}).endorsed_on == date(2022, 2, 2)


def test_only_the_plain_words_allow_or_close_anything(files: Any) -> None:
    event = heard(files, BY_MEETING, {"after-expiry": "forbidden", "no-replacement": "yes"})
    assert (event.usable_after_expiry, event.no_replacement) == (False, False)
    assert heard(files, BY_MEETING | {"evidence-held": True}).evidence_held


def test_only_what_the_chair_decided_between_meetings_is_urgent(files: Any) -> None:
    files.change(f"meetings/{MEETING}.yaml", held_as="in-person")
    assert not heard(files, BY_MEETING).urgent
    files.change(f"meetings/{MEETING}.yaml", held_as="chairs-action")
    assert heard(files, BY_MEETING).urgent


@pytest.mark.parametrize(
    ("data", "entry", "why"),
    [
        ({"kind": "bless"}, {}, "is of a kind that this tool does not know: bless"),
        ({"kind": None}, {}, "is of a kind that this tool does not know: None"),
        ({"effective": "soon"}, {}, "has a date that cannot be read: "),
        ({"endorsed-on": "soon"}, {}, "has a date that cannot be read: "),
        ({}, {"review-due": "soon"}, "has a date that cannot be read: "),
        ({}, {"expires": "soon"}, "has a date that cannot be read: "),
        ({}, {"closes": "soon"}, "has a date that cannot be read: "),
        ({}, {"endorsed-on": "soon"}, "has a date that cannot be read: "),
        (
            {"effective": "2026-03-10"},
            {},
            "takes effect on 10 March 2026, before it was made on 11 March 2026",
        ),
        ({"item": 7}, {}, f"cites an item that is not on the agenda of the meeting {MEETING}"),
        ({"item": None}, {}, f"cites an item that is not on the agenda of the meeting {MEETING}"),
        (
            {"meeting": "board"},
            {},
            "was made at the meeting board, which cannot be found or read",
        ),
        (
            {"meeting": "nowhere"},
            {},
            "was made at the meeting nowhere, which cannot be found or read",
        ),
    ],
)
def test_it_is_not_believed_when_its_lines_cannot_be(
    files: Any, data: dict[str, Any], entry: dict[str, Any], why: str
) -> None:
    assert refused(files, BY_MEETING | data, entry).startswith(why)


@pytest.mark.parametrize("kind", [move.kind for move in MOVES])
def test_without_a_meeting_only_a_stop_a_correction_or_a_change_of_files_can_be_made(
    files: Any, kind: str
) -> None:
    neither = "names neither a meeting nor a post that may decide it alone"
    data = BY_POST | {"kind": kind}
    if kind in {"suspend", "accept"}:
        assert heard(files, data).post == "coordinator"
        assert heard(files, data).group == ""
    elif kind == "correct":
        assert refused(files, data).startswith("corrects version ")
    else:
        assert refused(files, data) == neither
    for lacking in ("post", "date"):
        assert refused(files, data | {lacking: None}) == neither


def test_a_post_must_be_one_and_have_acted_on_a_day_that_has_come(files: Any) -> None:
    lost = "is by the post {}, which cannot be found or read"
    assert refused(files, BY_POST | {"post": "board"}) == lost.format("board")
    assert refused(files, BY_POST | {"post": "gone"}) == lost.format("gone")
    late = refused(files, BY_POST | {"date": "2026-11-24"})
    assert late == "is dated 24 November 2026, which has not come yet"
    assert heard(files, BY_POST | {"date": "2026-11-23"}).decided == TODAY
    assert refused(files, BY_POST | {"date": "soon"}).startswith("has a date that cannot be read: ")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"date": None}, f"was made at the meeting {MEETING}, which has no date"),
        ({"state": "cancelled"}, f"was made at the meeting {MEETING}, which was not held"),
        ({"state": None}, f"was made at the meeting {MEETING}, which was not held"),
        ({"group": "hospital"}, "is by the group hospital, which cannot be found or read"),
        ({"group": None}, "is by the group None, which cannot be found or read"),
        ({"agenda": None}, f"cites an item that is not on the agenda of the meeting {MEETING}"),
        (
            {"agenda": [{"title": "One"}]},
            f"cites an item that is not on the agenda of the meeting {MEETING}",
        ),
    ],
)
def test_its_meeting_must_be_one_at_which_it_could_be_made(
    files: Any, change: dict[str, Any], why: str
) -> None:
    """Also where no schema has looked at the meeting."""
    registry = files.registry()
    meeting = registry.records[MEETING]
    data = {k: v for k, v in {**meeting.data, **change}.items() if v is not None}
    records = {**registry.records, MEETING: replace(meeting, data=data)}
    with pytest.raises(UnbelievableError) as caught:
        read_event(replace(registry, records=records), decision(BY_MEETING), {}, TODAY)
    assert str(caught.value) == why


# What binds a text.


@pytest.mark.parametrize("kind", ["endorse", "attest"])
def test_what_binds_a_text_names_one_that_is_sealed_and_whole(files: Any, kind: str) -> None:
    name = files.decide(kind)
    data = {key: files.extra[name][key] for key in ("kind", "meeting", "item")}
    (entry,) = files.extra[name]["documents"]
    assert heard(files, data, entry).version == "1.0"
    lacking = {key: value for key, value in entry.items() if key != "review-due"}
    assert refused(files, data, lacking) == "names no day by which the text must be reviewed"
    missing = "endorsed version 1.1, whose sealed text is missing or cannot be read"
    assert refused(files, data, entry | {"version": "1.1"}) == missing
    assert refused(files, data, entry | {"digest": "v1:sha256:0"}) == (
        "endorsed version 1.0, but its digest is not that of the sealed text"
    )
    files[f"{SEAL}/record.md"] += b"\nMore.\n"
    assert refused(files, data, entry) == (
        "endorsed version 1.0, but the sealed text of version 1.0 is not the text that was sealed:"
        " its digest has changed"
    )


@pytest.mark.parametrize("kind", [move.kind for move in MOVES if not move.seals])
def test_what_binds_no_text_need_not_name_one(files: Any, kind: str) -> None:
    if kind != "correct":
        assert heard(files, BY_MEETING | {"kind": kind}).kind == kind
