"""Wake every fault in turn, and run the tests that reach it.

Run as ``python -m mutants.trial`` in the laid out copy. The tests are collected once; each fault
then costs the tests that reach its function, the likeliest first, up to the first that fails.

The faults of a function are woken one after another in one process, where what tests share stays
made. What one of them leaves behind may mislead the next: so a fault counts as noticed there only
if the test that failed passes with it asleep, and every other is tried in a process of its own.
"""

from __future__ import annotations

import json
import signal
import sys
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, TextIO

import pytest
from mutmut.mutation import trampoline

from mutants.faults import Fault
from mutants.forks import forked, lines_of, spent_by_children

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

PLAN = Path("plan.json")
REACHED = Path("reached.jsonl")
OUTCOMES = Path("outcomes.jsonl")
_MANY = 250
"""A process can say no greater number when it ends; beyond it, it only says that a test failed."""
NOTICED, SURVIVED, ENDLESS, UNREACHED = "noticed", "unnoticed", "endless", "unreached"


@dataclass(frozen=True, slots=True)
class Reach:
    """What one test ran: the functions with faults in them, and what it cost.

    ``of`` stands for all files at that time; once one has changed, a test may reach others.
    """

    test: str
    seconds: float
    functions: tuple[str, ...]
    of: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be tried. ``patience`` is how many seconds of tests one fault may cost."""

    tests: tuple[str, ...]
    faults: tuple[Fault, ...]
    warm: str
    only: str
    patience: float
    allowance: float = 5.0
    """Seconds beyond twice what its tests cost and ten times the dearest: then it is endless."""
    memory: int = 1 << 30
    """How many bytes of memory the tests may take. An endless fault may take all there is."""


def write_plan(folder: Path, plan: Plan) -> None:
    """Leave the plan for the process that follows it."""
    (folder / PLAN).write_text(json.dumps(asdict(plan)), "utf-8")


def _read_plan() -> Plan:
    data = json.loads(PLAN.read_text("utf-8"))
    faults = tuple(Fault(**fault) for fault in data["faults"])
    return Plan(
        tuple(data["tests"]), faults, data["warm"], data["only"], data["patience"],
        data["allowance"], data["memory"],
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
        of_now = _fingerprint()
        if forked(lambda: self._measure(session, of_now), 3600, self.plan.memory) != 0:
            message = "a test fails without any fault"
            raise pytest.Session.Failed(message)
        by_name = {item.nodeid: item for item in session.items}
        self.reaches = {reach.test: reach for reach in _reaches(of_now) if reach.test in by_name}
        tests = defaultdict(list)
        for reach in self.reaches.values():
            for function in reach.functions:
                tests[function].append(reach)
        noticed = {key for key, outcome in outcomes(Path()).items() if outcome == NOTICED}
        waiting = defaultdict(list)
        for fault in self.plan.faults:
            if fault.key not in noticed:
                waiting[fault.function].append(fault)
        self.awake = True
        for function, faults in waiting.items():
            caught: Counter[str] = Counter()
            for fault in self._try_together(session, faults, tests[function], by_name, caught):
                self._try(session, fault, tests[function], by_name, caught)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Say why a test fails while no fault is awake."""
        if report.failed and not self.awake:
            sys.stderr.write(f"{report.nodeid}\n{report.longreprtext[-3000:]}\n")

    def _warm(self, session: pytest.Session) -> None:
        """Run some tests beforehand, so that what they load is there when a fault wakes."""
        warm = self.plan.warm
        _run(session, [item for item in session.items if warm and item.nodeid.startswith(warm)])

    def _measure(self, session: pytest.Session, of_now: str) -> int:
        """Run every test not yet known with the faults asleep, and write down what it reaches."""
        known = {reach.test for reach in _reaches(of_now)}
        functions: set[str] = set()
        vars(trampoline)["record_trampoline_hit"] = lambda name, **_more: functions.add(name)
        trampoline.set_mutant_under_test("stats")
        items = [item for item in session.items if item.nodeid not in known]
        with REACHED.open("a", encoding="utf-8") as out:
            for item, following in _paired(items):
                before = process_time()
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                if session.testsfailed:
                    return 1
                spent = process_time() - before
                reach = Reach(item.nodeid, spent, tuple(sorted(functions)), of_now)
                out.write(json.dumps(asdict(reach)) + "\n")
                out.flush()
                functions.clear()
        return 0

    def _try_together(
        self, session: pytest.Session, faults: Sequence[Fault], tests: list[Reach],
        by_name: dict[str, pytest.Item], caught: Counter[str],
    ) -> Iterator[Fault]:  # fmt: skip
        """Try the faults of a function in one process; those not noticed for certain are left.

        A fault that ends the process, or after which a test fails without it, is left as well, and
        the others go on in another.
        """
        rest = list(faults) if tests else []
        while rest:
            work = partial(self._in_turn, session, rest, tests, by_name, caught.copy())
            tried = lines_of(work, self.plan.memory)
            for fault, (test, seconds) in zip(rest, tried, strict=False):
                if test:
                    caught[test] += 1
                    _record(fault, NOTICED, test, seconds)
                else:
                    yield fault
            yield from rest[len(tried) : len(tried) + 1]
            rest = rest[len(tried) + 1 :]
        yield from () if tests else faults

    def _in_turn(
        self, session: pytest.Session, faults: Sequence[Fault], tests: list[Reach],
        by_name: dict[str, pytest.Item], caught: Counter[str], out: TextIO,
    ) -> None:  # fmt: skip
        """Write for each fault the test that notices it, if any; stop where nothing is certain."""
        session.config.pluginmanager.unregister(name="terminalreporter")
        for fault in faults:
            before = process_time()
            chosen = _chosen(tests, self.plan.patience, caught)
            limit = self._limit(chosen)
            signal.setitimer(signal.ITIMER_PROF, limit)
            signal.alarm(int(20 * limit))
            trampoline.set_mutant_under_test(fault.name)
            failed = _run(session, [by_name[reach.test] for reach in chosen])
            trampoline.set_mutant_under_test("")
            test = chosen[failed - 1].test if failed else ""
            if test and not _passes(session, by_name[test]):
                return
            caught.update([test] if test else [])
            out.write(json.dumps([test, round(process_time() - before, 3)]) + "\n")

    def _limit(self, chosen: Sequence[Reach]) -> float:
        """Seconds after which a fault is endless: it holds up the tests that it is shown to."""
        costs = [reach.seconds for reach in chosen]
        return self.plan.allowance + 2 * sum(costs) + 10 * max(costs)

    def _try(
        self, session: pytest.Session, fault: Fault, tests: list[Reach],
        by_name: dict[str, pytest.Item], caught: Counter[str],
    ) -> None:  # fmt: skip
        chosen = _chosen(tests, self.plan.patience, caught)
        outcome, test = UNREACHED, ""
        before = spent_by_children()
        if chosen:
            limit = self._limit(chosen)
            items = [by_name[reach.test] for reach in chosen]
            code = forked(lambda: _woken(session, fault, items), limit, self.plan.memory)
            outcome = SURVIVED if code == 0 else NOTICED if code > 0 else ENDLESS
            if 0 < code < _MANY:
                test = items[code - 1].nodeid
                caught[test] += 1
        _record(fault, outcome, test, round(spent_by_children() - before, 3))


def _record(fault: Fault, outcome: str, test: str, seconds: float) -> None:
    sys.stderr.write("." if outcome == NOTICED else outcome[0].upper())
    sys.stderr.flush()
    record = {
        "key": fault.key, "name": fault.name, "outcome": outcome, "test": test, "seconds": seconds,
    }  # fmt: skip
    with OUTCOMES.open("a", encoding="utf-8") as out:
        out.write(json.dumps(record) + "\n")


def _chosen(tests: Iterable[Reach], patience: float, caught: Counter[str]) -> list[Reach]:
    """The tests for a fault: those that caught others of its function come first.

    Then in turn the next that reaches little besides, as one that asks the guard alone does, and
    the next that is quick, as are many that ask much at once. What takes a tenth of the patience by
    itself comes after those that do not: it may leave no time for them.
    """
    quickest = sorted(tests, key=lambda reach: reach.seconds)
    narrowest = sorted(quickest, key=lambda reach: len(reach.functions))
    in_turn = {r.test: r for pair in zip(narrowest, quickest, strict=True) for r in pair}
    chosen: list[Reach] = []
    spent = 0.0
    for reach in sorted(
        in_turn.values(), key=lambda reach: (-caught[reach.test], reach.seconds > patience / 10)
    ):
        if chosen and spent + reach.seconds > patience:
            break
        chosen.append(reach)
        spent += reach.seconds
    return chosen


def _woken(session: pytest.Session, fault: Fault, items: Sequence[pytest.Item]) -> int:
    """Which of the tests, counted from one, was the first to fail; 0 if none."""
    session.config.pluginmanager.unregister(name="terminalreporter")
    trampoline.set_mutant_under_test(fault.name)
    return min(_run(session, items), _MANY)


def _run(session: pytest.Session, items: Sequence[pytest.Item]) -> int:
    for number, (item, following) in enumerate(_paired(items), start=1):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            return number
    return 0


def _passes(session: pytest.Session, item: pytest.Item) -> bool:
    """Whether a test that failed passes now, with all that it needs made anew."""
    session.testsfailed = 0
    session._setupstate.teardown_exact(None)  # noqa: SLF001  pytest has no other name for it
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
    passed, session.testsfailed = not session.testsfailed, 0
    return passed


def _paired(items: Sequence[pytest.Item]) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
    """Each test with the one that follows it, for which what both share stays set up."""
    return zip(items, [*items[1:], None], strict=False)


def _reaches(of_now: str) -> list[Reach]:
    """What each test was seen to reach in the files as they are."""
    lines = REACHED.read_text("utf-8").splitlines() if REACHED.exists() else []
    return [
        Reach(data["test"], data["seconds"], tuple(data["functions"]), of_now)
        for data in map(json.loads, lines)
        if data.get("of") == of_now
    ]


def _fingerprint() -> str:
    """It changes with any file from which it follows what a test reaches."""
    folders = [folder for folder in map(Path, ("tools", "tests", "registry")) if folder.exists()]
    paths = [*Path().glob("*.py"), *(path for folder in folders for path in folder.rglob("*"))]
    whole = sha256()
    for path in sorted(path for path in paths if path.is_file()):
        whole.update(f"{path}\n".encode() + sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:16]


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
