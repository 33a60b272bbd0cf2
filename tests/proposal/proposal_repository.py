"""Git as a person uses it, and what `handbook diff` makes of it."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from handbook.cli import cli

DAY = "2026-01-15"
WHEN = "2025-12-01T12:00:00+00:00"
GUIDELINE = "registry/guidelines/calm-transfer.md"
DRAFT = "registry/guidelines/quiet-rooms.md"
PATHWAY = "registry/care-pathways/way-home.md"


def git(root: Path, *arguments: str) -> str:
    """Run git with a name and a day of its own and none of the caller's ``GIT_*``."""
    names = ["-c", "user.name=Tester", "-c", "user.email=t@example.org", "-c", "gc.auto=0"]
    clean = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    clean |= {"GIT_COMMITTER_DATE": WHEN, "GIT_AUTHOR_DATE": WHEN}
    done = subprocess.run(
        ["git", *names, *arguments], cwd=root, check=True, capture_output=True, text=True, env=clean
    )
    return done.stdout.strip()


@dataclass(frozen=True)
class Proposals:
    """A repository whose branch ``work`` is a proposal to ``main``."""

    root: Path

    def write(self, path: str, old: str, new: str) -> None:
        """Change words in a file; ``old`` must be there."""
        place = self.root / path
        text = place.read_text(encoding="utf-8")
        assert old in text
        place.write_text(text.replace(old, new), encoding="utf-8")

    def add(self, path: str, text: str | bytes) -> None:
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode() if isinstance(text, str) else text)

    def commit(self) -> None:
        git(self.root, "add", "-A")
        git(self.root, "commit", "-q", "--allow-empty", "-m", "Change")

    def on_main(self, path: str, old: str, new: str) -> None:
        """Somebody else changes words on ``main``."""
        git(self.root, "checkout", "-q", "main")
        self.write(path, old, new)
        self.commit()
        git(self.root, "checkout", "-q", "work")

    def rebase(self) -> None:
        """Begin the branch anew at the tip of ``main``."""
        git(self.root, "checkout", "-q", "-B", "work", "main")

    def run(self, *words: str) -> Result:
        """The command, in this process, on a fixed day."""
        result = CliRunner().invoke(cli, ["--root", str(self.root), "--today", DAY, *words])
        assert "Traceback" not in result.output
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    def diff(self, *words: str) -> str:
        """What `handbook diff` prints of the branch; it must not fail."""
        result = self.run("diff", *(words or ("main...work",)))
        assert result.exit_code == 0, result.output
        return result.stdout

    def meaning(self, between: str = "main...work") -> dict[str, Any]:
        """The same as data; what is changed and not committed is committed first."""
        self.commit()
        whole: dict[str, Any] = json.loads(self.diff(between, "--format", "json"))
        return whole
