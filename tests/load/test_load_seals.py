"""A sealed text is read as it was sealed, or nobody is shown it, and the reason is said in full."""

from __future__ import annotations

import pytest

from handbook.load import Broken, Loaded, MemoryTree, load
from handbook.rules.examples import base
from handbook.types import load_types

TYPES, _ = load_types()
FOLDER = "registry/_endorsed/calm-transfer/1.0"
SEAL, TEXT = f"{FOLDER}/seal.yaml", f"{FOLDER}/record.md"
HINT = "Bring the folder back from git; if that is not possible, endorse the document again."
LIES = Broken("seal", "", "calm-transfer", SEAL, None, "1.0")


def found(files: dict[str, bytes]) -> Loaded:
    return load(MemoryTree(files), TYPES)


def changed(path: str, old: str, new: str) -> dict[str, bytes]:
    files = base()
    text = files[path].decode()
    assert old in text
    return {**files, path: text.replace(old, new, 1).encode()}


def test_it_is_read_as_it_was_sealed() -> None:
    seal = next(seal for seal in found(base()).seals if seal.document == "calm-transfer")
    record = seal.record
    assert (seal.version, seal.type, seal.path) == ("1.0", "guideline", SEAL)
    assert seal.digest == f"v1:sha256:{base()[SEAL].decode().partition('v1:sha256:')[2][:64]}"
    assert record.data["title"] == "Calm transfer"
    assert seal.administrative == {"author", "contact", "owner", "reference", "visibility"}
    assert (record.id, record.type, record.path) == ("calm-transfer", "guideline", TEXT)
    assert record.body.startswith("## Before the journey\n")
    assert base()[TEXT].decode().splitlines()[record.body_line - 1] == "## Before the journey"
    assert record.places["title",].line == 3


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("format: 1\n", "", "these lines of the seal are missing or not known: format"),
        (
            "type: guideline\n", "kind: x\n",
            "these lines of the seal are missing or not known: kind, type",
        ),
        ("format: 1", "format: 2", "this tool reads seals of format 1 only"),
        ("format: 1", "format: true", "this tool reads seals of format 1 only"),
        (
            "document: calm-transfer", "document: way-home",
            "the seal does not belong to version 1.0 of calm-transfer, in whose folder it lies",
        ),
        (
            'version: "1.0"', 'version: "2.0"',
            "the seal does not belong to version 1.0 of calm-transfer, in whose folder it lies",
        ),
        ("type: guideline", "type: guidance", "the seal names a content type that is not known"),
        ("type: guideline", "type: [guideline]", "the seal names a content type that is not known"),
        ("digest: ", "digest:\n  of: ", "the seal has no digest"),
        (
            "  - author\n", "  - [author]\n",
            "the seal does not list the fields that were left out",
        ),
        (
            "type: guideline", "type: post",
            "this sealed text has record.md, but must have record.yaml alone",
        ),
    ],
)  # fmt: skip
def test_a_seal_that_says_something_else_is_not_used(old: str, new: str, message: str) -> None:
    loaded = found(changed(SEAL, old, new))
    assert [seal.document for seal in loaded.seals] == ["way-home"]
    assert loaded.broken == (LIES,)
    (finding,) = loaded.findings
    assert (finding.path, finding.message, finding.hint) == (SEAL, message, HINT)


@pytest.mark.parametrize(
    ("gone", "message"),
    [
        (SEAL, "this sealed text has no seal.yaml"),
        (TEXT, "this sealed text has no record, but must have record.md alone"),
    ],
)
def test_a_folder_that_lacks_a_file_is_not_used(gone: str, message: str) -> None:
    files = {path: raw for path, raw in base().items() if path != gone}
    loaded = found(files)
    assert loaded.broken == (LIES,)
    assert [(f.path, f.message, f.hint) for f in loaded.findings] == [(SEAL, message, HINT)]


def test_one_that_is_broken_hides_no_other_whole_or_broken() -> None:
    """Each is read, and each that is broken is told of."""
    gone = f"{FOLDER.replace('calm-transfer', 'way-home')}/seal.yaml"
    broken = {path: raw for path, raw in base().items() if path not in (SEAL, gone)}
    assert [finding.path for finding in found(broken).findings] == [SEAL, gone]
    assert {seal.document for seal in found(base()).seals} == {"calm-transfer", "way-home"}


def test_two_texts_under_one_seal_are_none() -> None:
    loaded = found({**base(), f"{FOLDER}/record.yaml": b"id: calm-transfer\n"})
    assert loaded.broken == (LIES,)
    message = "this sealed text has record.md and record.yaml, but must have record.md alone"
    assert [(f.path, f.message, f.hint) for f in loaded.findings] == [(SEAL, message, HINT)]


def test_the_text_of_another_document_is_not_used() -> None:
    loaded = found(changed(TEXT, "id: calm-transfer", "id: calm-journey"))
    assert loaded.broken == (LIES,)
    message = "this sealed text lies in the folder of calm-transfer"
    assert [(f.path, f.message, f.hint) for f in loaded.findings] == [(TEXT, message, HINT)]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (SEAL, "e: ", "e: &x "),
        (SEAL, "format: 1\n", "format: 1\nformat: 1\n"),
        (TEXT, "e: ", "e: &x "),
        (TEXT, "## On", "## \u202eOn"),  # the details are read, and the words turn round
    ],
)
def test_a_file_with_an_error_is_not_used_though_its_details_were_read(
    path: str, old: str, new: str
) -> None:
    """Fails if only what gives no data at all is refused, or the error's file is not named."""
    loaded = found(changed(path, old, new))
    assert loaded.broken == (LIES,)
    assert {finding.path for finding in loaded.findings} == {path}


@pytest.mark.parametrize("path", [SEAL, TEXT])
def test_a_file_that_the_disk_does_not_give_is_named(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = MemoryTree.read

    def read(tree: MemoryTree, asked: str) -> bytes:
        if asked == path:
            raise PermissionError(13, "Permission denied")
        return plain(tree, asked)

    monkeypatch.setattr(MemoryTree, "read", read)
    loaded = found(base())
    assert loaded.broken == (LIES,)
    (finding,) = loaded.findings
    assert finding.path == path
    assert "Permission denied" in finding.message or "cannot be read" in finding.message
