"""Every code of the reader explains itself to the person who has to mend the file."""

from __future__ import annotations

import pytest

from handbook.finding import Severity
from handbook.source.codes import READING
from handbook.source.markdown.codes import WRITING

CODES = (*READING, *WRITING)

NOTES = {"MD027", "MD028", "MD029"}
"""What is worth knowing and stops nobody."""


def test_codes_are_unique_and_in_order():
    ids = [code.id for code in CODES]
    assert len(set(ids)) == len(ids)
    assert [i for i in ids if i.startswith("SRC")] == sorted(i for i in ids if i.startswith("SRC"))
    assert [i for i in ids if i.startswith("MD")] == sorted(i for i in ids if i.startswith("MD"))


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.id)
def test_each_code_has_a_title_and_a_paragraph(code):
    assert code.severity is (Severity.NOTE if code.id in NOTES else Severity.ERROR)
    assert code.title
    assert not code.title.endswith(".")
    assert len(code.explanation.split()) > 20
    assert code.explanation.endswith(".")


def test_nothing_that_was_not_read_can_be_waived():
    assert all(code.integrity for code in CODES if code.id.startswith("SRC"))
