"""Many files at once, the same file again, and drafts that somebody has edited."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from word import docx, p, table

from handbook.cli import cli
from handbook.importing.model import Original
from registries import files, lay, lay_smallest

pytestmark = pytest.mark.usefixtures("no_pages_tried")

DAY = "2026-11-23"


@pytest.fixture
def network(tmp_path: Path) -> Path:
    return lay_smallest(tmp_path / "network")


def taken(network: Path, *words: str) -> Result:
    said = ["--root", str(network), "--today", DAY, "import", "documents", *words]
    return CliRunner().invoke(cli, said)


FRONT = table(
    ("Title", "Fever in children"), ("Version", "3.1"), ("Author", "Dr A Person"),
    ("Review date", "March 2027"), ("Status", "Approved"), ("Ref", "FV-G-9"),
)  # fmt: skip


@pytest.mark.thorough
def test_a_file_becomes_a_draft_once_and_an_edit_is_never_written_over(
    network: Path, tmp_path: Path
) -> None:
    source = tmp_path / "old"
    lay({"Fever v3.docx": docx(FRONT, p("Give 5 mg.")), "bad.docx": b"%PDF-1"}, source)
    before = files(network)

    preview = taken(network, str(source), "--preview", "--owner", "lead-nurse")
    assert "would become the draft registry/guidelines/fever-in-children.md" in preview.output
    assert files(network) == before

    first = taken(network, str(source), "--owner", "lead-nurse")
    assert first.exit_code == 1, first.output
    assert "bad.docx" in first.output
    assert "a PDF" in first.output
    new = {path: raw for path, raw in files(network).items() if path not in before}
    assert sorted(new) == [
        "registry/guidelines/fever-in-children.md",
        "registry/import-checks/fever-in-children--original.yaml",
    ]
    draft = new["registry/guidelines/fever-in-children.md"].decode()
    assert "reference: FV-G-9" in draft
    assert "Give 5 mg." in draft
    assert "March 2027" in draft
    assert "A Person" not in draft
    assert "A Person" not in new[sorted(new)[1]].decode()
    assert not [path for path in new if "decisions" in path or "_endorsed" in path]

    held = files(network)
    assert "taken in before" in taken(network, str(source), "--owner", "lead-nurse").output
    assert files(network) == held

    lay({"Fever v3.docx": docx(FRONT, p("Give 6 mg."))}, source)
    offered = taken(network, str(source), "--owner", "lead-nurse")
    assert "--update" in offered.output
    assert files(network) == held
    assert taken(network, str(source), "--owner", "lead-nurse", "--update").exit_code == 1
    path = network / "registry/guidelines/fever-in-children.md"
    assert "Give 6 mg." in path.read_text(encoding="utf-8")

    path.write_text(path.read_text(encoding="utf-8").replace("Give 6", "Give at most 6"))
    held = files(network)
    lay({"Fever v3.docx": docx(FRONT, p("Give 7 mg."))}, source)
    refused = taken(network, str(source), "--owner", "lead-nurse", "--update")
    assert "so has the draft" in refused.output
    assert files(network) == held


def test_digests_tell_files_apart() -> None:
    assert Original("a", "word", b"1").digest != Original("a", "word", b"2").digest
    assert date.fromisoformat(DAY)


class TestWhatAnOldRegisterBegan:
    """A row of an old register becomes a record without a text; its document brings the text."""

    def listed(self, network: Path, tmp_path: Path) -> Path:
        (tmp_path / "list.csv").write_text(
            "Ref,Title,Owner,Date approved\nFV-7,Fever in  Children,Ward matron,4 March 2021\n",
            encoding="utf-8",
        )
        mapping = tmp_path / "mapping.yaml"
        mapping.write_text(
            "columns: {title: Title, reference: Ref, owner: Owner, endorsed-on: Date approved}\n"
            "heading-row: 1\nowners: {Ward matron: lead-nurse}\n",
            encoding="utf-8",
        )
        words = ["register", str(tmp_path / "list.csv"), "--mapping", str(mapping), "--write"]
        said = ["--root", str(network), "--today", DAY, "import", *words]
        result = CliRunner().invoke(cli, said)
        assert result.exit_code == 0, result.output
        return network / "registry/guidelines/fever-in-children.md"

    def document(self, tmp_path: Path) -> Path:
        return lay({"Fever v3.docx": docx(FRONT, p("Give 5 mg."))}, tmp_path / "old")

    def test_is_filled_by_its_document_and_keeps_its_owner_and_number(
        self, network: Path, tmp_path: Path
    ) -> None:
        record = self.listed(network, tmp_path)
        result = taken(network, str(self.document(tmp_path)), "--owner", "coordinator")
        assert result.exit_code == 0, result.output
        assert [path.name for path in record.parent.glob("fever*")] == [record.name]
        text = record.read_text(encoding="utf-8")
        assert "Give 5 mg." in text
        assert "has not been brought in yet" not in text
        assert "owner: lead-nurse" in text
        assert "reference: FV-7" in text
        for said in ("4 March 2021", "March 2027", "file: Fever v3.docx"):
            assert said in text

    def test_is_left_alone_once_somebody_has_edited_it(self, network: Path, tmp_path: Path) -> None:
        record = self.listed(network, tmp_path)
        edited = record.read_text(encoding="utf-8").replace("About this page", "About it")
        record.write_text(edited, encoding="utf-8")
        result = taken(network, str(self.document(tmp_path)), "--owner", "coordinator")
        assert "has the same title: is it the same document?" in result.output
        assert record.read_text(encoding="utf-8") == edited


def test_a_line_that_stops_a_file_is_shown_with_its_words_and_mended_in_the_file(
    network: Path, tmp_path: Path
) -> None:
    """Nobody can open line 12 of a draft that was not written."""
    lay({"visits.md": b"# Visits\n\nBefore.\n\nLast reviewed: 1 May 2020\n"}, tmp_path / "old")
    told = taken(network, str(tmp_path / "old"), "--owner", "lead-nurse")
    assert told.exit_code == 1
    assert "of the draft (“Last reviewed: 1 May 2020”), this line states" in told.output
    assert "Mend it in the file, or in a copy of it." in told.output
