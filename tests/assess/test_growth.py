"""What is worked out of a registry grows in step with it: nobody walks through all, for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from handbook.assess import assess
from handbook.assess.due.meetings import GroupPowers
from handbook.history import NO_HISTORY
from handbook.link import Registry
from handbook.load.model import Loaded, Record
from handbook.rules import all_rules
from handbook.rules.engine import Inputs, run
from handbook.source.yaml.emit import markdown_text

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
