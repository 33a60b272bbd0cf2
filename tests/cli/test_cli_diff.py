"""`diff` says in words what a change means and who must agree; `correct` follows from it."""

from __future__ import annotations

import json
from pathlib import Path

from small_registry import Run


def page(heather: Path) -> Path:
    return heather / "registry" / "guidelines" / "calm-transfer.md"


def edit(heather: Path, old: str, new: str) -> None:
    text = page(heather).read_text()
    assert old in text
    page(heather).write_text(text.replace(old, new))


def test_nothing_differs(run: Run) -> None:
    result = run("diff", "calm-transfer")
    assert result.exit_code == 0, result.stderr
    assert "version 1.0 and the working text" in result.stdout
    assert "Nothing differs." in result.stdout


def test_a_clinical_change_names_its_section_its_words_and_the_group(
    run: Run, heather: Path
) -> None:
    edit(heather, "Ask the family", "Never ask the family")
    said = run("diff", "calm-transfer").stdout
    assert "1 change: 1 clinical, 0 minor." in said
    assert "Section “Before the journey”" in said
    assert "[removed: Ask] [added: Never ask] the family." in said
    assert "a word that turns a sentence round changes: Never" in said
    assert "Who must agree: " in said
    assert "(board)" in said


def test_a_minor_change_is_the_owners(run: Run, heather: Path) -> None:
    edit(heather, "write it down", "write *it* down")
    said = run("diff", "calm-transfer").stdout
    assert "Changed, minor: only the layout changes" in said
    assert "the owner alone" in said
    assert "handbook decide correct calm-transfer --post lead-nurse" in said


def test_medicines_go_to_those_who_see_medicines_first(run: Run, heather: Path) -> None:
    network = heather / "registry" / "network.yaml"
    network.write_text(network.read_text() + "settings:\n  medicines:\n    groups: [board]\n")
    edit(heather, "owner: lead-nurse\n", "owner: lead-nurse\nmedicines: true\n")
    said = run("diff", "calm-transfer").stdout
    assert "It says something about medicines, so first it goes to: " in said


def test_json_and_markdown_say_the_same(run: Run, heather: Path) -> None:
    edit(heather, "Ask the family", "Ask <b>the</b> | family")
    plain = json.loads(run("diff", "calm-transfer", "--format", "json").stdout)
    assert (plain["from"], plain["to"], plain["minor"], plain["clinical"]) == (
        "1.0",
        "working",
        False,
        1,
    )
    assert plain["agree"]["groups"] == ["board"]
    markdown = run("diff", "calm-transfer", "--format", "markdown").stdout
    assert "### Section “Before the journey”" in markdown
    assert "&lt;b&gt;" in markdown
    assert "<b>" not in markdown


def test_a_version_that_is_not_there_is_told_with_those_that_are(run: Run) -> None:
    result = run("diff", "calm-transfer", "--to", "7.0")
    assert result.exit_code == 2
    assert "There are: 1.0, working." in result.stderr


def test_a_document_never_endorsed_has_nothing_to_be_compared_with(run: Run) -> None:
    result = run("diff", "quiet-rooms")
    assert result.exit_code == 3
    assert "was ever endorsed" in result.stderr


def test_the_owner_corrects_what_diff_calls_minor(run: Run, heather: Path) -> None:
    edit(heather, "write it down", "write *it* down")
    words = ("--post", "lead-nurse", "--statement", "Emphasis.", "--yes")
    result = run("decide", "correct", "calm-transfer", *words)
    assert result.exit_code == 0, result.stderr
    assert run("check").exit_code == 0
    assert "Version that readers get: 1.1" in run("status", "calm-transfer").stdout
    assert "Nothing differs." in run("diff", "calm-transfer").stdout
    assert "only the layout" in run("diff", "calm-transfer", "--from", "1.0", "--to", "1.1").stdout


def test_the_owner_is_sent_to_the_group_with_what_is_clinical(run: Run, heather: Path) -> None:
    edit(heather, "Ask the family", "Ask 2 of the family")
    words = ("--post", "lead-nurse", "--statement", "Small thing.", "--yes")
    result = run("decide", "correct", "calm-transfer", *words)
    assert result.exit_code == 1
    assert "take it to the" in result.stderr
    assert "a number changes: 2" in result.stderr
