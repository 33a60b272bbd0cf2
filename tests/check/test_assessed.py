"""What reading commands go by: the same assessment as the check's, and no text read for it."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

import pytest

from handbook.assess.texts import Texts
from handbook.check import Assessed, Checked, assessed, check
from handbook.check.reach import Reach
from handbook.finding import Severity
from handbook.history import History
from handbook.load.trees.base import MemoryTree
from handbook.rules import all_rules, rules_without_texts
from handbook.rules.engine import INT001, INT002
from handbook.rules.examples import EXEMPT, base, cases, example
from handbook.source.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.rules.examples import Example
    from handbook.rules.signed import Ask

ABOUT_WORDS = {
    "EXA": "a value of a worked example was left standing",
    "IDS": "an address within a page is given twice, or is the handbook's own",
    "LNK": "a link in a text leads nowhere",
    "MD0": "a text cannot be shown as it was written; no page of it is built",
    "NAM": "a title says a standing, or one abbreviation means two things",
    "POL": "the section that is to serve an item is not there; coverage itself does not count it",
    "PPL": "a text may tell who a patient is",
    "SRC": "a text has a sign that may not stand in it",
    "TXT": "a text says its own standing, which no command repeats",
}
"""The first letters of the codes that only the check finds, and why a reader of standings, dates
and coverage is not misled without them. Whoever leaves out another says so here."""


def judge(one: Example) -> tuple[Checked, Assessed]:
    history, ask = git_says(one)
    checked = check(MemoryTree(one.files), today=one.today, history=history, signatures=ask)
    return checked, assessed_as(one, Reach.EVERYTHING)


def git_says(one: Example) -> tuple[History, Ask | None]:
    committed = one.committed and datetime.combine(one.committed, time(12), UTC)
    said = one.signatures
    return (
        History(commit="0" * 40, committed=committed),
        None if said is None else lambda *_: said,
    )


def assessed_as(one: Example, reach: Reach) -> Assessed:
    history, ask = git_says(one)
    tree = MemoryTree(one.files)
    return assessed(tree, today=one.today, history=history, signatures=ask, reach=reach)


def left_out() -> Iterator[str]:
    """The codes of errors, besides those of branches, that no rule here finds."""
    kept = {code.id for rule in rules_without_texts() for code in rule.codes}
    for rule in all_rules():
        if "branch" not in rule.wants:
            yield from (
                code.id
                for code in rule.codes
                if code.severity is Severity.ERROR and code.id not in kept
            )


LEFT_OUT = frozenset(left_out())


def _read_by_commands(code: str, kind: str) -> bool:
    """Whether a reading command meets a case: it is not of the disk alone, nor of a branch."""
    case = example(code, kind)
    return case is not None and not (case.links or case.sizes or case.base)


READ = [
    (code, kind)
    for code in cases()
    for kind in ("bad", "good")
    if code not in EXEMPT and _read_by_commands(code, kind)
]


@pytest.mark.parametrize(("code", "kind"), READ)
def test_every_case_is_assessed_as_the_check_assesses_it(code: str, kind: str) -> None:
    one = example(code, kind)
    assert one is not None
    checked, known = judge(one)
    assert (known.assessment is None) == (checked.assessment is None)
    for part in ("standings", "coverage", "due", "distrust", "adoption", "refusals"):
        assert getattr(known.assessment, part, None) == getattr(checked.assessment, part, None)
    assert set(known.errors) <= set(checked.errors)
    missed = {error.code.id for error in set(checked.errors) - set(known.errors)}
    assert missed <= LEFT_OUT
    for reach, parts in (
        (Reach.ADOPTION, ("standings", "distrust", "refusals", "adoption")),
        (Reach.COVERAGE, ("standings", "coverage")),
    ):
        narrow = assessed_as(one, reach)
        assert (narrow.assessment is None) == (known.assessment is None)
        for part in parts:
            assert getattr(narrow.assessment, part, None) == getattr(known.assessment, part, None)
        assert set(narrow.errors) <= set(known.errors)


def test_what_is_left_out_is_about_words_alone() -> None:
    assert {code[:3] for code in LEFT_OUT} == set(ABOUT_WORDS)


def test_every_rule_of_the_ledger_is_kept() -> None:
    kept = {rule.name for rule in rules_without_texts()}
    ledger = {rule.name for rule in all_rules() if rule.name.startswith("ledger.")}
    assert ledger
    assert ledger <= kept


def test_no_rule_that_is_kept_reads_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object) -> None:
        raise AssertionError("a text was read")

    monkeypatch.setattr(Texts, "of", read)
    known = assessed(MemoryTree(base()), today=parse_date("2026-01-15"), history=History())
    assert [error.code for error in known.errors if error.code in (INT001, INT002)] == []
    assert known.assessment is not None


def test_the_check_reads_what_was_put_off(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("handbook.assess.coverage.derive.coverage_of", fail)
    checked = check(MemoryTree(base()), today=parse_date("2026-01-15"), history=History())
    assert checked.assessment is None
    assert [error.code for error in checked.errors] == [INT002]


def test_a_failure_of_ours_leaves_nothing_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("handbook.assess.standings_of", fail)
    known = assessed(MemoryTree(base()), today=parse_date("2026-01-15"), history=History())
    assert known.assessment is None
    assert [error.code for error in known.errors] == [INT002]
