"""Bodies are read once, and nothing but their words decides what is read in them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.source.markdown.bodies import Bodies, read_body

CLEAN = "## Why\n\nRing [the line](../posts/on-call.md) first.\n\n![A door](door.png)\n"
REFUSED = "2*3*4 mg\n"


class Kept(dict):
    """A cache in memory that keeps what JSON would give back."""

    def put(self, key, value):
        self[key] = json.loads(json.dumps(value))


def test_a_body_is_parsed_once_however_many_ask():
    bodies = Bodies()
    first = bodies.of(CLEAN)
    bodies.read_all([CLEAN, REFUSED, CLEAN, REFUSED])
    assert bodies.of(CLEAN) is first
    assert bodies.parsed == 2


def test_what_a_cache_gives_is_what_parsing_gives():
    cache = Kept()
    Bodies(cache).read_all([CLEAN])
    again = Bodies(cache)
    assert again.of(CLEAN) == read_body(CLEAN)
    assert again.parsed == 0


def test_only_clean_bodies_are_kept():
    cache = Kept()
    Bodies(cache).read_all([REFUSED])
    assert not cache
    assert Bodies(cache).of(REFUSED).text.problems


@pytest.mark.parametrize(
    "foreign",
    [
        None,
        [],
        "text",
        5,
        {},
        {"headings": []},
        {"headings": [], "links": None},
        {"headings": [[1, "Why", "why"]], "links": []},
        {"headings": [["1", "Why", "why", False, 1, 1, False]], "links": []},
        {"headings": [[1, "Why", "why", 0, 1, 1, False]], "links": []},
        {"headings": ["abcdefg"], "links": []},
        {"headings": [], "links": [["a", "b", 1, True, False, ""]]},
        {"headings": [], "links": [["a", "b", 1, 1, False, "", "more"]]},
    ],
)
def test_an_entry_of_another_shape_is_ignored(foreign):
    cache = Kept()
    Bodies(cache).read_all([CLEAN])
    (key,) = cache
    cache[key] = foreign
    again = Bodies(cache)
    assert again.of(CLEAN) == read_body(CLEAN)
    assert again.parsed == 1


def test_many_are_read_by_whatever_spreads_the_work():
    handed = []

    def spread(read, bodies):
        handed.append(tuple(bodies))
        return [read(body) for body in bodies]

    bodies = Bodies(spread=spread)
    bodies.read_all([CLEAN, REFUSED])
    bodies.read_all([CLEAN])
    assert [each for each in handed if each] == [(CLEAN, REFUSED)]


WORDS = st.text(st.sampled_from("ab \n#*|-[]()>`1.5\ud800é"), max_size=60)


@pytest.mark.thorough
@settings(max_examples=200)
@given(st.lists(WORDS, max_size=5))
def test_any_bodies_are_the_same_with_and_without_a_cache(texts):
    cache = Kept()
    for _ in range(2):
        bodies = Bodies(cache)
        bodies.read_all(texts)
        assert [bodies.of(text) for text in texts] == [read_body(text) for text in texts]


def test_a_text_with_a_mark_of_standing_is_never_clean() -> None:
    """Only what is clean is kept, so that no cache can hide a status typed by hand (I12)."""
    body = read_body("Words.\n\nStatus: Endorsed\n")
    assert body.marks == (3,)
    assert not body.clean
