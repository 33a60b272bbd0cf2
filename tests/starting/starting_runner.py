"""A runner for the shell of a workflow: its steps, in order, as a forge's own machine runs them.

What is fetched or handed over by actions is laid out by the test; every ``run`` is really run.
"""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from warm import program

INSTALLING = frozenset({"Install the program"})
"""Steps that are not run: what they would install is there."""


@dataclass
class Outcome:
    """What a job came to: whether it failed, what each step wrote, the summary, what was kept."""

    failed: bool = False
    logs: dict[str, str] = field(default_factory=dict)
    outcomes: dict[str, str] = field(default_factory=dict)
    kept: dict[str, Path] = field(default_factory=dict)
    summary: str = ""


class Runner:
    """One machine: a workspace, a folder for what is made, a home with nothing in it."""

    def __init__(self, folder: Path, facts: dict[str, str], **more: str) -> None:
        self.workspace, self.temp, self.home = (folder / n for n in ("work", "temp", "home"))
        for place in (self.workspace, self.temp / "handbook" / "bin", self.home):
            place.mkdir(parents=True, exist_ok=True)
        program(self.temp / "handbook" / "bin" / "handbook")
        self.facts = {"runner.temp": str(self.temp), **facts}
        self.overrides = more
        self.without = INSTALLING
        self.summary = self.temp / "summary.md"
        self.summary.touch()

    def run(self, workflow: str, job: str) -> Outcome:
        """Run one job of a workflow, as its text stands."""
        text = yaml.safe_load(workflow)
        given = text["jobs"][job]
        outcome = Outcome()
        for step in given["steps"]:
            if self._is_left_out(step, outcome):
                outcome.outcomes[step.get("id", step["name"])] = "skipped"
            elif "run" in step:
                self._step(step, given.get("env", {}), outcome)
            elif "upload" in step["uses"]:
                path = Path(self._filled(step["with"]["path"]))
                assert path.exists(), f"{step['name']}: {path} is not there"
                outcome.kept[step["with"].get("name", "pages")] = path
        outcome.summary = self.summary.read_text(encoding="utf-8")
        return outcome

    def _is_left_out(self, step: dict[str, Any], outcome: Outcome) -> bool:
        condition = str(step.get("if", "")).removeprefix("${{").removesuffix("}}").strip()
        if step["name"] in self.without:
            return True
        always, _, rest = condition.partition(" && ")
        if condition and always != "!cancelled()":
            raise AssertionError(f"a condition that this runner does not know: {condition}")
        known = re.fullmatch(r"steps\.(\w+)\.outcome == 'success'", rest)
        assert not rest or known, rest
        if known and outcome.outcomes.get(known[1]) != "success":
            return True
        return outcome.failed and not condition

    def _step(self, step: dict[str, Any], of_job: dict[str, str], outcome: Outcome) -> None:
        given = {**of_job, **step.get("env", {})}
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_WORKSPACE": str(self.workspace),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "GITHUB_OUTPUT": str(self.temp / "output"),
            **{name: self._filled(value) for name, value in given.items()},
            **self.overrides,
        }
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.workspace / step.get("working-directory", "."),
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        outcome.logs[step["name"]] = done.stdout + done.stderr
        well = done.returncode == 0
        outcome.outcomes[step.get("id", step["name"])] = "success" if well else "failure"
        outcome.failed |= not well and not step.get("continue-on-error", False)

    def _filled(self, value: str) -> str:
        """A value with the forge's facts put in. Raises ``KeyError`` for one nobody gave."""
        return re.sub(r"\$\{\{ (.+?) \}\}", lambda match: self.facts[match[1]], str(value))
