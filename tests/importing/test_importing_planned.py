"""What is in doubt is not written, unless somebody says that it may be."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from word import docx, p

from handbook.importing.drafting.record import DraftSettings
from handbook.importing.model import Original
from handbook.importing.planning import Choices, Outcome, planned_documents
from handbook.types import load_types

EMPTY = SimpleNamespace(records={}, broken=(), seals={})
TYPES = load_types({})[0]
SETTINGS = DraftSettings(TYPES["guideline"], TYPES, "lead", "members", date(2026, 11, 23))
MOVED = b"<table><tr><th rowspan=2>A</th><th>B</th></tr><tr><td>1</td></tr></table>"
DIFFERING = Original("differing.html", "html", MOVED)
UNREAD = Original("unread.docx", "word", docx(p("Dose."), p("<w:r><w:object/></w:r>")))


def planned(*originals: Original, **choices) -> list[Outcome]:
    return planned_documents(originals, EMPTY, Choices(SETTINGS, **choices))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("original", "option", "other"),
    [(DIFFERING, "differing", "unread"), (UNREAD, "unread", "differing")],
    ids=["differing", "unread"],
)
def test_a_draft_in_doubt_is_written_only_if_somebody_says_so(
    original: Original, option: str, other: str
) -> None:
    for choices in ({}, {other: True}):
        (outcome,) = planned(original, **choices)
        assert outcome.fate == "refused"
        assert f"--{option}" in outcome.mend
    (outcome,) = planned(original, **{option: True})
    assert outcome.fate == "new"


def test_names_are_made_from_titles_and_no_two_alike() -> None:
    same = [Original(f"{n}/A b.docx", "word", docx(p(f"Dose {n}."))) for n in (1, 2)]
    device = Original("con.docx", "word", docx(p("Other.")))
    ids = [each.draft.id for each in planned(*same, device) if each.draft]
    assert ids == ["a-b", "a-b-guideline", "con-guideline"]
    again = planned(same[0], same[0], Original(same[0].name, "word", docx(p("New."))))
    assert [each.fate for each in again] == ["new", "same", "refused"]
    (chosen,) = planned(same[0], record_id="Not an id")
    assert chosen.fate == "refused"


def test_a_document_without_words_is_refused() -> None:
    (outcome,) = planned(Original("x.docx", "word", docx(p(" "))))
    assert (outcome.fate, outcome.reason) == ("refused", "it holds no text")
