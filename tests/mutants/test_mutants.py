"""Faults are put where the guards are, each by itself, and every group still names modules."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from mutants.faults import module_of, put_faults, sampled
from mutants.groups import GROUPS, Group
from mutants.trial import (
    ENDLESS,
    NOTICED,
    OUTCOMES,
    SURVIVED,
    UNREACHED,
    Plan,
    Reach,
    _chosen,
    outcomes,
    write_plan,
)

ROOT = Path(__file__).parents[2]
GUARD = '''
"""A guard."""


def rule(code):
    def declare(check):
        return check

    return declare


@rule("X")
def old_enough(age):
    """A rule: decorated, and a fault is put into it all the same."""
    if age < 0:
        return "Before birth is no age."
    return age >= 16


def never_asked():
    return 1 + 1


def counted(number):
    while number > 0:
        number -= 1
    return number


def gathered(number):
    rows = []
    while number > 0:
        rows.append(bytes(10_000_000))
        number = number - 1
    return rows
'''
TEST = """
from guard import counted, gathered, old_enough


def test_warm():
    assert old_enough(17) is True


def test_sixteen():
    assert old_enough(16) is True
    assert old_enough(3) is False
    assert old_enough(0) is False
    assert isinstance(old_enough(-1), str)


def test_it_ends():
    assert counted(3) == 0


def test_it_gathers():
    assert len(gathered(3)) == 3
"""
SETTINGS = '[tool.mutmut]\nsource_paths = ["tools"]\nuse_setproctitle = false\n'


def test_a_module_is_called_as_it_is_when_it_runs() -> None:
    """Fails if the faults of a package's own module sleep on, and count as reached by no test."""
    assert module_of(Path("tools/handbook/assess/__init__.py"), Path("tools")) == "handbook.assess"
    assert module_of(Path("tools/handbook/gate.py"), Path("tools")) == "handbook.gate"


def followed(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mutants.trial"],
        cwd=folder, env={"PYTHONPATH": str(ROOT / "tools"), "CI": "1"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_every_fault_is_tried_and_the_unnoticed_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fails if a fault is not awake while the tests run, or stays awake for the next."""
    guard, kept = tmp_path / "guard.py", tmp_path / "kept" / "guard.json"
    guard.write_text(GUARD, encoding="utf-8")
    (tmp_path / "test_guard.py").write_text(TEST, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(SETTINGS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    faults = put_faults(guard, "guard", kept)
    with_faults = guard.read_text("utf-8")
    guard.write_text(GUARD, encoding="utf-8")
    assert put_faults(guard, "guard", kept) == faults
    assert guard.read_text("utf-8") == with_faults
    assert not [f.difference for f in faults if "XXBefore" in f.difference]
    warm = "test_guard.py::test_warm"
    write_plan(tmp_path, Plan(("test_guard.py",), faults, warm, "", 20, 0.5, 400_000_000))
    done = followed(tmp_path)
    became = outcomes(tmp_path)
    by_difference = {
        line[1:].strip(): became[fault.key]
        for fault in faults
        for line in fault.difference.splitlines()[2:]
        if line.startswith("+")
    }
    assert by_difference["return age > 16"] == NOTICED, done.stdout + done.stderr
    assert by_difference["if age <= 0:"] == NOTICED
    assert by_difference["return 1 - 1"] == UNREACHED
    assert by_difference["while number > 1:"] == NOTICED
    assert by_difference["number += 1"] == ENDLESS
    assert by_difference["while number >= 0:"] == NOTICED
    assert by_difference["number = number + 1"] == NOTICED, "it ends where the memory does"
    assert set(became.values()) <= {NOTICED, ENDLESS, UNREACHED, SURVIVED}
    lines = (tmp_path / OUTCOMES).read_text("utf-8").splitlines()
    ending = tuple(fault for fault in faults if "counted" not in fault.function)
    write_plan(tmp_path, Plan(("test_guard.py",), ending, warm, "", 20, 0.5))
    changed = TEST.replace("import counted", "import counted, never_asked")
    changed += "    assert never_asked() == 2\n"
    (tmp_path / "test_guard.py").write_text(changed, encoding="utf-8")
    done = followed(tmp_path)
    again = (tmp_path / OUTCOMES).read_text("utf-8").splitlines()[len(lines) :]
    unnoticed = [fault for fault in ending if became[fault.key] != NOTICED]
    assert len(again) == len(unnoticed), "what was noticed is not tried again, and nothing fails"
    assert done.returncode == 0, done.stdout + done.stderr
    became = outcomes(tmp_path)
    asked_now = {became[fault.key] for fault in ending if "never_asked" in fault.function}
    assert asked_now == {NOTICED}, "a test that has changed may reach more than before"


def test_a_fault_is_shown_first_to_what_caught_its_neighbours_and_then_to_what_asks_it_alone() -> (
    None
):
    alone, narrow = Reach("alone", 0.5, ("f",), ""), Reach("narrow", 0.6, ("f", "g"), "")
    quick, slow = (
        Reach(name, cost, tuple("fghij"), "") for name, cost in (("quick", 0.1), ("s", 9))
    )
    tests = [slow, narrow, quick, alone]
    assert _chosen(tests, 20, Counter()) == [alone, quick, narrow, slow]
    assert _chosen(tests, 20, Counter(s=1)) == [slow, alone, quick, narrow]
    assert _chosen(tests, 0.6, Counter()) == [alone, quick]
    dear = Reach("dear", 3, ("f",), "")
    assert _chosen([dear, quick, narrow], 10, Counter()) == [quick, narrow, dear]
    assert _chosen([dear, quick, narrow], 10, Counter(dear=1)) == [dear, quick, narrow]
    assert _chosen([slow], 0.6, Counter()) == [slow], "one at least"
    assert _chosen([], 20, Counter()) == []


def test_a_sample_takes_something_of_every_function_and_always_the_same() -> None:
    from mutants.faults import Fault  # noqa: PLC0415

    faults = [Fault("m", f"f{n % 3}", f"x{n}", f"{n * 7919 % 97:02}", "") for n in range(30)]
    assert {fault.function for fault in sampled(faults, 0.01)} == {"f0", "f1", "f2"}
    assert len(sampled(faults, 0.01)) == 3
    assert set(sampled(faults, 0.2)) == set(sampled(reversed(faults), 0.2))
    assert len(sampled(faults, 0.2)) == 6
    assert set(sampled(faults, 1)) == set(faults)


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.name)
def test_every_group_names_modules_and_tests_that_there_are(group: Group) -> None:
    assert group.paths(ROOT / "tools" / "handbook")
    files = [*group.tests, *([group.warm.partition("::")[0]] if group.warm else [])]
    assert [name for name in files if not (ROOT / name).exists()] == []
