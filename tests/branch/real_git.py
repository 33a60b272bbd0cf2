"""Git as a person uses it, and the command on what came of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from click.testing import CliRunner, Result

from handbook.cli import cli

DAY = "2026-01-15"
WHEN = "2025-12-01T12:00:00+00:00"

DECISION = "registry/decisions/board-2025-03-04--3.yaml"
SEALED = "registry/_endorsed/calm-transfer/1.0/record.md"
MEETING = "registry/meetings/board-2025-03-04.yaml"
GUIDELINE = "registry/guidelines/quiet-rooms.md"


def git(root: Path, *arguments: str, **environment: str) -> str:
    """Run git with a name of its own and none of the caller's ``GIT_*``."""
    names = ["-c", "user.name=Tester", "-c", "user.email=t@example.org", "-c", "gc.auto=0"]
    clean = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    clean |= {"GIT_COMMITTER_DATE": WHEN, "GIT_AUTHOR_DATE": WHEN, **environment}
    done = subprocess.run(
        ["git", *names, *arguments], cwd=root, check=True, capture_output=True, text=True, env=clean
    )
    return done.stdout.strip()


def command(root: Path, *words: str) -> Result:
    """The command on a registry, in this process, on a fixed day."""
    result = CliRunner().invoke(cli, ["--root", str(root), "--today", DAY, *words])
    assert "Traceback" not in result.output
    return result


@dataclass(frozen=True)
class Repository:
    """A repository whose registry the command is run on."""

    root: Path

    def copied(self, folder: Path) -> Self:
        """The same below ``folder``, with whatever lies beside it: for one test to change."""
        shutil.copytree(self.root.parent, folder, symlinks=True, dirs_exist_ok=True)
        return type(self)(folder / self.root.name)

    def write(self, path: str, old: str, new: str) -> None:
        """Change words in a file; ``old`` must be there."""
        place = self.root / path
        text = place.read_text(encoding="utf-8")
        assert old in text
        place.write_text(text.replace(old, new), encoding="utf-8")

    def add(self, path: str, text: str) -> None:
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")

    def commit(self, message: str = "Change", **environment: str) -> str:
        git(self.root, "add", "-A")
        git(self.root, "commit", "-q", "--allow-empty", "-m", message, **environment)
        return git(self.root, "rev-parse", "HEAD")

    def begun(self) -> str:
        """A commit that changes nothing, so that the branch is not the base itself."""
        return self.commit("Begin a branch")

    def found(self, rev: str = "main", root: Path | None = None) -> set[tuple[str, str]]:
        """Code and path of what ``check --base`` finds, and of nothing that only warns."""
        result = command(root or self.root, "check", "--base", rev, "--format", "json")
        assert result.exit_code in (0, 1), result.output
        said = json.loads(result.stdout)
        errors = {(f["code"], f["path"]) for f in said["findings"] if f["severity"] == "error"}
        assert bool(errors) == (result.exit_code == 1)
        return errors

    def refused(self, rev: str = "main", root: Path | None = None) -> str:
        """Why ``check --base`` gave no answer."""
        result = command(root or self.root, "check", "--base", rev)
        assert result.exit_code == 3, result.output
        assert result.stdout == ""
        return result.stderr

    def verified(self, *words: str, root: Path | None = None) -> tuple[int, dict[str, Any]]:
        """What ``verify`` says, with its exit code."""
        result = command(root or self.root, "verify", "--format", "json", *words)
        return result.exit_code, json.loads(result.stdout) if result.stdout else {}

    def changed(self, *words: str, root: Path | None = None) -> list[tuple[str, str, str]]:
        """Path, deed and commit of everything that ``verify`` lists as changed."""
        _, said = self.verified(*words, root=root)
        return [(one["path"], one["done"], one["commit"]) for one in said["changed"]]


SUSPEND = """\
id: suspend--way-home--2026-01-10
title: The way home stopped
visibility: public
kind: suspend
post: {post}
date: 2026-01-10
statement: The pathway is not to be used until the board has looked at it.
reason: A family was sent to the wrong door.
documents:
  - document: way-home
"""
HELD = """\
id: board-2025-09-02
group: board
date: 2025-09-02
state: held
attendance:
  - {seat: chair, presence: present}
  - {seat: secretary, presence: present}
agenda:
  - item: "1"
    title: Calm transfer
    purpose: decision
    documents: [calm-transfer]
"""
