"""What can be proved of a ledger: each seal, decision and answer by itself, and what is untold."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from handbook.assess import assess
from handbook.assess.ledger.disturbed import Disturbed
from handbook.assess.ledger.proof import Answered, Proof, Sealed, prove
from handbook.assess.ledger.reading import Ledger, read_ledger
from handbook.assess.ledger.verdicts import DecisionVerdict, verdicts
from handbook.history import NO_HISTORY
from handbook.history.past import Past
from handbook.load.trees.past import Commit, FileChange

if TYPE_CHECKING:
    from collections.abc import Sequence

TODAY = date(2026, 11, 23)
MEETING = "board-2026-03-11"
FIRST, SECOND, THIRD = (f"{MEETING}--{item}" for item in (1, 2, 3))
WITHDRAWN: dict[str, Any] = {
    "entry": {"exit": "withdrawn", "no-replacement": True}, "reason": "Old.",
}  # fmt: skip
POST_ANSWER = "hospital--going-home--2026-04-01"
ANSWER: dict[str, Any] = {
    "id": POST_ANSWER,
    "organisation": "hospital",
    "document": "going-home",
    "version": "1.0",
    "answer": "adopted",
    "date": "2026-04-01",
    "by": "coordinator",
}
BY_POST: dict[str, Any] = {
    "id": "suspend--going-home--2026-05-01",
    "title": "Stop",
    "kind": "suspend",
    "post": "coordinator",
    "date": "2026-05-01",
    "statement": "Stop.",
    "reason": "Harm.",
    "documents": [{"document": "going-home"}],
}


def proof(files: Any, past: Past | None = None, paths: Sequence[str] = ()) -> Proof:
    return prove(assess(files.registry(), NO_HISTORY, TODAY), past, paths)


def judged(files: Any) -> dict[str, DecisionVerdict]:
    return {each.decision: each for each in verdicts(files.registry(), TODAY)}


# Sealed texts.


def test_a_sealed_text_holds_that_a_decision_names_by_its_digest(files: Any) -> None:
    name = files.decide("endorse")
    digest = files.extra[name]["documents"][0]["digest"]
    given = proof(files)
    assert given.sealed == (Sealed("going-home", "1.0", digest),)
    assert not given.wrong


def test_of_each_sealed_text_it_is_told_why_it_does_not_hold(files: Any) -> None:
    for item, version in enumerate(("1.0", "1.1", "1.2", "1.3"), start=1):
        files.decide("endorse", item, entry={"version": version})
    digest = files.registry().seals["going-home", "1.0"].digest
    files.drop(f"decisions/{FIRST}.yaml")
    (entry,) = files.extra[f"decisions/{SECOND}.yaml"]["documents"]
    files.change(
        f"decisions/{SECOND}.yaml", documents=[entry | {"digest": f"v1:sha256:{'0' * 64}"}]
    )
    files["registry/_endorsed/going-home/1.2/record.md"] += b"More.\n"
    files["registry/_endorsed/going-home/1.3/seal.yaml"] = b"["
    assert proof(files).sealed == (
        Sealed("going-home", "1.0", digest, "no decision endorses it"),
        Sealed("going-home", "1.1", digest, "the decision about this version names another digest"),
        Sealed(
            "going-home", "1.2", digest,
            "the sealed text of version 1.2 is not the text that was sealed: its digest has"
            " changed",
        ),
        Sealed("going-home", "1.3", "", "it cannot be read"),
    )  # fmt: skip


def test_a_damaged_text_that_nothing_endorses_is_told_as_damaged(files: Any) -> None:
    files.drop(files.decide("endorse"))
    files["registry/_endorsed/going-home/1.0/record.md"] += b"More.\n"
    assert [each.why for each in proof(files).sealed] == [
        "the sealed text of version 1.0 is not the text that was sealed: its digest has changed"
    ]


def test_only_a_decision_that_seals_endorses_a_text_and_one_of_two_is_enough(files: Any) -> None:
    name = files.decide("endorse", 1)
    entry = files.extra[name]["documents"][0]
    files.decide("endorse", 2, entry={**entry, "digest": f"v1:sha256:{'0' * 64}"})
    assert [each.why for each in proof(files).sealed] == [""]
    files.drop(name)
    files.drop(f"decisions/{SECOND}.yaml")
    open_again = {"version": "1.0", "digest": entry["digest"], "closes": "2026-11-23"}
    files.decide("consult", 3, entry=open_again)
    assert files.registry().broken == ()
    assert [each.why for each in proof(files).sealed] == ["no decision endorses it"]
    files.drop(f"decisions/{THIRD}.yaml")
    mended = {
        **BY_POST,
        "id": "correct--going-home--2026-05-01",
        "kind": "correct",
        "documents": [
            {
                "document": "going-home",
                "version": "1.0",
                "digest": entry["digest"],
                "corrects": "0.9",
                "corrects-digest": entry["digest"],
            }
        ],
    }
    files.put(f"decisions/{mended['id']}.yaml", mended)
    assert files.registry().broken == ()
    assert [each.why for each in proof(files).sealed] == [""]


# Decisions.


def test_a_decision_that_binds_is_believed_or_it_is_told_why_not(files: Any) -> None:
    files.decide("endorse", 1)
    files.decide("endorse", 2, entry={"version": "2.0"}, seal=False)
    files.decide("record", 3)
    path = "registry/decisions"
    assert verdicts(files.registry(), TODAY) == (
        DecisionVerdict(FIRST, f"{path}/{FIRST}.yaml", ("going-home",)),
        DecisionVerdict(
            SECOND, f"{path}/{SECOND}.yaml", ("going-home",),
            "endorsed version 2.0, whose sealed text is missing or cannot be read",
        ),
        DecisionVerdict(THIRD, f"{path}/{THIRD}.yaml", ("going-home",), "", binds=False),
    )  # fmt: skip


def test_what_names_no_document_binds_nothing(files: Any) -> None:
    name = files.decide("record", 1)
    files.change(name, documents=None)
    assert judged(files)[FIRST] == DecisionVerdict(FIRST, f"registry/{name}", (), "", binds=False)


def test_what_cannot_be_read_or_lies_elsewhere_is_told_in_order_of_name_and_path(
    files: Any,
) -> None:
    files.put(f"decisions/{SECOND}.yaml", "id: [")
    files.put(f"decisions/{FIRST}.yaml.orig", "kind: withdraw\ndocuments: []\n")
    files.put(f"guidelines/{FIRST}.yaml", "kind: withdraw\ndocuments: []\n")
    files.put("guidelines/broken.md", "---\nid: [\n---\n")
    elsewhere = "lies where it is not read as a decision"
    assert verdicts(files.registry(), TODAY) == (
        DecisionVerdict(FIRST, f"registry/decisions/{FIRST}.yaml.orig", why=elsewhere),
        DecisionVerdict(FIRST, f"registry/guidelines/{FIRST}.yaml", why=elsewhere),
        DecisionVerdict(SECOND, f"registry/decisions/{SECOND}.yaml", why="cannot be read"),
    )


def test_what_is_wrong_with_several_of_its_documents_is_told_once_each(files: Any) -> None:
    name = files.decide("endorse", 1)
    (entry,) = files.extra[name]["documents"]
    broken = {**entry, "version": "9.0"}
    files.change(name, documents=[broken, broken | {"document": "coming-back"}])
    why = "endorsed version 9.0, whose sealed text is missing or cannot be read"
    assert judged(files)[FIRST].why == why
    late = broken | {"document": "coming-back", "version": "8.0"}
    files.change(name, documents=[broken, late])
    assert judged(files)[FIRST].why == f"{why}; {why.replace('9.0', '8.0')}"
    files.change(name, documents=[entry, late])
    assert judged(files)[FIRST].why == why.replace("9.0", "8.0")
    files.change(name, documents=[entry, entry | {"document": "coming-back", "version": "8.0"}])
    assert judged(files)[FIRST].documents == ("going-home", "coming-back")


def test_one_decision_does_not_answer_for_another(files: Any) -> None:
    """Not even for one whose name begins like it."""
    files.change(
        f"meetings/{MEETING}.yaml",
        agenda=[{"item": n, "title": "X"} for n in (1, 11)],
    )
    files.decide("endorse", 1)
    files.decide("endorse", 11, id=f"{MEETING}--11", entry={"version": "2.0"}, seal=False)
    assert judged(files)[FIRST].why == ""
    assert judged(files)[f"{MEETING}--11"].why.startswith("endorsed version 2.0")


def test_what_binds_nothing_need_not_be_believed(files: Any) -> None:
    """Its item is not on the agenda, and nothing rests on it."""
    files.decide("record", 9)
    assert (judged(files)[f"{MEETING}--9"].why, judged(files)[f"{MEETING}--9"].binds) == ("", False)


def test_a_decision_of_which_the_ledger_holds_nothing_is_not_believed(
    files: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the reason: of each of its documents there must be an event."""
    name = files.decide("endorse", 1)
    ledger = read_ledger(files.registry(), TODAY)
    (entry,) = files.extra[name]["documents"]
    monkeypatch.setattr(
        "handbook.assess.ledger.verdicts.read_ledger", lambda *_: Ledger(ledger.events, {})
    )
    assert judged(files)[FIRST].why == ""
    files.change(name, documents=[entry, entry | {"document": "coming-back"}])
    assert judged(files)[FIRST].why == "cannot be believed"
    files.decide("endorse", 2, entry={"version": "2.0"})
    assert judged(files)[SECOND].why == "cannot be believed"


# Answers of organisations.


def test_every_answer_is_told_with_why_it_cannot_count(files: Any) -> None:
    files.decide("endorse", 1)
    files.put(f"adoptions/{POST_ANSWER}.yaml", ANSWER)
    assert proof(files).answers == (Answered(POST_ANSWER),)
    assert not proof(files).wrong
    files.put(f"adoptions/{POST_ANSWER}.yaml", ANSWER | {"version": "7.0"})
    (answer,) = proof(files).answers
    assert answer.record == POST_ANSWER
    assert "7.0" in answer.why
    assert proof(files).wrong
    files.put(f"adoptions/{POST_ANSWER}.yaml", "id: [")
    files.put("guidelines/broken.md", "---\nid: [\n---\n")
    assert proof(files).answers == (Answered(POST_ANSWER, "cannot be read"),)


def test_of_an_answer_entered_in_error_nothing_is_claimed_any_more(files: Any) -> None:
    files.decide("endorse", 1)
    files.put(f"adoptions/{POST_ANSWER}.yaml", ANSWER)
    again = f"{POST_ANSWER}--2"
    files.put(f"adoptions/{again}.yaml", ANSWER | {"id": again, "corrects": POST_ANSWER})
    assert files.registry().broken == ()
    assert proof(files).answers == (Answered(again),)


# What git saw.


def test_nothing_is_said_of_a_history_that_was_not_asked(files: Any) -> None:
    files.decide("endorse", 1)
    given = proof(files)
    assert (given.disturbed, given.unsettled, given.new, given.past) == ((), (), (), None)
    assert not given.wrong
    assert not given.untold


PLACES = {
    f"registry/decisions/{FIRST}.yaml": True,
    f"registry/adoptions/{POST_ANSWER}.yaml": True,
    "registry/_endorsed/going-home/1.0/record.md": True,
    "registry/_endorsed-not/going-home.md": False,
    "registry/guidelines/going-home.md": False,
    f"registry/meetings/{MEETING}.yaml": False,
}


def test_what_no_commit_has_yet_is_told_where_git_would_have_to_vouch_for_it(files: Any) -> None:
    added = tuple(FileChange("A", path) for path in PLACES)
    given = proof(files, Past(head="h", dirty=added))
    assert given.new == tuple(path for path, new in PLACES.items() if new)
    assert not given.wrong
    edited = tuple(FileChange("M", path) for path in PLACES)
    given = proof(files, Past(head="h", dirty=edited), [*PLACES])
    assert given.new == ()
    assert {each.path for each in given.disturbed} == {
        *(path for path, new in PLACES.items() if new), f"registry/meetings/{MEETING}.yaml",
    }  # fmt: skip
    assert given.wrong


def test_what_was_changed_on_another_line_is_not_wrong_and_not_told_either(files: Any) -> None:
    path = f"registry/decisions/{FIRST}.yaml"
    side = Commit("c", "2026-01-01", (FileChange("M", path),))
    given = proof(files, Past(head="h", sides=(side,)))
    assert given.unsettled == (Disturbed(path, "edited", "a decision", "c", "2026-01-01"),)
    assert (given.wrong, given.untold) == (False, True)
    main = Past(head="h", sides=(side,), commits=(side,))
    assert (proof(files, main).wrong, proof(files, main).untold) == (True, False)


@pytest.mark.parametrize(("cannot", "untold"), [("", False), ("git is not there", True)])
def test_a_history_that_could_not_be_read_leaves_something_untold(
    files: Any, cannot: str, untold: bool
) -> None:
    given = proof(files, Past(head="h", cannot=cannot))
    assert (given.wrong, given.untold) == (False, untold)
    assert given.past is not None


def test_what_is_here_now_and_no_commit_brought_was_to_stay(files: Any) -> None:
    path = f"registry/meetings/{MEETING}.yaml"
    past = Past(head="h", commits=(Commit("c", "2026-01-01", (FileChange("M", path),)),))
    assert not proof(files, past).disturbed
    assert proof(files, past, [f"registry/decisions/{FIRST}.yaml"]).disturbed


@pytest.mark.parametrize("wrong", ["sealed", "decisions", "answers", "disturbed"])
def test_anything_that_does_not_hold_is_wrong(wrong: str) -> None:
    empty: dict[str, Any] = {
        "sealed": (Sealed("d", "1.0", "v1"),), "decisions": (DecisionVerdict("d", "p"),),
        "answers": (Answered("a"),), "disturbed": (), "unsettled": (), "new": ("p",), "past": None,
    }  # fmt: skip
    assert not Proof(**empty).wrong
    fault = {
        "sealed": Sealed("d", "1.0", "v1", "why"),
        "decisions": DecisionVerdict("d", "p", (), "why"),
        "answers": Answered("a", "why"), "disturbed": Disturbed("p", "edited", "a decision"),
    }  # fmt: skip
    assert Proof(**empty | {wrong: (*empty[wrong], fault[wrong])}).wrong
