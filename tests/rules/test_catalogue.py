"""The catalogue is complete, and every code can be read by the person who has to mend something."""

from __future__ import annotations

import re

import pytest

from handbook.finding import Code, Severity
from handbook.rules.catalogue import all_codes

CODES = all_codes()


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.id)
class TestEveryCode:
    def test_is_three_letters_and_three_digits(self, code: Code) -> None:
        assert re.fullmatch(r"[A-Z]{2,3}[0-9]{3}", code.id)

    def test_has_a_title_and_an_explanation_in_whole_sentences(self, code: Code) -> None:
        assert code.title
        assert not code.title.endswith(".")
        assert len(code.explanation) > 40
        assert code.explanation.rstrip().endswith(".")

    def test_speaks_to_people(self, code: Code) -> None:
        for word in ("JSON", "regex", "None", "null", "exception", "traceback", "HTTP"):
            assert not re.search(rf"\b{word}\b", code.title), word

    def test_what_cannot_be_waived_is_an_error(self, code: Code) -> None:
        assert code.severity is Severity.ERROR or not code.integrity


def test_no_two_codes_share_a_title() -> None:
    titles = [code.title for code in CODES]
    assert sorted(titles) == sorted(set(titles))


def test_warnings_are_what_time_or_others_bring_about() -> None:
    """A new warning is added here on purpose, after asking whether it should not be an error."""
    warnings = {code.id for code in CODES if code.severity is Severity.WARNING}
    assert warnings == {
        "ADO006",
        "AUT004",
        "AUT005",
        "COR001",
        "COR002",
        "BRA015",
        "COR003",
        "DEC010",
        "DAT007",
        "DAT008",
        "DAT009",
        "DUT001",
        "DUT002",
        "DUT003",
        "DUT005",
        "DUT006",
        "EXA001",
        "EXI003",
        "LNK005",
        "MEE003",
        "NAM003",
        "OWN001",
        "POL004",
        "POL006",
        "POL007",
        "REV001",
        "REV002",
        "REV003",
        "REV004",
        "RNG001",
        "RNG002",
        "SEA006",
        "SIG005",
        "STA001",
        "STA002",
        "STA003",
        "STA005",
        "STA006",
        "STA008",
        "VIS001",
        "WAV004",
        "WAV005",
    }
