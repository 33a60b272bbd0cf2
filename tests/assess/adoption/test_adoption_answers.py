"""An answer is read as it was recorded or not believed, and then it is said why and about whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from answering import DOCUMENT, answer, endorse, new_text

from handbook.assess import assess
from handbook.assess.adoption.answers import Answers, read_answers
from handbook.assess.adoption.faults import Agreed
from handbook.assess.adoption.model import AdoptionFault, Answer
from handbook.assess.ledger.model import Event
from handbook.assess.standing.model import Standing
from handbook.assess.words import Local, State
from handbook.history import NO_HISTORY
from handbook.load.model import Broken, BrokenKind

TODAY = date(2026, 11, 23)
PAIR = ("hospice", DOCUMENT)
NAME = "hospice--going-home--2026-05-01"
ONE = "Name the one answer of this organisation that was entered in error."


def read(files: Any, *broken: Broken, held_back: dict[str, str] | None = None) -> Answers:
    """Everything that was answered, with files besides that cannot be used."""
    registry = files.registry()
    standings = assess(registry, NO_HISTORY, TODAY).standings
    registry = replace(registry, broken=(*registry.broken, *broken))
    return read_answers(registry, standings, TODAY, held_back)


def test_an_answer_is_read_with_all_that_was_recorded(members: Any) -> None:
    more = {"how": "Our rota.", "local-reference": "H-1", "evidence": "Minutes", "reason": "So."}
    answer(members, "2026-05-01", "adapted", **more)
    answer(members, "2026-05-02")
    found = read(members)
    day = date(2026, 5, 1)
    first = Answer(
        NAME, "hospice", DOCUMENT, "1.0", Local.ADAPTED, day, day, "hospice-lead",
        how="Our rota.", reason="So.", local_reference="H-1", evidence="Minutes",
    )  # fmt: skip
    later = date(2026, 5, 2)
    plain = Answer(
        "hospice--going-home--2026-05-02", "hospice", DOCUMENT, "1.0", Local.ADOPTED,
        later, later, "hospice-lead",
    )  # fmt: skip
    assert (found.held, found.doubts, found.faults) == ({PAIR: (first, plain)}, {}, ())


def test_an_answer_about_a_later_version_holds_from_its_day_and_what_is_taken_back_at_once(
    members: Any,
) -> None:
    new_text(members)
    endorse(members, "2026-06-10", "2.0", effective="2026-10-01")
    answer(members, "2026-07-01", version="2.0")
    answer(members, "2026-08-01", "retracted", version="2.0")
    answer(members, "2026-11-01", "declined", version="2.0")
    held = read(members).held[PAIR]
    assert [(each.decided.month, each.holds.month) for each in held] == [(8, 8), (7, 10), (11, 11)]


FAULTS: dict[str, tuple[dict[str, str], str, str, str, str]] = {
    "another name": (
        {"id": "hospice--going-home--2026-05-02"}, "name", "id",
        "is not called what its own lines say, which is the organisation, document and day",
        f"Call the file {NAME}.yaml, and its id too.",
    ),
    "a first of the same day": (
        {"id": f"{NAME}--1"}, "name", "id",
        "is not called what its own lines say, which is the organisation, document and day",
        f"Call the file {NAME}.yaml, and its id too.",
    ),
    "a version that nobody agreed": (
        {"version": "7.0"}, "version", "version",
        "is about version 7.0, and no decision ever agreed such a version",
        "Agreed so far: 1.0.",
    ),
    "a text that nobody agreed": (
        {"document": "coming-back", "id": "hospice--coming-back--2026-05-01"}, "version", "version",
        "is about version 1.0, and no decision ever agreed such a version",
        "None was agreed so far.",
    ),
    "a day before it": (
        {"date": "2026-03-10", "id": "hospice--going-home--2026-03-10"}, "date", "date",
        "is of 10 March 2026, before version 1.0 was agreed on 11 March 2026",
        "Look up the day, or the version, that the organisation had before it.",
    ),
    "a day to come": (
        {"date": "2026-11-24", "id": "hospice--going-home--2026-11-24"}, "date", "date",
        "is of 24 November 2026, a day yet to come",
        "Record an answer once the organisation has given it.",
    ),
    "a document that is not there": (
        {"document": "hospital", "id": "hospice--hospital--2026-05-01"}, "reference", "document",
        "names something that is not there", "",
    ),
    "an organisation that is not there": (
        {"organisation": DOCUMENT, "id": f"{DOCUMENT}--{DOCUMENT}--2026-05-01", "by": "lead"},
        "reference", "document", "names something that is not there", "",
    ),
    "a post that is not there": (
        {"by": "nobody"}, "reference", "by", "is by a post that is not there", "",
    ),
    "what is no post": (
        {"by": "hospice"}, "reference", "by", "is by a post that is not there", "",
    ),
    "a post elsewhere": (
        {"by": "hospital-lead"}, "post", "by",
        "is by hospital-lead, a post of another organisation (hospital)",
        "Only a post of the organisation itself can answer for it, such as its champion.",
    ),
    "an empty post": (
        {"by": "empty-chair"}, "post", "by",
        "is by empty-chair, a post that nobody holds since 1 May 2026",
        "Let another post of the organisation answer for it, or wait until it is filled.",
    ),
    "itself": ({"corrects": NAME}, "corrects", "corrects", "corrects itself", ONE),
    "nothing": (
        {"corrects": "hospice--going-home--2020-01-01"}, "reference", "corrects",
        "corrects what is not there", "",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("wrong", "ground", "line", "why", "hint"), FAULTS.values(), ids=FAULTS)
def test_why_an_answer_cannot_count_is_said_with_its_line_and_what_to_do(
    members: Any, wrong: dict[str, str], ground: str, line: str, why: str, hint: str
) -> None:
    name = answer(members, "2026-05-01", **wrong)
    found = read(members)
    assert found.faults[0] == AdoptionFault(name, ground, (line,), why, hint)
    assert len(found.faults) == (2 if wrong.get("by") == "lead" else 1)
    assert (found.held, found.corrected.get(name)) == ({}, None)
    assert f"the answer {name} {why}" in [said for each in found.doubts.values() for said in each]


def test_a_version_may_be_answered_from_the_day_on_which_it_was_agreed_though_it_holds_later(
    members: Any,
) -> None:
    new_text(members)
    endorse(members, "2026-06-10", "2.0", effective="2026-10-01")
    early = answer(members, "2026-06-09", version="2.0")
    answer(members, "2026-06-10", version="2.0", organisation="hospital")
    unknown = answer(members, "2026-06-10", version="3.0")
    found = read(members)
    assert [fault.record for fault in found.faults] == [early, unknown]
    assert found.faults[0].why.endswith("before version 2.0 was agreed on 10 June 2026")
    assert found.faults[1].hint == "Agreed so far: 1.0, 2.0."


@pytest.mark.parametrize(
    "fine",
    [
        {"date": "2026-03-11", "id": "hospice--going-home--2026-03-11"},
        {"date": "2026-11-23", "id": "hospice--going-home--2026-11-23"},
        {"id": f"{NAME}--2"},
        {"id": f"{NAME}--9"},
        {"date": "2026-04-30", "id": "hospice--going-home--2026-04-30", "by": "empty-chair"},
    ],
    ids=["the-day-it-was-agreed", "today", "second", "ninth", "the-last-day-of-the-post"],
)
def test_an_answer_that_is_only_just_right_counts(members: Any, fine: dict[str, str]) -> None:
    name = answer(members, "2026-05-01", **fine)
    found = read(members)
    assert (found.faults, found.doubts) == ((), {})
    assert [each.record for each in found.held[PAIR]] == [name]


@pytest.mark.parametrize(
    ("kind", "type_", "name", "there"),
    [
        (BrokenKind.RECORD, "guideline", "lost", True),
        (BrokenKind.RECORD, "", "lost", True),
        (BrokenKind.RECORD, "post", "lost", False),
        (BrokenKind.RECORD, "guideline", "another", False),
        (BrokenKind.SEAL, "", "lost", False),
    ],
)
def test_a_document_is_there_though_its_file_cannot_be_used(
    members: Any, kind: BrokenKind, type_: str, name: str, there: bool
) -> None:
    answer(members, "2026-05-01", document="lost", id="hospice--lost--2026-05-01")
    found = read(members, Broken(kind, type_, name, f"registry/{name}.md"))
    assert [fault.route for fault in found.faults] == ([] if there else [("document",)])


def test_why_a_correction_cannot_count_is_said_of_it(members: Any) -> None:
    wrong = answer(members, "2026-05-01")
    of_another = answer(members, "2026-05-02", organisation="hospital", corrects=wrong)
    second = answer(members, "2026-05-03", corrects=wrong)
    names = [f"hospice--going-home--2026-06-0{n}" for n in (1, 2, 3)]
    for n in range(3):
        answer(members, f"2026-06-0{n + 1}", corrects=names[n - 1])
    twice = f"corrects {wrong}, which another answer corrects too"
    another = f"corrects {wrong}, an answer of another organisation"
    found = read(members)
    assert {fault.record: fault.why for fault in found.faults} == {
        of_another: another,
        second: twice,
        **{
            name: f"corrects {names[n - 1]}, and is itself corrected by way of it"
            for n, name in enumerate(names)
        },
    }
    assert {fault.hint for fault in found.faults} == {ONE}
    assert found.corrected.keys() == {wrong, *names}


def test_of_an_answer_entered_in_error_nothing_is_asked_but_what_it_is_called(
    members: Any,
) -> None:
    wrong = answer(members, "2026-05-01", version="7.0", by="nobody", id="hospice--x--2026-05-01")
    right = answer(members, "2026-05-02", corrects=wrong)
    found = read(members)
    assert [(fault.record, fault.ground) for fault in found.faults] == [(wrong, "name")]
    assert found.corrected == {wrong: right}


def event(kind: Any, day: int, version: str = "1.0", **more: Any) -> Event:
    decided = more.pop("decided", date(2026, 1, day))
    return Event("d", kind, DOCUMENT, "D", decided, date(2026, 1, day), version=version, **more)


@pytest.mark.parametrize(
    ("events", "days"),
    [
        ([], None),
        ([event("endorse", 9, "2.0")], None),
        ([event("extend", 9)], None),
        ([event("endorse", 9)], (9, 9)),
        ([event("correct", 9)], (9, 9)),
        ([event("endorse", 9, decided=date(2026, 1, 5))], (5, 9)),
        ([event("endorse", 9), event("endorse", 3)], (3, 3)),
        ([event("attest", 9, endorsed_on=date(2026, 1, 2))], (2, 2)),
        ([event("attest", 9, endorsed_on=date(2026, 1, 20))], (9, 9)),
    ],
)
def test_a_version_was_agreed_on_the_first_day_that_a_decision_sealed_it(
    events: list[Event], days: tuple[int, int] | None
) -> None:
    agreed = Agreed({DOCUMENT: Standing(DOCUMENT, State.IN_FORCE, events=tuple(events))})
    expected = days and tuple(date(2026, 1, day) for day in days)
    assert agreed.days_of(DOCUMENT, "1.0") == agreed.days_of(DOCUMENT, "1.0") == expected
    assert agreed.days_of("another", "1.0") is None


# What is in doubt.

READABLE = (
    b"organisation: hospice\ndocument: going-home\nversion: '1.0'\nanswer: perhaps\n"
    b"date: '2026-05-01'\nby: hospice-lead\n"
)
PATH = "registry/adoptions/"


@pytest.mark.parametrize(
    ("name", "text", "pairs"),
    [
        (NAME, READABLE, {PAIR}),
        (f"{NAME}--2", READABLE, {PAIR}),
        # Whose lines say another pair than its name is in doubt for both.
        ("hospital--going-home--2026-05-01", READABLE, {PAIR, ("hospital", DOCUMENT)}),
        # One that cannot be read may correct any answer of its organisation.
        (NAME, b"answer: [decl", {("hospice", "*")}),
        (NAME, READABLE + b"Corrects: x\n", {("hospice", "*")}),
        ("hospice--going-home", b"answer: [decl", {("*", "*")}),
        ("hospice", b"answer: [decl", {("*", "*")}),
        # A name that nobody has may stand for anybody's.
        ("hospcie--going-home--2026-05-01", READABLE, {PAIR, ("*", DOCUMENT)}),
        ("x", READABLE.replace(b"hospice\n", b"hospcie\n"), {("*", DOCUMENT)}),
        ("x", READABLE.replace(b"going-home", b"hospital"), {("hospice", "*")}),
    ],
)
def test_i8_an_answer_that_cannot_be_used_puts_in_doubt_what_it_may_speak_of_and_no_more(
    members: Any, name: str, text: bytes, pairs: set[tuple[str, str]]
) -> None:
    members[f"{PATH}{name}.yaml"] = text
    found = read(members)
    why = f"the answer {name} cannot be read"
    assert found.doubts == dict.fromkeys(pairs, (why,))
    for who in ("hospice", "hospital"):
        doubted = {(o, d) for o in (who, "*") for d in (DOCUMENT, "*")} & pairs
        assert found.doubts_of(who, DOCUMENT) == ((why,) if doubted else ())


def test_i8_an_answer_corrects_nothing_only_if_every_line_of_it_is_known_and_another(
    members: Any,
) -> None:
    """Fails if one that has each line that there may be is taken for one that may correct any."""
    known = members.registry().types["adoption"].schema["properties"].keys() - {"corrects"}
    whole = {**dict.fromkeys(known, "x"), "organisation": "hospice", "document": DOCUMENT}
    for data, pair in (
        (whole, PAIR),
        ({**whole, "corrects": "x"}, ("hospice", "*")),
        ({**whole, "another": "x"}, ("hospice", "*")),
        ({}, ("hospice", "*")),
        (None, ("hospice", "*")),
    ):
        file = Broken(BrokenKind.RECORD, "adoption", NAME, f"{PATH}{NAME}.yaml", data)
        assert read(members, file).doubts.keys() == {pair}


def test_i8_a_correction_puts_in_doubt_what_it_corrects_too(members: Any) -> None:
    wrong = answer(members, "2026-05-01", organisation="hospital")
    answer(members, "2026-05-02", corrects=wrong)
    assert read(members).doubts.keys() == {PAIR, ("hospital", DOCUMENT)}


def test_i8_an_answer_that_is_held_back_does_not_count_and_its_pair_cannot_be_told(
    members: Any,
) -> None:
    first, second = answer(members, "2026-04-01"), answer(members, "2026-05-01", "declined")
    found = read(members, held_back={second: "it was changed", "ng1": "so was that"})
    assert [each.record for each in found.held[PAIR]] == [first]
    assert found.doubts == {PAIR: (f"the answer {second} is held back: it was changed",)}


def test_i8_a_correction_that_is_held_back_puts_in_doubt_what_it_corrects_too(members: Any) -> None:
    back = {"document": "coming-back", "id": "hospice--coming-back--2026-05-01"}
    right = answer(members, "2026-05-02", corrects=answer(members, "2026-05-01", **back))
    found = read(members, held_back={right: "it was changed"})
    assert found.doubts.keys() == {PAIR, ("hospice", "coming-back")}


def test_a_file_that_cannot_be_used_is_an_answer_by_its_type_or_by_where_it_lies(
    members: Any,
) -> None:
    def broken(kind: BrokenKind, type_: str, path: str) -> Broken:
        return Broken(kind, type_, NAME, path, {"organisation": "hospice", "document": DOCUMENT})

    for file, doubted in (
        (broken(BrokenKind.RECORD, "adoption", "elsewhere/x.yaml"), True),
        (broken(BrokenKind.RECORD, "", f"{PATH}x.yaml"), True),
        (broken(BrokenKind.RECORD, "meeting", "registry/meetings/x.yaml"), False),
        (broken(BrokenKind.SEAL, "adoption", f"{PATH}x.yaml"), False),
    ):
        assert bool(read(members, file).doubts) is doubted


@pytest.mark.parametrize(
    ("type_", "pair"),
    [
        ("organisation", ("moor", DOCUMENT)),
        ("", ("moor", DOCUMENT)),
        ("post", ("*", DOCUMENT)),
    ],
)
def test_i8_a_name_of_a_file_that_cannot_be_used_is_believed_as_far_as_it_may_be_that(
    members: Any, type_: str, pair: tuple[str, str]
) -> None:
    members[f"{PATH}x.yaml"] = READABLE.replace(b"hospice\n", b"moor\n")
    file = Broken(BrokenKind.RECORD, type_, "moor", "registry/moor.yaml")
    seal = Broken(BrokenKind.SEAL, "organisation", "moor", "registry/seals/moor.md")
    assert read(members, file, seal).doubts.keys() == {pair}
    assert read(members, seal).doubts.keys() == {("*", DOCUMENT)}
