"""The quick validator only ever accepts, and only what the other one finds no fault in."""

from __future__ import annotations

import copy
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_validate_anything import EXAMPLES, TYPES, mutated

from handbook import validate as validating
from handbook.load import Record, WorkingTree, load
from handbook.load.model import Loaded
from handbook.validate import engine, validate
from handbook.validate.engine import FORMATS, errors_of, validator
from handbook.validate.quick import quick

pytest.importorskip("jsonschema_rs")
ROOT = Path(__file__).parents[2]
QUICK = {name: quick(kind) for name, kind in TYPES.items()}
SLOW = {name: validator(kind) for name, kind in TYPES.items()}
TEMPTING = [
    "2026-02-30", "2026-W09-4", "20260224", "2026-01-31\n", "https://a b.example", "http://[::1",
    "https://u:p@example.org", "mailto:a@b.example", "a@b", "a@b.example", "a@b.example\n",
    "Mars/Base", "UTC", "", " ", "x" * 5000, "\n", "abc\n", "É", "\u0660", "In force", 0, -1,
    10**20, 1.0, True, None, [], {}, ["a", "a"], [1, True], "\ud800",
]  # fmt: skip


def fits(kind: str, data: Any) -> bool:
    return not any(True for _ in errors_of(SLOW[kind], data))


def test_records_that_fit_are_accepted_at_once() -> None:
    loaded = load(WorkingTree(ROOT), TYPES)
    assert len(loaded.records) > 50
    for record in [*loaded.records, *EXAMPLES.values()]:
        assert QUICK[record.type](record.data), record.path


@pytest.mark.thorough
@given(mutated())
@settings(max_examples=400, deadline=None)
def test_what_is_accepted_has_no_fault(record: Record) -> None:
    if QUICK[record.type](record.data):
        assert fits(record.type, record.data)


def strings(value: Any, route: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    parts = value.items() if isinstance(value, dict) else ()
    parts = enumerate(value) if isinstance(value, list) else parts
    return [route, *(deep for step, part in parts for deep in strings(part, (*route, step)))]


@given(st.sampled_from(sorted(EXAMPLES)), st.data())
@settings(max_examples=400, deadline=None)
def test_no_tempting_value_is_accepted_where_it_does_not_fit(
    kind: str, data: st.DataObject
) -> None:
    record = copy.deepcopy(dict(EXAMPLES[kind].data))
    *outer, last = data.draw(st.sampled_from([r for r in strings(record) if r]))
    inside: Any = record
    for step in outer:
        inside = inside[step]
    inside[last] = data.draw(st.sampled_from(TEMPTING))
    if QUICK[kind](record):
        assert fits(kind, record)


@pytest.mark.parametrize("name", sorted(FORMATS))
@pytest.mark.parametrize("text", [one for one in TEMPTING if isinstance(one, str)])
def test_each_format_is_judged_by_us(name: str, text: str) -> None:
    schema = {"type": "object", "properties": {"field": {"type": "string", "format": name}}}
    kind = replace(TYPES["post"], schema=schema)
    if quick(kind)({"field": text}):
        assert FORMATS[name](text)


@pytest.mark.parametrize("pattern", ["a", "^a$", "a|b", r"\d+", "[a-c]{2}"])
@pytest.mark.parametrize("text", ["a", "ba", "ab", "a\n", "b", "1", "\u0661", "bc", "bcd"])
def test_a_pattern_fits_the_whole_text_or_is_not_accepted(pattern: str, text: str) -> None:
    schema = {"properties": {"field": {"pattern": pattern}}, "propertyNames": {"pattern": "field"}}
    kind = replace(TYPES["post"], schema=schema)
    assert quick(kind)({"field": text}) is not any(
        True for _ in errors_of(validator(kind), {"field": text})
    )


def test_a_schema_that_it_cannot_take_is_left_to_the_other_one() -> None:
    nowhere = {"$ref": "https://example.org/schema.json"}
    assert not quick(replace(TYPES["post"], schema=nowhere))({})


@given(st.lists(mutated(), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_findings_are_the_same_without_it(records: list[Record]) -> None:
    loaded = Loaded(tuple(records), (), (), ())
    with pytest.MonkeyPatch.context() as patch:
        with_it = validate(loaded, TYPES)
        patch.setitem(sys.modules, "jsonschema_rs", None)
        assert not quick(TYPES["post"])(EXAMPLES["post"].data)
        assert validate(loaded, TYPES) == with_it


def test_faults_are_explained_only_where_it_does_not_accept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[Any] = []
    plain = engine.errors_of
    monkeypatch.setattr(
        engine, "errors_of", lambda made, data: asked.append(data) or plain(made, data)
    )
    sound = EXAMPLES["post"]
    unsound = replace(sound, data={**sound.data, "title": 5})
    assert validating.validate(Loaded((sound, unsound), (), (), ()), TYPES).broken
    assert asked == [unsound.data]
