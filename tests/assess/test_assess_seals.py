"""What is kept of a text when it is sealed, to the byte, and that it reads back as what it was."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from handbook.assess.ledger.digest import digest
from handbook.assess.ledger.seals import fault, seal_files, seal_folder, working_digest
from handbook.load.model import Attachment, Record
from handbook.source.yaml.emit import markdown_text, yaml_text

FOLDER = "registry/_endorsed/calm/1.0"
LEFT_OUT = frozenset({"owner", "contact"})
DATA = {"id": "calm", "title": "Calm", "owner": "lead"}
FORM = Attachment("form.pdf", "registry/attachments/calm/form.pdf", "ab" * 32, 4)


def record(body: str | None = "## Who\n", *attachments: Attachment) -> Record:
    return Record(
        "guideline", "calm", "registry/guidelines/calm.md", DATA, body, 5, {}, attachments
    )


def test_a_text_lies_in_a_folder_of_its_document_and_version() -> None:
    assert seal_folder("calm", "1.0") == FOLDER


@pytest.mark.parametrize("suffix", [".md", ".yaml"])
def test_what_is_kept_is_the_text_its_files_and_whose_it_is(suffix: str) -> None:
    text = record("## Who\n" if suffix == ".md" else None, FORM)
    fields = {"id": "calm", "title": "Calm"}
    kept = markdown_text(fields, "## Who\n") if suffix == ".md" else yaml_text(fields)
    of_text = digest("guideline", "calm", DATA, text.body, (FORM,), LEFT_OUT)
    assert working_digest(text, LEFT_OUT) == of_text
    assert seal_files(text, suffix, "1.0", LEFT_OUT, {"form.pdf": b"form", "other": b"x"}) == {
        f"{FOLDER}/record{suffix}": kept.encode(),
        f"{FOLDER}/attachments/form.pdf": b"form",
        f"{FOLDER}/seal.yaml": (
            'format: 1\ndocument: calm\nversion: "1.0"\ntype: guideline\n'
            f"digest: {of_text}\nadministrative:\n  - contact\n  - owner\n"
        ).encode(),
    }  # fmt: skip


def test_a_file_that_is_not_at_hand_is_not_sealed_without() -> None:
    with pytest.raises(KeyError):
        seal_files(record("", FORM), ".md", "1.0", LEFT_OUT, {})


def test_what_has_no_canonical_form_is_not_sealed() -> None:
    odd = replace(record(), data={**DATA, "dose": 0.5})
    with pytest.raises(ValueError, match="no canonical form"):
        seal_files(odd, ".md", "1.0", LEFT_OUT, {})


def test_why_a_sealed_text_cannot_be_believed_is_told_in_words(files: Any) -> None:
    files.decide("endorse")
    seal = files.registry().seals["going-home", "1.0"]
    where = "the sealed text of version 1.0"
    assert fault(seal) == ""
    assert fault(replace(seal, digest=seal.digest.replace("v1:", "v2:"))) == (
        f"{where} has a digest of a kind that this tool does not know"
    )
    assert fault(replace(seal, administrative=frozenset({"title", "summary", "other"}))) == (
        f"{where} holds a field that was not endorsed with it: summary, title"
    )
    odd = replace(seal.record, data={**seal.record.data, "dose": 0.5})
    assert fault(replace(seal, record=odd)) == (
        f"{where} cannot be checked: a float has no canonical form"
    )
    other = replace(seal.record, data={**seal.record.data, "title": "Other"})
    assert fault(replace(seal, record=other)) == (
        f"{where} is not the text that was sealed: its digest has changed"
    )
