"""``handbook adopt --from-message`` as the coordinator meets it: told whom to ask, then asked."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from handbook.cli import cli
from handbook.forge.answer_lines import prepared

ROOT = Path(__file__).parents[3]
NAME = "registry/adoptions/ludvale-hospital--rapid-transfer--2026-11-10.yaml"


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "registry", tmp_path / "registry")
    return tmp_path


def message(folder: Path, sender: str = "Ward <ward@elsewhere.example>") -> Path:
    digest = next(
        match[0]
        for path in (ROOT / "registry/_endorsed/rapid-transfer/2.0").glob("*.yaml")
        if (match := re.search(r"v1:sha256:\w+", path.read_text(encoding="utf-8")))
    )
    lines = "\n".join(prepared("rapid-transfer", "2.0", digest))
    lines = lines.replace("Organisation:", "Organisation: Ludvale")
    lines = lines.replace("Answer:", "Answer: adopted")
    lines = lines.replace("Decided on:", "Decided on: 2026-11-10")
    path = folder / "answer.eml"
    head = f"From: {sender}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
    path.write_text(f"{head}\n{lines}\n", encoding="utf-8")
    return path


def run(root: Path, *words: str) -> tuple[int, str]:
    words = ("--root", str(root), "--today", "2026-11-23", "adopt", *words)
    result = CliRunner().invoke(cli, words, standalone_mode=True)
    return result.exit_code, result.output


def test_nothing_is_written_unless_somebody_is_asked_and_says_yes(registry: Path) -> None:
    code, output = run(registry, "--from-message", str(message(registry)))
    assert code == 1
    assert "nothing was written" in output
    assert not (registry / NAME).exists()


def test_a_forged_sender_is_set_beside_the_address_of_the_register(registry: Path) -> None:
    _, output = run(registry, "--from-message", str(message(registry, "Boss <b@evil.example>")))
    assert "b@evil.example" in output
    assert "ludvale@fellsandvales.example" in output
    assert "Anybody can write any sender" in output


@pytest.mark.parametrize("more", [["--yes"], ["--date", "2026-11-10"], ["ludvale-hospital"]])
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
    code, output = run(registry, "ludvale-hospital")
    assert code == 2
    assert "--from-message" in output


def test_once_confirmed_it_is_written_as_by_hand(
    registry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handbook.cli.commands.adopt.ask", lambda **_: None)
    code, output = run(registry, "--from-message", str(message(registry)))
    assert code == 0, output
    written = (registry / NAME).read_text(encoding="utf-8")
    assert "organisation: ludvale-hospital" in written
    assert "answer: adopted" in written
    assert "by: ludvale-paediatrician" in written
