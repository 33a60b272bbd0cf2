"""An answer is written as the rules want it, says what it means, or is refused with reasons."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from shutil import copytree
from typing import TYPE_CHECKING, Any

import pytest
from board_registry import lay_board, plan_of, why_refused

from handbook import gate
from handbook.assess.adoption.model import ANSWERS
from handbook.assess.words import Local
from handbook.author.adoption import adopt
from handbook.author.adoption.adopt import doubts, prepare
from handbook.author.adoption.model import NEEDS, SAYS, AnswerRequest
from handbook.author.adoption.version import answer_version
from handbook.author.decision.decide import prepare as prepare_decision
from handbook.author.model import Obstacle, Plan, Request
from handbook.author.write import write
from handbook.check import check
from handbook.finding import Finding
from handbook.history import NO_HISTORY
from handbook.load.trees.base import WorkingTree
from handbook.rules.building import PAG001
from handbook.types import load_types

if TYPE_CHECKING:
    from pathlib import Path

    from handbook.assess.adoption.model import Position

TODAY = date(2026, 11, 23)
DAY_BEFORE = "2026-11-22"
DOCUMENT = "going-home"
ID = "hospital--going-home--2026-11-23"
OWN = {"how": "Its own rota.", "local-reference": "H-1"}


@pytest.fixture(scope="module")
def in_force(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small registry, with a champion, another organisation, and version 1.0 in force."""
    root = lay_board(tmp_path_factory.mktemp("in-force"))
    put = root / "registry"
    (put / "organisations/hospice.yaml").write_text(
        "id: hospice\ntitle: Hospice\nkind: childrens-hospice\nrole: hub\nsector: charity\n"
        "summary: A hospice.\n"
    )
    (put / "posts/matron.yaml").write_text("id: matron\ntitle: Matron\norganisation: hospice\n")
    decide(root, "endorse", "1")
    return root


@pytest.fixture
def root(in_force: Path, tmp_path: Path) -> Path:
    """That registry, for one test to change."""
    return copytree(in_force, tmp_path, dirs_exist_ok=True)


def decide(root: Path, kind: str, item: str, effective: str = "", **line: Any) -> None:
    request = Request(
        kind=kind,
        documents=({"document": DOCUMENT, **line},),
        statement="Agreed.",
        meeting="board-2026-03-11",
        item=item,
        effective=effective,
        fields={"reason": "It is so."} if kind == "withdraw" else {},
    )
    write(plan_of(prepare_decision(root, request, today=TODAY)), root)


def renew(root: Path, effective: str) -> None:
    """Change the text, and endorse it as version 2.0."""
    page = root / "registry/guidelines/going-home.md"
    page.write_text(page.read_text().replace("Then wait.", "Then ring."))
    decide(root, "endorse", "2", effective, version="2.0")


def withdraw(root: Path) -> None:
    line = {"exit": "withdrawn", "no-replacement": True}
    decide(root, "withdraw", "3", "2026-10-01", **line)


def ask(answer: str = "adopted", **more: Any) -> AnswerRequest:
    given: dict[str, Any] = {"organisation": "hospital", "document": DOCUMENT} | more
    return AnswerRequest(answer=answer, **given)


def planned(root: Path, request: AnswerRequest) -> Plan:
    return plan_of(prepare(root, request, today=TODAY))


def answered(root: Path, answer: str = "adopted", **more: Any) -> Plan:
    plan = planned(root, ask(answer, **more))
    write(plan, root)
    assert doubts(root, plan.id, today=TODAY) == ()
    return plan


def refused(root: Path, request: AnswerRequest) -> str:
    return why_refused(root, lambda: prepare(root, request, today=TODAY))


def position(root: Path) -> Position:
    checked = check(WorkingTree(root), today=TODAY, history=NO_HISTORY)
    assert checked.assessment is not None
    return checked.assessment.adoption.positions["hospital", DOCUMENT]


def test_an_answer_is_written_with_all_that_can_be_worked_out(root: Path) -> None:
    plan = answered(root)
    assert plan.files == {
        f"registry/adoptions/{ID}.yaml": (
            f"id: {ID}\n"
            "visibility: members\n"
            "organisation: hospital\n"
            "document: going-home\n"
            'version: "1.0"\n'
            "answer: adopted\n"
            "date: 2026-11-23\n"
            "by: coordinator\n"
        ).encode()
    }
    assert position(root).local is Local.ADOPTED


def test_it_is_public_where_the_organisation_and_the_document_are(root: Path) -> None:
    for name in ("organisations/hospital.yaml", "guidelines/going-home.md"):
        path = root / "registry" / name
        path.write_text(path.read_text().replace("title:", "visibility: public\ntitle:", 1))
    (text,) = planned(root, ask()).files.values()
    assert b"\nvisibility: public\n" in text


def test_everything_that_is_said_is_kept(root: Path) -> None:
    given = {**OWN, "reason": "A reason: this.", "evidence": "Minutes, item 6"}
    (text,) = answered(root, "adapted", fields=given, date="2026-05-04").files.values()
    assert text.decode().endswith(
        "answer: adapted\ndate: 2026-05-04\nby: coordinator\nhow: Its own rota.\n"
        'local-reference: H-1\nreason: "A reason: this."\nevidence: Minutes, item 6\n'
    )


def test_an_answer_is_what_the_schema_lets_a_record_say() -> None:
    schema = load_types()[0]["adoption"].schema
    assert list(ANSWERS) == schema["properties"]["answer"]["enum"]
    assert list(SAYS) == list(ANSWERS)
    wanted = {
        answer: set(part["then"]["required"])
        for part in schema["allOf"]
        for answer in (
            part["if"]["properties"]["answer"].get("enum")
            or [part["if"]["properties"]["answer"]["const"]]
        )
    }
    assert {answer: set(needs) for answer, needs in NEEDS.items()} == wanted


@pytest.mark.parametrize("answer", [one for one in ANSWERS if one != "retracted"])
def test_every_answer_can_be_written_and_counts(root: Path, answer: str) -> None:
    fields = {"adapted": OWN, "adopted": {}}.get(answer, {"reason": "So it is."})
    answered(root, answer, fields=fields)
    assert position(root).local.value == answer.replace("-", " ")


def test_what_it_means_is_told_before_and_after(root: Path) -> None:
    answered(root, date="2026-05-04")
    renew(root, "2026-10-01")
    told = planned(root, ask("adapted", fields=OWN)).preview
    assert "\n".join(told).startswith(
        "Hospital adopts, in a form of its own, Going home, version 2.0: decided on 23 November"
        " 2026, answered for by Coordinator.\n"
        "The day is 23 November 2026: today, as no --date was given.\n"
        "Until now: Adopted, version 1.0, since 4 May 2026.\n"
        "From now on: Adapted, version 2.0, since 23 November 2026. The organisation uses it in a"
        " form of its own, which is named.\n"
        "It speaks for Hospital alone. It changes nothing about how the network's own document"
        " stands, and says nothing of what any other organisation uses.\n"
        "The network has not looked at H-1: Hospital alone answers for that text.\n"
        "Answers are added, never edited; a wrong one is put right by a later one, with --corrects."
    )


def test_the_version_is_the_one_in_force_on_the_day_of_the_answer(root: Path) -> None:
    renew(root, "2026-10-01")
    plan = answered(root, date="2026-05-04")
    assert b'version: "1.0"' in next(iter(plan.files.values()))
    assert "Behind: version 2.0 is in force." in plan.preview
    assert "Outstanding: an answer about version 2.0." in plan.preview


def test_an_older_version_that_is_named_reads_as_behind(root: Path) -> None:
    renew(root, "2026-10-01")
    assert "Behind: version 2.0 is in force." in answered(root, version="1.0").preview
    assert position(root).behind


def test_a_version_that_takes_effect_later_counts_from_then(root: Path) -> None:
    renew(root, "2027-01-04")
    told = answered(root, version="2.0").preview
    assert "It counts from 4 January 2027, when that version takes effect." in told
    coming = position(root).coming
    assert coming is not None
    assert coming.version == "2.0"


def test_what_the_network_took_out_of_use_is_not_taken_into_use(root: Path) -> None:
    withdraw(root)
    assert "no version of Going home is in force; it is: withdrawn" in refused(root, ask())
    for answer, fields in (("adopted", {}), ("adapted", OWN)):
        told = refused(root, ask(answer, fields=fields, version="1.0"))
        assert "cannot be taken into use; it is: withdrawn" in told


@pytest.mark.parametrize("answer", ["declined", "not-applicable"])
def test_what_the_network_took_out_of_use_can_be_declined_without_looking_up_its_version(
    root: Path, answer: str
) -> None:
    withdraw(root)
    told = "\n".join(answered(root, answer, fields={"reason": "It was withdrawn."}).preview)
    assert (
        "No version of Going home is in force; it is: withdrawn. This answer is about version 1.0,"
        " the last one that was in force." in told
    )
    assert position(root).local.value == answer.replace("-", " ")


def test_of_a_stopped_text_the_version_that_it_last_answered_about_is_declined(root: Path) -> None:
    answered(root, date="2026-05-04")
    renew(root, "2026-09-01")
    withdraw(root)
    plan = answered(root, "declined", fields={"reason": "It was withdrawn."})
    assert b'version: "1.0"' in next(iter(plan.files.values()))
    assert "about version 1.0, the one that Hospital last answered about." in "\n".join(
        plan.preview
    )
    named = planned(root, ask("declined", fields={"reason": "So."}, version="2.0", date=DAY_BEFORE))
    assert b'version: "2.0"' in next(iter(named.files.values()))


def test_nobody_guesses_which_version_is_declined_while_another_is_on_its_way(root: Path) -> None:
    withdraw(root)
    assessment = check(WorkingTree(root), today=TODAY, history=NO_HISTORY).assessment
    assert assessment is not None
    stood = assessment.standings[DOCUMENT]
    (first,) = stood.versions
    event = replace(first.event, effective=date(2027, 1, 4))
    ahead = replace(stood, upcoming=replace(first, version="2.0", event=event))
    reason = answer_version(assessment, ask("declined"), ahead, TODAY)
    assert isinstance(reason, Obstacle)
    assert "version 2.0 takes effect on 4 January 2027; to answer about it, add" in reason.hint
    assert "to answer about the last one in force, add --version 1.0" in reason.hint


def test_an_answer_of_the_past_says_that_the_text_is_not_supported_now(root: Path) -> None:
    withdraw(root)
    told = answered(root, date="2026-05-04").preview
    said = (
        "Not supported: it uses a text that the network does not stand behind. It is now:"
        " withdrawn."
    )
    assert said in told


def test_a_standing_that_cannot_be_told_is_not_taken_into_use(root: Path) -> None:
    (root / "registry/_endorsed/going-home/1.0/record.md").write_text("---\nid: going-home\n---\n")
    assert "how Going home stands cannot be told: " in refused(root, ask(version="1.0"))


def test_an_answer_is_taken_back_with_its_own_version(root: Path) -> None:
    answered(root, date="2026-05-04")
    renew(root, "2026-10-01")
    plan = answered(root, "retracted", fields={"reason": "Not agreed after all."})
    assert b'version: "1.0"' in next(iter(plan.files.values()))
    assert position(root).local is Local.NOT_RECORDED
    assert any("Copies of version 1.0" in said for said in plan.preview)


def test_there_is_nothing_to_take_back_before_an_answer(root: Path) -> None:
    told = refused(root, ask("retracted", fields={"reason": "Why not."}))
    assert "Hospital has no answer about Going home to take back" in told


def test_an_answer_is_not_taken_back_before_it_was_given(root: Path) -> None:
    answered(root)
    request = ask("retracted", fields={"reason": "Not agreed."}, date="2026-11-22")
    assert "its last answer is of 23 November 2026, after the day" in refused(root, request)


def test_an_answer_entered_in_error_is_corrected_and_no_longer_counts(root: Path) -> None:
    answered(root)
    given = {"fields": {"reason": "Not there."}, "date": "2026-11-22", "corrects": ID}
    told = answered(root, "not-applicable", **given).preview
    assert f"The answer {ID} was entered in error, and no longer counts." in told
    assert position(root).local is Local.NOT_APPLICABLE


def test_a_correction_makes_an_answer_believable_again(root: Path) -> None:
    answered(root, date="2026-11-20")
    path = root / "registry/adoptions/hospital--going-home--2026-11-20.yaml"
    path.write_text(path.read_text().replace("by: coordinator", "by: matron"))
    assert position(root).local is Local.UNKNOWN
    assert "cannot be told" in refused(root, ask())
    answered(root, corrects="hospital--going-home--2026-11-20")
    assert position(root).local is Local.ADOPTED


def test_a_later_answer_stands_above_one_of_an_earlier_day(root: Path) -> None:
    answered(root)
    told = answered(root, "adapted", fields=OWN, date="2026-11-20").preview
    assert "A later answer, of 23 November 2026, stands above the one you are writing." in told
    assert position(root).local is Local.ADOPTED


REFUSALS = [
    (ask(organisation="nowhere"), "there is no organisation nowhere"),
    (ask(organisation="matron"), "there is no organisation matron"),
    (ask(document="nothing"), "there is no document nothing that can be read"),
    (ask(document="board"), "board is not a document that can be adopted"),
    (ask(document="coming-back"), "no version of Coming back is in force; it is: proposed"),
    (ask("blessed"), "blessed is not an answer (use one of adopted, adapted"),
    (ask("adapted"), "--answer adapted needs --how"),
    (ask("adapted"), "--answer adapted needs --local-reference"),
    (ask("declined", fields={"reason": "  "}), "--answer declined needs --reason"),
    (ask("not-applicable"), "--answer not-applicable needs --reason"),
    (ask("retracted"), "--answer retracted needs --reason"),
    (ask(fields={"how": "Otherwise."}), "--how does not go with --answer adopted"),
    (ask(date="2026-11-24"), "24 November 2026 has not come yet"),
    (ask(date="23/11/2026"), "the date cannot be read"),
    (ask(date="2026-03-10"), "no version of Going home was in force on 10 March 2026"),
    (ask(date="2026-03-10", version="1.0"), "cannot be taken into use on 10 March 2026"),
    (ask(version="9.9"), "no decision ever agreed such a version (Agreed so far: 1.0.)"),
    (ask(version="one"), "version"),
    (ask(by="matron"), "matron is not a post of hospital that can be read (name one of its own"),
    (ask(by="nobody"), "with --by: coordinator (Coordinator)"),
    (ask(organisation="hospice"), "hospice has no champion who answers for it"),
    (ask(corrects="never"), "there is no answer never to correct (it has not answered about it"),
    (ask(fields={"evidence": "two\nlines"}), "evidence"),
]


@pytest.mark.parametrize(("request_", "message"), REFUSALS)
def test_it_is_refused_in_plain_words(root: Path, request_: AnswerRequest, message: str) -> None:
    page = root / "registry/guidelines/coming-back.md"
    page.write_text(page.read_text().replace("Going home", "Coming back"))
    assert message in refused(root, request_)


def test_a_file_that_cannot_be_used_is_told_apart_from_none(root: Path) -> None:
    for name, what in (("guidelines/going-home.md", DOCUMENT), ("organisations/hospital.yaml", "")):
        path = root / "registry" / name
        sound = path.read_text()
        path.write_text(sound.replace("title:", "titel:"))
        told = refused(root, ask())
        assert f"{what or 'hospital'} that can be read (run `handbook check` to see why)" in told
        path.write_text(sound)


def test_every_reason_is_told_at_once(root: Path) -> None:
    told = refused(root, ask("declined", by="matron", date="2027-01-01", corrects="never"))
    for part in ("--reason", "matron", "1 January 2027", "never"):
        assert part in told


def test_a_day_is_answered_once(root: Path) -> None:
    answered(root)
    told = refused(root, ask("declined", fields={"reason": "No."}))
    assert f"there is an answer of that day already: registry/adoptions/{ID}.yaml" in told
    assert f"keep the day and add --corrects {ID}" in told


def test_an_answer_entered_in_error_is_put_right_on_the_same_day(root: Path) -> None:
    answered(root)
    second = answered(root, "declined", fields={"reason": "A slip."}, corrects=ID)
    assert second.id == f"{ID}--2"
    assert position(root).local is Local.DECLINED
    third = answered(root, "adapted", fields=OWN, corrects=f"{ID}--2")
    assert third.id == f"{ID}--3"
    assert position(root).local is Local.ADAPTED
    assert f"already: registry/adoptions/{ID}--3.yaml" in refused(root, ask())


def test_a_correction_leaves_no_other_answer_of_its_day_standing(root: Path) -> None:
    """Else it would overtake an answer that nobody called an error."""
    answered(root, date=DAY_BEFORE)
    answered(root, "adapted", fields=OWN)
    wrong = f"hospital--going-home--{DAY_BEFORE}"
    told = refused(root, ask("declined", fields={"reason": "A slip."}, corrects=wrong))
    assert f"there is an answer of that day already: registry/adoptions/{ID}.yaml" in told


def test_a_day_has_no_more_names_than_nine(root: Path) -> None:
    last = answered(root).id
    for number in range(2, 10):
        last = answered(root, corrects=last).id
        assert last == f"{ID}--{number}"
    assert "there are 9 answers of that day already" in refused(root, ask(corrects=last))


def test_a_post_that_nobody_holds_answers_for_nobody(root: Path) -> None:
    put = root / "registry/posts"
    (put / "ward-lead.yaml").write_text("id: ward-lead\ntitle: Ward lead\norganisation: hospital\n")
    with (put / "coordinator.yaml").open("a") as file:
        file.write("vacant-since: 2026-06-01\n")
    told = refused(root, ask())
    assert (
        "its champion, coordinator: nobody holds it since 1 June 2026, so nobody in it could"
        " answer on 23 November 2026" in told
    )
    assert "(name one of its own posts with --by: ward-lead (Ward lead))" in told
    answered(root, by="ward-lead")
    answered(root, date="2026-05-31")
    with (put / "ward-lead.yaml").open("a") as file:
        file.write("vacant-since: 2026-06-01\n")
    told = refused(root, ask(by="ward-lead", date=DAY_BEFORE))
    assert "ward-lead: nobody holds it since 1 June 2026" in told
    assert "none of its posts is held on that day" in told


def test_a_day_that_was_not_given_is_said_to_be_today(root: Path) -> None:
    said = "The day is 23 November 2026: today, as no --date was given."
    assert said in planned(root, ask()).preview
    assert said not in planned(root, ask(date="2026-11-23")).preview


def test_a_file_that_cannot_be_read_is_not_written_over(root: Path) -> None:
    path = root / f"registry/adoptions/{ID}.yaml"
    path.parent.mkdir()
    path.write_text("answer: [")
    for corrects in ("", ID):
        told = refused(root, ask(corrects=corrects))
        assert corrects or "it cannot be read; mend it first" in told


def test_an_answer_of_another_organisation_or_document_is_not_corrected(root: Path) -> None:
    answered(root, organisation="hospice", by="matron", date="2026-11-20")
    other = "hospice--going-home--2026-11-20"
    assert "an answer of another organisation" in refused(root, ask(corrects=other))


def test_nothing_rests_on_an_organisation_or_a_network_with_errors(root: Path) -> None:
    for name in ("organisations/hospital.yaml", "network.yaml"):
        path = root / "registry" / name
        sound = path.read_text()
        path.write_text(f"{sound}colour: blue\n")
        assert refused(root, ask())
        path.write_text(sound)
    planned(root, ask())


def test_an_error_elsewhere_is_said_and_does_not_stand_in_the_way(root: Path) -> None:
    page = root / "registry/guidelines/coming-back.md"
    page.write_text(page.read_text().replace("owner: coordinator", "owner: nobody"))
    (said,) = [one for one in planned(root, ask()).preview if one.startswith("Elsewhere")]
    assert "`handbook check` shows" in said


def test_an_answer_that_is_not_asked_for_is_kept_and_says_so(root: Path) -> None:
    network = root / "registry/network.yaml"
    network.write_text(
        network.read_text().replace(
            "settings:\n",
            "settings:\n  adoption:\n    asked:\n"
            "      - {documents: [going-home], kinds: [childrens-hospice]}\n",
        )
    )
    said = "The network does not ask Hospital about it; the answer is kept all the same."
    assert said in answered(root).preview


def test_what_was_written_is_read_back_and_doubted(root: Path) -> None:
    plan = planned(root, ask())
    write(plan, root)
    path = root / next(iter(plan.files))
    path.write_text(path.read_text().replace("by: coordinator", "by: matron"))
    (reason,) = doubts(root, plan.id, today=TODAY)
    assert "a post of another organisation" in reason.message
    path.unlink()
    (reason,) = doubts(root, plan.id, today=TODAY)
    assert f"{ID} cannot be read" in reason.message


def test_a_checker_that_fails_writes_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> object:
        raise RuntimeError("broken")

    monkeypatch.setattr("handbook.check.stages.assess", fails)
    assert adopt.doubts(root, ID, today=TODAY)[0].message == "the registry cannot be read"
    assert "the registry cannot be read" in refused(root, ask())


def test_nothing_is_built_on_a_record_whose_page_cannot_be_made(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = Finding(PAG001, "registry/organisations/hospital.yaml", "its page cannot be made")
    monkeypatch.setattr(gate, "unbuildable", lambda *_: [fault])
    assert "hospital.yaml has an error: its page cannot be made" in refused(root, ask())
