"""Each rule about a branch by itself, on trees of a few files: what it finds, and what it passes.

The other tests here run the whole command on real repositories; these ask the rule alone, so that
each of its conditions can be tried.
"""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from alone import (
    ANSWER,
    DECISION,
    GUIDELINE,
    MEETING,
    NETWORK,
    SEALED,
    Data,
    assessed,
    at,
    branch,
    found,
    reading,
    record,
    sealed,
)

from handbook.assess.ledger.seals import seal_files
from handbook.rules.families.branch import (
    answers,
    expiry,
    known_faults,
    meetings,
    named,
    names,
    protected,
)
from handbook.rules.families.branch import posts as by_posts
from handbook.source.yaml.emit import yaml_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.finding import Finding
    from handbook.rules.comparison import Branch
    from handbook.rules.engine import Rule

HELD = record(
    MEETING,
    group="board",
    date="2025-03-04",
    state="held",
    attendance=[{"seat": "chair", "presence": "present"}],
    agenda=[{"item": "3", "title": "A matter"}],
)
DECIDED = record(DECISION, kind="record", meeting="board-2025-03-04", documents=[])


# I3: what was written down stays as it is.


@pytest.mark.parametrize(
    ("rule", "path", "verb"),
    [
        (protected.decisions_stay, DECISION, "taken"),
        (answers.answers_stay, ANSWER, "given"),
    ],
)
def test_i3_nothing_that_was_decided_or_answered_is_edited_or_removed(
    rule: Rule, path: str, verb: str
) -> None:
    base = {path: record(path), GUIDELINE: record(GUIDELINE)}
    edited = base | {path: record(path, title="Another")}
    removed = {GUIDELINE: record(GUIDELINE, title="Another")}
    stem = path.rpartition("/")[2].rpartition(".")[0]
    for head, what in ((edited, "edited"), (removed, "removed")):
        findings = found(rule, branch(base, head))
        assert at(findings) == [(path, stem)]
        assert f"was {verb}, and this branch has {what} it" in findings[0].message
    added = path.replace(".yaml", "-b.yaml")
    assert found(rule, branch(base, base | {added: record(added)})) == []
    assert found(rule, branch(base, base)) == []


@pytest.mark.parametrize("known_to", ["the base's tip", "where the branch began", "both"])
def test_i3_a_sealed_folder_stays_whichever_side_knows_it(known_to: str) -> None:
    """Fails if the folders are asked of one side only."""
    nothing: dict[str, Data] = {GUIDELINE: record(GUIDELINE)}
    base = nothing if known_to == "where the branch began" else nothing | sealed(GUIDELINE)
    before = nothing if known_to == "the base's tip" else nothing | sealed(GUIDELINE)
    more = "_endorsed/calm/1.0/attachments/more.txt"
    head = nothing | sealed(GUIDELINE) | {more: b"More."}
    findings = found(protected.sealed_texts_stay, branch(base, head, before, sound=False))
    assert (more, "calm") in at(findings)
    assert "this branch has added it" in findings[-1].message


def test_i3_a_sealed_text_is_not_edited_or_removed_and_a_new_version_is_free() -> None:
    document: dict[str, Data] = {GUIDELINE: record(GUIDELINE)}
    base = document | sealed(GUIDELINE)
    rule = protected.sealed_texts_stay
    edited = base | {SEALED: base[SEALED] + b"More.\n"}
    assert at(found(rule, branch(base, edited, sound=False))) == [(SEALED, "calm")]
    removed = found(rule, branch(base, document))
    assert at(removed) == [(path, "calm") for path in sorted(sealed(GUIDELINE))]
    assert found(rule, branch(base, base | sealed(GUIDELINE, "2.0"))) == []


@pytest.mark.parametrize(
    "decision",
    [
        {DECISION: record(DECISION, kind="record")},
        {"decisions/other.yaml": record("other.yaml", kind="record", meeting=HELD["id"])},
    ],
)
def test_i3_a_meeting_that_a_decision_rests_on_by_name_or_by_word_is_frozen(
    decision: dict[str, Data],
) -> None:
    base = {MEETING: HELD, **decision}
    rule = protected.meetings_are_frozen
    for head in (base | {MEETING: HELD | {"title": "Another"}}, decision):
        findings = found(rule, branch(base, head))
        assert at(findings) == [(MEETING, HELD["id"])]
        assert next(iter(decision)).rpartition("/")[2].removesuffix(".yaml") in findings[0].message
    alike = {f"adoptions/{HELD['id']}--calm.yaml": record(f"{HELD['id']}--calm.yaml")}
    assert (
        found(rule, branch({MEETING: HELD} | alike, {MEETING: HELD | {"title": "B"}} | alike)) == []
    )
    # The decision may be the branch's own: then the meeting was not yet decided at.
    assert found(rule, branch({MEETING: HELD}, base | {MEETING: HELD | {"title": "B"}})) == []
    assert found(rule, branch(decision, base)) == []


def test_i3_a_meeting_is_known_by_its_whole_name_and_by_decisions_alone() -> None:
    rule = protected.meetings_are_frozen
    path, name = "meetings/board--extra.yaml", "board--extra"
    meeting = {path: HELD | {"id": name}}
    edited = {path: meeting[path] | {"title": "Another"}}
    decided = {f"decisions/{name}--3.yaml": record(f"{name}--3.yaml", kind="record")}
    assert at(found(rule, branch(meeting | decided, edited | decided))) == [(path, name)]
    asks = {"actions/ask.yaml": record("ask.yaml", meeting=name)}
    assert found(rule, branch(meeting | asks, edited | asks)) == []


def test_no_more_than_three_decisions_of_a_meeting_are_listed() -> None:
    decided = {
        f"decisions/{HELD['id']}--{n}.yaml": record(f"{HELD['id']}--{n}.yaml", kind="record")
        for n in range(5)
    }
    edited = {MEETING: HELD | {"title": "Another"}}
    (finding,) = found(
        protected.meetings_are_frozen, branch({MEETING: HELD} | decided, edited | decided)
    )
    names_of_three = ", ".join(f"{HELD['id']}--{n}" for n in range(3))
    assert finding.message.endswith(f"a meeting that decided: {names_of_three} and 2 more")


def test_i3_a_held_meeting_at_which_nothing_was_decided_keeps_who_was_there() -> None:
    base = {MEETING: HELD}
    others = HELD | {"attendance": [{"seat": "chair", "presence": "apologies"}]}
    rule = meetings.attendance_stays
    findings = found(rule, branch(base, {MEETING: others}))
    assert at(findings) == [(MEETING, HELD["id"])]
    assert "this branch changes who was there:" in findings[0].message
    gone = found(rule, branch(base, {GUIDELINE: record(GUIDELINE)}))
    assert "this branch changes the whole record:" in gone[0].message
    assert found(rule, branch(base, {MEETING: HELD | {"title": "Another"}})) == []
    assert found(rule, branch({MEETING: HELD | {"state": "planned"}}, {MEETING: others})) == []
    decided = {DECISION: DECIDED}
    assert found(rule, branch(base | decided, decided | {MEETING: others})) == []


def test_of_who_was_there_no_more_than_three_changes_are_listed() -> None:
    other = HELD | {"group": "readers", "date": "2025-03-05", "state": "planned", "agenda": []}
    (finding,) = found(meetings.attendance_stays, branch({MEETING: HELD}, {MEETING: other}))
    assert (
        "this branch changes the group that met, the day of the meeting, that it was held"
        " and 1 more: nobody can lend"
    ) in finding.message


# I5: an id is given once, and what was decided about keeps its file.


def test_i5_an_id_of_one_type_is_never_given_to_another() -> None:
    term = "glossary/calm.yaml"
    rule = protected.ids_are_given_once
    head = {term: record(term)}
    findings = found(rule, branch({GUIDELINE: record(GUIDELINE)}, head))
    assert at(findings) == [(term, "calm")]
    assert "belonged to registry/guidelines/calm.md" in findings[0].message
    assert findings[0].route == ("id",)
    # The base has removed it since the branch began.
    assert at(found(rule, branch({}, head, {GUIDELINE: record(GUIDELINE)}))) == [(term, "calm")]
    former = branch({}, head, former=frozenset({f"registry/{GUIDELINE}", "registry/x/calm.txt"}))
    assert at(found(rule, former)) == [(term, "calm")]
    back = branch({}, head, former=frozenset({f"registry/{term}", f"registry/{GUIDELINE}"}))
    assert found(rule, back) == []
    once = branch(sealed(GUIDELINE), head)
    assert at(found(rule, once)) == [(term, "calm")]
    assert "belonged to a sealed guideline" in found(rule, once)[0].message
    assert found(rule, branch({}, head)) == []
    assert found(rule, branch({GUIDELINE: record(GUIDELINE)}, {GUIDELINE: record(GUIDELINE)})) == []


def test_i5_an_id_that_is_given_rightly_hides_none_that_is_not() -> None:
    rule = protected.ids_are_given_once
    term, place = "glossary/calm.yaml", "glossary/aaa.yaml"
    kept = {place: record(place, title="Kept")}
    head = {place: record(place, title="Edited"), term: record(term)}
    assert at(found(rule, branch(kept | {GUIDELINE: record(GUIDELINE)}, head))) == [(term, "calm")]


def test_i5_the_networks_own_record_bears_whatever_id_it_likes() -> None:
    """Its file does not bear the id, and nothing is found under it."""
    network = {NETWORK: {"id": "calm", "title": "Net"}}
    rule = protected.ids_are_given_once
    assert found(rule, branch({GUIDELINE: record(GUIDELINE)}, network)) == []


def test_i5_of_two_old_owners_of_an_id_the_first_is_named_and_a_moved_file_is_none() -> None:
    rule, term = protected.ids_are_given_once, "glossary/calm.yaml"
    former = frozenset({"registry/posts/calm.yaml", f"registry/{GUIDELINE}"})
    (finding,) = found(rule, branch({}, {term: record(term)}, former=former))
    assert f"belonged to registry/{GUIDELINE}, and" in finding.message
    moved = branch({}, {term: record(term)})
    (same,) = moved.head.loaded.records
    elsewhere = replace(
        moved.base.loaded, records=(replace(same, path="registry/words/calm.yaml"),)
    )
    moved = replace(moved, base=replace(moved.base, loaded=elsewhere), former=former)
    assert found(rule, moved) == []


def test_i5_every_document_that_anybody_decided_about_keeps_its_file() -> None:
    rule = protected.decided_documents_stay
    names_of_all = ("calm", "loud", "still")
    documents = {f"guidelines/{name}.md": record(f"{name}.md") for name in names_of_all}
    reasons = sealed(GUIDELINE) | {
        f"decisions/{name}.yaml": DECIDED | {"id": name, "documents": [{"document": about}]}
        for name, about in (("d1", "loud"), ("d2", "still"))
    }
    findings = found(rule, branch(documents | reasons, reasons))
    assert [each.about for each in findings] == ["calm", "loud", "still"]


def test_i5_a_document_that_was_decided_about_or_sealed_keeps_its_file() -> None:
    rule = protected.decided_documents_stay
    document = {GUIDELINE: record(GUIDELINE)}
    about = {DECISION: DECIDED | {"documents": [{"document": "calm"}]}}
    for reason in (about, sealed(GUIDELINE)):
        findings = found(rule, branch(document | reason, reason))
        assert at(findings) == [(GUIDELINE, "calm")]
        edited = reason | {GUIDELINE: record(GUIDELINE, title="Another")}
        assert found(rule, branch(document | reason, edited)) == []
    # Nothing was decided about it, or it is nothing that a group endorses.
    assert found(rule, branch(document | {DECISION: DECIDED}, {DECISION: DECIDED})) == []
    term = {"glossary/calm.yaml": record("calm.yaml")}
    assert found(rule, branch(term | about, about)) == []


# I4: authority is read from the base.


ANSWERED = record(ANSWER, organisation="moor", by="lead", document="calm")
MOOR = {"organisations/moor.yaml": record("moor.yaml")}
FELL = {"organisations/fell.yaml": record("fell.yaml")}
LEAD = {"posts/lead.yaml": record("lead.yaml", organisation="moor")}


@pytest.mark.parametrize(
    ("base", "why"),
    [
        (MOOR | LEAD, ""),
        (LEAD, "there is no organisation “moor” that can be read"),
        (MOOR, "there is no post “lead” that can be read"),
        (MOOR | {"glossary/lead.yaml": record("lead.yaml")}, "there is no post “lead” that can"),
        (
            MOOR | FELL | {"posts/lead.yaml": record("lead.yaml", organisation="fell")},
            "the post “lead” belongs to “fell”",
        ),
    ],
)
def test_i4_an_answer_counts_by_the_posts_of_the_base(base: dict[str, Data], why: str) -> None:
    other = {"glossary/other.yaml": record("other.yaml")}
    made = branch(base | other, MOOR | FELL | LEAD | other | {ANSWER: ANSWERED})
    findings = found(answers.posts_answer_by_the_base, made)
    assert at(findings) == ([(ANSWER, "moor--calm")] if why else [])
    for each in findings:
        assert why in each.message
        assert each.route == ("by",)


def test_i4_what_the_branch_brings_of_an_answers_authority_is_named_and_nothing_else() -> None:
    base = FELL | {"posts/other.yaml": record("other.yaml", organisation="fell")}
    changed = {"posts/other.yaml": record("other.yaml", organisation="moor")}
    (finding,) = found(
        answers.posts_answer_by_the_base,
        branch(base, FELL | MOOR | LEAD | changed | {ANSWER: ANSWERED}),
    )
    brought = "registry/organisations/moor.yaml, registry/posts/lead.yaml"
    assert f"what this branch itself brings ({brought}) does not" in finding.message
    only = FELL | {"posts/lead.yaml": record("lead.yaml", organisation="fell")}
    (finding,) = found(
        answers.posts_answer_by_the_base,
        branch(only | MOOR, only | MOOR | {ANSWER: ANSWERED}),
    )
    assert "what this branch itself brings does not count" in finding.message


def test_an_answer_that_is_told_of_already_is_not_told_of_twice() -> None:
    rule = answers.posts_answer_by_the_base
    made = branch(MOOR, MOOR | LEAD | {ANSWER: ANSWERED})
    fault = SimpleNamespace(record="moor--calm", ground="post")
    assert found(rule, made, assessed(faults=(fault,))) == []
    fault = SimpleNamespace(record="moor--calm", ground="date")
    assert len(found(rule, made, assessed(faults=(fault,)))) == 1
    assert found(rule, branch(MOOR, MOOR | {ANSWER: ANSWERED})) == []  # leads nowhere
    assert found(rule, branch(MOOR | {ANSWER: ANSWERED}, MOOR | LEAD | {ANSWER: ANSWERED})) == []


def test_an_answer_that_base_or_beginning_has_is_none_of_the_branchs() -> None:
    with_answer, head = MOOR | {ANSWER: ANSWERED}, MOOR | LEAD | {ANSWER: ANSWERED}
    rule = answers.posts_answer_by_the_base
    assert found(rule, branch(with_answer, head, MOOR)) == []
    assert found(rule, branch(MOOR, head, with_answer)) == []
    assert at(found(rule, branch(MOOR, head))) == [(ANSWER, "moor--calm")]


@pytest.mark.parametrize("missing", ["organisation", "by"])
def test_an_answer_whose_names_lead_nowhere_hides_no_other(missing: str) -> None:
    early = "adoptions/heath--calm.yaml"
    nowhere = record(early, **{**ANSWERED, "id": "heath--calm", missing: "nobody"})
    head = MOOR | LEAD | {early: nowhere, ANSWER: ANSWERED}
    findings = found(answers.posts_answer_by_the_base, branch(MOOR, head))
    assert at(findings) == [(ANSWER, "moor--calm")]


def allowing(use: str) -> dict[str, Data]:
    return {NETWORK: {"id": "net", "title": "Net", "settings": {"expired": {"use": use}}}}


ALLOWED = {
    DECISION: record(
        DECISION, kind="endorse", documents=[{"document": "a"}, {"after-expiry": "allowed"}]
    )
}


def test_i4_use_after_expiry_is_what_the_base_allows() -> None:
    rule = expiry.use_after_expiry_is_what_the_base_allows
    forbids, allows = allowing("forbidden"), allowing("allowed")
    for base in (forbids, {}):
        (finding,) = found(rule, branch(base, allows | ALLOWED))
        assert finding.route == ("documents", 1, "after-expiry")
        assert finding.path == f"registry/{DECISION}"
    assert found(rule, branch(allows, allows | ALLOWED)) == []
    assert found(rule, branch(forbids | ALLOWED, forbids | ALLOWED)) == []
    forbidden = record(DECISION, kind="endorse", documents=[{"after-expiry": "forbidden"}])
    assert found(rule, branch(forbids, forbids | {DECISION: forbidden})) == []


CORRECTED = record(
    DECISION, kind="correct", post="lead", documents=[{"document": "calm"}, {"document": "loud"}]
)


def owned(*, calm: str = "lead", loud: str = "lead") -> dict[str, Data]:
    return {
        GUIDELINE: record(GUIDELINE, owner=calm),
        "guidelines/loud.md": record("loud.md", owner=loud),
        **allowing("forbidden"),
    }


def test_i4_a_correction_is_by_the_owner_whom_the_base_has() -> None:
    rule = by_posts.posts_are_those_of_the_base
    head = {DECISION: CORRECTED}
    assert found(rule, branch(owned(), owned() | head)) == []
    (finding,) = found(rule, branch(owned(loud="nurse"), owned() | head))
    assert "“loud” is owned by the post “nurse”, and this correction is by “lead”" in (
        finding.message
    )
    assert finding.route == ("post",)
    nobody = {**owned(), GUIDELINE: record(GUIDELINE)}
    (finding,) = found(rule, branch(nobody, owned() | head))
    assert "nobody owns “calm”" in finding.message
    (finding,) = found(rule, branch({k: v for k, v in owned().items() if k != GUIDELINE},
                                    owned() | head))  # fmt: skip
    assert "there is no “calm” that can be read" in finding.message
    unsigned = {DECISION: CORRECTED | {"post": ""}}
    assert len(found(rule, branch(owned(calm="", loud=""), owned() | unsigned))) == 2


def test_i4_without_the_bases_settings_nobody_can_say_what_is_minor() -> None:
    base = {path: data for path, data in owned().items() if path != NETWORK}
    findings = found(
        by_posts.posts_are_those_of_the_base, branch(base, owned() | {DECISION: CORRECTED})
    )
    assert [each.route for each in findings] == [
        ("documents", 0, "version"),
        ("documents", 1, "version"),
    ]
    for each in findings:
        assert each.message.startswith("what an owner may correct cannot be read from the base")


def test_i4_a_review_is_by_a_post_that_the_base_has() -> None:
    rule = by_posts.posts_are_those_of_the_base
    review = {DECISION: record(DECISION, kind="review", reviewer="lead")}
    assert found(rule, branch(LEAD, LEAD | review)) == []
    for base in ({}, {"glossary/lead.yaml": record("lead.yaml")}):
        (finding,) = found(rule, branch(base, LEAD | review))
        assert finding.route == ("reviewer",)
        assert "by the post “lead”" in finding.message


def test_a_decision_that_is_doubted_anyway_hides_no_other() -> None:
    other = "decisions/zebra.yaml"
    review = {path: record(path, kind="review", reviewer="lead") for path in (DECISION, other)}
    doubt = assessed(distrust={"calm": "the decision board-2025-03-04--3 cannot be believed"})
    findings = found(by_posts.posts_are_those_of_the_base, branch({}, LEAD | review), doubt)
    assert at(findings) == [(other, "zebra")]


def test_i4_a_decision_the_base_does_not_carry_is_told_unless_it_is_doubted_anyway() -> None:
    rule = protected.authority_comes_first
    made = branch(
        MOOR, MOOR | LEAD | {DECISION: DECIDED}, unfounded={DECIDED["id"]: "has no power"}
    )
    (finding,) = found(rule, made)
    assert finding.path == f"registry/{DECISION}"
    assert (
        "this decision has no power; what this branch itself brings (registry/posts/lead.yaml)"
        in (finding.message)
    )
    doubt = {"calm": f"the decision {DECIDED['id']} cannot be believed"}
    assert found(rule, made, assessed(distrust=doubt)) == []
    plain = branch(MOOR, MOOR | {DECISION: DECIDED}, unfounded={DECIDED["id"]: "has no power"})
    assert "what this branch itself brings does not count" in found(rule, plain)[0].message


# What is named, and how.

CALM, LOUD = "MD006 9498b89e1aeaaa97", "MD010 0f1e2d3c4b5a6978"


def listing(*faults: str) -> dict[str, Data]:
    """The list of known faults, all of one file."""
    rows = [{"file": "guidelines/calm.md", "faults": list(faults)}]
    return {"baseline.yaml": record("baseline.yaml", files=rows)}


def test_a_new_name_says_no_standing_and_an_old_one_is_left() -> None:
    claim = "In force: may be used until 2031"
    says = {DECISION: record(DECISION, kind="record") | {"title": claim}}
    plain = {DECISION: record(DECISION, kind="record")}

    def faults(base: dict[str, Data], head: dict[str, Data]) -> list[Finding]:
        made = branch(base, head)
        return [
            finding
            for each in made.head.loaded.records
            for finding in found(names.new_names_say_no_standing, made, record=each)
        ]

    for base in ({}, plain):
        assert at(faults(base, says)) == [(DECISION, DECIDED["id"])]
        (fault,) = faults(base, says)
        assert fault.message.startswith("this name says ")
        assert fault.route == ("title",)
    assert faults(plain, plain) == []
    again = {DECISION: says[DECISION] | {"statement": "Another."}}
    assert faults(says, again) == []
    stop = {DECISION: says[DECISION] | {"kind": "suspend"}}
    assert faults({}, stop) == []


def test_each_field_that_differs_is_named_with_what_it_was_and_becomes() -> None:
    then = {
        "a": "1",
        "deep": {"er": {"x": "1", "same": "s"}},
        "listed": ["p", "q"],
        "rows": [{"id": "r1", "v": "1"}, {"item": "i", "v": "1"}, {"v": "1"}, "word"],
    }
    now = {
        "deep": {"er": {"x": "2", "same": "s"}},
        "listed": ["p"],
        "rows": [{"id": "r1", "v": "2"}, {"item": "i", "v": "2"}, {"v": "2"}, "word"],
        "new": 3,
    }
    assert named.differing(then, now).split("; ") == [
        "a: “1” becomes “nothing”",
        "deep.er.x: “1” becomes “2”",
        "listed: “p, q” becomes “p”",
        "rows r1, v: “1” becomes “2”",
        "rows i, v: “1” becomes “2”",
        "rows 3, v: “1” becomes “2”",
        "and 1 more",
    ]
    assert named.differing(then, then) == ""
    six = {str(n): n for n in range(6)}
    assert "more" not in named.differing(six, {})
    assert named.differing({"a": "x\n y"}, {"a": "z" * 80}) == f"a: “x y” becomes “{'z' * 80}”"
    assert named.differing({}, {"a": "z" * 81}) == f"a: “nothing” becomes “{'z' * 80}…”"


TERM = "glossary/lead.yaml"
TEXT = "---\nid: calm\ntitle: A title\nowner: {owner}\n---\n\n## Who\n\n{words}\n"


def text(words: str = "All.", owner: str = "lead") -> bytes:
    return TEXT.format(owner=owner, words=words).encode()


@pytest.mark.parametrize(
    ("path", "then", "now", "words"),
    [
        (GUIDELINE, text(), text(owner="nurse"), "owner: “lead” becomes “nurse”"),
        (GUIDELINE, text(), text(words="Some."), None),
        (GUIDELINE, None, text(), None),
        (GUIDELINE, text(), None, None),
        (TERM, None, record(TERM), "this glossary-term is added"),
        (TERM, record(TERM), None, "this glossary-term is removed"),
        (TERM, record(TERM), record(TERM, title="B"), "title: “A title” becomes “B”"),
        (TERM, record(TERM), yaml_text(record(TERM)).encode() + b"# A remark\n", None),
        ("actions/ask.yaml", record("ask.yaml"), record("ask.yaml", title="B"), None),
        ("actions/ask.yaml", record("ask.yaml"), None, None),
        ("_types/guideline/page.md.j2", None, b"{{ body }}", "this file is added"),
        ("_types/guideline/page.md.j2", b"{{ body }}", b"{{ b }}", "this file is edited"),
        ("glossary/x.yaml", None, b"id: [x", "this file is added"),
        ("baseline.yaml", None, record("baseline.yaml"), "this baseline is added"),
        ("baseline.yaml", record("baseline.yaml"), record("baseline.yaml", title="B"), None),
        ("attachments/map.txt", None, b"A map.", None),
    ],
)
def test_every_change_is_named_but_those_known_to_be_harmless(
    path: str, then: Data, now: Data, words: str | None
) -> None:
    """Fails if what is not foreseen is passed by."""
    sides = [{path: data} if data is not None else {} for data in (then, now)]
    changes = list(named.named_changes(branch(*sides, sound=False)))
    told = [] if words is None else [(f"registry/{path}", words)]
    assert [(change.path, change.words) for change in changes] == told


ENDORSED = record(DECISION, kind="endorse", meeting=HELD["id"], documents=[{"document": "calm"}])
SINCE = {"adoptions/moor--calm.yaml": record("moor--calm.yaml", document="calm", date="2025-06-01")}


def test_a_new_endorsement_that_reaches_back_is_named_and_an_old_one_is_not() -> None:
    base = {MEETING: HELD} | SINCE
    (change,) = named.named_changes(branch(base, base | {DECISION: ENDORSED}))
    assert change.path == f"registry/{DECISION}"
    assert change.words == (
        "a text is endorsed as of a day before what was decided or answered about it since:"
        " moor--calm"
    )
    assert change.marks == ((change.path, "", ""),)
    known = base | {DECISION: ENDORSED}
    edited = base | {DECISION: ENDORSED | {"statement": "Another."}}
    for head in (edited, base):  # of which others tell
        assert list(named.named_changes(branch(known, head))) == []


def test_no_more_than_three_names_are_listed() -> None:
    outside = {f"site/{number}": ("a", "b") for number in range(5)}
    (change,) = named.named_changes(branch({}, {}, outside=outside))
    assert change.words.count("site/") == 3
    files = [{"file": f"guidelines/{n}.md", "faults": [CALM]} for n in range(5)]
    longer = {"baseline.yaml": record("baseline.yaml", files=files)}
    (finding,) = found(known_faults.only_shorter, branch(listing(), longer))
    assert finding.message.count("registry/guidelines/") == 3
    posts = {f"posts/p{n}.yaml": record(f"p{n}.yaml") for n in range(5)}
    made = branch({}, posts | {DECISION: DECIDED}, unfounded={DECIDED["id"]: "has no power"})
    (finding,) = found(protected.authority_comes_first, made)
    assert finding.message.count("registry/posts/") == 3


def test_of_two_decisions_without_authority_the_doubted_one_hides_no_other() -> None:
    other = "decisions/zebra.yaml"
    unfounded = dict.fromkeys((DECIDED["id"], "zebra"), "has no power")
    made = branch({}, {DECISION: DECIDED, other: record(other)}, unfounded=unfounded)
    doubt = {"calm": f"the decision {DECIDED['id']} cannot be believed"}
    findings = found(protected.authority_comes_first, made, assessed(distrust=doubt))
    assert at(findings) == [(other, "zebra")]


def version(number: str, words: str, owner: str = "lead") -> dict[str, Data]:
    """A sealed text of the guideline with these words in it."""
    tree, _ = reading({GUIDELINE: text(words, owner)})
    (working,) = tree.loaded.records
    written = seal_files(working, ".md", number, frozenset({"owner"}), {})
    return {name.removeprefix("registry/"): content for name, content in written.items()}


@pytest.mark.parametrize(
    ("old", "new", "clinical"),
    [
        (version("1.0", "Give 5 mg."), version("1.1", "Give 50 mg."), True),
        (version("1.0", "Give 5 mg."), version("1.1", "Give 5 mg."), False),
        ({}, version("1.1", "Give 50 mg."), False),
        (version("1.0", "Give 5 mg."), {}, False),
    ],
)
def test_i4_what_an_owner_corrects_is_minor_by_the_bases_settings(
    old: dict[str, Data], new: dict[str, Data], *, clinical: bool
) -> None:
    """Where a text is missing the ledger does not believe the correction, which is told there."""
    entry = {"document": "calm", "corrects": "1.0", "version": "1.1"}
    corrects = {DECISION: record(DECISION, kind="correct", post="lead", documents=[entry])}
    base = {GUIDELINE: text(), **allowing("forbidden"), **old}
    findings = found(by_posts.posts_are_those_of_the_base, branch(base, base | new | corrects))
    assert [each.route for each in findings] == [("documents", 0, "version")] * clinical
    for each in findings:
        assert "of “calm”: a number changes: 5, 50; that is so by" in each.message
        assert each.hint
        assert each.code.id == "BRA010"


def corrected(base: dict[str, Data], old: dict[str, Data], new: dict[str, Data]) -> list[str]:
    entry = {"document": "calm", "corrects": "1.0", "version": "1.1"}
    corrects = {DECISION: record(DECISION, kind="correct", post="lead", documents=[entry])}
    base = {GUIDELINE: text(), **base, **old}
    findings = found(by_posts.posts_are_those_of_the_base, branch(base, base | new | corrects))
    return [each.message for each in findings]


def test_i4_what_the_bases_settings_do_not_call_minor_the_owner_leaves_alone() -> None:
    old, new = (version(f"1.{n}", f"See [it](https://{n}.example/).") for n in range(2))
    network = {"id": "net", "title": "Net"}
    assert corrected({NETWORK: network}, old, new) == []
    nothing = {NETWORK: network | {"settings": {"minor-changes": []}}}
    assert len(corrected(nothing, old, new)) == 1


def test_i4_what_is_no_part_of_an_agreed_text_is_no_change_of_it() -> None:
    network = {NETWORK: {"id": "net", "title": "Net"}}
    old, new = version("1.0", "Ring."), version("1.1", "Ring!")
    path = "_endorsed/calm/1.1/record.md"
    owned = new | {path: new[path].replace(b"id: calm", b"id: calm\nowner: nurse")}
    assert owned != new
    assert corrected(network, old, owned) == corrected(network, old, new)


def test_i4_every_reason_why_a_change_is_not_minor_is_told() -> None:
    network = {NETWORK: {"id": "net", "title": "Net"}}
    old, new = version("1.0", "Do not give 5 mg."), version("1.1", "Give 6 mg now.")
    (message,) = corrected(network, old, new)
    assert "5, 6; a word that turns a sentence round changes: not; a word" in message


def test_files_outside_the_registry_are_named_by_folder_and_plain_ones_are_not() -> None:
    names_of_files = ("docs/x.md", "site/1", "site/2", "mkdocs.yml", "README.md")
    outside = dict.fromkeys(names_of_files, ("a", "b"))
    changes = list(named.named_changes(branch({}, {}, outside=outside)))
    assert [(change.path, change.words) for change in changes] == [
        ("mkdocs.yml", "outside the registry, mkdocs.yml changed"),
        ("site/1", "outside the registry, site/1, site/2 changed"),
    ]
    assert changes[1].marks == (("site/1", "a", "b"), ("site/2", "a", "b"))


CHANGES = {"changes": {"accepted-by": "group", "groups": ["board", "readers"]}}


@pytest.mark.parametrize(
    ("settings", "code", "hint"),
    [
        ({}, "BRA015", "The settings name nobody"),
        (CHANGES, "BRA016", "a decision of the group “board” or “readers”:"),
        ({"changes": {"accepted-by": "group"}}, "BRA016", "a decision of the group “founders”:"),
        ({"changes": {"accepted-by": "post", "posts": ["lead"]}}, "BRA016", "of the post “lead”:"),
        ({"changes": {"accepted-by": "post"}}, "BRA016", "approval of the post “coordinator”:"),
    ],
)
def test_a_change_is_accepted_by_those_whom_the_base_names(
    settings: Data, code: str, hint: str
) -> None:
    network = {
        "id": "net",
        "title": "Net",
        "coordinator": "coordinator",
        "constituted": {"group": "founders"},
        "settings": settings,
    }
    base = {NETWORK: network}
    for head in (base | LEAD, {NETWORK: network | {"title": "Another"}}):
        (finding,) = found(named.changes_are_named, branch(base, head))
        assert finding.code.id == code
        assert hint in finding.hint


def test_a_network_record_that_cannot_be_read_can_be_mended_and_nothing_else_slips_by() -> None:
    """Fails if whoever breaks the record of who accepts could change anything at all with it."""
    whole = {NETWORK: {"id": "net", "title": "Net", "settings": {}}}
    findings = found(named.changes_are_named, branch({}, whole | LEAD))
    assert {each.path.rpartition("/")[2]: each.code.id for each in findings} == {
        "network.yaml": "BRA015",
        "lead.yaml": "BRA016",
    }
    nobody = next(each for each in findings if each.code.id == "BRA016")
    assert "nobody that can be read" in nobody.hint


def accepting(*paths: str, group: str = "board") -> Any:
    """The base with the branch's decision, which accepts these files as they are marked."""
    marks = frozenset((f"registry/{path}", "old", "new") for path in paths)
    given = SimpleNamespace(decision=DECIDED["id"], group=group, post="", changes=marks)
    return SimpleNamespace(accepted=(given,))


def test_all_is_accepted_only_where_each_file_was_by_those_who_may() -> None:
    base = {NETWORK: {"id": "net", "title": "Net", "settings": CHANGES}}
    paths = ("posts/lead.yaml", "organisations/moor.yaml")
    head = base | LEAD | MOOR | {DECISION: DECIDED}

    def made(
        decided: Any, head: Mapping[str, Data] = head, base: Mapping[str, Data] = base
    ) -> Branch:
        marks = {f"registry/{path}": ("old", "new") for path in paths}
        return branch(base, head, marks=marks, decided=decided)

    assert named.all_accepted(made(accepting(*paths)))
    findings = found(named.changes_are_named, made(accepting(*paths)))
    assert {each.code.id for each in findings} == {"BRA017"}
    assert all(f"accepted by the decision {DECIDED['id']}" in each.message for each in findings)
    assert not named.all_accepted(made(accepting(paths[0])))
    assert not named.all_accepted(made(accepting(*paths, group="others")))
    assert not named.all_accepted(made(None))
    assert not named.all_accepted(made(accepting(*paths), head=base | {DECISION: DECIDED}))
    silent = {NETWORK: {"id": "net", "title": "Net", "settings": {}}}
    assert not named.all_accepted(
        made(accepting(*paths), head=silent | LEAD | MOOR | {DECISION: DECIDED}, base=silent)
    )


def test_where_the_settings_name_nobody_no_acceptance_counts() -> None:
    silent = {NETWORK: {"id": "net", "title": "Net", "settings": {}}}
    made = branch(
        silent,
        silent | LEAD | {DECISION: DECIDED},
        marks={"registry/posts/lead.yaml": ("old", "new")},
        decided=accepting("posts/lead.yaml"),
    )
    (finding,) = found(named.changes_are_named, made)
    assert finding.code.id == "BRA015"


def test_of_the_decisions_that_accept_a_change_no_more_than_three_are_listed() -> None:
    base = {NETWORK: {"id": "net", "title": "Net", "settings": CHANGES}}
    decisions = {f"decisions/d{n}.yaml": record(f"d{n}.yaml", kind="record") for n in range(5)}
    marks = {"registry/posts/lead.yaml": ("old", "new")}
    (first,) = accepting("posts/lead.yaml").accepted
    each = tuple(SimpleNamespace(**{**vars(first), "decision": f"d{n}"}) for n in range(5))
    decided = SimpleNamespace(accepted=each)
    made = branch(base, base | LEAD | decisions, marks=marks, decided=decided)
    (finding,) = found(named.changes_are_named, made)
    assert finding.code.id == "BRA017"
    assert finding.message.endswith("; accepted by the decision d0, d1, d2 and 2 more")


def test_the_list_of_known_faults_only_gets_shorter() -> None:
    rule = known_faults.only_shorter
    for head, words in (
        (listing(CALM, LOUD), "1 fault is added to the list of known faults, in registry/guide"),
        (listing(f"{CALM} x3"), "2 faults are added"),
        (listing(LOUD), "1 fault is added"),
    ):
        (finding,) = found(rule, branch(listing(CALM), head))
        assert words in finding.message
        assert (finding.path, finding.route) == ("registry/baseline.yaml", ("files",))
        assert finding.about == "baseline"
    for fewer in (listing(CALM), listing(), {}):
        assert found(rule, branch(listing(CALM), fewer)) == []
    # It is begun only where there never was one.
    assert found(rule, branch({}, listing(CALM))) == []
    assert len(found(rule, branch({}, listing(CALM), listing(CALM)))) == 1
    former = frozenset({"registry/baseline.yaml"})
    assert len(found(rule, branch({}, listing(CALM), former=former))) == 1
