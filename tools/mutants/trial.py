"""Wake every fault in turn in a process of its own, and run the tests that reach it.

Run as ``python -m mutants.trial`` in the laid out copy. The tests are collected once; each fault
then costs a fork and the tests that reach its function, the likeliest first, up to the first that
fails.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

import pytest
from mutmut.mutation import trampoline

from mutants.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

PLAN = Path("plan.json")
REACHED = Path("reached.jsonl")
OUTCOMES = Path("outcomes.jsonl")
NOTICED, SURVIVED, ENDLESS, UNREACHED = "noticed", "unnoticed", "endless", "unreached"


@dataclass(frozen=True, slots=True)
class Reach:
    """What one test ran: the functions with faults in them, and what it cost."""

    test: str
    seconds: float
    functions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be tried. ``patience`` is how many seconds of tests one fault may cost."""

    tests: tuple[str, ...]
    faults: tuple[Fault, ...]
    warm: str
    only: str
    patience: float
    allowance: float = 5.0
    """Seconds beyond ten times what its tests cost, after which a fault is endless."""


def write_plan(folder: Path, plan: Plan) -> None:
    """Leave the plan for the process that follows it."""
    (folder / PLAN).write_text(json.dumps(asdict(plan)), "utf-8")


def _read_plan() -> Plan:
    data = json.loads(PLAN.read_text("utf-8"))
    faults = tuple(Fault(**fault) for fault in data["faults"])
    return Plan(
        tuple(data["tests"]), faults, data["warm"], data["only"], data["patience"],
        data["allowance"],
    )  # fmt: skip


def outcomes(folder: Path) -> dict[str, str]:
    """What became of every fault tried so far, by its key; the last word counts."""
    path = folder / OUTCOMES
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return {line["key"]: line["outcome"] for line in map(json.loads, lines)}


@dataclass(eq=False)
class Trial:
    """What pytest runs in place of its own loop."""

    plan: Plan
    reaches: dict[str, Reach] = field(default_factory=dict)
    awake: bool = False

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Find out which test reaches what, then try every fault."""
        self._warm(session)
        if _forked(lambda: self._measure(session), 3600) != 0:
            message = "a test fails without any fault"
            raise pytest.Session.Failed(message)
        by_name = {item.nodeid: item for item in session.items}
        self.reaches = {reach.test: reach for reach in _reaches() if reach.test in by_name}
        tests = defaultdict(list)
        for reach in self.reaches.values():
            for function in reach.functions:
                tests[function].append(reach)
        noticed = {key for key, outcome in outcomes(Path()).items() if outcome == NOTICED}
        caught: dict[str, Counter[str]] = defaultdict(Counter)
        self.awake = True
        for fault in self.plan.faults:
            if fault.key not in noticed:
                sys.stderr.write(".")
                sys.stderr.flush()
                self._try(session, fault, tests[fault.function], by_name, caught[fault.function])
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Say why a test fails while no fault is awake."""
        if report.failed and not self.awake:
            sys.stderr.write(f"{report.nodeid}\n{report.longreprtext[-3000:]}\n")

    def _warm(self, session: pytest.Session) -> None:
        """Run some tests beforehand, so that what they load is there when a fault wakes."""
        warm = self.plan.warm
        _run(session, [item for item in session.items if warm and item.nodeid.startswith(warm)])

    def _measure(self, session: pytest.Session) -> int:
        """Run every test not yet known with the faults asleep, and write down what it reaches."""
        known = {reach.test for reach in _reaches()}
        functions: set[str] = set()
        vars(trampoline)["record_trampoline_hit"] = lambda name, **_more: functions.add(name)
        trampoline.set_mutant_under_test("stats")
        items = [item for item in session.items if item.nodeid not in known]
        with REACHED.open("a", encoding="utf-8") as out:
            for item, following in _in_turn(items):
                before = process_time()
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                if session.testsfailed:
                    return 1
                reach = Reach(item.nodeid, process_time() - before, tuple(sorted(functions)))
                out.write(json.dumps(asdict(reach)) + "\n")
                out.flush()
                functions.clear()
        return 0

    def _try(
        self, session: pytest.Session, fault: Fault, tests: list[Reach],
        by_name: dict[str, pytest.Item], caught: Counter[str],
    ) -> None:  # fmt: skip
        chosen = _chosen(tests, self.plan.patience, caught)
        outcome, test = UNREACHED, ""
        before = _spent_by_children()
        if chosen:
            limit = self.plan.allowance + 10 * sum(reach.seconds for reach in chosen)
            items = [by_name[reach.test] for reach in chosen]
            code = _forked(lambda: _woken(session, fault, items), limit)
            outcome = SURVIVED if code == 0 else NOTICED if code > 0 else ENDLESS
            if 0 < code <= len(items):
                test = items[code - 1].nodeid
                caught[test] += 1
        seconds = round(_spent_by_children() - before, 3)
        record = {
            "key": fault.key, "name": fault.name, "outcome": outcome, "test": test,
            "seconds": seconds,
        }  # fmt: skip
        with OUTCOMES.open("a", encoding="utf-8") as out:
            out.write(json.dumps(record) + "\n")


def _chosen(tests: Iterable[Reach], patience: float, caught: Counter[str]) -> list[Reach]:
    """The tests for a fault: those that caught others of its function, then the quickest."""
    chosen: list[Reach] = []
    spent = 0.0
    for reach in sorted(tests, key=lambda reach: (-caught[reach.test], reach.seconds)):
        if chosen and spent + reach.seconds > patience:
            break
        chosen.append(reach)
        spent += reach.seconds
    return chosen[:250]


def _woken(session: pytest.Session, fault: Fault, items: Sequence[pytest.Item]) -> int:
    """Which of the tests, counted from one, was the first to fail; 0 if none."""
    session.config.pluginmanager.unregister(name="terminalreporter")
    trampoline.set_mutant_under_test(fault.name)
    return _run(session, items)


def _run(session: pytest.Session, items: Sequence[pytest.Item]) -> int:
    for number, (item, following) in enumerate(_in_turn(items), start=1):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            return number
    return 0


def _in_turn(items: Sequence[pytest.Item]) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
    """Each test with the one that follows it, for which what both share stays set up."""
    return zip(items, [*items[1:], None], strict=False)


def _forked(work: Callable[[], int], limit: float) -> int:
    """What the work came to in a process of its own; negative if it had to be stopped."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        code = 255
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (int(process_time() + limit) + 1,) * 2)
            signal.alarm(int(20 * limit))
            code = work()
        finally:
            sys.stdout.flush()
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def _spent_by_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _reaches() -> list[Reach]:
    lines = REACHED.read_text("utf-8").splitlines() if REACHED.exists() else []
    return [
        Reach(data["test"], data["seconds"], tuple(data["functions"]))
        for data in map(json.loads, lines)
    ]


def main() -> int:
    """Follow the plan in this folder."""
    plan = _read_plan()
    # A traceback of pytest's own parses every module it names, and these hold all their faults.
    words = [
        "-q", "--no-header", "--tb=native", "-p", "no:cacheprovider", "-p", "no:xdist",
        "-o", "tmp_path_retention_policy=none", "-k", plan.only,
        f"--basetemp={Path.cwd() / 'tmp'}", *plan.tests,
    ]  # fmt: skip
    return int(pytest.main(words, plugins=[Trial(plan)]))


if __name__ == "__main__":
    sys.exit(main())
