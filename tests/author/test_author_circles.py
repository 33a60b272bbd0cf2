"""Documents never replace each other in a circle, of whatever length, whenever it would close."""

from __future__ import annotations

from datetime import date
from shutil import copytree
from typing import TYPE_CHECKING, Any

import pytest
from board_registry import lay_board

from handbook.author.decision.decide import prepare
from handbook.author.model import Plan, Refused, Request
from handbook.author.write import write
from handbook.check import check
from handbook.history import NO_HISTORY
from handbook.load.trees.base import WorkingTree
from handbook.source.yaml.emit import markdown_text, yaml_text

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 23)
MEETING = "board-2026-03-11"
LATER = "board-2026-06-10"
SAFE = "readers would never arrive"


@pytest.fixture(scope="module")
def endorsed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four guidelines that are in force, at a meeting with many items: written once."""
    root = tmp_path_factory.mktemp("endorsed")
    lay_board(root)
    for meeting in (MEETING, LATER):
        data = {
            "id": meeting,
            "group": "board",
            "date": meeting.removeprefix("board-"),
            "state": "held",
            "attendance": [{"seat": "chair", "presence": "present"}],
            "agenda": [
                {"item": str(n), "title": f"Item {n}", "documents": ["aa", "bb", "cc", "dd"]}
                for n in range(1, 20)
            ],
        }
        (root / "registry" / "meetings" / f"{meeting}.yaml").write_text(yaml_text(data))
    for item, name in enumerate("abcd", start=1):
        record = {"id": name * 2, "title": name.upper(), "summary": name, "owner": "coordinator"}
        file = root / "registry" / "guidelines" / f"{name * 2}.md"
        file.write_text(markdown_text(record, f"## Of {name}\n\nText of {name}.\n"))
        done(root, "endorse", {"document": name * 2}, item)
    return root


@pytest.fixture
def documents(endorsed: Path, tmp_path: Path) -> Path:
    """Those four, for one test to change."""
    return copytree(endorsed, tmp_path / "network")


def asked(
    kind: str, entry: dict[str, Any], item: int, effective: str = "", meeting: str = MEETING
) -> Request:
    fields = {} if kind == "endorse" else {"reason": "It is old."}
    return Request(
        kind=kind,
        documents=(entry,),
        statement="Agreed.",
        meeting=meeting,
        item=str(item),
        fields=fields,
        effective=effective,
    )


def done(root: Path, kind: str, entry: dict[str, Any], item: int, *more: str) -> Plan:
    plan = prepare(root, asked(kind, entry, item, *more), today=TODAY)
    assert isinstance(plan, Plan), plan
    write(plan, root)
    return plan


def leads(first: str, then: str) -> dict[str, Any]:
    return {"document": first, "successor": then}


WAYS = {
    "two": (("aa", "bb", ""), ("bb", "aa", "")),
    "three": (("aa", "bb", ""), ("bb", "cc", ""), ("cc", "aa", "")),
    "four": (("aa", "bb", ""), ("bb", "cc", ""), ("cc", "dd", ""), ("dd", "aa", "")),
    "with a tail": (("dd", "aa", ""), ("aa", "bb", ""), ("bb", "cc", ""), ("cc", "aa", "")),
    "closed on a later day": (("aa", "bb", ""), ("bb", "cc", ""), ("cc", "aa", "2027-04-01")),
    "all on later days": (
        ("aa", "bb", "2027-03-01"),
        ("bb", "cc", "2027-04-01"),
        ("cc", "aa", "2027-05-01"),
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_circle_is_refused_before_it_is_written(documents: Path, way: str) -> None:
    """Fails if ``decide`` does not follow the chain to its end, or looks at today alone."""
    *steps, (first, then, effective) = WAYS[way]
    for item, (one, other, day) in enumerate(steps, start=5):
        done(documents, "supersede", leads(one, other), item, day)
    request = asked("supersede", leads(first, then), 15, effective)
    result = prepare(documents, request, today=TODAY)
    assert isinstance(result, Refused)
    assert SAFE in result.reasons[0].message


@pytest.mark.parametrize("way", WAYS)
def test_a_circle_that_was_written_by_hand_is_an_error(documents: Path, way: str) -> None:
    """Fails if the rule sees circles of two alone, or those of today alone."""
    for item, (one, other, day) in enumerate(WAYS[way], start=5):
        more = {"effective": day} if day else {}
        name = f"{MEETING}--{item}"
        data = {
            "id": name,
            "title": "By hand",
            "kind": "supersede",
            "meeting": MEETING,
            "item": str(item),
            "statement": "Agreed.",
            **more,
            "documents": [leads(one, other)],
        }
        (documents / "registry" / "decisions" / f"{name}.yaml").write_text(yaml_text(data))
    checked = check(WorkingTree(documents), today=TODAY, history=NO_HISTORY)
    found = [f for f in checked.findings if f.code.id == "EXI001"]
    assert len(found) == 1
    last = 4 + len(WAYS[way])
    assert found[0].path == f"registry/decisions/{MEETING}--{last}.yaml"
    in_it = {one for one, *_ in WAYS[way]} - ({"dd"} if way == "with a tail" else set())
    assert all(f"“{one}”" in found[0].message for one in in_it)
    assert ("“dd”" in found[0].message) is ("dd" in in_it)


def test_a_chain_that_ends_is_no_circle(documents: Path) -> None:
    """Two ways into one, and a long one: all of them end."""
    done(documents, "supersede", leads("aa", "cc"), 5)
    done(documents, "supersede", leads("bb", "cc"), 6)
    plan = done(documents, "supersede", leads("cc", "dd"), 7)
    assert "Readers of A are led on to: D." in plan.preview
    assert "Readers of B are led on to: D." in plan.preview
    assert "Readers of C are led on to: D." in plan.preview
    entry = {"document": "dd", "exit": "withdrawn", "no-replacement": True}
    plan = done(documents, "withdraw", entry, 8)
    assert "Readers of A are told that there is nothing to use instead." in plan.preview


def test_a_document_that_came_back_closes_no_circle(documents: Path) -> None:
    """What a text led to before it was endorsed again no longer counts."""
    done(documents, "supersede", leads("aa", "bb"), 5)
    done(
        documents,
        "endorse",
        {"document": "aa", "version": "1.0", "lifts": [f"{MEETING}--5"]},
        5,
        "",
        LATER,
    )
    done(documents, "supersede", leads("bb", "aa"), 6, "", LATER)
