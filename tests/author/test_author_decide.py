"""A decision is written whole, means what it says it will, or is refused with every reason."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from board_registry import RECORDS, plan_of, put, why_refused

from handbook import gate
from handbook.assess import assess
from handbook.assess.ledger.seals import fault
from handbook.assess.words import Flag, State, Timeliness
from handbook.author.decision.decide import prepare
from handbook.author.model import Plan, Refused, Request
from handbook.author.write import write
from handbook.check import check
from handbook.finding import Finding
from handbook.history import NO_HISTORY
from handbook.load.trees.base import WorkingTree
from handbook.rules.building import PAG001
from handbook.source import read_markdown, read_yaml
from handbook.source.yaml.emit import yaml_text
from handbook.types.examples import left_over

if TYPE_CHECKING:
    from pathlib import Path

    from handbook.assess.standing.model import Standing
    from handbook.link import Registry

TODAY = date(2026, 11, 23)
HOME = {"document": "going-home"}
SUMMARY = "A worked example that shows every line such a document can have."


def ask(kind: str, *documents: dict[str, Any], item: str = "1", **more: Any) -> Request:
    given = {"meeting": "board-2026-03-11", "item": item, "statement": "Agreed."} | more
    return Request(kind=kind, documents=documents or (HOME,), **given)


def planned(root: Path, request: Request, today: date = TODAY) -> Plan:
    return plan_of(prepare(root, request, today=today))


def decided(root: Path, kind: str, *documents: dict[str, Any], **more: Any) -> Plan:
    plan = planned(root, ask(kind, *documents, **more))
    write(plan, root)
    return plan


def refused(root: Path, request: Request) -> str:
    return why_refused(root, lambda: prepare(root, request, today=TODAY))


def registry_of(root: Path) -> Registry:
    checked = check(WorkingTree(root), today=TODAY, history=NO_HISTORY)
    assert checked.assessment is not None
    return checked.assessment.registry


def standing(root: Path, document: str = "going-home", today: date = TODAY) -> Standing:
    return assess(registry_of(root), NO_HISTORY, today).standings[document]


def edit(root: Path, old: str, new: str, name: str = "guidelines/going-home.md") -> None:
    path = root / "registry" / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_an_endorsement_writes_a_decision_and_a_sealed_text(root: Path) -> None:
    plan = decided(root, "endorse")
    assert plan.id == "board-2026-03-11--1"
    assert list(plan.files) == [
        "registry/_endorsed/going-home/1.0/record.md",
        "registry/_endorsed/going-home/1.0/attachments/letter.pdf",
        "registry/_endorsed/going-home/1.0/seal.yaml",
        "registry/decisions/board-2026-03-11--1.yaml",
    ]
    text = plan.files["registry/decisions/board-2026-03-11--1.yaml"].decode()
    digest = standing(root).digest
    assert text == (
        "id: board-2026-03-11--1\n"
        'title: "Endorse: Going home"\n'
        "kind: endorse\n"
        "meeting: board-2026-03-11\n"
        'item: "1"\n'
        "effective: 2026-03-11\n"
        "statement: Agreed.\n"
        "documents:\n"
        "  - document: going-home\n"
        '    version: "1.0"\n'
        f"    digest: {digest}\n"
        "    review-due: 2028-03-11\n"
    )


def test_the_sealed_text_is_readable_and_holds_no_administrative_field(root: Path) -> None:
    plan = decided(root, "endorse")
    assert plan.files["registry/_endorsed/going-home/1.0/record.md"].decode() == (
        "---\n"
        "id: going-home\n"
        "title: Going home\n"
        "summary: How to go home.\n"
        "keywords:\n"
        '  - "no"\n'
        '  - "12:30"\n'
        "---\n"
        "## Who\n\nGive 5 units of time.  \nThen wait.\n"
    )


def test_what_was_written_reads_back_as_in_force(root: Path) -> None:
    decided(root, "endorse")
    found = standing(root)
    assert (found.state, found.version, found.flags) == (State.IN_FORCE, "1.0", frozenset())
    seal = registry_of(root).seals["going-home", "1.0"]
    assert fault(seal) == ""


def test_the_preview_says_what_it_will_mean(root: Path) -> None:
    plan = planned(root, ask("endorse", effective="2027-01-04"))
    assert plan.preview == (
        "At its meeting of 11 March 2026, item 1, the Board endorses Going home, version 1.0.",
        "A sealed copy of the text of Going home is kept as version 1.0.",
        "Until 4 January 2027 nothing changes: Going home stays as it is, proposed.",
        (
            "From 4 January 2027 Going home is: in force, current."
            " The network has endorsed this text and it applies now."
        ),
        "It is to be reviewed by 4 January 2029.",
    )


def test_a_new_owner_changes_nothing_and_a_new_dose_does(root: Path) -> None:
    decided(root, "endorse")
    edit(root, "owner: coordinator", "owner: nobody-yet")
    assert standing(root).flags == frozenset()
    edit(root, "5 units", "50 units")
    assert standing(root).flags == {Flag.CHANGED}
    assert standing(root).version == "1.0"


def test_a_changed_attachment_changes_the_text(root: Path) -> None:
    decided(root, "endorse")
    (root / "registry/attachments/going-home/letter.pdf").write_bytes(b"%PDF-1.4 other")
    assert standing(root).flags == {Flag.CHANGED}


def test_the_next_version_is_the_next_whole_number(root: Path) -> None:
    decided(root, "endorse")
    edit(root, "5 units", "6 units")
    decided(root, "endorse", item="2")
    edit(root, "6 units", "7 units")
    decided(root, "endorse", {**HOME, "version": "2.5"}, item="3")
    edit(root, "7 units", "8 units")
    decided(root, "endorse", item="4")
    assert [v.version for v in standing(root).versions] == ["1.0", "2.0", "2.5", "3.0"]


def test_a_version_is_never_used_again_for_another_text(root: Path) -> None:
    decided(root, "endorse")
    edit(root, "5 units", "6 units")
    message = refused(root, ask("endorse", {**HOME, "version": "1.0"}, item="2"))
    assert "already the number of another text" in message


def test_an_unchanged_text_is_not_endorsed_as_a_new_version(root: Path) -> None:
    decided(root, "endorse")
    for version in (None, "2.0"):
        message = refused(root, ask("endorse", {**HOME, "version": version}, item="2"))
        assert "the same, word for word, as version 1.0" in message


def test_the_same_version_can_be_endorsed_again_and_lifts_a_later_suspension(root: Path) -> None:
    decided(root, "endorse")
    fields = {"post": "coordinator", "date": "2026-03-12", "reason": "Harm."}
    decided(root, "suspend", fields=fields, meeting="", item="")
    assert standing(root).state is State.SUSPENDED
    meeting = {**RECORDS["meetings/board-2026-03-11.yaml"], "date": "2026-03-16"}
    name = "board-2026-03-16"
    put(root, f"meetings/{name}.yaml", yaml_text({**meeting, "id": name}))
    stop = "suspend--going-home--2026-03-12"
    at = {"item": "2", "meeting": name}
    silent = refused(root, ask("endorse", {**HOME, "version": "1.0"}, **at))
    assert f"was stopped by the decision {stop}" in silent
    assert f"--lifts {stop}" in silent
    other = {**HOME, "version": "1.0", "lifts": [stop, "suspend--x"]}
    said = refused(root, ask("endorse", other, **at))
    assert "suspend--x is no stop of Going home to be lifted" in said
    plan = decided(root, "endorse", {**HOME, "version": "1.0", "lifts": [stop]}, **at)
    assert list(plan.files) == ["registry/decisions/board-2026-03-16--2.yaml"]
    assert standing(root).in_force


def test_what_is_named_as_wrong_is_written_and_never_stops_a_stop(root: Path) -> None:
    decided(root, "endorse")
    fields = {"post": "coordinator", "date": "2026-03-12", "reason": "Harm."}
    named = ["no such words", "Going home", "x" * 201, "a\nb", "zero\u200bwidth", "", "Going home"]
    row = {**HOME, "wrong": [{"text": text} for text in named]}
    plan = decided(root, "suspend", row, fields=fields, meeting="", item="")
    assert standing(root).state is State.SUSPENDED
    path = f"registry/decisions/{plan.id}.yaml"
    data = read_yaml(plan.files[path], path).data
    assert data is not None
    written = [one["text"] for one in data["documents"][0]["wrong"]]
    assert written == ["no such words", "Going home", "a b"]
    said = [one for one in plan.preview if "struck through" in one]
    assert len([one for one in said if "was not found" in one]) == 2
    assert len([one for one in said if "is left out" in one]) == 3
    assert not any("“Going home”" in one for one in said)


def test_a_seal_left_by_a_broken_run_is_used(root: Path) -> None:
    plan = decided(root, "endorse")
    (root / f"registry/decisions/{plan.id}.yaml").unlink()
    again = planned(root, ask("endorse"))
    assert list(again.files) == [f"registry/decisions/{plan.id}.yaml"]


def test_one_decision_about_two_documents(root: Path) -> None:
    decided(root, "endorse", HOME, {"document": "coming-back"})
    assert standing(root).in_force
    assert standing(root, "coming-back").in_force


def test_attesting_without_evidence_is_said_to_leave_it_unknown(root: Path) -> None:
    plan = decided(root, "attest", fields={"evidence-held": False})
    assert "The reason: the evidence of its earlier endorsement is not held." in plan.preview
    assert standing(root).state is State.UNKNOWN


def test_attesting_with_evidence_puts_it_in_force(root: Path) -> None:
    fields = {
        "evidence": "Minute 6.",
        "evidence-held": True,
        "endorsed-by": "The old group",
        "endorsed-on": "2022-05-18",
    }
    decided(root, "attest", fields=fields, effective="2022-05-18")
    found = standing(root)
    assert found.in_force
    assert found.event is not None
    assert found.event.endorsed_on == date(2022, 5, 18)


def test_a_withdrawal_says_that_readers_will_not_see_the_text(root: Path) -> None:
    decided(root, "endorse")
    decided(root, "endorse", {"document": "coming-back"}, item="3")
    entry = {**HOME, "exit": "published-in-error", "successor": "coming-back"}
    plan = decided(root, "withdraw", entry, item="2", fields={"reason": "Wrong."})
    hidden, led = plan.preview[-2:]
    assert hidden == "Readers will not see its text."
    assert led == "Readers of Going home are led on to: Going home."
    found = standing(root)
    assert (found.state, found.text_hidden) == (State.WITHDRAWN, True)
    assert found.successor == "coming-back"


def test_a_withdrawal_needs_no_sound_text(root: Path) -> None:
    decided(root, "endorse")
    edit(root, "## Who", "#### Who\n\n<b>x</b>")
    entry = {**HOME, "exit": "withdrawn", "no-replacement": True}
    decided(root, "withdraw", entry, item="2", fields={"reason": "Wrong."})
    assert standing(root).state is State.WITHDRAWN


def test_every_other_kind(root: Path) -> None:
    decided(root, "endorse")
    fields: dict[str, Any] = {"reason": "Staff.", "risk-check": "Looked."}
    decided(root, "extend", {**HOME, "review-due": "2028-06-01"}, item="2", fields=fields)
    assert standing(root).flags == {Flag.EXTENDED}
    fields = {"reviewer": "coordinator", "checked": [{"source": "NG61", "on": "2026-03-01"}]}
    decided(
        root,
        "review",
        {**HOME, "outcome": "minor"},
        item="3",
        fields=fields,
        effective="2026-04-01",
    )
    assert standing(root).review_due == date(2028, 4, 1)
    decided(root, "record", item="4")
    back = {"document": "coming-back"}
    decided(root, "consult", {**back, "closes": "2026-12-01"}, item="4a")
    assert standing(root, "coming-back").state is State.IN_CONSULTATION


def test_only_the_version_that_readers_get_is_reviewed(root: Path) -> None:
    decided(root, "endorse")
    message = refused(root, ask("review", {**HOME, "version": "2.0", "outcome": "minor"}, item="2"))
    assert "readers of going-home get version 1.0, not 2.0" in message


def test_a_document_is_superseded_by_another(root: Path) -> None:
    decided(root, "endorse")
    decided(root, "endorse", {"document": "coming-back"}, item="3")
    decided(root, "supersede", {**HOME, "successor": "coming-back"}, item="2")
    found = standing(root)
    assert (found.state, found.successor) == (State.SUPERSEDED, "coming-back")


def test_an_endorsement_that_a_later_stop_has_overtaken_is_said_to_change_nothing(
    root: Path,
) -> None:
    fields = {"post": "coordinator", "date": "2026-05-01", "reason": "Harm."}
    decided(root, "suspend", fields=fields, meeting="", item="")
    plan = planned(root, ask("endorse", effective="2026-06-01"))
    assert "It changes nothing for Going home: a later decision stands above it." in plan.preview


def test_a_doubt_that_was_there_before_does_not_stop_a_withdrawal(root: Path) -> None:
    decided(root, "endorse")
    put_broken = root / "registry/decisions/board-2026-03-11--9.yaml"
    put_broken.write_text("kind: [")
    entry = {**HOME, "exit": "withdrawn", "no-replacement": True}
    plan = decided(root, "withdraw", entry, item="2", fields={"reason": "Wrong."})
    assert "The reason: the decision board-2026-03-11--9 cannot be read." in plan.preview


@pytest.mark.parametrize("value", [1.5, b"x", date(2026, 1, 1), "\ud800"])
def test_what_cannot_be_written_is_refused(root: Path, value: object) -> None:
    for request in (
        ask("endorse", fields={"reason": value}),
        ask("endorse", {**HOME, "expires": value}),
    ):
        assert "cannot be written" in refused(root, request)


REFUSALS = [
    (ask("praise"), "praise is not a kind of decision"),
    (ask("endorse", {"document": "nothing"}), "there is no document nothing"),
    (ask("endorse", {"document": "coordinator"}), "coordinator is a post"),
    (ask("endorse", HOME, HOME), "going-home is named more than once"),
    (Request("endorse", (), "Agreed.", "board-2026-03-11", "1"), "name at least one document"),
    (ask("endorse", meeting=""), "needs a meeting and an item"),
    (ask("endorse", item=""), "needs a meeting and an item"),
    (
        ask("endorse", meeting="board-2026-03-12"),
        "that can be read (the last one held is board-2026-03-11)",
    ),
    (ask("endorse", item="9"), "has no item 9 (its items are 1, 2, 3, 4, 4a)"),
    (ask("endorse", meeting="board-2027-03-10"), "is scheduled, not held"),
    (ask("endorse", meeting="board-2027-03-10"), "10 March 2027, which has not come yet"),
    (ask("endorse", effective="2026-24-10"), "24 is not a month (Did you mean 2026-10-24?)"),
    (ask("endorse", effective="2026-03-10"), "it cannot apply from 10 March 2026"),
    (ask("endorse", {**HOME, "review-due": "2028-02-30"}), "no day 30 in February 2028"),
    (ask("endorse", {**HOME, "version": "two"}), "two is not a version"),
    (ask("endorse", {**HOME, "colour": "red"}), "colour"),
    (ask("endorse", statement=""), "statement"),
    (ask("attest"), "evidence-held"),
    (ask("withdraw"), "exit"),
    (ask("withdraw", {**HOME, "exit": "withdrawn", "no-replacement": True}), "reason"),
    (ask("review", {**HOME, "outcome": "minor"}), "no version that was ever in force"),
    (
        ask("suspend", fields={"post": "nobody", "date": "2027-01-01"}),
        "there is no post nobody",
    ),
    (
        ask("suspend", fields={"post": "coordinator", "date": "2027-01-01"}),
        "1 January 2027, which has not come yet",
    ),
]


@pytest.mark.parametrize(("request_", "message"), REFUSALS)
def test_it_is_refused_in_plain_words(root: Path, request_: Request, message: str) -> None:
    assert message in refused(root, request_)


def test_every_reason_is_told_at_once(root: Path) -> None:
    message = refused(root, ask("endorse", {"document": "nothing"}, item="9", effective="soon"))
    assert len(message.splitlines()) == 3


def test_an_item_decides_once(root: Path) -> None:
    decided(root, "endorse")
    message = refused(root, ask("endorse", {"document": "coming-back"}))
    assert "there is already a decision board-2026-03-11--1" in message


def test_a_text_with_errors_is_not_sealed(root: Path) -> None:
    edit(root, "## Who", "<b>Who</b>")
    assert "going-home has" in refused(root, ask("endorse"))


def test_a_document_that_cannot_be_read_is_not_sealed(root: Path) -> None:
    edit(root, "title: Going home\n", "")
    assert "going-home cannot be read" in refused(root, ask("endorse"))


def test_a_bad_attachment_is_not_sealed(root: Path) -> None:
    (root / "registry/attachments/going-home/letter.pdf").write_bytes(b"not what it says")
    assert "going-home has an error" in refused(root, ask("endorse"))


def test_the_group_must_be_readable(root: Path) -> None:
    edit(root, "purpose: Decides.\n", "", "terms-of-reference/board.md")
    assert "has no terms of reference that can be read" in refused(root, ask("endorse"))


def test_a_registry_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    result = prepare(tmp_path, ask("endorse"), today=TODAY)
    assert isinstance(result, Refused)


def test_a_tampered_sealed_text_is_never_in_force(root: Path) -> None:
    decided(root, "endorse")
    edit(root, "5 units", "50 units", "_endorsed/going-home/1.0/record.md")
    found = standing(root)
    assert found.state is State.UNKNOWN
    assert "is not the text that was sealed" in found.why[0]


def test_a_tampered_scope_is_never_in_force(root: Path) -> None:
    decided(root, "endorse")
    edit(root, "  - owner\n", "  - owner\n  - keywords\n", "_endorsed/going-home/1.0/seal.yaml")
    assert standing(root).state is State.UNKNOWN


def test_what_the_check_would_refuse_is_refused_before_it_is_written(root: Path) -> None:
    """The document is not on the agenda item, so the site could not be built afterwards."""
    meeting = RECORDS["meetings/board-2026-03-11.yaml"]
    bare = [{"item": each["item"], "title": each["title"]} for each in meeting["agenda"]]
    put(root, "meetings/board-2026-03-11.yaml", yaml_text({**meeting, "agenda": bare}))
    request = ask("endorse", {"document": "coming-back"})
    said = refused(root, request)
    assert "is not among the documents of item 1" in said
    assert "add it in registry/meetings/board-2026-03-11.yaml" in said


def test_what_was_wrong_before_does_not_stand_in_the_way(root: Path) -> None:
    put(root, "guidelines/coming-back.md", "---\nid: [\n---\n")
    put(root, "stray.txt", "x")
    decided(root, "endorse")
    assert standing(root).in_force


@pytest.mark.pages
def test_a_template_that_fails_for_what_is_written_is_a_reason_not_to_write_it(root: Path) -> None:
    template = "{% if data.kind == 'endorse' %}{{ data.colour }}{% endif %}"
    put(root, "_types/decision/page.md.j2", template)
    said = refused(root, ask("endorse"))
    assert "the page template of decision cannot be used" in said.lower()


class TestAnEmergencyStopIsWritten:
    """Whatever else is wrong, and whatever the check says of it."""

    def stop(self, root: Path) -> Plan:
        fields = {"post": "coordinator", "reason": "Harm."}
        return decided(root, "suspend", fields=fields, meeting="", item="")

    @pytest.mark.pages
    def test_where_a_template_fails_for_it(self, root: Path) -> None:
        decided(root, "endorse")
        put(root, "_types/decision/page.md.j2", "{{ data.post.nothing }}")
        plan = self.stop(root)
        assert any("page template of decision" in each for each in plan.preview)
        assert standing(root).state is State.SUSPENDED

    def test_where_other_files_cannot_be_read(self, root: Path) -> None:
        decided(root, "endorse")
        put(root, "guidelines/coming-back.md", "---\nid: [\n---\n")
        put(root, "meetings/board-2027-03-10.yaml", "date: [")
        self.stop(root)
        assert standing(root).state is State.SUSPENDED

    def test_of_a_document_that_itself_cannot_be_read(self, root: Path) -> None:
        decided(root, "endorse")
        name = "guidelines/going-home.md"
        sound = (root / "registry" / name).read_text()
        put(root, name, sound.replace("summary:", "sumary:"))
        plan = self.stop(root)
        assert any("cannot be read" in each for each in plan.preview)
        put(root, name, sound)
        assert standing(root).state is State.SUSPENDED

    def test_a_second_time_on_one_day(self, root: Path) -> None:
        decided(root, "endorse")
        self.stop(root)
        meeting = {**RECORDS["meetings/board-2026-03-11.yaml"], "date": TODAY.isoformat()}
        name = f"board-{TODAY.isoformat()}"
        put(root, f"meetings/{name}.yaml", yaml_text({**meeting, "id": name}))
        plan = self.stop(root)
        assert plan.id == "suspend--going-home--2026-11-23--2"
        assert standing(root).state is State.SUSPENDED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("summary: How to go home.", f"summary: {SUMMARY}"),
        ("owner: coordinator", "owner: coordinator\nreference: FV-X-001"),
        ("owner: coordinator", "owner: coordinator\ncategory: Example"),
        ("Then wait.", "Then wait.\n\n1. Say the first step."),
        ("Then wait.", "Then wait.\n\nWrite who uses this page and when."),
    ],
)  # fmt: skip
@pytest.mark.parametrize("effective", ["", "2027-01-04"])
def test_no_value_of_the_example_is_endorsed(
    root: Path, old: str, new: str, effective: str
) -> None:
    edit(root, old, new)
    assert "from the example" in refused(root, ask("endorse", effective=effective))


def test_an_untouched_copy_of_any_example_is_not_endorsed(root: Path) -> None:
    """Fails if a type's example has no value that gives it away."""
    for known in registry_of(root).types.values():
        source = (read_markdown if known.format == "markdown" else read_yaml)(
            known.example.encode(), "example"
        )
        assert list(left_over(known, source.data or {}, getattr(source, "body", None))), known.name


class TestWhatIsKnownWhenItIsEndorsed:
    def consulting(self, root: Path) -> None:
        decided(root, "consult", {**HOME, "closes": "2026-12-05"}, item="1")

    def test_a_consultation_that_is_open_must_be_spoken_of(self, root: Path) -> None:
        self.consulting(root)
        said = refused(root, ask("endorse", item="2"))
        assert "the consultation on Going home is open until 5 December 2026" in said
        assert "--although consultation-open" in said

    def test_and_the_decision_keeps_it(self, root: Path) -> None:
        self.consulting(root)
        plan = decided(root, "endorse", item="2", fields={"although": ["consultation-open"]})
        written = plan.files[f"registry/decisions/{plan.id}.yaml"]
        assert b"although:\n  - consultation-open\n" in written
        assert any("is open until 5 December 2026" in one for one in plan.preview)

    def test_one_that_has_closed_need_not(self, root: Path) -> None:
        decided(root, "consult", {**HOME, "closes": "2026-03-13"}, item="1")
        meeting = {**RECORDS["meetings/board-2026-03-11.yaml"], "date": "2026-03-16"}
        name = "board-2026-03-16"
        put(root, f"meetings/{name}.yaml", yaml_text({**meeting, "id": name}))
        decided(root, "endorse", meeting=name)

    @pytest.mark.parametrize("kind", ["suspend", "withdraw"])
    def test_a_text_that_rests_on_something_stopped_says_so(self, root: Path, kind: str) -> None:
        back = {"document": "coming-back"}
        decided(root, "endorse", back)
        fields = {"reason": "Harm."}
        if kind == "suspend":
            fields["post"] = "coordinator"
            decided(root, kind, back, fields=fields, meeting="", item="")
        else:
            exits = {**back, "exit": "withdrawn", "no-replacement": True}
            decided(root, kind, exits, item="2", fields=fields)
        edit(root, "owner: coordinator", "owner: coordinator\nrests-on: [coming-back]")
        said = refused(root, ask("endorse", item="3"))
        assert "rests on" in said
        assert "--although rests-on-stopped" in said
        plan = planned(root, ask("endorse", item="3", fields={"although": ["rests-on-stopped"]}))
        assert any("rests on" in sentence for sentence in plan.preview)


class TestTakingOverWhatWasEndorsedLongAgo:
    FIELDS: ClassVar[dict[str, Any]] = {
        "evidence": "Minute 6.",
        "evidence-held": True,
        "endorsed-by": "The former group",
        "endorsed-on": "2019-05-14",
    }

    def test_the_review_is_counted_from_then_and_years_of_neglect_are_shown(
        self, root: Path
    ) -> None:
        plan = decided(root, "attest", fields=self.FIELDS)
        found = standing(root)
        assert found.review_due == date(2021, 5, 14)
        assert found.timeliness is Timeliness.OVERDUE
        assert any("review overdue" in sentence for sentence in plan.preview)

    def test_each_of_many_has_its_own_day(self, root: Path) -> None:
        back = {"document": "coming-back", "endorsed-on": "2025-11-30"}
        decided(root, "attest", HOME, back, fields=self.FIELDS)
        assert standing(root).review_due == date(2021, 5, 14)
        assert standing(root, "coming-back").review_due == date(2027, 11, 30)

    def test_a_day_of_the_group_own_choice_stands(self, root: Path) -> None:
        decided(root, "attest", {**HOME, "review-due": "2026-12-31"}, fields=self.FIELDS)
        assert standing(root).review_due == date(2026, 12, 31)


def test_a_text_is_corrected_twice_on_one_day(root: Path) -> None:
    edit(root, "Then wait.", "Then wait. See [this](https://www.example.org/a).")
    decided(root, "endorse")
    fields = {"post": "coordinator"}
    for letter, version in (("b", "1.1"), ("c", "1.2"), ("d", "1.3")):
        text = (root / "registry/guidelines/going-home.md").read_text()
        put(root, "guidelines/going-home.md", re.sub(r"org/.", f"org/{letter}", text))
        plan = decided(root, "correct", fields=fields, meeting="", item="")
        assert standing(root).version == version
        assert standing(root).in_force
    assert plan.id == "correct--going-home--2026-11-23--3"


def test_a_text_whose_page_cannot_be_made_is_not_sealed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fails if pages are asked about only after the decision, when nothing of it is new."""
    fault = Finding(PAG001, "registry/guidelines/going-home.md", "its page cannot be made")
    monkeypatch.setattr(gate, "unbuildable", lambda *_: [fault])
    assert "going-home has an error: its page cannot be made" in refused(root, ask("endorse"))
