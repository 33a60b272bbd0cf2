"""One finding for one fault, in words that say what to do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from handbook.load import Broken, Loaded, MemoryTree, Record, load
from handbook.types import load_types
from handbook.validate import validate
from handbook.validate.engine import validator

if TYPE_CHECKING:
    from handbook.finding import Finding

TYPES, _ = load_types()
POST = {"id": "a-nurse", "title": "Nurse", "organisation": "fellgate"}
DECISION: dict[str, Any] = {
    "id": "board-2026-11-05--4",
    "kind": "endorse",
    "title": "Endorsed",
    "meeting": "board-2026-11-05",
    "item": 4,
    "statement": "Endorsed.",
    "documents": [
        {
            "document": "a-page",
            "version": "1.0",
            "digest": "v1:sha256:" + "0" * 64,
            "review-due": "2028-11-05",
        }
    ],
}


def findings(kind: str, data: dict[str, Any]) -> list[Finding]:
    record = Record(kind, "x", "registry/x.yaml", data, None, 0, {})
    return list(validate(Loaded((record,), (), (), ()), TYPES).findings)


def only(kind: str, data: dict[str, Any]) -> Finding:
    (finding,) = findings(kind, data)
    return finding


def test_a_sound_record_stays_and_a_faulty_one_is_broken_with_its_places() -> None:
    tree = MemoryTree(
        {
            "registry/network.yaml": b"id: a-network\n",
            "registry/posts/a-nurse.yaml": b"id: a-nurse\ntitle: Nurse\norganisation: fellgate\n",
        }
    )
    checked = validate(load(tree, TYPES), TYPES)
    assert [r.id for r in checked.records] == ["a-nurse"]
    (broken,) = checked.broken
    assert (broken.id, broken.type, broken.data) == ("a-network", "network", {"id": "a-network"})
    assert broken.places["id",].line == 1


def test_faults_of_a_file_that_was_broken_already_are_told_too_and_once() -> None:
    broken = Broken("record", "post", "other", "registry/x.yaml", {"id": "A b", "title": 1})
    checked = validate(Loaded((), (), (broken,), ()), TYPES)
    assert [f.code.id for f in checked.findings] == ["SCH001", "SCH003"]
    assert checked.broken == (broken,)


def test_nothing_is_said_of_a_sound_decision() -> None:
    assert findings("decision", DECISION) == []


@pytest.mark.parametrize(
    ("more", "message", "hint"),
    [
        ({"titel": "x"}, "`titel` is not a line that a post has", "Did you mean `title`?"),
        ({"deputy": None}, "`deputy` has no value", "Fill it in, or remove the line."),
        ({"title": True}, "`title` is text, but here it is true", 'Put it in quotes: "true".'),
        ({"title": 7}, "`title` is text, but here it is the number 7", 'Put it in quotes: "7".'),
        (
            {"title": ["a"]},
            "`title` is text, but here it is a list",
            "Write it in one piece, after the colon.",
        ),
        ({"title": ""}, "`title` is empty", "Fill it in, or remove the line."),
        ({"title": "x" * 301}, "`title` has 301 characters; 120 is the most", ""),
        ({"title": "x"}, "`title` has 1 character; 2 is the least", ""),
        ({"funded-until": "2026-24-10"}, "`funded-until`: 24 is not a month", None),
        ({"funded-until": "20270331"}, None, "Did you mean 2027-03-31?"),
        (
            {"organisation": "Fellgate Hospital"},
            (
                "`organisation` is “Fellgate Hospital”: write the id of another record, which is "
                "its file name without the ending"
            ),
            "For example: childrens-hospital",
        ),
        (
            {"visibility": "member"},
            "`visibility` is “member”, which is not one of those allowed",
            "Did you mean members? Allowed: public, members.",
        ),
        (
            {"contact": {"email": "someone"}},
            "`email` is “someone”, which is not an e-mail address",
            "Write it like network@example.org.",
        ),
        ({"contact": "someone"}, "`contact` is a group of lines, but here it is the text “someone”",
         None),
    ],
)  # fmt: skip
def test_one_fault_one_sentence(
    more: dict[str, Any], message: str | None, hint: str | None
) -> None:
    finding = only("post", {**POST, **more})
    assert message in (None, finding.message)
    assert hint in (None, finding.hint)


def test_a_missing_line_is_explained() -> None:
    finding = only("post", {k: v for k, v in POST.items() if k != "organisation"})
    assert finding.message == "`organisation` is missing"
    assert finding.hint.startswith("The organisation that the post belongs to. For example: ")
    assert finding.route == ()


def test_a_list_written_as_text_is_told_how_lists_are_written() -> None:
    finding = only("meeting", {
        "id": "a-meeting", "group": "board", "date": "2026-11-05", "state": "held", "guests": "A"
    })  # fmt: skip
    assert finding.message == "`guests` is a list, but here it is the text “A”"
    assert finding.hint == "Put each entry on a line of its own that begins with a dash."


class TestWhatDependsOnTheKindOfDecision:
    def test_names_the_kind_that_needs_a_missing_line(self) -> None:
        entry = {k: v for k, v in DECISION["documents"][0].items() if k != "digest"}
        finding = only("decision", {**DECISION, "documents": [entry]})
        assert (
            finding.message
            == "`digest` is missing in entry 1 of `documents` when `kind` is endorse"
        )
        assert finding.route == ("documents", 0)

    def test_names_the_lines_that_have_a_place(self) -> None:
        finding = only("decision", {**DECISION, "risk-check": "None."})
        assert finding.message == "`risk-check` has no place here when `kind` is endorse"
        assert finding.route == ("risk-check",)

    def test_says_one_thing_of_a_misspelt_line(self) -> None:
        finding = only("decision", {**DECISION, "resaon": "None."})
        assert finding.hint == "Did you mean `reason`?"

    def test_says_one_thing_of_a_kind_that_does_not_exist(self) -> None:
        finding = only("decision", {**DECISION, "kind": "approve"})
        assert finding.route == ("kind",)

    def test_says_which_of_two_lines_to_give(self) -> None:
        data = {**DECISION, "kind": "withdraw", "reason": "Old."}
        data["documents"] = [{"document": "a-page", "exit": "withdrawn"}]
        finding = only("decision", data)
        assert finding.message == (
            "give `successor` or `no-replacement` in entry 1 of `documents` when `kind` is withdraw"
        )

    def test_says_when_evidence_that_is_held_must_be_named(self) -> None:
        data = {**DECISION, "kind": "attest", "evidence-held": True}
        assert {f.message.split(" when ")[1] for f in findings("decision", data)} == {
            "`kind` is attest and `evidence-held` is true"
        }


@pytest.mark.parametrize("ending", ["\n", " ", "\u2028", "\x85"])
def test_a_pattern_holds_to_the_very_end_of_the_text(ending: str) -> None:
    assert [f.code.id for f in findings("post", {**POST, "organisation": f"fellgate{ending}"})] == [
        "SCH005"
    ]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//example.org",
        "https://",
        "https://user:secret@example.org",
        "https://example.org:port/",
        "https://[::1",
        "https://example.org/a b",
        "https://example.org/<b>",
        "https://example.org/\u202e",
    ],
)
def test_an_address_that_is_no_plain_web_page_is_refused(address: str) -> None:
    assert only("post", {**POST, "contact": {"web": address}}).code.id == "SCH005"


@pytest.mark.parametrize(
    ("kind", "line", "reason"),
    [
        ("guideline", "status", "follows from the decisions"),
        ("terms-of-reference", "review-due", "moved by a decision"),
        ("post", "name", "never names the person"),
    ],
)
def test_a_line_that_people_expect_but_is_refused_says_why(
    kind: str, line: str, reason: str
) -> None:
    (said,) = [f for f in findings(kind, {"id": "x", line: "x"}) if f.code.id == "SCH002"]
    assert reason in said.hint


def test_every_fault_of_a_record_is_told_in_one_run() -> None:
    data = {"id": "a-nurse", "organisation": 1, "colour": "red", "funded-until": "soon"}
    codes = {f.code.id for f in findings("post", data)}
    assert codes == {"SCH001", "SCH002", "SCH003", "SCH006"}


def test_a_validator_fetches_nothing() -> None:
    schema = {"$ref": "https://example.org/schema.json"}
    made = validator(replace(TYPES["post"], schema=schema))
    with pytest.raises(Exception, match=r"example\.org/schema\.json"):
        list(made.iter_errors({}))


@pytest.mark.parametrize("row", [None, 3, "19 of 31", [], [{"measure": "a-measure"}]])
def test_a_row_that_is_no_row_is_one_fault_and_no_crash(row: Any) -> None:
    """A choice of lines is asked of groups of lines alone: anything else is of the wrong kind."""
    data = {"id": "a-return", "rows": [row]}
    faults = [each for each in findings("return", data) if each.route[:1] == ("rows",)]
    assert [(fault.route, fault.code.id) for fault in faults] == [(("rows", 0), "SCH003")]
