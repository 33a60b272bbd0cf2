"""A rule gets what it asks for, and a broken one is never taken for a passed one."""

from __future__ import annotations

import inspect
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pytest

from handbook.assess.model import Assessment
from handbook.assess.settings.model import Settings
from handbook.finding import Code, Finding, MisbuiltError, Severity
from handbook.history import NO_HISTORY
from handbook.link import Registry
from handbook.load.model import Loaded, Record
from handbook.load.sources import Sources
from handbook.rules import all_rules
from handbook.rules.engine import INT001, Inputs, finding, rule, run

if TYPE_CHECKING:
    from collections.abc import Iterator

TST001 = Code("TST001", Severity.ERROR, "A test", "Only here.")
OTHER = Code("TST002", Severity.ERROR, "Another", "Only here.")


def record(name: str) -> Record:
    return Record("post", name, f"registry/posts/{name}.yaml", {"id": name}, None, 0, {})


def inputs(*names: str) -> Inputs:
    records = {name: record(name) for name in names}
    registry = Registry({}, records, {}, (), (), {}, {})
    today = date(2026, 1, 15)
    assessment = Assessment(registry, NO_HISTORY, today, Settings(), {}, {}, ())
    return Inputs(assessment, Loaded(tuple(records.values()), (), (), ()))


def test_a_rule_about_a_record_is_run_for_each() -> None:
    @rule(TST001)
    def each(record: Record, today: date) -> Iterator[Finding]:
        yield finding(TST001, record, f"{record.id} on {today}", route=("id",))

    found = run([each], inputs("chair", "nurse"))
    assert [one.message for one in found] == ["chair on 2026-01-15", "nurse on 2026-01-15"]
    assert [one.about for one in found] == ["chair", "nurse"]


def test_a_rule_about_the_registry_is_run_once() -> None:
    @rule(TST001)
    def once(registry: Registry) -> Iterator[Finding]:
        yield Finding(TST001, "registry", f"{len(registry.records)} records")

    assert [one.message for one in run([once], inputs("chair", "nurse"))] == ["2 records"]


def test_a_rule_about_wording_asks_for_nothing_else_and_is_run_once_in_a_run() -> None:
    times: list[str] = []

    @rule(TST001)
    def alone(wording: Record) -> Iterator[Finding]:
        times.append(wording.id)
        yield finding(TST001, wording, wording.id)
        if times == ["nurse"]:
            raise ValueError

    kept, given = Sources(keeping=True), inputs("nurse", "chair")
    first = [each.code.id for each in run([alone], given, kept)]
    again = [each.about for each in run([alone], given, kept)]
    assert first == ["TST001", "TST001", "INT001"], "what it found before it broke is told"
    assert again == ["nurse", "chair"]
    assert times == ["nurse", "chair", "nurse"], "what broke is judged again, and nothing else"
    assert len(run([alone], inputs("chair"), kept)) == 1
    assert len(times) == 4, "another record is judged anew, whatever it is called"
    with pytest.raises(MisbuiltError, match="wording"):
        rule(TST001)(lambda wording, today: iter(()))


def test_a_broken_rule_is_named_and_hides_no_other() -> None:
    @rule(TST001)
    def breaks(record: Record) -> Iterator[Finding]:
        raise ValueError(f"secret of {record.id}")
        yield

    @rule(TST001)
    def holds(record: Record) -> Iterator[Finding]:
        yield finding(TST001, record, "seen")

    broken, *others = run([breaks, holds], inputs("chair", "nurse"))
    assert broken.code is INT001
    assert "test_engine.breaks" in broken.message
    assert "ValueError at test_engine.py:" in broken.message
    assert "1 more" in broken.message
    assert "secret" not in broken.message, "the words of an exception may hold a patient's"
    assert [one.message for one in others] == ["seen", "seen"]


def test_what_a_rule_found_before_it_broke_is_kept() -> None:
    @rule(TST001)
    def half(record: Record) -> Iterator[Finding]:
        yield finding(TST001, record, "seen")
        raise RecursionError

    codes = [one.code.id for one in run([half], inputs("chair"))]
    assert codes == ["TST001", "INT001"]


def test_a_rule_that_yields_what_it_does_not_declare_is_broken() -> None:
    @rule(TST001)
    def strays(record: Record) -> Iterator[Finding]:
        yield finding(OTHER, record, "seen")

    (broken,) = run([strays], inputs("chair"))
    assert broken.code is INT001
    assert "TST002" in broken.message or "LookupError" in broken.message


def test_a_rule_cannot_ask_for_the_clock() -> None:
    def wants(clock: Any) -> Iterator[Finding]:
        yield from ()

    with pytest.raises(
        MisbuiltError, match=r"wants \(TST001\) asks for clock, .* record, registry"
    ):
        rule(TST001)(wants)


def test_a_rule_must_say_what_it_may_find() -> None:
    with pytest.raises(MisbuiltError, match="names no code"):
        rule()(lambda record: iter(()))


def test_every_rule_says_in_one_sentence_what_it_asks() -> None:
    for each in all_rules():
        assert each.check.__doc__, each.name
        assert each.check.__doc__.strip().endswith("."), each.name


def test_every_rule_takes_what_it_asks_for_to_be_what_it_is_given() -> None:
    """A rule gets what it wants by name, so no type checker looks at the call; this does."""
    given = dict(Inputs.__annotations__) | {
        name: inspect.signature(
            kind.fget if isinstance(kind, property) else kind.func
        ).return_annotation
        for name, kind in vars(Inputs).items()
        if isinstance(kind, property | cached_property)
    }
    given |= {"record": "Record", "wording": "Record", "branch": "Branch"}
    for each in all_rules():
        wanted = inspect.signature(each.check).parameters.values()
        assert {one.name: one.annotation for one in wanted} == {
            one.name: given[one.name] for one in wanted
        }, each.name


def test_every_rule_has_a_name_of_its_own() -> None:
    names = [each.name for each in all_rules()]
    assert len(names) == len(set(names)) > 30
