"""Details are written sign for sign as the library does it that the form editor writes with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from handbook.source.yaml.emit import Style, yaml_text

CASES = json.loads(Path(__file__).with_name("form_text.json").read_text("utf-8"))["cases"]


@pytest.mark.parametrize(("text", "written"), CASES, ids=range(len(CASES)))
def test_a_text_is_written_as_the_library_writes_it(text: str, written: str):
    data = {"k": text, "l": [text, [text]]}
    assert yaml_text(data, Style(for_people=True)) == written


def test_what_is_no_text_is_written_as_the_library_writes_it():
    data = {"on": True, "n": -5, "none": None, "l": [], "m": {}, "d": {"x": [1, [2, [3]]]}}
    assert yaml_text(data, Style(for_people=True)) == (
        "on: true\nn: -5\nnone: null\nl: []\nm: {}\nd:\n  x:\n    - 1\n    - - 2\n      - - 3\n"
    )


def test_what_the_ledger_holds_is_written_as_it_was():
    """Sealed texts and decisions are never written by the form: their form stays."""
    text = yaml_text({"on": "no", "version": "1.0", "words": "word " * 30 + "end"})
    assert text.startswith('"on": "no"\nversion: "1.0"\nwords: >-\n')
