"""Two builds never mix, and a dead one locks nobody out."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from handbook.publish.lock import only_build
from handbook.publish.problem import NotPublishedError

HOLD = """
import sys, time
from pathlib import Path
from handbook.publish.lock import only_build
with only_build(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def holder(lock: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(lock)],
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": str(Path(__file__).parents[2] / "tools")},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_build_is_told_who_is_at_work(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with holder(lock) as process:
        with pytest.raises(NotPublishedError, match=rf"process {process.pid}"), only_build(lock):
            pass
        process.kill()


def test_a_killed_build_locks_nobody_out(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with holder(lock) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
        with only_build(lock):
            pass


def test_the_lock_can_be_taken_again(tmp_path: Path) -> None:
    for _ in range(2):
        with only_build(tmp_path / "lock"):
            pass
