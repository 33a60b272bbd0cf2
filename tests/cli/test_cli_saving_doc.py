"""The lines that docs/saving.md quotes do what it says, run as they stand in a real repository."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from registries import lay_smallest

ROOT = Path(__file__).parents[2]
DOC = (ROOT / "docs" / "saving.md").read_text(encoding="utf-8")
TRIED = re.compile(r"<!-- tried: (\w+) -->\n```\n(.*?)```", re.DOTALL)
POST = "registry/posts/lead.yaml"


def lines(name: str) -> list[str]:
    return str(dict(TRIED.findall(DOC))[name]).strip().splitlines()


class Desk:
    """A clone on somebody's computer, in which lines are run as they are written."""

    def __init__(self, place: Path, home: Path) -> None:
        self.place = place
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "GIT_CONFIG_NOSYSTEM": "1",
        }

    def run(self, *commands: str, fails: bool = False) -> str:
        said = ""
        for command in commands:
            done = subprocess.run(
                ["sh", "-c", command],
                cwd=self.place,
                env=self.environment,
                capture_output=True,
                text=True,
                check=False,
            )
            assert (done.returncode != 0) is fails, (command, done.stdout, done.stderr)
            said += done.stdout
        return said

    def tried(self, name: str) -> str:
        """Run a part of the document; `handbook` itself is tried elsewhere."""
        return self.run(*(c for c in lines(name) if not c.startswith("handbook ")))

    @property
    def post(self) -> Path:
        return self.place / POST


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    home = tmp_path / "home"
    home.mkdir()
    (home / ".gitconfig").write_text(
        "[user]\nname = A post\nemail = post@example.org\n[init]\ndefaultBranch = main\n",
        encoding="utf-8",
    )
    Desk(tmp_path, home).run("git init -q --bare server.git", "git clone -q server.git desk")
    here = Desk(tmp_path / "desk", home)
    lay_smallest(here.place)
    here.post.parent.mkdir(parents=True, exist_ok=True)
    change(here, "one")
    here.run("git add -A", "git commit -qm First", "git push -q -u origin HEAD:main")
    return here


def change(desk: Desk, words: str) -> None:
    desk.post.write_text(f"{words}\n", encoding="utf-8")


def test_every_line_that_is_quoted_is_tried() -> None:
    assert list(dict(TRIED.findall(DOC))) == ["begin", "save", "join", "stop", "unsaved", "saved"]
    assert DOC.count("```\n") == 2 * len(TRIED.findall(DOC))


def test_a_change_is_saved_and_sent_and_main_stays_as_it_was(desk: Desk) -> None:
    desk.tried("begin")
    change(desk, "two")
    desk.tried("save")
    assert desk.run(f"git show origin/night-numbers:{POST}") == "two\n"
    assert desk.run(f"git show origin/main:{POST}") == "one\n"


def test_what_was_not_saved_is_taken_back(desk: Desk) -> None:
    change(desk, "two")
    desk.tried("unsaved")
    assert desk.post.read_text(encoding="utf-8") == "one\n"


def test_what_was_saved_and_sent_is_taken_back(desk: Desk) -> None:
    desk.tried("begin")
    change(desk, "two")
    desk.tried("save")
    desk.tried("saved")
    assert desk.run(f"git diff origin/main origin/night-numbers -- {POST}") == ""


def test_two_people_who_changed_the_same_text_are_stopped_and_nothing_is_lost(desk: Desk) -> None:
    desk.tried("begin")
    change(desk, "two")
    desk.tried("save")
    desk.run("git switch -q main")
    change(desk, "three")
    desk.run("git commit -qam Other", "git push -q", "git switch -q night-numbers")
    fetch, merge = lines("join")
    desk.run(fetch)
    desk.run(merge, fails=True)
    assert "<<<<<<<" in desk.post.read_text(encoding="utf-8")
    desk.tried("stop")
    assert desk.post.read_text(encoding="utf-8") == "two\n"
