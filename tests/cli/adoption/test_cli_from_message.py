"""``handbook adopt --from-message`` as the coordinator meets it: told whom to ask, then asked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from small_registry import DAY

from handbook.cli import cli
from handbook.forge.answer_lines import prepared
from registries import lay_smallest

pytestmark = pytest.mark.usefixtures("no_pages_tried")

NAME = "registry/adoptions/moorside-hospice--calm-transfer--2026-01-10.yaml"


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    """The smallest registry, which says how whoever answers for the hospice is reached."""
    root = lay_smallest(tmp_path)
    with (root / "registry/posts/lead-nurse.yaml").open("a", encoding="utf-8") as post:
        post.write("contact:\n  email: lead@moorside.example\n")
    return root


def message(folder: Path, sender: str = "Ward <ward@elsewhere.example>") -> Path:
    digest = next(
        match[0]
        for path in (folder / "registry/_endorsed/calm-transfer/1.0").glob("*.yaml")
        if (match := re.search(r"v1:sha256:\w+", path.read_text(encoding="utf-8")))
    )
    lines = "\n".join(prepared("calm-transfer", "1.0", digest))
    lines = lines.replace("Organisation:", "Organisation: Moorside Hospice")
    lines = lines.replace("Answer:", "Answer: adopted")
    lines = lines.replace("Decided on:", "Decided on: 2026-01-10")
    path = folder / "answer.eml"
    head = f"From: {sender}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
    path.write_text(f"{head}\n{lines}\n", encoding="utf-8")
    return path


def run(root: Path, *words: str) -> tuple[int, str]:
    words = ("--root", str(root), "--today", DAY, "adopt", *words)
    result = CliRunner().invoke(cli, words, standalone_mode=True)
    return result.exit_code, result.output


def test_nothing_is_written_unless_somebody_is_asked_and_says_yes(registry: Path) -> None:
    code, output = run(registry, "--from-message", str(message(registry)))
    assert code == 1
    assert "Before you say yes" in output
    assert "nothing was written" in output
    assert not (registry / NAME).exists()


def test_a_forged_sender_is_set_beside_the_address_of_the_register(registry: Path) -> None:
    _, output = run(registry, "--from-message", str(message(registry, "Boss <b@evil.example>")))
    assert "b@evil.example" in output
    assert "lead@moorside.example" in output
    assert "Anybody can write any sender" in output


@pytest.mark.parametrize("more", [["--yes"], ["--date", "2026-01-10"], ["moorside-hospice"]])
def test_a_message_is_never_written_without_asking_nor_bent_by_hand(
    registry: Path, more: list[str]
) -> None:
    code, output = run(registry, *more, "--from-message", str(message(registry)))
    assert code == 2
    assert "proves nothing" in output
    assert not (registry / NAME).exists()


def test_a_file_that_is_not_there_is_a_sentence(registry: Path) -> None:
    assert run(registry, "--from-message", "nowhere.eml") == (
        2,
        "handbook: nowhere.eml cannot be read: No such file or directory.\n",
    )


def test_without_a_message_the_three_words_are_asked_for(registry: Path) -> None:
    code, output = run(registry, "moorside-hospice")
    assert code == 2
    assert "--from-message" in output


def test_once_confirmed_it_is_written_as_by_hand(
    registry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handbook.cli.commands.adopt.ask", lambda **_: None)
    code, output = run(registry, "--from-message", str(message(registry)))
    assert code == 0, output
    written = (registry / NAME).read_text(encoding="utf-8")
    assert "organisation: moorside-hospice" in written
    assert "answer: adopted" in written
    assert "by: lead-nurse" in written
