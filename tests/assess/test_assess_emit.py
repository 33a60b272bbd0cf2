"""What the tool writes reads back, by the strict reader, as exactly what went in."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from handbook.source import read_markdown, read_yaml, screen
from handbook.source.garbled import garbled
from handbook.source.yaml.emit import markdown_text, yaml_text

# What the strict reader lets into a file at all: no controls, nothing invisible.
LETTERS = st.characters(
    exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp"],
    exclude_characters=[chr(c) for c in screen._FILLERS | screen._NONCHARACTERS],
    include_characters="\n",
)
AWKWARD = st.sampled_from(
    [
        "",
        " ",
        "null",
        "Null",
        "~",
        "true",
        "no",
        "yes",
        "on",
        "010",
        "12",
        "-3",
        "1.10",
        "1e3",
        "0x1F",
        "12:30",
        "2026-01-31",
        "=",
        "<<",
        "*x",
        "&x",
        "!x",
        "- x",
        "? x",
        "a: b",
        "a #b",
        "# a",
        "---",
        "...",
        "'",
        '"',
        "\\",
        "%x",
        "@x",
        "`x`",
        "{a}",
        "[a]",
        "a,b",
        "ends ",
        " begins",
        "one\ntwo",
        "one\n\n  two\n",
        "\none",
        "one\n\n",
        "one \ntwo",
        "one\n \ntwo",
        "---\nx",
        "x\n---\ny",
        "x\n# y: z\n",
        "5 mg\n\t",
        "word " * 40 + "end",
        "# word " * 40 + "end",
        "- a: b " * 40 + "end",
        "two  spaces " * 20 + "end",
        "x" * 300,
        "https://example.org/a?b=c&d=e",
        "v1:sha256:ab",
        "a:",
        "a:\u00a0b",
        "a ? b",
        "a @b",
        "a & b",
        "\u00a0begins" + " word" * 40,
        "word " * 20 + "\u2003 " + "word " * 20 + "end",
    ]
)
TEXT = AWKWARD.filter(lambda t: "\t" not in t) | st.text(LETTERS, max_size=60)
KEYS = st.sampled_from(["id", "title", "on", "review-due", "x1", "no"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
RECORDS = st.dictionaries(KEYS, VALUES, min_size=1, max_size=6)


@given(RECORDS)
def test_yaml_reads_back_as_it_was(data: dict[str, Any]) -> None:
    text = yaml_text(data)
    assume(not [*garbled(text)])
    source = read_yaml(text.encode(), "x.yaml")
    assert source.findings == ()
    assert source.data == data
    assert list(source.data) == list(data)


@pytest.mark.thorough
@given(RECORDS, st.text(LETTERS, max_size=200))
def test_front_matter_and_body_read_back_as_they_were(data: dict[str, Any], body: str) -> None:
    text = markdown_text(data, body)
    assume(not [*garbled(text)])
    source = read_markdown(text.encode(), "x.md")
    assert source.findings == ()
    assert source.data == data
    assert source.body == body


@given(RECORDS)
def test_other_readers_of_yaml_agree_but_for_dates(data: dict[str, Any]) -> None:
    import datetime as dt  # noqa: PLC0415  only here

    import yaml  # noqa: PLC0415  only here

    def undated(value: Any) -> Any:
        if isinstance(value, dt.date):
            return value.isoformat()
        if isinstance(value, dict):
            return {k: undated(v) for k, v in value.items()}
        return [undated(v) for v in value] if isinstance(value, list) else value

    assert undated(yaml.safe_load(yaml_text(data))) == data


def test_it_is_readable() -> None:
    data = {
        "id": "a",
        "effective": "2026-01-31",
        "version": "1.0",
        "item": "4a",
        "statement": "The group's text, as agreed (all present).",
        "reason": "First.\n\nSecond.\n",
        "documents": [{"document": "rapid-transfer", "no-replacement": True}, "b"],
        "long": "A sentence of the network that is too long for one line,"
        " since nobody reads so far over to the right.",
        "url": "https://example.org/a",
        "nothing": [],
    }
    assert yaml_text(data) == (
        "id: a\n"
        "effective: 2026-01-31\n"
        'version: "1.0"\n'
        'item: "4a"\n'
        "statement: The group's text, as agreed (all present).\n"
        "reason: |\n"
        "  First.\n"
        "\n"
        "  Second.\n"
        "documents:\n"
        "  - document: rapid-transfer\n"
        "    no-replacement: true\n"
        "  - b\n"
        "long: >-\n"
        "  A sentence of the network that is too long for one line,"
        " since nobody reads so far over to the\n"
        "  right.\n"
        "url: https://example.org/a\n"
        "nothing: []\n"
    )


def test_half_a_character_is_refused() -> None:
    with pytest.raises(ValueError, match="no text"):
        yaml_text({"field": "a\udcff"})


@pytest.mark.parametrize("value", [1.5, b"x", {1, 2}])
def test_what_is_not_data_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        yaml_text({"field": value})
