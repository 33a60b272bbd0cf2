"""What an organisation answers is judged as strictly as what the network decides."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from handbook.assess.ledger.seals import seal_files, working_digest
from handbook.assess.words import Local
from handbook.check import Checked, check
from handbook.history import NO_HISTORY
from handbook.load.trees.base import MemoryTree
from handbook.rules.examples import base
from handbook.source.yaml.emit import yaml_text

TODAY = date(2026, 1, 15)
HOSPICE, NURSES = "moorside-hospice", "heath-nurses"
TEXT = "registry/guidelines/calm-transfer.md"


class Small:
    """The small registry with a second organisation, and hands to add to it."""

    def __init__(self) -> None:
        self.files = base()
        self.put("organisations", NURSES, title="Nurses", kind="community-nursing", role="spoke")
        self.put("posts", "heath-lead", title="Heath lead", organisation=NURSES)

    def put(self, folder: str, name: str, **lines: Any) -> str:
        data = {"id": name, "visibility": "public", **lines}
        text = yaml_text({key.replace("_", "-"): value for key, value in data.items()})
        self.files[f"registry/{folder}/{name}.yaml"] = text.encode()
        return name

    def answer(self, day: str, said: str = "adopted", **lines: Any) -> str:
        """The hospice's answer about calm-transfer 1.0, unless said otherwise; gives its id."""
        who, what = lines.get("organisation", HOSPICE), lines.get("document", "calm-transfer")
        given = {"organisation": who, "document": what, "version": "1.0", "answer": said}
        given |= {"date": day, "by": "lead-nurse" if who == HOSPICE else "heath-lead"}
        given |= {"reason": "So it was decided."} if said in ("declined", "retracted") else {}
        return self.put("adoptions", lines.pop("name", f"{who}--{what}--{day}"), **given | lines)

    def change(self, path: str, old: str, new: str) -> None:
        assert old.encode() in self.files[path]
        self.files[path] = self.files[path].replace(old.encode(), new.encode())

    def seal(self, version: str) -> str:
        """Seal calm-transfer as it now is, under a version; gives its digest."""
        assessed = self.check().assessment
        assert assessed is not None
        record = assessed.registry.records["calm-transfer"]
        known = assessed.registry.types["guideline"].administrative
        self.files |= seal_files(record, ".md", version, known, {})
        return working_digest(record, known)

    def decide(self, kind: str, day: str, entry: dict[str, str], **lines: str) -> None:
        """A decision of the board about calm-transfer, at a meeting of its own."""
        meeting = f"board-{day}"
        agenda = {"item": "1", "title": "It", "purpose": "decision", "documents": ["calm-transfer"]}
        present = [{"seat": one, "presence": "present"} for one in ("chair", "secretary")]
        what = {"group": "board", "date": day, "state": "held", "attendance": present}
        self.put("meetings", meeting, **what, agenda=[agenda])
        said = {"title": "It", "kind": kind, "meeting": meeting, "item": "1", "statement": "So."}
        documents = [{"document": "calm-transfer", **entry}]
        self.put("decisions", f"{meeting}--1", **said | lines, documents=documents)

    def endorse(self, day: str, version: str, **lines: str) -> None:
        self.change(TEXT, "Tell the team", f"Tell the team (since {day})")
        entry = {"version": version, "digest": self.seal(version), "review-due": "2028-01-01"}
        self.decide("endorse", day, entry, **lines)

    def withdraw(self, day: str) -> None:
        entry: dict[str, Any] = {"exit": "withdrawn", "no-replacement": True}
        self.decide("withdraw", day, entry, reason="It is not needed.")

    def correct(self, day: str) -> None:
        """A minor correction of version 1.0 by the owner: version 1.1."""
        self.change(TEXT, "Ask the family.", "Ask  the family.")
        old = "v1:sha256:66cc35693c57c06d03aacc23e898ee37601633c1250708fd44808a49782b9455"
        entry = {"document": "calm-transfer", "version": "1.1", "digest": self.seal("1.1")}
        entry |= {"corrects": "1.0", "corrects-digest": old}
        said = {"title": "A space", "kind": "correct", "post": "lead-nurse", "date": day}
        name = f"correct--calm-transfer--{day}"
        self.put("decisions", name, **said, statement="A space.", documents=[entry])

    def check(self) -> Checked:
        return check(MemoryTree(self.files), today=TODAY, history=NO_HISTORY)

    def found(self) -> set[tuple[str, str]]:
        """Code and record of everything found about answers and organisations."""
        about = ("registry/adoptions/", "registry/organisations/")
        return {(f.code.id, f.about) for f in self.check().findings if f.path.startswith(about)}

    def answers(self) -> set[tuple[str, str]]:
        return {pair for pair in self.found() if pair[0] != "ADO007"}


@pytest.fixture
def small() -> Small:
    made = Small()
    assert made.answers() == set()
    assert not made.check().errors
    return made


class TestAnAnswerThatCannotCount:
    def test_corrects_nothing_of_another_organisation(self, small: Small) -> None:
        theirs = small.answer("2025-04-01", organisation=NURSES)
        mine = small.answer("2025-04-02", corrects=theirs)
        assert small.answers() == {("ADO005", mine)}

    def test_corrects_not_itself(self, small: Small) -> None:
        mine = small.answer("2025-04-02", corrects=f"{HOSPICE}--calm-transfer--2025-04-02")
        assert small.answers() == {("ADO005", mine)}

    def test_corrects_not_in_a_circle(self, small: Small) -> None:
        days = ("2025-04-01", "2025-04-02", "2025-04-03")
        names = [f"{HOSPICE}--calm-transfer--{day}" for day in days]
        for at, day in enumerate(days):
            small.answer(day, corrects=names[at - 1])
        assert small.answers() == {("ADO005", name) for name in names}

    def test_may_put_right_a_later_day_that_was_mistyped(self, small: Small) -> None:
        later = small.answer("2025-10-01")
        small.answer("2025-04-01", corrects=later)
        assert small.answers() == set()

    def test_may_stand_in_place_of_one_that_was_wrong_in_every_line(self, small: Small) -> None:
        wrong = small.answer("2025-04-01", version="7.0", by="heath-lead")
        assert small.answers() == {("ADO002", wrong), ("ADO004", wrong)}
        small.answer("2025-04-02", corrects=wrong)
        assert small.answers() == set()

    def test_is_not_about_a_version_that_was_written_and_never_endorsed(self, small: Small) -> None:
        small.seal("2.0")
        found = small.answer("2025-04-01", version="2.0")
        assert small.answers() == {("ADO002", found)}

    def test_counts_from_the_day_of_an_endorsement_before_this_register(self, small: Small) -> None:
        earlier = {"endorsed-by": "Its forerunner", "endorsed-on": "2024-05-01"}
        path = "registry/decisions/board-2025-03-04--1.yaml"
        lines = "\n".join(f"{name}: {said}" for name, said in earlier.items())
        evidence = "evidence: Minutes of the forerunner\nevidence-held: true"
        small.change(path, "kind: endorse", f"kind: attest\n{lines}\n{evidence}")
        small.answer("2024-05-01")
        assert small.answers() == set()
        early = small.answer("2024-04-30")
        assert small.answers() == {("ADO003", early)}


@pytest.mark.parametrize(
    "lines",
    [
        {"organisation": "nobody"},
        {"organisation": "calm-transfer"},
        {"document": "nothing"},
        {"document": "readers"},
        {"by": "nobody"},
        {"by": NURSES},
        {"corrects": f"{HOSPICE}--calm-transfer--2025-01-01"},
        {"corrects": HOSPICE},
    ],
    ids=str,
)
def test_whatever_makes_an_answer_doubtful_is_an_error_in_its_own_file(
    small: Small, lines: dict[str, str]
) -> None:
    """Fails if a ground for doubt is passed by because somebody else should have told of it."""
    small.answer("2025-04-01", **lines)
    checked = small.check()
    assert checked.assessment is not None
    doubted = {fault.record for fault in checked.assessment.adoption.faults}
    assert doubted
    assert doubted <= {one.about for one in checked.errors}
    held = checked.assessment.adoption.positions.values()
    assert {one.local for one in held if one.answers} <= {Local.UNKNOWN}


@pytest.mark.parametrize(
    "lost", ["posts/lead-nurse.yaml", f"organisations/{HOSPICE}.yaml", TEXT[9:]]
)
def test_an_answer_that_rests_on_a_broken_file_is_never_sound(small: Small, lost: str) -> None:
    small.answer("2025-04-01")
    small.files[f"registry/{lost}"] += b"<<<<<<< HEAD\n"
    checked = small.check()
    assert not checked.cannot_run
    assert checked.errors
    assert checked.assessment is not None
    found = checked.assessment.adoption.positions[HOSPICE, "calm-transfer"]
    assert found.local is Local.UNKNOWN


class TestATextTakenIntoUseWhileItStood:
    """ADO006. Fails if the day, the version or the word of the network is not looked at."""

    @pytest.mark.parametrize(
        ("day", "version", "warned"),
        [
            ("2025-03-05", "1.0", False),
            ("2025-10-01", "1.0", True),
            ("2025-10-01", "2.0", False),
            ("2025-12-02", "2.0", True),
        ],
    )
    def test_as_versions_come_and_go(
        self, small: Small, day: str, version: str, warned: bool
    ) -> None:
        small.endorse("2025-09-02", "2.0")
        small.withdraw("2025-12-02")
        name = small.answer(day, version=version)
        assert small.answers() == ({("ADO006", name)} if warned else set())

    def test_an_answer_before_its_version_takes_effect_is_in_time(self, small: Small) -> None:
        small.endorse("2025-09-02", "2.0", effective="2025-12-01")
        small.answer("2025-10-01", version="2.0")
        assert small.answers() == set()

    def test_a_version_still_to_come_has_not_been_missed(self, small: Small) -> None:
        small.endorse("2025-09-02", "2.0", effective="2026-06-01")
        small.answer("2025-10-01", version="2.0")
        assert small.answers() == set()

    def test_a_minor_correction_makes_no_other_text(self, small: Small) -> None:
        small.correct("2025-09-02")
        small.answer("2025-10-01", version="1.0")
        small.answer("2025-10-02", version="1.1")
        assert small.answers() == set()

    def test_what_a_corrected_text_replaced_is_another(self, small: Small) -> None:
        small.correct("2025-06-02")
        small.endorse("2025-09-02", "2.0")
        name = small.answer("2025-10-01", version="1.0")
        assert small.answers() == {("ADO006", name)}

    @pytest.mark.parametrize("said", ["declined", "retracted"])
    def test_saying_no_to_it_is_always_in_time(self, small: Small, said: str) -> None:
        small.withdraw("2025-12-02")
        small.answer("2025-12-03", said)
        assert small.answers() == set()

    def test_an_error_that_was_put_right_warns_no_longer(self, small: Small) -> None:
        small.withdraw("2025-12-02")
        wrong = small.answer("2025-12-03")
        assert small.answers() == {("ADO006", wrong)}
        small.answer("2025-11-03", corrects=wrong)
        assert small.answers() == set()


class TestWhoIsAsked:
    def champion(self, small: Small, said: str) -> set[tuple[str, str]]:
        path = f"registry/organisations/{NURSES}.yaml"
        small.files[path] += said.encode()
        return {one for one in small.found() if one[0] == "ADO007"}

    @pytest.mark.parametrize(
        ("said", "noted"),
        [
            ("", True),
            ("champion: heath-lead\n", False),
            ("champion: coordinator\n", True),
            ("joined: 2027-01-01\n", False),
            ("left: 2025-12-31\n", False),
            ("left: 2026-12-31\n", True),
        ],
    )
    def test_has_a_champion_of_its_own(self, small: Small, said: str, noted: bool) -> None:
        assert self.champion(small, said) == ({("ADO007", NURSES)} if noted else set())

    def test_needs_none_if_it_is_asked_nothing(self, small: Small) -> None:
        small.change(f"registry/organisations/{NURSES}.yaml", "role: spoke", "role: partner")
        assert self.champion(small, "") == set()

    def unasked(self, small: Small) -> None:
        asked = "settings:\n  adoption:\n    roles: [hub]\n"
        small.files["registry/network.yaml"] += asked.encode()

    def test_one_that_is_not_may_answer_and_that_is_said(self, small: Small) -> None:
        self.unasked(small)
        name = small.answer("2025-04-01", organisation=NURSES)
        assert small.answers() == {("ADO008", name)}
        assert not small.check().errors

    def test_an_answer_taken_back_is_none(self, small: Small) -> None:
        self.unasked(small)
        small.answer("2025-04-01", organisation=NURSES)
        small.answer("2025-04-02", "retracted", organisation=NURSES)
        assert small.answers() == set()

    def test_one_that_left_was_asked_while_it_was_there(self, small: Small) -> None:
        small.files[f"registry/organisations/{NURSES}.yaml"] += b"left: 2025-12-31\n"
        small.answer("2025-04-01", organisation=NURSES)
        assert small.answers() == set()


def test_what_the_network_decides_later_makes_no_old_answer_an_error(small: Small) -> None:
    small.answer("2025-04-01")
    small.endorse("2025-09-02", "2.0")
    small.withdraw("2025-12-02")
    assert small.answers() == set()
    assert small.check().errors == ()
