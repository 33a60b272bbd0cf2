"""Whether a correction is one is asked of the two sealed texts, each time anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from handbook.assess.ledger.correction import correction_fault
from handbook.assess.ledger.model import Event
from handbook.assess.ledger.seals import seal_files, working_digest
from handbook.assess.workflow import DecisionKind
from handbook.difference import CORE, compare

DAY = date(2026, 5, 1)
OLD = "Ring the ward on [01632 960100](tel:01632960100). Give 5 mg once.\n"
NEW = OLD.replace("960100", "960199")


def sealed(files: Any, version: str, text: str, leaving_out: set[str] | None = None) -> str:
    """Seal a text of going-home as a version; its digest."""
    head = files["registry/guidelines/going-home.md"].decode().rpartition("---\n")[0]
    files["registry/guidelines/going-home.md"] = f"{head}---\n\n{text}".encode()
    registry = files.registry()
    record = registry.records["going-home"]
    known = leaving_out or registry.types[record.type].administrative
    files.update(seal_files(record, ".md", version, known, {}))
    return working_digest(record, known)


def corrected(files: Any, new: str = NEW, leaving_out: set[str] | None = None) -> Event:
    """The correction of version 1.0 to 1.1, as a decision names it."""
    old = sealed(files, "1.0", OLD)
    digest = sealed(files, "1.1", new, leaving_out)
    return Event(
        "correct--going-home--2026-05-01", DecisionKind.CORRECT, "going-home", "Mended", DAY, DAY,
        version="1.1", digest=digest, corrects="1.0", corrects_digest=old,
    )  # fmt: skip


def fault(files: Any, event: Event) -> str:
    return correction_fault(files.registry(), event)


def test_a_telephone_number_is_mended(files: Any) -> None:
    event = corrected(files)
    assert fault(files, event) == ""


def test_it_takes_effect_on_the_day_it_was_made(files: Any) -> None:
    event = replace(corrected(files), effective=date(2026, 5, 2))
    assert fault(files, event) == (
        "is a correction, and takes effect on another day than it was made"
    )


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_both_texts_must_be_there_whole_and_those_that_it_names(files: Any, version: str) -> None:
    event = corrected(files)
    start = f"corrects version 1.0 to 1.1, but of {version} "
    field = "corrects_digest" if version == "1.0" else "digest"
    other = replace(event, **{field: "v1:sha256:0"})
    assert fault(files, other) == (f"{start}it names another digest than that of the sealed text")
    record = f"registry/_endorsed/going-home/{version}/record.md"
    whole = files[record]
    files[record] = whole + b"More.\n"
    assert fault(files, event) == (
        f"{start}the sealed text of version {version} is not the text that was sealed: its digest"
        " has changed"
    )
    del files[record]
    assert fault(files, event) == (f"{start}the sealed text is missing or cannot be read")


def test_the_texts_of_another_document_do_not_stand_in(files: Any) -> None:
    event = replace(corrected(files), document="coming-back")
    assert "but of 1.0 the sealed text is missing" in fault(files, event)


def test_both_texts_leave_the_same_fields_out(files: Any) -> None:
    event = corrected(files, leaving_out={"owner"})
    assert fault(files, event) == (
        "is a correction, and leaves other fields out than the text it corrects"
    )


@pytest.mark.parametrize(("was", "becomes"), [("5 mg", "50 mg"), ("once", "twice")])
def test_what_is_clinical_is_no_correction_whoever_made_it(
    files: Any, was: str, becomes: str
) -> None:
    """Beside what is minor, which stands first in the text."""
    event = corrected(files, NEW.replace(was, becomes))
    old, new = (files.registry().seals["going-home", version].record for version in ("1.0", "1.1"))
    first = compare(old, new, CORE, frozenset()).clinical[0]
    assert fault(files, event) == (
        f"is a correction by a post, and what it changes is clinical ({first.section}:"
        f" {first.reasons[0].words}), which only a group can endorse"
    )


def test_a_correction_that_changes_nothing_is_none(files: Any) -> None:
    assert fault(files, corrected(files, OLD)) == ("is a correction that changes nothing")
