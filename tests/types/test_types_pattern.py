"""A pattern that could be slow on some text is refused before it meets any."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.types.pattern import UnsafePatternError, check_pattern


@pytest.mark.parametrize(
    "pattern",
    [
        "^[a-z0-9](-{0,2}[a-z0-9])*$",
        "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$",
        "^v1:sha256:[0-9a-f]{64}$",
        "^(?:yes|no)$",
        "^[^\\r\\n]*$",
        "^a{2,}b$",
        "^[+]?[0-9]+$",
        "^[]a]$".replace("[]a]", "[a\\]]"),
        "^é$",
        "^$",
    ],
)
def test_a_plain_pattern_is_allowed(pattern: str) -> None:
    check_pattern(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "^(a+)+$",
        "^(a*)*$",
        "^(a|a)*$",
        "^(a|ab)*$",
        "^(a?a?)*$",
        "^a*a*$",
        "^[a-z]*[a-z0-9]*$",
        "^([a-z]+-?)+$",
        "^(a+){2,70}$",
        "^[é-ü]*[à-ö]*$",
        "^[a-é]*b$",
    ],
)
def test_a_pattern_with_two_ways_to_read_a_letter_is_refused(pattern: str) -> None:
    with pytest.raises(UnsafePatternError, match="two ways"):
        check_pattern(pattern)


@pytest.mark.parametrize(
    "pattern",
    ["a$", "^a", "^a\\$", "^a.b$", "^(?=a)a$", "^(?P<x>a)$", "^\\d+$", "^(a)\\1$", "^a++$",
     "^a*?$", "^a{,3}$", "^a{x}$", "^(a$", "^a)$", "^[a$", "^a\\b$",
     "^[a-$", "^\\", "^[[a]$", "^[a--b]$", "^^a$", "^[z-a]$",
     "^(([a-z]{60}){60}){60}$"],
)  # fmt: skip
def test_what_is_not_known_is_refused(pattern: str) -> None:
    with pytest.raises(UnsafePatternError):
        check_pattern(pattern)


@given(st.text(alphabet="ab()|*+?{}[]^$-,\\12é", max_size=14), st.text("abé1", max_size=8))
def test_no_pattern_stops_the_check_and_none_allowed_is_unknown_to_python(
    inside: str, text: str
) -> None:
    try:
        check_pattern(f"^{inside}$")
    except UnsafePatternError:
        return
    re.fullmatch(f"^{inside}$", text)


@given(
    st.lists(st.sampled_from(["a", "b", "a?", "b*", "[ab]", "[^a]", "(a|b)", "(ab)*", "(a+b)?"]))
)
def test_an_allowed_pattern_is_quick_on_a_long_text(pieces: list[str]) -> None:
    pattern = f"^{''.join(pieces)}$"
    try:
        check_pattern(pattern)
    except UnsafePatternError:
        return
    for text in ("a" * 3000 + "!", "ab" * 1500 + "!", "b" * 3000 + "!"):
        assert re.fullmatch(pattern, text) is None or "[^a]" in pattern
