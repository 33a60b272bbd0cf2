"""What this repository offers to others: an action, and hooks for before a commit."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from starting_network import git
from starting_runner import Runner

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
GUIDELINE = "registry/guidelines/quiet-rooms.md"


@pytest.fixture
def repository(network: Path) -> Path:
    git(network, "init", "-q", "-b", "main")
    git(network, "add", "-A")
    git(network, "commit", "-q", "-m", "Begin")
    git(network, "checkout", "-q", "-b", "proposal")
    return network


class TestTheAction:
    def test_is_of_the_forges_own_form_and_zizmor_finds_nothing(self) -> None:
        form = subprocess.run(
            [BIN / "check-jsonschema", "--builtin-schema", "vendor.github-actions", "action.yml"],
            cwd=ROOT, check=False, capture_output=True, text=True,
        )  # fmt: skip
        assert form.returncode == 0, form.stdout
        safe = subprocess.run(
            [BIN / "zizmor", "--offline", "--no-progress", "--strict-collection", "action.yml"],
            cwd=ROOT, check=False, capture_output=True, text=True,
        )  # fmt: skip
        assert safe.returncode == 0, safe.stdout

    @pytest.mark.parametrize("sound", [True, False])
    def test_checks_what_a_proposal_brings(
        self, repository: Path, tmp_path: Path, sound: bool
    ) -> None:
        page = repository / GUIDELINE
        old, new = ("Keep one", "Keep two") if sound else ("owner: ", "owner: nobody-like-")
        page.write_text(page.read_text().replace(old, new))
        git(repository, "commit", "-qam", "Change it")
        action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
        facts = {
            "inputs.base": "main",
            "inputs.registry": str(repository),
            "inputs.format": action["inputs"]["format"]["default"],
            "github.action_path": str(ROOT),
        }
        runner = Runner(tmp_path / "machine", facts, SOURCE_DATE_EPOCH="1768478400")
        outcome = runner.run(yaml.safe_dump({"jobs": {"it": action["runs"]}}), "it")
        log = outcome.logs["Check what the proposal brings"]
        assert outcome.failed != sound, log
        assert (f"::error file={GUIDELINE},line=" in log) != sound


HOOKS = {
    hook["id"]: hook
    for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
}


class TestTheHooks:
    def run(self, repository: Path, name: str) -> subprocess.CompletedProcess[str]:
        """What pre-commit runs: the entry, in the repository, with the hook's program first."""
        words = HOOKS[name]["entry"].split()
        path = f"{BIN}:{os.environ['PATH']}"
        return subprocess.run(
            words, cwd=repository, env=os.environ | {"PATH": path}, check=False,
            capture_output=True, text=True,
        )  # fmt: skip

    def test_are_of_the_form_that_pre_commit_asks_for(self) -> None:
        required = {"id", "name", "entry", "language"}
        assert set(HOOKS) == {"handbook-check", "handbook-format"}
        assert all(required <= hook.keys() for hook in HOOKS.values())

    def test_check_lets_a_sound_registry_be_committed_and_no_other(self, repository: Path) -> None:
        assert self.run(repository, "handbook-check").returncode == 0
        page = repository / GUIDELINE
        page.write_text(page.read_text().replace("owner: ", "owner: nobody-like-"))
        done = self.run(repository, "handbook-check")
        assert done.returncode == 1
        assert GUIDELINE in done.stdout

    def test_format_lays_out_what_was_not(self, repository: Path) -> None:
        page = repository / GUIDELINE
        assert self.run(repository, "handbook-format").returncode == 0
        usual = page.read_text()
        page.write_text(f"{usual}\n\n\n")
        assert self.run(repository, "handbook-format").returncode == 0
        assert page.read_text() == usual
