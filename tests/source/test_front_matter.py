"""Markdown documents: details between two lines of dashes, then the text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.finding import Place
from handbook.source import read_markdown, read_yaml


def read(text: str):
    return read_markdown(text.encode(), "registry/guidelines/x.md")


def found(text: str) -> list[tuple[int, int, str]]:
    return [(f.place.line, f.place.column, f.code.id) for f in read(text).findings if f.place]


def test_details_body_and_places_are_those_of_the_file():
    source = read("---\nid: x\nlist:\n  - a\n---\n\n## Who\n\nText.\n")
    assert source.data == {"id": "x", "list": ["a"]}
    assert source.body == "\n## Who\n\nText.\n"
    assert source.body_line == 6
    assert source.places[("list", 0)] == Place(4, 5)
    assert source.findings == ()


def test_windows_line_ends_are_read_as_plain_ones():
    assert read("---\r\nid: x\r\n---\r\n\r\nText.\r\n").body == "\nText.\n"


def test_a_body_may_be_empty_and_may_hold_dividing_lines():
    assert read("---\nid: x\n---").body == ""
    assert read("---\nid: x\n---\na\n\n---\n\nb\n").body == "a\n\n---\n\nb\n"


REFUSED = {
    "no details": ("## Who\n", [(1, 1, "SRC008")]),
    "empty file": ("", [(1, 1, "SRC008")]),
    "two dashes": ("--\nid: x\n---\n", [(1, 1, "SRC008")]),
    "a long dash": ("\N{EM DASH}\nid: x\n---\n", [(1, 1, "SRC008")]),
    "dashes set in": (" ---\nid: x\n---\n", [(1, 1, "SRC008")]),
    "not closed": ("---\nid: x\n\n## Who\n", [(1, 1, "SRC009")]),
    "blank lines above": ("\n\n---\nid: x\n---\n", [(1, 1, "SRC010")]),
    "blank lines and a fault": ("\n---\nid: x\nid: y\n---\n", [(1, 1, "SRC010"), (4, 1, "SRC013")]),
    "a fault in the details": ("---\nid: x\ntitle: a: b\n---\n", [(3, 9, "SRC011")]),
    "no names in the details": ("---\n- a\n---\n", [(2, 1, "SRC019")]),
    "nothing between the dashes": ("---\n---\nText\n", [(2, 1, "SRC019")]),
    "a conflict in the body": (
        "---\nid: x\n---\n<<<<<<< a\n=======\n",
        [(4, 1, "SRC006"), (5, 1, "SRC006")],
    ),
    "a tab in the details": ("---\nid:\tx\n---\n", [(2, 4, "SRC012")]),
}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_each_refusal_names_its_place(name):
    text, expected = REFUSED[name]
    assert found(text) == expected


def test_nearly_three_dashes_are_told_apart_from_no_details_at_all():
    assert "nearly" in read("----\nid: x\n---\n").findings[0].message


def test_a_tab_in_the_body_is_left_to_the_markdown_profile():
    assert found("---\nid: x\n---\na\tb\n") == []


@settings(max_examples=400, deadline=None)
@given(
    st.lists(
        st.sampled_from(["---\n", "---", "a: 1\n", "\n", "- b\n", "x: '\n", "\r\n", "é", "\x00"])
    )
)
def test_any_arrangement_gives_data_or_findings(pieces):
    source = read("".join(pieces))
    assert source.data is not None or source.findings
    assert all(f.place and f.hint for f in source.findings)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.text("abc", min_size=1), st.text("xyz :#'-", max_size=8), min_size=1))
def test_details_are_read_as_a_yaml_file_is_one_line_further_down(fields):
    text = "".join(f"{key}: {value}\n" for key, value in fields.items())
    alone, within = read_yaml(text.encode(), "x"), read(f"---\n{text}---\n")
    if "\n---" not in f"\n{text}":
        assert alone.data == within.data
        assert {r: p.line + 1 for r, p in alone.places.items()} == {
            r: p.line for r, p in within.places.items()
        }
