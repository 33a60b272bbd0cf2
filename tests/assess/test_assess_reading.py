"""All decisions read together: what is heard, what is refused, and on what that throws doubt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

import pytest
from test_assess_authority import PANEL, Network

from handbook.assess.authority.judge import AuthorityLedger
from handbook.assess.ledger import reading
from handbook.assess.ledger.event import UnbelievableError
from handbook.assess.ledger.model import Acceptance, Event, UnauthorisedDecision
from handbook.assess.ledger.reading import EVERYTHING, Ledger, read_ledger
from handbook.assess.workflow import DecisionKind

TODAY = date(2026, 11, 23)
MEETING = "board-2026-03-11"
FIRST, SECOND, THIRD = (f"{MEETING}--{item}" for item in (1, 2, 3))
WITHDRAWN: dict[str, Any] = {
    "entry": {"exit": "withdrawn", "no-replacement": True}, "reason": "Old.",
}  # fmt: skip
POWERS = ["endorse", "withdraw", "record", "consult"]


@pytest.fixture
def table(files: Any) -> Any:
    """A meeting whose second item was about one document; its group may decide all about it."""
    files.change(
        f"meetings/{MEETING}.yaml",
        agenda=[
            {"item": 1, "title": "One"},
            {"item": 2, "title": "Two", "documents": ["going-home"]},
            {"item": 3, "title": "Three", "documents": ["gone-home", "coming-back"]},
        ],
    )
    files.change(
        "terms-of-reference/board.md", authority=[{"kinds": POWERS, "types": ["guideline"]}]
    )
    return files


def ledger(files: Any) -> Ledger:
    return read_ledger(files.registry(), TODAY)


def test_a_doubt_about_everything_is_one_about_each() -> None:
    doubted = Ledger({}, {"*": ("all",), "calm": ("one", "two")})
    assert doubted.doubts("calm") == ("all", "one", "two")
    assert doubted.doubts("other") == ("all",)
    assert Ledger({}, {"calm": ("one",)}).doubts("other") == ()


def test_what_is_about_a_document_that_is_not_there_throws_doubt_on_all(table: Any) -> None:
    table.decide("withdraw", 1, document="gone-home", **WITHDRAWN)
    assert ledger(table).distrust == {
        EVERYTHING: (f"the decision {FIRST} is about gone-home, and there is no such document",)
    }


def test_also_on_those_of_its_item_that_are_there(table: Any) -> None:
    table.decide("withdraw", 3, document="gone-away", **WITHDRAWN)
    why = (f"the decision {THIRD} is about gone-away, and there is no such document",)
    assert ledger(table).distrust == {EVERYTHING: why, "coming-back": why}


def test_what_is_not_among_its_items_documents_throws_doubt_on_both(table: Any) -> None:
    table.decide("withdraw", 2, document="coming-back", **WITHDRAWN)
    why = f"the decision {SECOND} is about coming-back, which was not among its item's documents"
    assert ledger(table).distrust == {"coming-back": (why,), "going-home": (why,)}
    table.decide("withdraw", 2, **WITHDRAWN)
    assert ledger(table).distrust == {}


@pytest.mark.parametrize("document", ["gone-home", "coming-back"])
def test_what_binds_nothing_is_heard_whatever_it_is_about(table: Any, document: str) -> None:
    table.decide("record", 2, document=document)
    read = ledger(table)
    assert [event.decision for event in read.events[document]] == [SECOND]
    assert (read.distrust, read.refusals) == ({}, ())


def test_what_names_no_document_is_about_none(table: Any) -> None:
    table.change(table.decide("record", 1), documents=None)
    read = ledger(table)
    assert (read.events, read.distrust) == ({}, {})


def test_a_decision_that_cannot_be_read_throws_doubt_on_what_it_names_and_its_item(
    table: Any,
) -> None:
    table.decide("withdraw", 2, document="coming-back", **WITHDRAWN)
    table.change(f"decisions/{SECOND}.yaml", reason=None)
    why = (f"the decision {SECOND} cannot be read",)
    assert ledger(table).distrust == {"coming-back": why, "going-home": why}
    table.put(f"guidelines/{FIRST}.md", "---\nid: [\n---\n")
    assert "coming-back" in ledger(table).distrust


def test_a_meeting_may_be_called_with_the_sign_that_parts_it_from_its_item(table: Any) -> None:
    away = "board--away"
    agenda = [{"item": 2, "title": "Two", "documents": ["going-home"]}]
    data = table.registry().records[MEETING].data
    table.put(f"meetings/{away}.yaml", {**data, "id": away, "agenda": agenda})
    table.decide("withdraw", 2, id=f"{away}--2", meeting=away, document="coming-back", **WITHDRAWN)
    assert ledger(table).distrust.keys() == {"coming-back", "going-home"}


@pytest.mark.parametrize("item", ["1", 1])
def test_the_item_is_the_one_that_the_name_of_the_decision_tells(table: Any, item: Any) -> None:
    agenda = [{"item": item, "title": "One", "documents": ["going-home"]}]
    agenda += [{"item": 11, "title": "Eleven", "documents": ["coming-back"]}]
    table.change(f"meetings/{MEETING}.yaml", agenda=agenda)
    table.decide("withdraw", 1, **WITHDRAWN)
    assert ledger(table).distrust == {}


def test_what_is_called_after_a_meeting_that_is_not_there_or_is_none_has_no_item(
    table: Any,
) -> None:
    for name in ("board--1", "nowhere--1", "nothing"):
        table.put(f"decisions/{name}.yaml", "documents:\n  - document: coming-back\n")
        assert set(ledger(table).distrust) == {"coming-back"}
        table.drop(f"decisions/{name}.yaml")


def test_a_document_whose_own_file_is_broken_is_one_that_a_decision_can_be_about(
    table: Any,
) -> None:
    table.decide("withdraw", 1, **WITHDRAWN)
    table.change("guidelines/going-home.md", title=None)
    assert ledger(table).distrust == {}
    table.decide("withdraw", 1, document="hospital", **WITHDRAWN)
    table.change("organisations/hospital.yaml", title=None)
    assert set(ledger(table).distrust) == {EVERYTHING}
    table.decide("withdraw", 1, document="odd", **WITHDRAWN)
    registry = table.registry()
    odd = replace(registry.broken[0], type="nothing", id="odd")
    assert EVERYTHING in read_ledger(replace(registry, broken=(odd,)), TODAY).distrust


def test_what_lies_elsewhere_throws_doubt_on_what_it_names(table: Any) -> None:
    text = table.decide("withdraw", 2, **WITHDRAWN)
    table[f"registry/guidelines/{SECOND}.yaml"] = table.pop(f"registry/{text}")
    why = (
        f"the file registry/guidelines/{SECOND}.yaml may hold a decision, and is not read as one:"
        " put it into registry/decisions under its proper name, or take it away"
    )
    assert ledger(table).distrust == {"going-home": (why,)}


# Who decided.


@pytest.fixture
def network(files: Any) -> Network:
    return Network(files)


def test_decisions_are_judged_in_the_order_of_their_days_whatever_they_are_called(
    network: Network,
) -> None:
    """A group is called before the one that gave it its terms."""
    terms = {**PANEL, "id": "advisers", "title": "Advisers", "parent": "board"}
    terms["authority"] = [{"kinds": ["endorse"], "types": ["guideline"], "clause": "It endorses."}]
    network.files.put("terms-of-reference/advisers.md", terms)
    network.held("advisers", "2026-02-10", "endorse", "going-home")
    assert ledger(network.files).distrust.keys() == {"going-home"}
    network.held("board", "2026-01-10", "endorse", "advisers", "chair")
    read = ledger(network.files)
    assert read.distrust == {}
    assert [event.decision for event in read.events["going-home"]] == ["advisers-2026-02-10--1"]


@pytest.mark.parametrize("lacking", ["quorum", "medicines"])
def test_what_is_refused_throws_doubt_on_a_groups_terms_from_its_own_day_on(
    network: Network, monkeypatch: pytest.MonkeyPatch, lacking: str
) -> None:
    """What the group had decided before under its terms is believed as it was."""
    if lacking == "medicines":

        def check(_: AuthorityLedger, event: Event, same_day: object) -> None:
            if event.document == "panel" and event.decided == date(2026, 3, 10):
                raise UnbelievableError("was too soon", "medicines")

        monkeypatch.setattr(AuthorityLedger, "check_medicines", check)
    network.panel()
    came = "chair" if lacking == "medicines" else "nobody"
    network.held("board", "2026-03-10", "endorse", "panel", came, entry={"version": "2.0"})
    for day in ("2026-02-10", "2026-04-10"):
        moved = {"entry": {"review-due": "2029-06-01"}, "reason": "Late.", "risk_check": "Safe."}
        network.held("panel", day, "extend", "going-home", **moved)
    read = ledger(network.files)
    assert [event.decision for event in read.events["panel"]] == ["board-2026-01-10--1"]
    assert [event.decision for event in read.events["going-home"]] == ["panel-2026-02-10--1"]
    assert [(each.decision, each.document, each.ground) for each in read.refusals] == [
        ("board-2026-03-10--1", "panel", lacking),
        ("panel-2026-04-10--1", "going-home", "authority"),
    ]
    assert read.distrust.keys() == {"panel", "going-home"}


def test_nor_does_it_reach_what_the_group_decides_on_that_same_day(network: Network) -> None:
    network.panel()
    network.held("board", "2026-03-10", "endorse", "panel", "nobody", entry={"version": "2.0"})
    moved = {"entry": {"review-due": "2029-06-01"}, "reason": "Late.", "risk_check": "Safe."}
    network.held("panel", "2026-03-10", "extend", "going-home", **moved)
    read = ledger(network.files)
    assert [event.decision for event in read.events["going-home"]] == ["panel-2026-03-10--1"]
    assert read.distrust.keys() == {"panel"}


def test_those_who_decided_are_judged_by_the_type_of_the_document_if_it_is_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []

    class Judge:
        events: ClassVar[dict[str, list[Event]]] = {}

        def judge(self, event: Event, type_name: str | None) -> None:
            asked.append((event.document, type_name))

        def check_medicines(self, event: Event, same_day: object) -> None:
            """Nothing is lacking."""

    monkeypatch.setattr(reading, "check_signed", lambda *_: None)
    judge: Any = Judge()
    read = reading._LedgerReading(Any, {"calm": "guideline", "": "?"}, judge)
    event = Event("d", DecisionKind.RECORD, "calm", "T", TODAY, TODAY)
    unknown = replace(event, document="gone-home")
    read.judge([reading._Heard(Any, each, about=True) for each in (event, unknown)])
    assert asked == [("calm", "guideline"), ("gone-home", None)]
    assert judge.events == {"calm": [event], "gone-home": [unknown]}


@pytest.mark.parametrize("document", ["gone-home", None])
def test_a_view_of_nothing_that_is_known_needs_no_power_over_it(
    network: Network, document: str | None
) -> None:
    network.panel(authority=[{"kinds": ["extend"], "types": ["guideline"], "clause": "It waits."}])
    network.held("panel", "2026-03-10", "record", "gone-home")
    if document is None:
        name = "registry/decisions/panel-2026-03-10--1.yaml"
        network.files[name] = network.files[name].split(b"documents:\n")[0]
    assert network.files.registry().broken == ()
    assert (ledger(network.files).refusals, ledger(network.files).distrust) == ((), {})
    network.held("panel", "2026-03-11", "record", "going-home")
    assert len(ledger(network.files).refusals) == 1


def test_refusals_are_told_in_order_of_decision_and_document(network: Network) -> None:
    network.panel()
    for day in ("2026-03-12", "2026-03-10"):
        network.held("panel", day, "consult", "going-home", entry={"closes": "2026-12-01"})
        name = f"registry/decisions/panel-{day}--1.yaml"
        entry = network.files[name].split(b"documents:\n")[1]
        network.files[name] += entry.replace(b"going-home", b"coming-back")
    read = ledger(network.files)
    assert [(each.decision, each.document, each.ground) for each in read.refusals] == [
        (f"panel-{day}--1", document, "authority")
        for day in ("2026-03-10", "2026-03-12")
        for document in ("coming-back", "going-home")
    ]
    assert all(isinstance(each, UnauthorisedDecision) for each in read.refusals)
    first = read.refusals[0]
    assert read.distrust["coming-back"][0] == f"the decision {first.decision} {first.why}"
    assert read.distrust.keys() == {"coming-back", "going-home"}


def accepting(files: Any, name: str, day: str, **more: Any) -> None:
    data = {
        "id": name, "title": "Accepted", "kind": "accept", "post": "coordinator", "date": day,
        "statement": "Accepted.", "accepts": [
            {"path": "registry/network.yaml", "was": f"sha256:{'0' * 64}"},
            {"path": "registry/posts/lead.yaml", "becomes": f"sha256:{'1' * 64}"},
        ],
        **more,
    }  # fmt: skip
    files.put(f"decisions/{name}.yaml", data)


def test_changes_of_files_that_were_accepted_are_told_in_order_of_decision(files: Any) -> None:
    for day in ("2026-05-02", "2026-05-01"):
        accepting(files, f"accept--{day}", day)
    registry = files.registry()
    assert registry.broken == ()
    read = read_ledger(registry, TODAY)
    changes = frozenset(
        {
            ("registry/network.yaml", f"sha256:{'0' * 64}", ""),
            ("registry/posts/lead.yaml", "", f"sha256:{'1' * 64}"),
        }
    )
    expected = [Acceptance(f"accept--2026-05-0{n}", "", "coordinator", changes) for n in (1, 2)]
    assert read.accepted == tuple(expected)
    assert read.distrust == {}
