"""Whatever a file holds, loading and comparing it end in findings, never in a crash."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handbook.link import link
from handbook.load import Loaded, MemoryTree, Record, load
from handbook.load.leavings import left_about
from handbook.load.unused import decisive
from handbook.source import read_markdown, read_yaml
from handbook.types import Types, load_types
from handbook.validate import validate

TYPES, _ = load_types()
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.just("2026-24-10"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text(max_size=6) | st.sampled_from(["id", "title", "kind"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)


def examples(types: Types) -> dict[str, Record]:
    found = {}
    for kind in types.values():
        read = read_markdown if kind.suffix == ".md" else read_yaml
        path = f"registry/{kind.singleton or kind.folder + '/example' + kind.suffix}"
        source = read(kind.example.encode(), path)
        assert source.data is not None
        found[kind.name] = Record(
            kind.name, source.data["id"], path, source.data, source.body, 1, source.places
        )
    return found


EXAMPLES = examples(TYPES)


def routes(value: Any, route: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else ()
    inner = enumerate(value) if isinstance(value, list) else inner
    return [route, *(deep for step, part in inner for deep in routes(part, (*route, step)))]


@st.composite
def mutated(draw: st.DrawFn) -> Record:
    """An example of some type with one or two of its values changed, added or taken away."""
    record = EXAMPLES[draw(st.sampled_from(sorted(EXAMPLES)))]
    data = copy.deepcopy(dict(record.data))
    for _ in range(draw(st.integers(1, 2))):
        *outer, last = draw(st.sampled_from([r for r in routes(data) if r]))
        inside: Any = data
        for step in outer:
            inside = inside[step]
        if draw(st.booleans()):
            inside[last] = draw(VALUES)
        elif isinstance(inside, dict) and draw(st.booleans()):
            inside[draw(st.text(max_size=6))] = draw(VALUES)
        else:
            del inside[last]
    return Record(record.type, record.id, record.path, data, record.body, 1, {})


@pytest.mark.thorough
@given(mutated())
@settings(max_examples=200, deadline=None)
def test_a_record_changed_in_any_way_is_sound_or_told_of(record: Record) -> None:
    checked = validate(Loaded((record,), (), (), ()), TYPES)
    assert bool(checked.findings) == bool(checked.broken)
    assert len(checked.records) + len(checked.broken) == 1
    for finding in checked.findings:
        assert finding.message
        assert "\n" not in finding.message
        assert "jsonschema" not in finding.message
    assert link(checked, TYPES).records.keys() == {r.id for r in checked.records}


PATHS = st.sampled_from([
    "network.yaml", "posts/a-nurse.yaml", "posts/a-nurse.yml", "guidelines/a-page.md",
    "decisions/x--1.yaml", "_endorsed/a-page/1.0/seal.yaml", "_endorsed/a-page/1.0/record.md",
    "attachments/a-nurse/form.pdf", "posts/.gitkeep", "odd",
])  # fmt: skip
FRAGMENTS = st.sampled_from([
    b"---\n", b"id: a-nurse\n", b"id: a-page\n", b"title: x\n", b"- a\n", b"a: [", b"}\n", b"\x00",
    b"\xff", b"documents:\n  - document: a-page\n", b"kind: withdraw\n", b"format: 1\n", b"%PDF-",
])  # fmt: skip


@given(st.dictionaries(PATHS, st.lists(FRAGMENTS | st.binary(max_size=12), max_size=5), max_size=5))
@settings(max_examples=200, deadline=None)
def test_files_of_any_bytes_are_read_or_told_of(files: dict[str, list[bytes]]) -> None:
    tree = MemoryTree({f"registry/{path}": b"".join(parts) for path, parts in files.items()})
    checked = validate(load(tree, TYPES), TYPES)
    registry = link(checked, TYPES)
    bad = {finding.path for finding in checked.findings}
    assert all(broken.path in bad for broken in checked.broken if broken.kind == "record")
    assert not {record.path for record in registry.records.values()} & bad


NAMES = st.text(st.characters(blacklist_characters="/\0", blacklist_categories=["Cs"]), min_size=1)


LEFT = st.builds(str.format, st.sampled_from(["{}~", ".{}.swp", "#{}#", "._{}"]), NAMES)
CONTENTS = st.sampled_from([b"id: x\n", b"kind: withdraw\ndocuments:\n  - document: x\n"])


@given(st.lists(NAMES, max_size=3), NAMES | LEFT, CONTENTS)
@settings(deadline=None)
@example([], "0~", b"id: x\n")
@example([], "0~", b"kind: withdraw\ndocuments:\n  - document: x\n")
def test_a_path_of_any_shape_is_a_record_or_told_of(
    folders: list[str], name: str, raw: bytes
) -> None:
    """But for what an editor leaves about, so long as it does not say what a decision says."""
    path = "/".join(["registry", *folders, name])
    found = load(MemoryTree({path: raw}), TYPES)
    known = [r.path for r in found.records] + [f.path for f in found.findings]
    passed_over = left_about(name) and not decisive(raw)
    declared = path.startswith("registry/_types/") or path.endswith("/.gitkeep")
    assert path in known or passed_over or declared
