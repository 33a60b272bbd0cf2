"""What the ledger believes, what it cannot believe, and on whom that throws doubt."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from handbook.assess import assess
from handbook.assess.ledger.reading import EVERYTHING, read_ledger
from handbook.assess.words import State
from handbook.history import NO_HISTORY

if TYPE_CHECKING:
    from handbook.assess.ledger.reading import Ledger
    from handbook.assess.model import Assessment

TODAY = date(2026, 11, 23)
WITHDRAWN = {"exit": "withdrawn", "no-replacement": True}
SEAL = "registry/_endorsed/going-home/1.0"


def ledger(files: Any, today: date = TODAY) -> Ledger:
    return read_ledger(files.registry(), today)


def assessed(files: Any, today: date = TODAY) -> Assessment:
    return assess(files.registry(), NO_HISTORY, today)


def doubt(files: Any, today: date = TODAY) -> str:
    """The one doubt, about going-home alone; the document is then of unknown standing."""
    found = assessed(files, today)
    assert set(found.distrust) == {"going-home"}, found.distrust
    standings = found.standings
    assert standings["going-home"].state is State.UNKNOWN
    assert standings["coming-back"].state is State.PROPOSED
    return found.distrust["going-home"]


def test_a_decision_becomes_an_event(files: Any) -> None:
    files.decide("endorse", effective="2026-04-01", reason="Ready.")
    (event,) = ledger(files).events["going-home"]
    assert (event.decision, event.kind, event.group) == ("board-2026-03-11--1", "endorse", "board")
    assert (event.decided, event.effective) == (date(2026, 3, 11), date(2026, 4, 1))
    assert (event.item, event.version, event.reason) == ("1", "1.0", "Ready.")
    assert event.review_due == date(2028, 3, 11)
    assert ledger(files).distrust == {}


def test_it_applies_from_the_day_of_the_meeting_unless_it_says_otherwise(files: Any) -> None:
    files.decide("endorse")
    (event,) = ledger(files).events["going-home"]
    assert event.effective == event.decided == date(2026, 3, 11)


def test_an_effect_in_the_future_is_nothing_to_doubt(files: Any) -> None:
    files.decide("endorse", effective="2027-03-11")
    found = assessed(files)
    assert found.distrust == {}
    assert found.standings["going-home"].upcoming is not None


def test_events_are_in_order_of_effect_then_decision_then_safety(files: Any) -> None:
    files.decide("endorse", 1, effective="2026-05-01")
    files.decide("consult", 2, effective="2026-04-01", entry={"closes": "2026-05-01"})
    files.decide("withdraw", 3, effective="2026-05-01", entry=WITHDRAWN, reason="Old.")
    kinds = [e.kind for e in ledger(files).events["going-home"]]
    assert kinds == ["consult", "endorse", "withdraw"]


# I8: what cannot be read is never current.


def test_i8_a_malformed_withdrawal_never_leaves_its_document_endorsed(files: Any) -> None:
    files.decide("endorse", 1)
    assert assessed(files).standings["going-home"].in_force
    files.decide("withdraw", 2, entry={"exit": "withdrawwn", "no-replacement": True}, reason="Old.")
    assert "board-2026-03-11--2 cannot be read" in doubt(files)


def test_i8_a_withdrawal_without_its_reason_is_not_forgotten(files: Any) -> None:
    files.decide("endorse", 1)
    files.decide("withdraw", 2, entry=WITHDRAWN)
    assert "cannot be read" in doubt(files)


@pytest.mark.parametrize(
    "text",
    [
        "kind: withdraw\n  documents: [",
        "\x00",
        "<<<<<<< ours\nkind: withdraw\n",
        "id: board-2026-03-11--2\nkind: withdraw\n",
        "id: board-2026-03-11--2\nkind: withdraw\ndocuments: going-home\n",
        "id: board-2026-03-11--2\nkind: withdraw\ndocuments: []\n",
        "id: board-2026-03-11--2\ndocuments:\n  - document: going-home\n  - going-home\n",
        "id: board-2026-03-11--2\ndocuments:\n  - document: going-home\n  - document: 7\n",
        "id: board-2026-03-11--2\ndocuments:\n  - document: gone-home\n",
        "id: board-2026-03-11--2\ndocuments:\n  - document: coordinator\n",
    ],
)
@pytest.mark.parametrize("ending", ["yaml", "yml", "txt"])
def test_i8_a_decision_whose_documents_cannot_be_told_throws_doubt_on_all(
    files: Any, text: str, ending: str
) -> None:
    files.decide("endorse", 1)
    files.put(f"decisions/board-2026-03-11--2.{ending}", text)
    found = assessed(files)
    assert list(found.distrust) == [EVERYTHING]
    assert {s.state for s in found.standings.values()} == {State.UNKNOWN}


def test_i8_a_withdrawal_with_a_slip_in_the_documents_name_throws_doubt_on_all(files: Any) -> None:
    files.decide("endorse", 1)
    files.decide("withdraw", 2, document="gone-home", entry=WITHDRAWN, reason="Old.")
    assert "there is no such document" in assessed(files).distrust[EVERYTHING]
    assert assessed(files).standings["going-home"].state is State.UNKNOWN


def test_a_document_that_was_once_sealed_is_known_even_when_it_is_gone(files: Any) -> None:
    files.decide("endorse", 1)
    files.drop("guidelines/going-home.md")
    found = assessed(files)
    assert found.distrust == {}
    assert "going-home" not in found.standings


def test_a_document_whose_own_file_is_broken_has_no_standing_and_says_why(files: Any) -> None:
    files.decide("endorse", 1)
    files.change("guidelines/going-home.md", title=None)
    found = assessed(files)
    assert found.distrust == {"going-home": "its own file cannot be read"}
    assert "going-home" not in found.standings


def test_two_files_of_one_name_are_not_believed(files: Any) -> None:
    files.decide("endorse", 1)
    files.put("guidelines/board-2026-03-11--1.md", "---\nid: board-2026-03-11--1\n---\n")
    assert "cannot be read" in assessed(files).distrust["going-home"]


# The meeting.


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"state": "scheduled"}, "which was not held"),
        ({"state": "cancelled"}, "which was not held"),
        ({"state": "hled"}, "cannot be found or read"),
        ({"date": "2026-11-24"}, "is dated 24 November 2026, which has not come yet"),
        ({"date": "2026-24-11"}, "cannot be found or read"),
        ({"group": "bored"}, "by the group bored, which cannot be found or read"),
        ({"group": "coordinator"}, "by the group coordinator, which cannot be found or read"),
        ({"agenda": None}, "cites an item that is not on the agenda"),
        ({"agenda": [{"item": "7", "title": "X"}]}, "cites an item that is not on the agenda"),
    ],
)
def test_a_decision_is_not_believed_without_its_meeting(
    files: Any, fields: dict[str, Any], why: str
) -> None:
    files.decide("endorse")
    files.change("meetings/board-2026-03-11.yaml", **fields)
    assert why in doubt(files)


def test_a_missing_meeting(files: Any) -> None:
    files.decide("endorse")
    files.drop("meetings/board-2026-03-11.yaml")
    assert "cannot be found or read" in doubt(files)


def test_a_meeting_today_has_come(files: Any) -> None:
    files.decide("endorse")
    assert assessed(files, date(2026, 3, 11)).standings["going-home"].in_force
    assert "has not come yet" in doubt(files, date(2026, 3, 10))


def test_a_group_whose_terms_are_broken(files: Any) -> None:
    files.decide("endorse")
    files.change("terms-of-reference/board.md", purpose=None)
    found = assessed(files)
    assert "by the group board, which cannot be found" in found.distrust["going-home"]
    assert set(found.distrust) == {"going-home", "board"}


def test_an_item_may_be_written_as_a_number_or_as_text(files: Any) -> None:
    files.decide("endorse", item=1)
    files.change("meetings/board-2026-03-11.yaml", agenda=[{"item": "1", "title": "X"}])
    assert assessed(files).standings["going-home"].in_force


def test_nothing_applies_before_it_was_decided(files: Any) -> None:
    files.decide("endorse", effective="2026-03-10")
    assert "before it was made on 11 March 2026" in doubt(files)


def test_what_is_taken_over_may_apply_from_before(files: Any) -> None:
    files.decide(
        "attest",
        effective="2024-05-01",
        evidence_held=True,
        evidence="Minute 3.",
        endorsed_by="The old group",
        endorsed_on="2024-05-01",
    )
    assert assessed(files).standings["going-home"].in_force


def test_evidence_that_is_not_held_makes_it_unknown_without_doubting_the_ledger(
    files: Any,
) -> None:
    files.decide("attest", evidence_held=False)
    found = assessed(files)
    assert found.distrust == {}
    assert found.standings["going-home"].state is State.UNKNOWN
    assert found.standings["going-home"].why == (
        "the evidence of its earlier endorsement is not held",
    )


# The named post.


def suspended(files: Any, **fields: Any) -> None:
    files.decide("endorse", 1)
    name = "suspend--going-home--2026-05-01"
    given = {
        "id": name,
        "title": "Stop",
        "kind": "suspend",
        "post": "coordinator",
        "date": "2026-05-01",
        "statement": "Stop.",
        "reason": "Harm.",
        "documents": [{"document": "going-home"}],
    }
    files.put(f"decisions/{name}.yaml", given | fields)


def test_a_post_may_stop_a_document_at_once(files: Any) -> None:
    suspended(files)
    found = assessed(files)
    assert found.distrust == {}
    assert found.standings["going-home"].state is State.SUSPENDED


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"post": "nobody"}, "by the post nobody, which cannot be found or read"),
        ({"post": "hospital"}, "by the post hospital, which cannot be found or read"),
        ({"date": "2027-05-01"}, "is dated 1 May 2027, which has not come yet"),
    ],
)
def test_a_suspension_that_cannot_be_believed_never_leaves_its_document_in_force(
    files: Any, fields: dict[str, Any], why: str
) -> None:
    suspended(files, **fields)
    assert why in doubt(files)


# The sealed text.


@pytest.mark.parametrize("lost", ["seal.yaml", "record.md"])
def test_a_sealed_text_that_is_not_whole(files: Any, lost: str) -> None:
    files.decide("endorse")
    del files[f"{SEAL}/{lost}"]
    assert "sealed text is missing or cannot be read" in doubt(files)


def test_a_sealed_text_that_is_missing(files: Any) -> None:
    files.decide("endorse", seal=False)
    assert "sealed text is missing or cannot be read" in doubt(files)


def test_i1_a_sealed_text_that_was_changed(files: Any) -> None:
    files.decide("endorse")
    files[f"{SEAL}/record.md"] += b"\nMore.\n"
    assert "is not the text that was sealed" in doubt(files)


def test_i1_a_sealed_text_that_gained_an_administrative_field(files: Any) -> None:
    files.decide("endorse")
    text = files[f"{SEAL}/record.md"]
    files[f"{SEAL}/record.md"] = text.replace(b"title:", b"owner: coordinator\ntitle:", 1)
    assert "holds a field that was not endorsed with it: owner" in doubt(files)


def test_i1_a_digest_of_another_text(files: Any) -> None:
    files.decide("endorse", entry={"digest": "v1:sha256:" + "0" * 64})
    assert "its digest is not that of the sealed text" in doubt(files)


def test_i1_a_seal_and_a_decision_that_agree_on_a_wrong_digest(files: Any) -> None:
    wrong = "v1:sha256:" + "0" * 64
    files.decide("endorse", entry={"digest": wrong})
    right = files[f"{SEAL}/seal.yaml"].split(b"digest: ")[1].split(b"\n")[0]
    files[f"{SEAL}/seal.yaml"] = files[f"{SEAL}/seal.yaml"].replace(right, wrong.encode())
    assert "its digest has changed" in doubt(files)


def test_a_seal_without_a_decision_is_no_endorsement(files: Any) -> None:
    name = files.decide("endorse")
    files.drop(name)
    found = assessed(files)
    assert found.standings["going-home"].state is State.PROPOSED
    assert found.distrust == {}


def test_an_event_that_is_not_believed_is_not_shown_as_one(files: Any) -> None:
    files.decide("endorse", 1)
    files.decide("endorse", 2, entry={"version": "2.0"}, seal=False)
    found = assessed(files).standings["going-home"]
    assert found.state is State.UNKNOWN
    assert [e.version for e in found.events] == ["1.0"]


# What binds nothing.


def test_a_decision_that_binds_nothing_throws_doubt_on_nothing(files: Any) -> None:
    files.decide("endorse", 1)
    files.decide("record", 2, document="gone-home")
    files.decide("record", 9, document="going-home")
    found = assessed(files)
    assert found.distrust == {}
    assert found.standings["going-home"].in_force


def test_one_decision_about_two_documents_fails_for_one_alone(files: Any) -> None:
    name = files.decide("endorse", 1)
    data = files.extra[name]
    broken = {**data["documents"][0], "document": "coming-back", "version": "9.0"}
    files.put(name, {**data, "documents": [data["documents"][0], broken]})
    found = assessed(files)
    assert found.standings["going-home"].in_force
    assert found.standings["coming-back"].state is State.UNKNOWN


def test_i8_a_misfiled_withdrawal_throws_doubt_on_what_its_item_was_about(files: Any) -> None:
    agenda = [
        {"item": 1, "title": "One"},
        {"item": 2, "title": "Two", "documents": ["going-home"]},
    ]
    files.change("meetings/board-2026-03-11.yaml", agenda=agenda)
    files.decide("endorse", 1)
    wrong = {"document": "coming-back", "reason": "Old."}
    files.decide("withdraw", 2, **wrong, entry=WITHDRAWN)
    assert set(assessed(files).distrust) == {"going-home", "coming-back"}
    files.decide("withdraw", 2, **wrong, entry={**WITHDRAWN, "bogus": "x"})
    assert set(assessed(files).distrust) == {"going-home", "coming-back"}
    files.decide("withdraw", 2, entry=WITHDRAWN, reason="Old.")
    assert assessed(files).distrust == {}
