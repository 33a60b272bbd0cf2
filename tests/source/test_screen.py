"""Bytes, encodings, and characters nobody can see."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.source import read_markdown, read_yaml
from handbook.source.screen import MAX_BODY_BYTES, MAX_YAML_BYTES, odd_character


def problems(raw: bytes) -> list[tuple[int, int, str]]:
    found = read_yaml(raw, "x.yaml").findings
    return [(f.place.line, f.place.column, f.code.id) for f in found if f.place]


def only_message(raw: bytes) -> str:
    (finding,) = read_yaml(raw, "x.yaml").findings
    return finding.message


def test_another_encoding_is_refused_at_the_byte_with_a_guess():
    raw = b"a: 1\nb: caf\xe9\n"
    assert problems(raw) == [(2, 7, "SRC001")]
    assert "perhaps meant as 'é'" in only_message(raw)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_refused(encoding):
    assert problems("a: é\n".encode(encoding))


def test_utf_16_is_called_by_its_name():
    assert "UTF-16" in only_message("a: 1\n".encode("utf-16"))


def test_a_byte_order_mark_is_refused_and_the_rest_still_read():
    assert problems(b"\xef\xbb\xbfa: 1\na: 2\n") == [(1, 1, "SRC002"), (2, 1, "SRC013")]


@pytest.mark.parametrize(
    ("character", "code", "shown"),
    [
        ("\x00", "SRC003", "U+0000"),
        ("\x07", "SRC003", "U+0007"),
        ("\r", "SRC003", "U+000D"),
        ("\x85", "SRC003", "U+0085"),
        ("\u2028", "SRC003", "U+2028"),
        ("\u200b", "SRC004", "U+200B"),
        ("\u200d", "SRC004", "U+200D"),
        ("\u202e", "SRC004", "U+202E"),
        ("\u2066", "SRC004", "U+2066"),
        ("\u200f", "SRC004", "U+200F"),
        ("\u00ad", "SRC004", "U+00AD"),
        ("\ufeff", "SRC004", "U+FEFF"),
        ("\ufe0f", "SRC004", "U+FE0F"),
        ("\U000e0041", "SRC004", "U+E0041"),
        ("\uf0b7", "SRC005", "U+F0B7"),
        ("\ufffd", "SRC005", "U+FFFD"),
        ("\uffff", "SRC005", "U+FFFF"),
    ],
)
def test_each_refused_character_is_shown_by_its_code_point(character, code, shown):
    raw = f"a: 1\nb: x{character}y\n".encode()
    assert problems(raw) == [(2, 5, code)]
    assert shown in only_message(raw)


@pytest.mark.parametrize(
    "text", ["café", "≥ 5 µg", "5\u00a0kg", "“quoted” \N{EN DASH} yes…", "naïve 日本", "°"]
)
def test_ordinary_signs_of_clinical_writing_are_accepted(text):
    assert read_yaml(f"a: {text}\n".encode(), "x.yaml").data == {"a": text}


def test_characters_of_a_body_are_looked_at_too_and_leave_the_details_readable():
    source = read_markdown("---\nid: x\n---\n## A\n\nb\u202ec\n".encode(), "x.md")
    assert [(f.place.line, f.place.column, f.code.id) for f in source.findings if f.place] == [
        (6, 2, "SRC004")
    ]
    assert source.data == {"id": "x"}


def test_many_odd_characters_are_summed_up():
    raw = b"".join(b"k%d: \x01\n" % number for number in range(500))
    found = problems(raw)
    assert len(found) <= 30
    assert "500" in read_yaml(raw, "x.yaml").findings[-1].message


def test_conflict_markers_are_reported_by_line_and_nothing_else_is():
    raw = b"a: 1\n<<<<<<< HEAD\nb: 2\n||||||| base\nb: 0\n=======\nb: 3\n>>>>>>> theirs\n"
    assert problems(raw) == [(n, 1, "SRC006") for n in (2, 4, 6, 8)]


def test_a_rule_of_more_than_seven_signs_is_no_conflict():
    assert read_yaml(b"a: |\n  x\n# ==========\n", "x.yaml").data == {"a": "x\n"}


def test_a_file_above_the_limit_is_not_read():
    assert problems(b"a: " + b"x" * MAX_YAML_BYTES) == [(1, 1, "SRC007")]
    assert read_yaml(b"a: " + b"x" * (MAX_YAML_BYTES - 3), "x.yaml").data is not None


def test_details_and_body_have_their_own_limits():
    long_details = b"---\na: " + b"x" * MAX_YAML_BYTES + b"\n---\nbody\n"
    long_body = b"---\na: 1\n---\n" + b"word " * (MAX_BODY_BYTES // 5 + 1)
    for raw in (long_details, long_body):
        assert [f.code.id for f in read_markdown(raw, "x.md").findings] == ["SRC007"]


@given(st.characters(codec="utf-8"))
def test_looking_at_a_character_never_fails_and_always_explains(character):
    problem = odd_character(character)
    assert problem is None or all(problem)
