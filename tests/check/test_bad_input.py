"""Whatever lies in a registry, a check ends with findings: never with a failure of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from handbook.assess.words import State
from handbook.check import Checked, check
from handbook.history import History
from handbook.load.leavings import left_about
from handbook.load.trees.base import MemoryTree
from handbook.report import FORMATS, report
from handbook.rules.engine import INT001, INT002
from handbook.rules.examples import base
from handbook.source import read_markdown, read_yaml
from handbook.source.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Mapping

BASE = base()
RECORDS = sorted(path for path in BASE if "/_endorsed/" not in path)
TODAY = parse_date("2026-01-15")
UNHURRIED = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)

SNIPPETS = [
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"<<<<<<< ours\n=======\n>>>>>>> theirs\n",
    b"&a [*a, *a]",
    b"<<: {a: b}",
    b"!!python/object:os.system x",
    b"[" * 50,
    b"<script>alert(1)</script>",
    b"[x](javascript:alert(1))",
    b"| a | b |\n| --- | --- |\n| 1 | 2 | 3 |\n",
    b"3. three\n7. seven\n",
    b"id: other\n",
    b"documents: [1, {2: 3}]\n",
    b": : :\n- - -\n",
    "\u202e\u200b".encode(),
    "٠١٢-٣٤٥".encode(),
    b"'",
    b"---\n",
    b"date: 2026-02-30\n",
    b"0" * 40,
    b"next: [ask, ask]\n",
]


def judged(files: Mapping[str, bytes]) -> Checked:
    found = check(MemoryTree(files), today=TODAY, history=History())
    failures = [one.message for one in found.findings if one.code in (INT001, INT002)]
    assert not failures
    assert not found.cannot_run
    for form in FORMATS:
        report(found, form)
    return found


def unreadable(path: str, raw: bytes) -> bool:
    read = read_markdown if path.endswith(".md") else read_yaml
    return read(raw, path).data is None


@st.composite
def mutated(draw: st.DrawFn, raw: bytes) -> bytes:
    """The bytes of a file with a few cuts, repeats, swaps and insertions."""
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(raw)))
        end = draw(st.integers(start, min(len(raw), start + 40)))
        new = draw(
            st.one_of(st.sampled_from(SNIPPETS), st.binary(max_size=8), st.just(raw[start:end] * 2))
        )
        raw = raw[:start] + new + raw[end:]
    return raw


@given(path=st.sampled_from(sorted(BASE)), raw=st.binary(max_size=300))
@UNHURRIED
def test_any_bytes_in_place_of_any_file(path: str, raw: bytes) -> None:
    found = judged({**BASE, path: raw})
    if unreadable(path, raw):
        assert any(one.path == path for one in found.errors)


@given(data=st.data(), path=st.sampled_from(sorted(BASE)))
@UNHURRIED
def test_any_mutation_of_any_file(data: st.DataObject, path: str) -> None:
    raw = data.draw(mutated(BASE[path]))
    found = judged({**BASE, path: raw})
    if unreadable(path, raw):
        assert any(one.path == path for one in found.errors)


VALUES = sorted(
    {
        line.partition(b": ")[2]
        for path, raw in BASE.items()
        for line in raw.splitlines()
        if b": " in line
    }
)


@given(
    moved=st.lists(
        st.tuples(st.sampled_from(RECORDS), st.integers(0, 40), st.sampled_from(VALUES)),
        min_size=1,
        max_size=6,
    )
)
@UNHURRIED
def test_values_that_belong_elsewhere(moved: list[tuple[str, int, bytes]]) -> None:
    """What is readable and of the right form, and means nothing where it stands."""
    files = dict(BASE)
    for path, wanted, new in moved:
        lines = files[path].splitlines(keepends=True)
        valued = [number for number, line in enumerate(lines) if b": " in line]
        number = valued[wanted % len(valued)]
        lines[number] = lines[number].partition(b": ")[0] + b": " + new + b"\n"
        files[path] = b"".join(lines)
    judged(files)


@given(
    folder=st.sampled_from(sorted({path.rpartition("/")[0] for path in BASE})),
    name=st.text(min_size=1, max_size=12).filter(lambda name: "/" not in name),
    raw=st.binary(max_size=60),
)
@UNHURRIED
def test_any_file_that_was_never_asked_for_is_refused(folder: str, name: str, raw: bytes) -> None:
    path = f"{folder}/{name}"
    assume(path not in BASE and name != ".gitkeep" and not left_about(name))
    assert judged({**BASE, path: raw}).errors


@given(gone=st.sets(st.sampled_from(sorted(BASE)), max_size=12))
@UNHURRIED
def test_any_files_may_be_missing(gone: set[str]) -> None:
    found = judged({path: raw for path, raw in BASE.items() if path not in gone})
    if "registry/network.yaml" in gone:
        assert found.errors


@given(data=st.data(), path=st.sampled_from([p for p in sorted(BASE) if "/decisions/" in p]))
@UNHURRIED
def test_an_unreadable_decision_puts_nothing_in_force_and_brings_nothing_back(
    data: st.DataObject, path: str
) -> None:
    raw = data.draw(mutated(BASE[path]))
    assume(unreadable(path, raw))
    found = judged({**BASE, path: raw})
    assert found.assessment is not None
    assert {s.state for s in found.assessment.standings.values()} == {State.UNKNOWN}


@given(data=st.data())
@UNHURRIED
def test_breaking_more_never_makes_it_right(data: st.DataObject) -> None:
    first, second = data.draw(
        st.lists(st.sampled_from(RECORDS), min_size=2, max_size=2, unique=True)
    )
    broken = {**BASE, first: b"\x00"}
    assert judged(broken).errors
    assert judged({**broken, second: data.draw(mutated(BASE[second]))}).errors


@pytest.mark.parametrize("files", [{}, {"registry/x": b""}, {"registry/network.yaml": b""}])
def test_next_to_nothing_is_no_registry(files: dict[str, bytes]) -> None:
    assert judged(files).errors
