"""Every code has a bad case that is found on its line, and a good one that is not."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

import pytest

from handbook.check import Checked, check
from handbook.gate import passed
from handbook.history import History
from handbook.load.trees.against import Against
from handbook.load.trees.base import MemoryTree, WorkingTree
from handbook.report import located
from handbook.rules.catalogue import all_codes
from handbook.rules.examples import EXEMPT, Example, base, cases, example
from handbook.source.dates import parse_date
from registries import lay

if TYPE_CHECKING:
    from pathlib import Path

CODES = [code.id for code in all_codes() if code.id not in EXEMPT]


def judge(one: Example, root: Path, code: str = "") -> Checked:
    judged = passed if code.startswith("PAG") else check  # those are found when pages are made
    committed = one.committed and datetime.combine(one.committed, time(12), UTC)
    history = History(commit="0" * 40, committed=committed)
    if not (one.links or one.sizes):
        against = Against(MemoryTree(one.base), MemoryTree(one.base)) if one.base else None
        said = one.signatures
        return judged(
            MemoryTree(one.files),
            today=one.today,
            history=history,
            against=against,
            signatures=None if said is None else lambda *asked: said,
        )
    lay(one.files, root)
    for path, target in one.links.items():
        (root / path).symlink_to(target)
    for path, size in one.sizes.items():
        with (root / path).open("wb") as file:
            file.truncate(size)
    return judged(WorkingTree(root), today=one.today, history=history)


def told(checked: Checked) -> list[str]:
    return [
        f"{one.finding.path}:{one.place.line} {one.finding.code.id} {one.finding.message}"
        for one in located(checked)
    ]


def test_the_base_is_right_in_every_way() -> None:
    found = check(MemoryTree(base()), today=parse_date("2026-01-15"), history=History())
    assert told(found) == []
    assert found.assessment is not None
    assert {s.state.value for s in found.assessment.standings.values()} == {
        "in force",
        "proposed",
        "withdrawn",
    }


def test_every_code_has_its_cases_and_every_case_its_code() -> None:
    assert sorted(CODES) == list(cases())


@pytest.mark.parametrize("code", CODES)
def test_the_bad_case_is_found_on_its_line_and_nothing_else_is(code: str, tmp_path: Path) -> None:
    bad = example(code, "bad")
    assert bad is not None, f"write {code}/bad"
    checked = judge(bad, tmp_path, code)
    found = [(one.finding.path, one.place.line, one.finding.code.id) for one in located(checked)]
    anywhere = {(path, name) for path, line, name in bad.expected if not line}
    found = [(p, 0 if (p, name) in anywhere else line, name) for p, line, name in found]
    assert set(found) == set(bad.expected), told(checked)
    assert code in {name for _, _, name in found}
    if not code.startswith("TYP"):  # the message about a declaration says what to write
        unhelpful = [one for one in checked.findings if one.severity.value > 1 and not one.hint]
        assert not unhelpful, "every error and warning says how to mend it"


@pytest.mark.parametrize("code", CODES)
def test_the_good_case_is_good(code: str, tmp_path: Path) -> None:
    good = example(code, "good")
    assert good is not None, f"write {code}/good"
    found = judge(good, tmp_path, code)
    assert code not in {one.code.id for one in found.findings}, told(found)
    assert not found.errors, told(found)
