"""A decision under a name or in a place that is not read is never as if it were not there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from handbook.assess import assess
from handbook.assess.ledger.misplaced import Misplaced, misplaced
from handbook.assess.ledger.verdicts import verdicts
from handbook.assess.words import State
from handbook.history import NO_HISTORY
from handbook.load.model import Broken, BrokenKind, Unused

if TYPE_CHECKING:
    from handbook.assess.model import Assessment

TODAY = date(2026, 11, 23)
NAME = "board-2026-03-11--2"
HOME = f"decisions/{NAME}.yaml"
PLACES = [
    # Names that editors, merges and people give to a file beside its true one.
    f"decisions/{NAME}.yaml.orig",
    f"decisions/{NAME}.yaml.rej",
    f"decisions/{NAME}.yaml~",
    f"decisions/{NAME}.yaml.bak",
    f"decisions/{NAME}.yml",
    f"decisions/{NAME}.YAML",
    f"decisions/{NAME}.json",
    f"decisions/{NAME}.md",
    f"decisions/{NAME}.txt",
    f"decisions/{NAME}.yaml.docx",
    f"decisions/{NAME}",
    f"decisions/#{NAME}.yaml#",
    f"decisions/.{NAME}.yaml",
    f"decisions/.{NAME}.yaml.swp",
    f"decisions/~${NAME}.yaml",
    f"decisions/{NAME} (1).yaml",
    "decisions/Copy of the withdrawal",
    "decisions/.gitkeep",
    "decisions/README.md",
    # Folders.
    f"decisions/2026/{NAME}.yaml",
    f"decisions/2026/march/{NAME}.orig",
    f"Decisions/{NAME}.yaml",
    f"DECISIONS/{NAME}",
    f"decision/{NAME}.yaml",
    f"decisons/{NAME}.yaml.orig",
    f"guidelines/{NAME}.yaml",
    f"guidelines/going-home-too/{NAME}.md",
    f"meetings/{NAME}.yaml",
    f"actions/{NAME}.yaml",
    "actions/stop-it.yaml",
    "posts/stop-it.orig",
    f"beschluesse/{NAME}.yaml",
    "stop-it.txt",
    f"{NAME}.yaml",
    ".gitkeep",
    f"attachments/going-home/{NAME}.yaml",
    "attachments/going-home/stop-it.yaml",
    f"_endorsed/{NAME}.yaml",
    "_endorsed/going-home/1.0/stop-it.yaml",
    "_endorsed/going-home/1.0/attachments/stop-it.yaml",
    f"_types/{NAME}.yaml",
    "_types/guideline/stop-it.yaml",
    f"adoptions/{NAME}.yaml",
    "adoptions/withdraw--going-home--2026-03-11.yaml",
]


@pytest.fixture
def withdrawn(files: Any) -> Any:
    """A document that was endorsed and then withdrawn."""
    files.decide("endorse", 1)
    files.decide(
        "withdraw", 2, entry={"exit": "withdrawn", "no-replacement": True}, reason="It was wrong."
    )
    return files


def assessed(files: Any) -> Assessment:
    return assess(files.registry(), NO_HISTORY, TODAY)


@pytest.mark.parametrize("place", PLACES)
def test_a_withdrawal_anywhere_else_makes_its_document_unknown(withdrawn: Any, place: str) -> None:
    """Fails if the ledger does not ask ``misplaced``."""
    withdrawn[f"registry/{place}"] = withdrawn.pop(f"registry/{HOME}")
    found = assessed(withdrawn)
    standing = found.standings["going-home"]
    assert standing.state is State.UNKNOWN
    assert any(place in why or NAME in why for why in standing.why)
    assert {"going-home", "*"} & found.distrust.keys()
    assert any(one.why for one in verdicts(withdrawn.registry(), TODAY))


@pytest.mark.parametrize(
    ("encoding", "place"),
    [
        ("utf-16", "actions/stop-it.yaml"),
        ("utf-16", "posts/stop-it.orig"),
        ("utf-8-sig", "meetings/stop-it.txt"),
        ("latin-1", "guidelines/stop-it.rtf"),
    ],
)
def test_also_in_another_encoding(withdrawn: Any, encoding: str, place: str) -> None:
    text = withdrawn.pop(f"registry/{HOME}").decode().replace("wrong", "für falsch erklärt")
    withdrawn[f"registry/{place}"] = text.encode(encoding)
    assert assessed(withdrawn).standings["going-home"].state is State.UNKNOWN


def test_if_its_documents_can_be_told_the_others_stand(withdrawn: Any) -> None:
    withdrawn.decide("endorse", 3, document="coming-back")
    raw = withdrawn.pop(f"registry/{HOME}")
    withdrawn[f"registry/{HOME}.orig"] = raw
    found = assessed(withdrawn).standings
    assert found["going-home"].state is State.UNKNOWN
    assert found["coming-back"].in_force


@pytest.mark.parametrize("raw", [b"", b"\0\1\2", b"notes on the board: none\n", b"documents: [{}]"])
def test_if_they_cannot_every_document_is_unknown(withdrawn: Any, raw: bytes) -> None:
    withdrawn.decide("endorse", 3, document="coming-back")
    withdrawn["registry/decisions/something.else"] = raw
    found = assessed(withdrawn)
    assert {one.state for one in found.standings.values()} == {State.UNKNOWN}
    assert "registry/decisions/something.else" in found.distrust["*"]


@pytest.mark.parametrize(
    "place",
    [
        f"{HOME}.orig",
        f"{HOME}~",
        f"decisions/#{NAME}.yaml#",
        f"decisions/.{NAME}.yaml.swp",
        "decisions/.DS_Store",
        "decisions/Thumbs.db",
        f"decisions/._{NAME}.yaml",
        "guidelines/going-home.md.orig",
        "posts/.coordinator.yaml.swp",
        "posts/notes.txt",
        "picture.png",
    ],
)
def test_what_says_nothing_new_changes_nothing(withdrawn: Any, place: str) -> None:
    """A copy of what is read, what a system left, and what is no decision by any sign."""
    copies = {f"{HOME}.orig", f"{HOME}~", f"decisions/#{NAME}.yaml#"}
    raw = withdrawn[f"registry/{HOME}"].replace(b"\n", b"\r\n") if place in copies else b"\0one: 1"
    withdrawn[f"registry/{place}"] = raw
    found = assessed(withdrawn)
    assert found.standings["going-home"].state is State.WITHDRAWN
    assert found.distrust == {}


@pytest.mark.parametrize("place", [f"{HOME}.orig", f"{HOME}~", f"decisions/#{NAME}.yaml#"])
def test_a_copy_of_a_decision_that_says_something_else_is_not_passed_over(
    withdrawn: Any, place: str
) -> None:
    withdrawn[f"registry/{place}"] = withdrawn[f"registry/{HOME}"].replace(b"wrong", b"right")
    assert assessed(withdrawn).standings["going-home"].state is State.UNKNOWN


def test_a_swap_file_whose_decision_was_never_saved_is_not_passed_over(withdrawn: Any) -> None:
    withdrawn["registry/decisions/.suspend--going-home--2026-11-01.yaml.swp"] = b"b0VIM\0"
    assert assessed(withdrawn).standings["going-home"].state is State.UNKNOWN


RETURN = "nights--the-mill--2026-q3"


@pytest.fixture
def collecting(files: Any) -> Any:
    """A document in force, in a network that asks a member for figures."""
    files.decide("endorse", 1)
    files["registry/collection-templates/nights.yaml"] = b"id: ["
    files["registry/organisations/the-mill.yaml"] = b"id: ["
    return files


def test_a_return_that_cannot_be_read_is_no_decision(collecting: Any) -> None:
    """Fails if a member's slip in its figures makes every guideline unknown."""
    collecting[f"registry/returns/{RETURN}.yaml"] = b"id: [broken"
    assert assessed(collecting).standings["going-home"].in_force


@pytest.mark.parametrize(
    ("place", "raw"),
    [
        (f"returns/{NAME}.yaml", b"id: ["),
        (f"returns/{RETURN}--2.yaml", b"id: ["),
        ("returns/nights--nobody--2026-q3.yaml", b"id: ["),
        ("returns/the-mill--nights--2026-q3.yaml", b"id: ["),
        ("returns/suspend--going-home--2026-11-12.yaml", b"id: ["),
        ("returns/suspend--the-mill--2026-q3.yaml", b"id: ["),
        (f"actions/{RETURN}.yaml", b"id: ["),
        (f"returns/{RETURN}.yaml", b"kind: suspend\ndocuments: []\n"),
    ],
)
def test_what_only_looks_like_a_return_may_be_one(collecting: Any, place: str, raw: bytes) -> None:
    collecting["registry/collection-templates/suspend.yaml"] = b"id: ["
    assert assessed(collecting).standings["going-home"].in_force
    collecting[f"registry/{place}"] = raw
    assert assessed(collecting).standings["going-home"].state is State.UNKNOWN


# Each sign by itself.

OF_ONE = {"kind": "withdraw", "documents": []}


def found_in(files: Any, *, broken: Any = (), unused: Any = ()) -> list[Misplaced]:
    return list(misplaced(replace(files.registry(), broken=tuple(broken), unused=tuple(unused))))


def broken(data: Any, name: str = "stop", kind: str = BrokenKind.RECORD, of: str = "action") -> Any:
    return Broken(BrokenKind(kind), of, name, f"registry/actions/{name}.yaml", data)


def test_a_broken_file_with_the_fields_of_a_decision_may_be_one(files: Any) -> None:
    path = "registry/actions/stop.yaml"
    assert found_in(files, broken=[broken(OF_ONE)]) == [Misplaced(path, "stop", OF_ONE)]
    for field, value in OF_ONE.items():
        assert found_in(files, broken=[broken({field: value})]) == []
    assert found_in(files, broken=[broken(OF_ONE, kind=BrokenKind.SEAL)]) == []
    assert found_in(files, broken=[broken(OF_ONE, of="decision")]) == []
    assert found_in(files, broken=[broken(None)]) == []
    assert found_in(files, broken=[broken(None, "stop--1")]) == [
        Misplaced("registry/actions/stop--1.yaml", "stop--1", None)
    ]


def test_every_file_is_told_once_in_order_of_path_and_as_it_lies_there(files: Any) -> None:
    unused = [
        Unused("registry/posts/.#b--2.yaml~", data=OF_ONE),
        Unused("registry/actions/stop.yaml", ledger=True, data=None),
        Unused("registry/a/notes.txt"),
        Unused("registry/a/~$_c--3.md.orig"),
        Unused("registry/a/plain.md", decisive=True),
        Unused("registry/posts/#d--4#"),
        Unused("registry/posts/X--5X~"),
    ]
    both = found_in(files, broken=[broken(None), broken(OF_ONE)], unused=unused)
    assert both == [
        Misplaced("registry/a/plain.md", "plain", None),
        Misplaced("registry/a/~$_c--3.md.orig", "c--3", None),
        Misplaced("registry/actions/stop.yaml", "stop", None),
        Misplaced("registry/posts/#d--4#", "d--4", None),
        Misplaced("registry/posts/.#b--2.yaml~", "b--2", OF_ONE),
        Misplaced("registry/posts/X--5X~", "X--5X", None),
    ]


def test_a_copy_of_a_record_that_is_read_is_no_decision_by_its_name(files: Any) -> None:
    files.decide("endorse", 1)
    copied = Unused("registry/actions/board-2026-03-11--1.yaml.bak")
    assert found_in(files, unused=[copied]) == []


@pytest.mark.parametrize(
    ("place", "may_be_one"),
    [
        ("adoptions/hospital--going-home--2026-04-01", False),
        ("adoptions/hospital--going-home--2026-04-01--2", False),
        ("adoptions/hospital--coordinator--2026-04-01", True),
        ("adoptions/board--going-home--2026-04-01", True),
        ("adoptions/going-home--hospital--2026-04-01", True),
        ("adoptions/hospital--gone--2026-04-01", True),
        ("adoptions/hospital--going-home--soon", True),
        ("actions/hospital--going-home--2026-04-01", True),
        ("returns/nights--hospital--2026-q3", False),
        ("returns/nights--coordinator--2026-q3", True),
        ("returns/board--hospital--2026-q3", True),
        ("returns/hospital--nights--2026-q3", True),
        ("returns/nights--hospital--soon", True),
        ("actions/nights--hospital--2026-q3", True),
    ],
)
def test_only_an_answer_or_a_return_by_its_place_and_all_of_its_name_is_none(
    files: Any, place: str, may_be_one: bool
) -> None:
    nights = broken(None, "nights", of="collection-template")
    unused = [Unused(f"registry/{place}.yaml")]
    assert bool(found_in(files, broken=[nights], unused=unused)) is may_be_one
