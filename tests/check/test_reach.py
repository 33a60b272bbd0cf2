"""What a narrower question leaves unopened has no say in its answer, whatever is wrong with it."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handbook.check import Assessed, assessed
from handbook.check.reach import Reach, left_unopened, rules_of
from handbook.history import History
from handbook.load import WorkingTree, load
from handbook.load.passed_over import UnopenedError, is_opened, may_be_decision
from handbook.load.trees.base import MemoryTree
from handbook.load.unused import decisive
from handbook.rules import rules_for_reading
from handbook.rules.examples import base
from handbook.source import read_yaml
from handbook.types import load_types
from handbook.types.known import APPEND_ONLY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.load import Tree
    from handbook.types import Types

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 1, 15)
ANSWER = b"""id: moorside-hospice--calm-transfer--2025-04-01
title: Moorside on calm transfer
visibility: members
organisation: moorside-hospice
document: calm-transfer
version: "1.0"
answer: adopted
date: 2025-04-01
by: lead-nurse
"""
STOP = b"kind: suspend\ndocuments:\n  - document: calm-transfer\n"
WHAT = {
    Reach.STANDINGS: ("standings", "distrust", "refusals", "accepted"),
    Reach.ADOPTION: ("standings", "distrust", "refusals", "accepted", "adoption"),
    Reach.COVERAGE: ("standings", "distrust", "refusals", "accepted", "coverage"),
}
"""What is asked, and what of an assessment answers it."""
ALWAYS = {
    "baseline", "care-pathway", "decision", "guideline", "import-check", "meeting", "network",
    "organisation", "post", "signing-key", "terms-of-reference", "waiver",
}  # fmt: skip


@cache
def types() -> Types:
    return load_types()[0]


@cache
def everything() -> Mapping[str, bytes]:
    """The small registry, with the worked example of each type that nobody decides by."""
    files = dict(base())
    for kind in types().values():
        example = kind.example.encode()
        if kind.folder and kind.name not in APPEND_ONLY:
            name = str((read_yaml(example.split(b"\n---")[0], "x").data or {}).get("id"))
            files.setdefault(f"registry/{kind.folder}/{name}{kind.suffix}", example)
    files["registry/adoptions/moorside-hospice--calm-transfer--2025-04-01.yaml"] = ANSWER
    return files


def answered(tree: Tree, reach: Reach, today: date = TODAY) -> Assessed:
    return assessed(tree, today=today, history=History(), reach=reach)


def assert_the_same(tree: Tree, today: date = TODAY) -> Assessed:
    """That every narrower question is answered as when everything is opened."""
    whole = answered(tree, Reach.EVERYTHING, today)
    for reach, parts in WHAT.items():
        narrow = answered(tree, reach, today)
        assert (narrow.assessment is None) == (whole.assessment is None)
        for part in parts:
            assert getattr(narrow.assessment, part, None) == getattr(whole.assessment, part, None)
        assert set(narrow.errors) <= set(whole.errors)
    return whole


def test_what_is_opened_for_standings_is_what_decisions_can_name() -> None:
    assert types().keys() - left_unopened(Reach.STANDINGS, types()) == ALWAYS
    assert types().keys() - left_unopened(Reach.ADOPTION, types()) == {*ALWAYS, "adoption"}
    covering = types().keys() - left_unopened(Reach.COVERAGE, types())
    assert covering > {*ALWAYS, "policy", "policy-mapping"}
    assert {"adoption", "return", "glossary-term", "service"}.isdisjoint(covering)
    assert left_unopened(Reach.EVERYTHING, types()) == frozenset()


def test_a_type_of_a_networks_own_that_groups_endorse_is_opened() -> None:
    own = {
        f"registry/_types/leaflet/{file}": raw.replace(b"guidelines", b"leaflets")
        for file, raw in _files_of("guideline").items()
    }
    known, _ = load_types(own)
    assert "leaflet" in known
    assert "leaflet" not in left_unopened(Reach.STANDINGS, known)


def _files_of(name: str) -> dict[str, bytes]:
    folder = ROOT / "tools" / "handbook" / "types" / name
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_the_registry_of_everything_has_what_is_compared() -> None:
    whole = assert_the_same(MemoryTree(everything())).assessment
    assert whole is not None
    assert {record.type for record in whole.registry.records.values()} > ALWAYS - {"baseline"}
    assert any(standing.in_force for standing in whole.standings.values())
    assert any(position.in_use for position in whole.adoption.positions.values())
    assert any(item.holds == "full" for each in whole.coverage.values() for item in each.items)


def test_the_demonstration_is_answered_the_same() -> None:
    whole = assert_the_same(WorkingTree(ROOT), date(2026, 11, 30))
    assert whole.assessment is not None
    assert len(whole.assessment.standings) > 20


def test_a_third_of_the_demonstration_stays_unopened_for_a_standing() -> None:
    """Besides, what is named as a decision could be is opened: all answers, and all returns."""
    loaded = load(WorkingTree(ROOT), types(), left_unopened(Reach.STANDINGS, types()))
    opened = [record for record in loaded.records if is_opened(record)]
    assert len(opened) < len(loaded.records) * 2 / 3
    assert {record.type for record in opened} >= {"decision", "meeting", "guideline", "post"}


def test_nobody_takes_what_was_not_opened_for_empty() -> None:
    loaded = load(MemoryTree(everything()), types(), left_unopened(Reach.STANDINGS, types()))
    closed = next(record for record in loaded.records if not is_opened(record))
    for look in (
        lambda: closed.get("title"),
        lambda: closed.public,
        lambda: "title" in closed.data,
        lambda: dict(closed.data),
        lambda: closed.data or {},
        lambda: len(closed.data),
    ):
        with pytest.raises(UnopenedError):
            look()


@pytest.mark.parametrize(
    "misplaced",
    [
        {"registry/glossary/stop.yaml": STOP},
        {"registry/glossary/board-2025-03-04--9.yaml": b"id: x\n"},
        {"registry/risks/board-2025-03-04--9.yaml": STOP},
        {"registry/glossary/stop.yaml": b'"\\x6bind": suspend\n"doc\\x75ments": []\n'},
        {"registry/glossary/stop.yml": "\u212aind: suspend\ndocuments: []\n".encode()},
        {"registry/glossary/stop.yaml": "kind: suspend\ndocuments: []\n".encode("utf-16")},
        {"registry/glossary/stop.yml": STOP},
        {"registry/areas/stop.geojson": STOP},
        {"registry/services/deep/stop.yaml": STOP},
    ],
)
def test_a_decision_in_a_wrong_folder_casts_doubt_all_the_same(misplaced: dict[str, bytes]) -> None:
    whole = assert_the_same(MemoryTree({**everything(), **misplaced}))
    assert whole.assessment is not None
    assert whole.assessment.distrust


def test_an_id_that_is_taken_twice_is_seen_though_one_of_the_two_is_of_no_bearing() -> None:
    twice = {"registry/glossary/calm-transfer.yaml": b"id: calm-transfer\ntitle: Calm\n"}
    whole = assert_the_same(MemoryTree({**everything(), **twice}))
    assert whole.assessment is not None
    assert "calm-transfer" in whole.assessment.distrust
    assert "calm-transfer" not in whole.assessment.standings


SPOILT = (b"", b"\xff\xfe", b"- 1\n", b"id: [", b"<<<<<<< HEAD\n", b"kind: suspend\n", STOP, ANSWER)


WAYS = ("spoil", "cut", "move", "copy", "part", "take", "name", "over")


@st.composite
def damaged(draw: st.DrawFn) -> dict[str, bytes]:
    """The registry of everything with some files spoilt, moved, copied, renamed or taken away."""
    files = dict(everything())
    paths = sorted(files)
    for _ in range(draw(st.integers(1, 4))):
        path, other = draw(st.sampled_from(paths)), draw(st.sampled_from(paths))
        raw, folder = files.get(path, b""), other.rpartition("/")[0]
        name = path.rpartition("/")[2]
        how = draw(
            st.sampled_from(("spoil", "cut", "move", "copy", "part", "take", "name", "over"))
        )
        if how in ("move", "take"):
            files.pop(path, None)
        if how in ("move", "copy"):
            files[f"{folder}/{name}"] = raw
        elif how == "spoil":
            files[path] = draw(st.sampled_from(SPOILT))
        elif how == "cut":
            files[path] = raw[: draw(st.integers(0, len(raw)))]
        elif how == "part":
            files[f"{folder}/{name.replace('.', '--2.', 1)}"] = raw
        elif how == "name":
            mine, theirs = (each.rpartition("/")[2].partition(".")[0] for each in (path, other))
            files[path] = raw.replace(mine.encode(), theirs.encode())
        elif how == "over":
            files[path] = files.get(other, b"")
    return files


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(damaged())
def test_whatever_is_broken_anywhere_the_answer_is_the_same(files: dict[str, bytes]) -> None:
    assert_the_same(MemoryTree(files))


KEYS = st.sampled_from(("kind", "Kind", "\u212aind", "k\u0131nd", '"kind"', '"\\x6bind"', "lock"))
OTHER = st.sampled_from(
    ("documents", "DOCUMENTS", '"documents"', '"doc\\u0075ments"', "? documents\n")
)
CODED = st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "latin-1"))


@given(KEYS, OTHER, CODED, st.sampled_from((": x\n", " : x\n", ":\n  - a\n", ": >-\n  a\n")))
def test_whatever_may_be_read_as_a_decision_is_opened(
    first: str, second: str, coding: str, value: str
) -> None:
    raw = f"{first}{value}{second}{value}".encode(coding, "replace")
    data = read_yaml(raw, "x.yaml").data or {}
    if decisive(raw) or ("kind" in data and "documents" in data):
        assert may_be_decision(raw)


@pytest.mark.parametrize("name", ["records.adoption", "no_such_folder", "ledge"])
def test_a_family_that_was_moved_or_misspelt_is_no_family(name: str) -> None:
    with pytest.raises(LookupError, match=name):
        rules_for_reading(("ledger", name))


@pytest.mark.parametrize("reach", Reach)
def test_every_reach_names_families_that_are_there(reach: Reach) -> None:
    assert rules_of(reach)
