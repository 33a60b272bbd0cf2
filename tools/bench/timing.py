"""What one run of a program costs: processor seconds, elapsed seconds, memory at its highest."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

_SHOWN = 2000
_BYTECODE = "PYTHONDONTWRITEBYTECODE"
"""Where this is set, each run compiles everything anew, as no program that is installed does."""


class RunProblem(Exception):  # noqa: N818 - as elsewhere in this code base
    """A program that was to be measured did not do its work. The message ends what it said."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of processor time and of the clock, and MB of memory, of one run."""

    processor: float
    elapsed: float
    memory: float


@dataclass(frozen=True, slots=True)
class Costs:
    """Several runs of the same work."""

    runs: tuple[Cost, ...]

    @property
    def processor(self) -> float:
        """The median of the processor's seconds."""
        return statistics.median(run.processor for run in self.runs)

    @property
    def elapsed(self) -> float:
        """The median of the clock's seconds."""
        return statistics.median(run.elapsed for run in self.runs)

    @property
    def memory(self) -> float:
        """The most memory that any run took, in MB."""
        return max(run.memory for run in self.runs)

    @property
    def spread(self) -> float:
        """How far apart the runs' processor seconds are, as a part of their median."""
        all_of_them = [run.processor for run in self.runs]
        middle = self.processor
        return (max(all_of_them) - min(all_of_them)) / middle if middle else 0.0


def measure(
    words: Sequence[str],
    where: Path,
    *,
    repeat: int,
    accept: frozenset[int] = frozenset({0}),
    before: Callable[[], None] | None = None,
    environment: Mapping[str, str] | None = None,
) -> Costs:
    """Run a program ``repeat`` times in a folder. ``before`` prepares each run and is not measured.

    Raises ``RunProblem`` if it ends with a code that is not among ``accept``.
    """
    runs = []
    for _ in range(repeat):
        if before is not None:
            before()
        runs.append(_once(words, where, accept, environment))
    return Costs(tuple(runs))


def _once(
    words: Sequence[str], where: Path, accept: frozenset[int], environment: Mapping[str, str] | None
) -> Cost:
    started = time.perf_counter()
    with subprocess.Popen(
        list(words),
        cwd=where,
        env={**os.environ, _BYTECODE: "", **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        output = process.stdout.read() if process.stdout else b""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = code = os.waitstatus_to_exitcode(status)
    elapsed = time.perf_counter() - started
    if code not in accept:
        end = output.decode("utf-8", "replace")[-_SHOWN:]
        raise RunProblem(f"{words[0]} ended with {code}: {end}")
    return Cost(used.ru_utime + used.ru_stime, elapsed, used.ru_maxrss / 1024)
