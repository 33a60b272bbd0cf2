"""`handbook format` tidies what may be tidied, says what it did, and leaves the ledger alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from small_registry import Command, Run

from handbook.author import rewrite as rewriting
from handbook.author.rewrite import rewrite
from handbook.author.write import WriteProblem
from handbook.cli.commands import format as layout

DRAFT = "registry/guidelines/night-calls.md"
ENDORSED = "registry/guidelines/calm-transfer.md"
UNTIDY = """\
Ring:
* the ward
* the hospice
##When
|Who|What|
|-|-|
|Lead|Rings|

Give between 5
- 10 mg
"""


def spoil(root: Path, path: str, text: str = UNTIDY) -> Path:
    place = root / path
    place.write_text(place.read_text() + text)
    return place


def contents(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


@pytest.fixture
def tidy(heather: Path, run: Run) -> Path:
    """The small registry, all of it tidied once."""
    assert run("format").exit_code == 0
    return heather


def test_it_tidies_says_what_it_did_and_leaves_what_it_cannot_do(run: Run, tidy: Path) -> None:
    before = spoil(tidy, DRAFT).read_text()
    said = run("format", DRAFT)
    assert said.exit_code == 0, said.stderr
    assert "  line 13: an empty line put above the list\n" in said.stdout
    assert "the item's mark * written as -" in said.stdout
    assert "by hand: line " in said.stdout
    assert "1 of 1 files was tidied; 1 needs a person's hand." in said.stdout
    after = (tidy / DRAFT).read_text()
    assert "Ring:\n\n- the ward\n- the hospice\n" in after
    assert "Give between 5\n- 10 mg\n" in after
    assert before != after
    assert run("format", DRAFT).stdout.endswith(
        "0 of 1 files were tidied; 1 needs a person's hand.\n"
    )


def test_nothing_is_written_when_only_asked(run: Run, tidy: Path) -> None:
    spoil(tidy, DRAFT)
    before = contents(tidy)
    checked, shown = run("format", "--check"), run("format", "--diff")
    assert contents(tidy) == before
    assert (checked.exit_code, shown.exit_code) == (1, 0)
    assert "would be tidied" in checked.stdout
    assert "  -* the ward\n" in shown.stdout
    assert "  +- the ward\n" in shown.stdout
    run("format")
    assert run("format", "--check").exit_code == 0


def test_paths_folders_and_ids_name_what_is_tidied(run: Run, tidy: Path) -> None:
    for name in (DRAFT, "registry/guidelines", "night-calls", str(tidy / DRAFT)):
        spoil(tidy, DRAFT, "\n\n\nThe end. \n")
        assert f"{DRAFT}\n" in run("format", name).stdout
    wrong = run("format", "night-cals")
    assert wrong.exit_code == 2
    assert "Did you mean night-calls" in wrong.stderr


LEDGER = (
    "registry/decisions/board-2025-03-04--1.yaml",
    "registry/meetings/board-2025-03-04.yaml",
    "registry/_endorsed/calm-transfer/1.0/record.md",
    "registry/_endorsed/calm-transfer/1.0/seal.yaml",
)


@pytest.mark.parametrize("path", LEDGER)
def test_i3_the_ledger_is_never_rewritten(path: str, run: Run, tidy: Path) -> None:
    """I3: not even its layout, whoever asks."""
    place = tidy / path
    place.write_bytes(place.read_bytes().replace(b"\n", b"\r\n"))
    before = contents(tidy)
    run("format")
    run("format", "registry", "--endorsed")
    refused = run("format", path)
    assert contents(tidy) == before
    assert refused.exit_code == 3
    assert "is never edited" in refused.stderr or "are never edited" in refused.stderr


def test_a_meeting_is_tidied_only_while_it_is_surely_ahead(run: Run, tidy: Path) -> None:
    ahead = tidy / "registry/meetings/board-2026-03-03.yaml"
    before = ahead.read_text()
    ahead.write_text(before.replace("\n", "\r\n"))
    assert run("--today", "2026-03-03", "format", str(ahead)).exit_code == 3
    assert run("format", str(ahead)).exit_code == 0
    assert ahead.read_text() == before
    for wrong in ("state: held", "state: scheduled\nstate: scheduled"):
        ahead.write_text(before.replace("state: scheduled", wrong).replace("\n", "\r\n"))
        assert run("format", str(ahead)).exit_code == 3


def test_i1_an_endorsed_text_stays_as_it_was_endorsed_unless_somebody_asks(
    run: Run, heather: Path
) -> None:
    """I1: a tidied text is not the one that was endorsed, so its badge would go without a word."""
    place = heather / ENDORSED
    text = place.read_text().replace("\n1. Ask", "\n1.  Ask")
    seal = heather / "registry/_endorsed/calm-transfer/1.0"
    sealed = (seal / "record.md").read_text().replace("\n1. Ask", "\n1.  Ask")
    place.write_text(
        text.replace("id: calm-transfer\n", "").replace("---\n", "---\nid: calm-transfer\n", 1)
    )
    (seal / "record.md").write_text(sealed)
    _seal_again(heather, seal)
    assert "in force" in run("status", "calm-transfer").stdout.lower()
    said = run("format")
    assert "left as it was endorsed (--endorsed tidies it too)" in said.stdout
    assert "\n1.  Ask" in place.read_text()
    assert "in force" in run("status", "calm-transfer").stdout.lower()
    assert "change" not in run("check").stdout
    asked = run("format", "--endorsed")
    assert (
        "it no longer is what was endorsed: its page says that a change is proposed" in asked.stdout
    )
    assert "\n1. Ask" in place.read_text()
    assert "STA004" in run("check").stdout


def _seal_again(root: Path, seal: Path) -> None:
    """Make the sealed text and its decision what they would be, had this text been endorsed."""
    from handbook.assess.ledger.digest import digest  # noqa: PLC0415
    from handbook.load import WorkingTree, load  # noqa: PLC0415
    from handbook.types import load_types  # noqa: PLC0415

    types, _ = load_types()
    (found,) = [s for s in load(WorkingTree(root), types).seals if s.document == "calm-transfer"]
    r = found.record
    new = digest(r.type, r.id, r.data, r.body, r.attachments, found.administrative)
    for path in [seal / "seal.yaml", *(root / "registry/decisions").glob("*.yaml")]:
        path.write_text(path.read_text().replace(found.digest, new))


def test_a_proposed_change_is_tidied_like_any_draft(run: Run, tidy: Path) -> None:
    spoil(tidy, ENDORSED, "\nMore.\n##And\n")
    run("format", ENDORSED)
    assert (tidy / ENDORSED).read_text().endswith("More.\n\n## And\n")
    spoil(tidy, ENDORSED, "\n\n\n* one\n* two\n")
    run("format", ENDORSED)
    assert (tidy / ENDORSED).read_text().endswith("\n\n- one\n- two\n")


def test_a_document_whose_seal_cannot_be_read_is_left(run: Run, tidy: Path) -> None:
    """Nobody can tell whether its text is the endorsed one."""
    spoil(tidy, ENDORSED, "\n\n\n* one\n* two\n")
    (tidy / "registry/_endorsed/calm-transfer/1.0/seal.yaml").write_text("odd: true\n")
    before = (tidy / ENDORSED).read_bytes()
    run("format", ENDORSED)
    assert (tidy / ENDORSED).read_bytes() == before


def test_links_are_never_followed(run: Run, tidy: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text(spoil(tidy, DRAFT).read_text())
    (tidy / DRAFT).unlink()
    (tidy / DRAFT).symlink_to(outside)
    before = outside.read_bytes()
    refused = run("format", DRAFT)
    assert refused.exit_code == 3
    assert "is a link to another file" in refused.stderr
    run("format")
    assert outside.read_bytes() == before


class TestRewriting:
    @pytest.fixture
    def place(self, tmp_path: Path) -> Path:
        place = tmp_path / "registry" / "a.yaml"
        place.parent.mkdir()
        place.write_text("old")
        return place

    def test_it_keeps_the_permissions(self, place: Path, tmp_path: Path) -> None:
        place.chmod(0o640)
        rewrite(tmp_path, "registry/a.yaml", b"old", b"new")
        assert place.read_text() == "new"
        assert place.stat().st_mode & 0o777 == 0o640
        assert sorted(p.name for p in tmp_path.rglob("*")) == ["a.yaml", "registry"]

    @pytest.mark.parametrize(
        "fault", ["changed", "a link above", "no space", "stopped", "read-only"]
    )
    def test_it_writes_all_or_nothing(
        self, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
    ) -> None:
        path, before = "registry/a.yaml", b"old"
        if fault == "changed":
            before = b"older"
        elif fault == "a link above":
            (tmp_path / "linked").symlink_to(place.parent)
            path = "linked/a.yaml"
        elif fault == "read-only":
            monkeypatch.setattr(rewriting.os, "access", lambda *_: False)
        else:

            def fail(*_: Any) -> None:
                raise (
                    OSError(28, "No space left on device")
                    if fault == "no space"
                    else KeyboardInterrupt
                )

            monkeypatch.setattr(Path, "replace", fail)
        with pytest.raises((WriteProblem, KeyboardInterrupt)):
            rewrite(tmp_path, path, before, b"new")
        assert place.read_text() == "old"
        assert {p.name for p in tmp_path.rglob("*")} <= {"a.yaml", "registry", "linked"}


def test_a_file_that_cannot_be_written_is_named_and_the_others_are_written(
    run: Run, tidy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(tidy, DRAFT)
    spoil(tidy, "registry/guidelines/quiet-rooms.md")
    real = rewriting.rewrite

    def refuse(root: Path, path: str, before: bytes, after: bytes) -> None:
        if path == DRAFT:
            raise WriteProblem(f"{path} was left as it is: it may not be written")
        real(root, path, before, after)

    monkeypatch.setattr(layout, "rewrite", refuse)
    said = run("format")
    assert said.exit_code == 3
    assert f"{DRAFT} was left as it is: it may not be written" in said.stderr
    assert "- the ward" in (tidy / "registry/guidelines/quiet-rooms.md").read_text()
    assert layout.SHOWN == 5


def test_it_runs_as_a_command(handbook: Command) -> None:
    said = handbook("format", "--check")
    assert said.returncode in (0, 1), said.stderr
    assert "Traceback" not in said.stderr
