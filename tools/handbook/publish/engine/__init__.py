"""MkDocs, run on a staged tree in a process of its own, so that nothing of it stays behind."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

from handbook.publish.problem import NotPublishedError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from handbook.publish.engine.kept_pages import KeptPages

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_TROUBLE = re.compile(r"^(WARNING|ERROR|CRITICAL)\s+-\s+(.*)$")
_SHOWN = 10
_RUN = "from handbook.publish.engine.mkdocs_run import run"


def build(
    staged: Path,
    out: Path,
    *,
    built: datetime,
    environment: Mapping[str, str],
    kept: KeptPages | None = None,
) -> None:
    """Build the staged tree (see ``stage``) into the folder ``out``, which need not exist.

    ``kept`` are pages made before, and where new ones are kept; ``built`` is the clock the engine
    sees; ``environment`` the process's variables. A warning is a failure. Raises
    ``NotPublishedError`` with the engine's own words where it has any.
    """
    given = (str(staged / "mkdocs.yml"), str(out), str(kept.folder.absolute()) if kept else "")
    command = [sys.executable, "-P", "-c", f"{_RUN}; raise SystemExit(run(*{given!r}))"]
    done = subprocess.run(  # noqa: S603 - our own interpreter, no shell, paths of our making
        command,
        cwd=staged,
        env=_environment(environment, built),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    output = [_COLOUR.sub("", line).rstrip() for line in done.stdout.splitlines()]
    trouble = [match[2] for line in output if (match := _TROUBLE.match(line))]
    if done.returncode or trouble:
        raise NotPublishedError(_explain(done.returncode, output, trouble))


def _environment(given: Mapping[str, str], built: datetime) -> dict[str, str]:
    kept = {name: value for name, value in given.items() if name != "PYTHONWARNINGS"}
    return kept | {
        "NO_MKDOCS_2_WARNING": "1",
        "NO_COLOR": "1",
        "PYTHONIOENCODING": "utf-8",
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": str(int(built.timestamp())),
    }


def _explain(code: int, output: list[str], trouble: list[str]) -> str:
    if any("No space left on device" in line for line in output):
        return "The disk is full, so the site could not be built."
    if code < 0:
        return f"The site engine was stopped by the system (signal {-code})."
    last = [line for line in output if line.strip()][-1:]
    lines = list(dict.fromkeys(trouble)) or last or ["it gave no reason"]
    more = len(lines) - _SHOWN
    tail = [f"and {more} more"] if more > 0 else []
    return "The site engine, MkDocs, did not accept the pages:\n" + "\n".join(
        f"  {line}" for line in [*lines[:_SHOWN], *tail]
    )
