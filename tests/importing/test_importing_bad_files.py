# ruff: noqa: E501 -- rows of a table
"""A file that cannot be read, or is not safe to, is refused in words, before pandoc sees it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from word import SPACES, docx, p, packed

from handbook.importing.convert import convert
from handbook.importing.converting import pandoc
from handbook.importing.model import ImportProblem, Original
from handbook.importing.reading import package, sources

MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
ENTITIES = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
DEEP = "<w:sdt><w:sdtContent>" * 150 + p("5 mg") + "</w:sdtContent></w:sdt>" * 150


def zipped(**files: bytes) -> bytes:
    return packed({name.replace("__", "/"): raw for name, raw in files.items()})


def bomb() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * (8 * 1024 * 1024))
    return held.getvalue()


def locked() -> bytes:
    """An archive whose part says that it is locked with a password."""
    raw = bytearray(docx(p("x")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := raw.find(mark, at + 1)) >= 0:
            raw[at + offset] |= 1
    return bytes(raw)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
        (docx(p("x"))[:400], "damaged"),
        (zipped(a=b"1"), "no Word document"),
        (bomb(), "grows without measure"),
        (locked(), "password"),
        (docx(p("x"), main_type=MACROS), "macros"),
        (docx(p("x"), parts={"vbaProject.bin": b"x"}), "macros"),
        (docx(p("x"), prologue=ENTITIES), "DOCTYPE"),
        (docx(p("x"), parts={"footnotes.xml": f"<?xml version='1.0'?>{ENTITIES}<w:footnotes {SPACES}/>"}), "DOCTYPE"),
        (docx(DEEP), "nested"),
        (packed({"../x": b"1", "[Content_Types].xml": b"<x/>"}), "outside"),
    ],
)  # fmt: skip
def test_an_unsafe_word_file_is_refused(raw: bytes, reason: str, monkeypatch) -> None:
    monkeypatch.setattr(pandoc, "word_tree", lambda _: pytest.fail("pandoc was asked"))
    with pytest.raises(ImportProblem) as problem:
        convert(Original("x.docx", "word", raw))
    assert reason in problem.value.reason
    assert problem.value.mend


def test_two_parts_of_one_name_are_refused() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("word/document.xml", b"1")
        archive.writestr("word/Document.xml", b"2")
    with pytest.raises(ImportProblem, match="same name"):
        package.opened(held.getvalue())


@pytest.mark.parametrize(
    ("name", "raw", "reason"),
    [
        ("a.pdf", b"%PDF-1.7", "PDF"),
        ("a.docx", b"%PDF-1.7", "PDF"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word file"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "password"),
        ("a.docm", b"PK\x03\x04", "macros"),
        ("a.docx", b"", "empty"),
        ("a.md", b" \n\n", "empty"),
        ("a.docx", b"words", "not what its ending"),
        ("a.md", b"PK\x03\x04", "not what its ending"),
        ("a.md", b"a\x00b", "no text"),
        ("a.exe", b"MZ", "no document"),
    ],
)
def test_what_is_no_document_is_told_from_its_first_bytes(
    name: str, raw: bytes, reason: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    with pytest.raises(ImportProblem) as problem:
        sources.original_of(sources.SourceFile(path, name))
    assert reason in problem.value.reason
    assert problem.value.mend


def test_a_file_beyond_the_limit_is_never_read(tmp_path: Path) -> None:
    path = tmp_path / "large.docx"
    with path.open("wb") as file:
        file.truncate(package.LARGEST + 1)
    with pytest.raises(ImportProblem, match="larger than"):
        sources.original_of(sources.SourceFile(path, path.name))


def test_a_folder_gives_its_documents_and_nothing_hidden(tmp_path: Path) -> None:
    for name in ("b/x.docx", "a.md", ".git/y.md", "~$x.docx", "c.png", "old.doc"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "link.md").symlink_to(tmp_path / "a.md")
    assert [file.name for file in sources.gathered([tmp_path])] == ["a.md", "old.doc", "b/x.docx"]


def test_pandoc_gets_no_link_out_of_the_package(monkeypatch) -> None:
    seen = []
    monkeypatch.setattr(pandoc, "word_tree", lambda raw: seen.append(raw) or {"blocks": []})
    raw = docx(p("x"), relations={"o": ("attachedTemplate", "!file:///etc/hostname")})
    convert(Original("x.docx", "word", raw))
    with zipfile.ZipFile(io.BytesIO(seen[0])) as archive:
        assert all(b"file:" not in archive.read(name) for name in archive.namelist())


def test_pandoc_that_takes_too_long_is_stopped(monkeypatch) -> None:
    monkeypatch.setattr(pandoc, "SECONDS", 0.001)
    with pytest.raises(ImportProblem, match="not done"):
        pandoc.markdown_tree("words")
