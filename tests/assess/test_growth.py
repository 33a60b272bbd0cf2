"""What is worked out of a registry grows in step with it: nobody walks through all, for each."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bench.registry import TODAY as MADE_FOR
from bench.registry import make
from handbook.assess import assess
from handbook.assess.due.meetings import GroupPowers
from handbook.history import NO_HISTORY
from handbook.link import Registry, link
from handbook.load import load
from handbook.load.model import Loaded, Record
from handbook.load.trees.base import MemoryTree
from handbook.rules import all_rules
from handbook.rules.engine import Inputs, run
from handbook.rules.families.text.people import no_nhs_numbers
from handbook.source.yaml.emit import markdown_text
from handbook.types import load_types
from handbook.validate import validate

TODAY = date(2026, 11, 23)
FEW, MANY = 4, 24


class Walked(dict[Any, Any]):
    """A mapping that counts how often somebody walks through all of it."""

    walks = 0

    def __iter__(self) -> Iterator[Any]:
        self.walks += 1
        return super().__iter__()

    def values(self) -> Any:
        self.walks += 1
        return super().values()

    def items(self) -> Any:
        self.walks += 1
        return super().items()


def registry(files: Any, guidelines: int) -> Registry:
    """Guidelines that link to each other, each endorsed at the one meeting."""
    items = [{"item": n + 10, "title": f"Item {n}"} for n in range(guidelines)]
    files.change("meetings/board-2026-03-11.yaml", agenda=items)
    for number in range(guidelines):
        name = f"guideline-{number}"
        fields = {"id": name, "title": name, "summary": "How.", "owner": "coordinator"}
        text = "See [home](going-home.md) and [back](coming-back.md).\n"
        files.put(f"guidelines/{name}.md", markdown_text(fields, text))
        files.decide("endorse", number + 10, document=name)
    return files.registry()


def walks(plain: Registry) -> int:
    records, seals = Walked(plain.records), Walked(plain.seals)
    counted = replace(plain, records=records, seals=seals)
    assessment = assess(counted, NO_HISTORY, TODAY)
    every = tuple(plain.records.values())
    loaded = Loaded(every, tuple(plain.seals.values()), (), ())
    list(run(all_rules(), Inputs(assessment, loaded)))
    return records.walks + seals.walks


def test_no_stage_walks_through_the_registry_once_for_each_document(files: Any) -> None:
    assert walks(registry(files, FEW)) == walks(registry(files, MANY))


@pytest.mark.parametrize("guidelines", [FEW, MANY])
def test_who_may_decide_is_asked_for_a_type_and_not_for_a_document(
    files: Any, guidelines: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answer = GroupPowers.groups

    def groups(powers: GroupPowers, document: Record, *given: Any) -> tuple[str, ...]:
        asked.append(document.type)
        return answer(powers, document, *given)

    monkeypatch.setattr(GroupPowers, "groups", groups)
    reviews = assess(registry(files, guidelines), NO_HISTORY, TODAY).due
    assert len([one for one in reviews if one.what == "review"]) == guidelines
    assert asked == ["guideline"]


Step = tuple[str, int, str]
"""A function: its file, its line and its name."""


def steps(work: Callable[[], object]) -> Counter[Step]:
    """How many of Python's own instructions each function comes to while some work is done."""
    taken: Counter[Step] = Counter()

    def step(frame: Any, event: str, _: Any) -> Any:
        if event == "opcode":
            code = frame.f_code
            taken[code.co_filename, code.co_firstlineno, code.co_qualname] += 1
        return step

    def entered(frame: Any, _: str, __: Any) -> Any:
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        return step

    before = sys.gettrace()
    sys.settrace(entered)
    try:
        work()
    finally:
        sys.settrace(before)
    return taken


def steps_of(documents: int) -> Counter[Step]:
    """Those of assessing so many documents, each with its meeting and answers, and of one rule."""
    types, _ = load_types()
    files = make(documents).files()

    def read() -> Callable[[], None]:
        loaded = validate(load(MemoryTree(files), types), types)
        registry = link(loaded, types)

        def work() -> None:
            assessment = assess(registry, NO_HISTORY, MADE_FOR)
            run((no_nhs_numbers,), Inputs(assessment, loaded))

        return work

    read()()  # what is made once for all registries is made; what a registry keeps is not
    return steps(read())


def faster_than_in_step(few: Counter[Step], some: Counter[Step], many: Counter[Step]) -> list[Step]:
    """The functions that four times as many documents cost more than twice what two times did.

    What stays the same however many there are is taken off; a handful is let pass.
    """
    grown = {each: (some[each] - few[each], many[each] - some[each]) for each in many}
    return [each for each, (first, then) in grown.items() if then > 2.2 * max(first, 0) + 100]


def test_no_function_takes_more_steps_for_each_document_the_more_there_are() -> None:
    """Steps of Python's own: what C code walks through in one of them (``in``, ``sorted``) is not
    seen here, and is told by `test_no_stage_walks_through_the_registry_once_for_each_document`
    where it walks through all records, and by `make bench`."""
    few, some, many = (steps_of(documents) for documents in (10, 20, 40))
    assert sum(many.values()) > 100_000
    assert faster_than_in_step(few, some, many) == []


def test_a_function_that_looks_through_all_for_each_is_seen() -> None:
    def through_all(many: int) -> Counter[Step]:
        return steps(lambda: [other for _ in range(many) for other in range(many)])

    (seen,) = faster_than_in_step(*map(through_all, (10, 20, 40)))
    assert "through_all" in seen[2]
