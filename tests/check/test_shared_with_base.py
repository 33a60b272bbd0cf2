"""A branch and its base share what was read of a file that both have, and find the same without."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.check import Checked, check, checking
from handbook.history import History
from handbook.load import sources
from handbook.load.model import Attachment, Record
from handbook.load.sources import Sources
from handbook.load.trees.against import Against
from handbook.load.trees.base import MemoryTree
from handbook.report import report
from handbook.rules.examples import base

if TYPE_CHECKING:
    from collections.abc import Mapping

Files = dict[str, bytes]

BASE: Files = dict(base())
RECORDS = sorted(path for path in BASE if path.endswith((".md", ".yaml")))
TODAY = date(2026, 11, 23)
PDF = Attachment("a.pdf", "registry/attachments/a/a.pdf", "0" * 64, 5)


def compared(own: Mapping[str, bytes], before: Mapping[str, bytes], **more: Any) -> Checked:
    there = MemoryTree(before)
    against = Against(there, there, base_commit="b", before_commit="b")
    return check(MemoryTree(own), today=TODAY, history=History(), against=against, **more)


def said(checked: Checked) -> tuple[Any, ...]:
    """Everything that is told of a branch, and what its base was read to be."""
    branch = checked.branch
    assert branch is not None
    assert checked.assessment is not None
    return (
        report(checked, "json"),
        checked.left_out,
        checked.inherited,
        dict(checked.before),
        checked.waived,
        checked.known,
        repr(checked.assessment.standings),
        repr(branch.before.standings),
        checked.loaded,
        branch.base.loaded,
    )


def changed(files: Files, how: str, number: int) -> Files:
    """The registry with one file edited, spoilt, deleted, moved, copied or put in its place."""
    path, other = (RECORDS[(number + more) % len(RECORDS)] for more in (0, 7))
    stem, _, ending = path.rpartition(".")
    here = dict(files)
    if path not in here or path == "registry/network.yaml":
        return here
    if how == "edit":
        here[path] += b"\nOne more line: NHS number 943 476 5919.\n"
    elif how == "remark":
        here[path] = here[path].replace(b"\ntitle: ", b"\ntitle: Another ")
    elif how == "spoil":
        here[path] = here[path].replace(b": ", b":\t", 1)
    elif how == "delete":
        del here[path]
    elif how == "move":
        here[f"{stem}-moved.{ending}"] = here.pop(path)
    elif how == "copy":
        here[other] = here[path]
    elif how == "end lines":
        here[path] = here[path].replace(b"\n", b"\r\n")
    elif how == "attach":
        name = path.rpartition("/")[2].rpartition(".")[0]
        here[f"registry/attachments/{name}/a.pdf"] = b"%PDF-" + bytes([48 + number % 10])
    return here


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["edit", "remark", "spoil", "delete", "move", "copy", "end lines", "attach"]
        ),
        st.integers(0, len(RECORDS)),
    ),
    max_size=4,
)


@settings(max_examples=15)
@given(STEPS, STEPS)
def test_what_is_shared_changes_nothing_that_is_found(steps, earlier):
    before, own = BASE, BASE
    for step in earlier:
        before = changed(before, *step)
    for step in steps:
        own = changed(own, *step)
    apart = compared(own, before, sources=Sources(keeping=False))
    assert said(compared(own, before)) == said(apart)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each file was read."""
    times: Counter[str] = Counter()
    for name in ("read_yaml", "read_markdown"):
        plain = getattr(sources, name)

        def counting(raw: bytes, path: str, plain: Any = plain) -> Any:
            times[path] += 1
            return plain(raw, path)

        monkeypatch.setattr(sources, name, counting)
    return times


def test_a_file_that_both_sides_have_is_read_once(read: Counter[str]) -> None:
    path = next(path for path in RECORDS if path.startswith("registry/guidelines/"))
    checked = compared({**BASE, path: BASE[path] + b"\nMore of it.\n"}, BASE)
    assert read.pop(path) == 2
    assert len(read) > 20
    assert set(read.values()) == {1}
    assert checked.loaded is not None
    assert checked.branch is not None
    there = {record.path: record for record in checked.branch.base.loaded.records}
    same = {r.path for r in checked.loaded.records if r is there[r.path]}
    assert same == there.keys() - {path}
    seals = dict.fromkeys(id(seal.record) for seal in checked.branch.base.loaded.seals)
    assert [id(seal.record) for seal in checked.loaded.seals] == list(seals)


def test_a_check_alone_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is held that no other tree of the run asks for."""
    made: list[Sources] = []

    def noted(*, keeping: bool) -> Sources:
        made.append(Sources(keeping=keeping))
        return made[-1]

    monkeypatch.setattr(checking, "Sources", noted)
    check(MemoryTree(BASE), today=TODAY, history=History())
    assert [vars(each) for each in made] == [vars(Sources(keeping=False))]


def test_a_type_of_ones_own_is_another_record_of_the_same_file() -> None:
    """What a file is, beyond its bytes, is never taken from the other side."""
    kept = Sources(keeping=True)
    path = "registry/notes/a.yaml"
    source = kept.read(path, b"id: a\n")
    assert kept.read(path, b"id: a\n") is source
    assert kept.read("registry/notes/b.yaml", b"id: a\n") is not source
    assert kept.read(path, b"id: a \n") is not source
    assert source.data is not None

    def record(kind: str, key: str = "a", **more: Any) -> Record:
        return Record(kind, key, path, source.data, None, 1, source.places, **more)

    first = kept.same(record("note"))
    assert kept.same(record("note")) is first
    others = [record("memo"), record("note", "b"), record("note", attachments=(PDF,))]
    for other in others:
        assert kept.same(other) is other
