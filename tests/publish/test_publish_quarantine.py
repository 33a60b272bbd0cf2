"""What can be held back is, with all that hangs on it; what cannot be stops everything."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from handbook.assess.words import State
from handbook.check import Checked, check
from handbook.history import NO_HISTORY
from handbook.load import MemoryTree
from handbook.quarantine import Quarantine, held_back, quarantine
from handbook.rules.examples import base

TODAY = date(2026, 1, 15)
MARKER = b"<<<<<<< HEAD\n"
GUIDELINE = "registry/guidelines/calm-transfer.md"
DECISION = "registry/decisions/board-2025-03-04--1.yaml"
MEETING = "registry/meetings/board-2025-03-04.yaml"


@cache
def spoilt(path: str, extra: bytes) -> Checked:
    files = base()
    files[path] = files.get(path, b"") + extra
    return check(MemoryTree(files), today=TODAY, history=NO_HISTORY)


def sorted_out(path: str, extra: bytes = MARKER) -> Quarantine:
    return quarantine(spoilt(path, extra))


def test_nothing_is_held_back_from_a_sound_registry() -> None:
    sound = check(MemoryTree(base()), today=TODAY, history=NO_HISTORY)
    assert quarantine(sound) == Quarantine({}, (), ())


def test_a_guideline_that_cannot_be_read_is_held_back_alone() -> None:
    found = sorted_out(GUIDELINE)
    assert list(found.reasons) == ["calm-transfer"]
    assert found.blocking == ()


@pytest.mark.parametrize("name", ["overview.yaml", "page.md.j2", "notes.txt"])
def test_a_page_about_many_records_never_keeps_the_rest_from_being_published(name: str) -> None:
    found = sorted_out(f"registry/_types/_overviews/visits/{name}", b"title: [\n{{ nothing }}\xff")
    assert found.blocking == ()
    assert found.reasons == {}
    assert found.left_out


@pytest.mark.parametrize(
    "path",
    [
        "registry/letters/notes.txt",
        "registry/notes.yaml",
        "registry/guidelines/notes.yaml",
        "registry/attachments/calm-transfer/notes.yaml",
        "registry/attachments/calm-transfer/board-2025-03-04--1.pdf",
    ],
)
def test_a_stray_file_that_may_be_a_decision_stops_everything(path: str) -> None:
    assert "may be a decision" in sorted_out(path).blocking[0]


def test_an_attachment_that_is_not_what_it_says_is_left_out_and_named() -> None:
    found = sorted_out("registry/attachments/calm-transfer/chart.pdf")
    assert found.blocking == ()
    assert "chart.pdf" in found.left_out[0]


@pytest.mark.parametrize(
    "path",
    [
        "registry/posts/x.yaml",
        "registry/meetings/x.yaml",
        "registry/guidelines/x.yaml",
        "registry/withdrawals/x.yaml",
        "registry/x.yaml",
        "registry/attachments/calm-transfer/x.yaml",
        "registry/posts/board-2025-03-04--1.yaml",
    ],
)
def test_a_decision_in_the_wrong_place_stops_everything(path: str) -> None:
    files = base()
    files[path] = files.pop(DECISION)
    found = quarantine(check(MemoryTree(files), today=TODAY, history=NO_HISTORY))
    assert any("may be a decision" in said for said in found.blocking)


WITHDRAWAL = """\
id: board-2025-03-04--{item}
title: Withdrawal
kind: withdraw
meeting: board-2025-03-04
item: "{item}"
statement: Withdrawn.
reason: Wrong.
visibility: public
documents:
  - document: {document}
    exit: withdrawn
    no-replacement: true
{extra}"""
ITEM = """agenda:
  - item: "9"
    title: Another matter
    purpose: decision
    documents: [calm-transfer]
    minute: Withdrawn.
"""


@pytest.mark.parametrize("extra", ["", "    bogus: x\n"], ids=["readable", "unreadable"])
@pytest.mark.parametrize("item", ["9", "99"])
def test_what_a_decision_may_have_meant_is_held_back_with_what_it_names(
    item: str, extra: str
) -> None:
    files = base()
    files[MEETING] = files[MEETING].replace(b"agenda:\n", ITEM.encode(), 1)
    named = "quiet-rooms"
    text = WITHDRAWAL.format(item=item, document=named, extra=extra)
    files[f"registry/decisions/board-2025-03-04--{item}.yaml"] = text.encode()
    found = quarantine(check(MemoryTree(files), today=TODAY, history=NO_HISTORY))
    assert found.blocking or {named, "calm-transfer"} <= found.reasons.keys()


def test_a_decision_about_nobody_knows_what_stops_everything() -> None:
    files = base()
    text = WITHDRAWAL.format(item="1", document="x", extra="").partition("documents:")[0]
    text = text.replace("board-2025-03-04", "board-2025-03-05")
    files["registry/decisions/board-2025-03-05--1.yaml"] = text.encode()
    found = quarantine(check(MemoryTree(files), today=TODAY, history=NO_HISTORY))
    assert found.blocking


@pytest.mark.parametrize(
    "path",
    [
        "registry/network.yaml",
        DECISION,
        MEETING,
        "registry/decisions/board-2025-03-04--3.txt",
        "registry/_endorsed/calm-transfer/1.0/record.md",
        "registry/_endorsed/calm-transfer/1.0/seal.yaml",
        "registry/_types/guideline/type.yaml",
    ],
)
def test_what_the_ledger_stands_on_stops_everything(path: str) -> None:
    assert sorted_out(path).blocking


def test_a_fault_of_the_checker_stops_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Checked, "cannot_run", True)
    assert sorted_out(GUIDELINE).blocking[0] == "the check could not be finished"


def test_what_is_held_back_is_unknown_and_serves_no_policy() -> None:
    checked = check(MemoryTree(base()), today=TODAY, history=NO_HISTORY)
    assert checked.assessment is not None
    before = checked.assessment.coverage["quiet-standard"].counts()["full"]
    after = held_back(checked.assessment, {"calm-transfer": "it cannot be trusted"})
    standing = after.standings["calm-transfer"]
    assert standing.state is State.UNKNOWN
    assert standing.why == ("it cannot be trusted",)
    assert (before, after.coverage["quiet-standard"].counts()["full"]) == (1, 0)
