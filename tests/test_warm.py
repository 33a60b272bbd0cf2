"""A command that is born of a process that has read the program is one of its own all the same."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from warm import program, words_for

if TYPE_CHECKING:
    from pathlib import Path

TELL = """\
import os, sys
print(os.getcwd(), sorted(os.environ), sys.stdin.read(), sys.stdout.isatty(), sys.argv)
print("told", file=sys.stderr)
"""


def ended(words: list[str], **how: object) -> tuple[int, str, str]:
    done = subprocess.run(words, capture_output=True, text=True, check=False, **how)  # type: ignore[call-overload]
    return done.returncode, done.stdout, done.stderr


def test_it_has_a_folder_an_environment_an_input_and_outputs_of_its_own(tmp_path: Path) -> None:
    code, out, err = ended(
        words_for("-c", TELL, "word"), cwd=tmp_path, env={"SOME": "1"}, input="given"
    )
    assert (code, err) == (0, "told\n")
    assert out.startswith(f"{tmp_path} ['")
    assert "'SOME'" in out
    assert "'PATH'" not in out
    assert out.endswith("] given False ['-c', 'word']\n")


@pytest.mark.parametrize(
    "words",
    [["--version"], ["--help"], ["chek"], ["--root", "/nowhere", "check"], ["explain", "SRC007"]],
    ids=" ".join,
)
def test_it_says_and_ends_as_one_that_was_started(words: list[str], tmp_path: Path) -> None:
    program(tmp_path / "handbook")
    started = ended([sys.executable, "-m", "handbook", *words])
    assert ended(words_for(*words)) == started
    assert ended([str(tmp_path / "handbook"), *words]) == started


@pytest.mark.parametrize(
    ("python", "code", "said"),
    [
        ("raise SystemExit(3)", 3, ""),
        ("raise SystemExit('a reason')", 1, "a reason\n"),
        ("import os; os.kill(os.getpid(), 9)", 255, ""),
        ("raise ValueError('odd')", 1, "ValueError: odd\n"),
    ],
)
def test_however_it_ends_it_is_told(python: str, code: int, said: str) -> None:
    got, out, err = ended(words_for("-c", python))
    assert (got, out) == (code, "")
    assert err.endswith(said)
    assert err or not said


def test_nothing_passes_from_one_to_the_next() -> None:
    assert ended(words_for("-c", "import sys; sys.left_here = 1"))[0] == 0
    assert ended(words_for("-c", "import sys; raise SystemExit(hasattr(sys, 'left_here'))"))[0] == 0


def test_a_reader_that_goes_away_is_no_fault() -> None:
    script = '"$@" | true; echo "${PIPESTATUS[0]}"'
    words = ["bash", "-c", script, "bash", *words_for("explain")]
    code, out, err = ended(words, env=dict(os.environ))
    assert (code, out, err) == (0, "141\n", "")
