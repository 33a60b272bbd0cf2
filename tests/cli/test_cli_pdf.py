"""`handbook pdf`: what it refuses before anything is printed, and a document that it prints."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader
from small_registry import Run

from handbook.cli.printing import browser
from registries import files

CHROMIUM = Path("/usr/bin/chromium")
DOCUMENT = "night-calls"


@pytest.fixture
def printer(tmp_path: Path) -> str:
    """A program that prints nothing."""
    program = tmp_path / "printer"
    program.write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    program.chmod(0o700)
    return str(program)


def test_without_a_browser_it_says_what_to_do(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(browser, "PLACES", ())
    result = run("pdf", DOCUMENT)
    assert result.exit_code != 0
    assert "needs Chromium, Chrome or Edge, and none was found here" in result.output
    assert "--chromium PATH" in result.output


def test_a_document_of_another_name_is_said_to_be_near(run: Run, printer: str) -> None:
    result = run("pdf", "night-call", "--chromium", printer)
    assert result.exit_code == 2
    assert "There is no document called night-call." in result.output
    assert DOCUMENT in result.output


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("registry/calls.pdf", "is inside the registry"),
        ("registry/prints", "is inside the registry"),
        ("letter.pdf", "is there already, and is not a PDF"),
        ("link.pdf", "is a link to another place"),
        ("nowhere/calls.pdf", "There is no folder"),
    ],
)
def test_a_place_that_is_not_for_a_print_is_left_alone(
    run: Run, heather: Path, printer: str, place: str, why: str
) -> None:
    (heather / "letter.pdf").write_text("Dear ward", encoding="utf-8")
    (heather / "link.pdf").symlink_to(heather / "letter.pdf")
    before = files(heather / "registry")
    result = run("pdf", DOCUMENT, "--chromium", printer, "--output", str(heather / place))
    assert result.exit_code != 0
    assert why in result.output
    assert (heather / "letter.pdf").read_text(encoding="utf-8") == "Dear ward"
    assert files(heather / "registry") == before


def test_one_document_is_printed_to_the_place_that_was_named(run: Run, heather: Path) -> None:
    if not CHROMIUM.exists():
        if os.environ.get("CI"):
            pytest.fail("no Chromium to print with (apt-get install chromium)")
        pytest.skip("no Chromium to print with")
    place = heather / "calls.pdf"
    result = run("pdf", DOCUMENT, "--chromium", str(CHROMIUM), "--output", str(place))
    assert result.exit_code == 0, result.output
    assert str(place) in result.output
    sheets = [" ".join(page.extract_text().split()) for page in PdfReader(place).pages]
    for number, sheet in enumerate(sheets, 1):
        assert "As recorded on 15 January 2026" in sheet
        assert "Printed on" in sheet
        assert f"Page {number} of {len(sheets)}" in sheet
        assert "127.0.0.1" not in sheet


@pytest.fixture
def scribe(tmp_path: Path) -> str:
    """A program that asks for each page and prints it as a PDF of one line; not a third one."""
    program = tmp_path / "scribe"
    program.write_text(
        f"""#!{sys.executable}
import pathlib, sys, urllib.request
prints = pathlib.Path(__file__).with_name("prints")
prints.write_text(prints.read_text() + "." if prints.exists() else ".")
if len(prints.read_text()) == 3 and pathlib.Path(__file__).with_name("tires").exists():
    sys.exit(5)
made = next(word[15:] for word in sys.argv if word.startswith("--print-to-pdf="))
urllib.request.urlopen(sys.argv[-1]).read()
pathlib.Path(made).write_bytes(b"%PDF-1.4 new %%EOF")
""",
        encoding="utf-8",
    )
    program.chmod(0o700)
    return str(program)


def test_a_printer_that_stops_midway_leaves_every_earlier_print_as_it_was(
    run: Run, heather: Path, scribe: str
) -> None:
    """Fails if prints are put in place one by one: the old ones would look like today's."""
    folder = heather / "printed"
    folder.mkdir()
    for document in ("calm-transfer", DOCUMENT):
        (folder / f"{document}-2026-01-15.pdf").write_bytes(b"%PDF-1.4 morning %%EOF")
    before = files(folder)
    Path(scribe).with_name("tires").touch()
    result = run("pdf", "--all", "--chromium", scribe, "--output", str(folder))
    assert result.exit_code != 0
    assert "could not be printed, so no PDF was written." in result.output
    assert files(folder) == before


def test_earlier_prints_that_are_not_renewed_are_named(
    run: Run, heather: Path, scribe: str
) -> None:
    """Fails if a print of what is gone, or of another day, lies beside new ones unsaid."""
    folder = heather / "printed"
    folder.mkdir()
    earlier = [f"{DOCUMENT}-2026-01-14.pdf", "gone-since-2026-01-15.pdf"]
    for name in [*earlier, "letter.pdf", f"{DOCUMENT}-2026-01-15.pdf"]:
        (folder / name).write_bytes(b"%PDF-1.4 morning %%EOF")
    result = run("pdf", DOCUMENT, "--chromium", scribe, "--output", str(folder))
    assert result.exit_code == 0, result.output
    _, _, named = result.output.partition("not renewed")
    assert [Path(line.strip()).name for line in named.splitlines()[1:]] == sorted(earlier)
    assert b"new" in (folder / f"{DOCUMENT}-2026-01-15.pdf").read_bytes()
