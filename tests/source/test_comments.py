"""A remark never takes part of a value away, however YAML is written."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handbook.source import read_markdown, read_yaml
from handbook.source.yaml.parsers import default_parser, pure_parser

SWALLOWED = {
    "a plain value": ("a: one # two\n", "1:8"),
    "a value in quotes": ("a: 'one' # two\n", "1:10"),
    "a value in double quotes": ('a: "one" # two\n', "1:10"),
    "an item": ("a:\n  - one # two\n", "2:9"),
    "an item of items": ("a:\n  - - one # two\n", "2:11"),
    "a value in an item": ("a:\n  - b: one\n    c: two # three\n", "3:12"),
    "a list in brackets": ("a: [one, two] # three\n", "1:15"),
    "within a list in brackets": ("a: [one, # two\n  three]\n", "1:10"),
    "alone within brackets": ("a: [one,\n# two\n  three]\n", "2:1"),
    "a group in brackets": ("a: {b: one} # two\n", "1:13"),
    "the head of a literal block": ("a: | # one\n  two\n", "1:6"),
    "the head of a folded block": ("a: >- # one\n  two\n", "1:7"),
    "below a block, not as far in": ("a: |\n  one\n # two\nb: three\n", "3:2"),
    "a wrapped value": ("a: one\n  two # three\nb: four\n", "2:7"),
    "below a value, as if it went on": ("a: one\n  # two\nb: three\n", "2:3"),
    "below the last value": ("a: one\n  # two\n", "2:3"),
    "below an item, as if it went on": ("a:\n  - one\n    # two\n", "3:5"),
    "below a list in brackets, as if it went on": ("a: [one]\n  # two\n", "2:3"),
    "an empty value": ("a: # one\nb: two\n", "1:4"),
    "a name with a list below": ("a: # one\n  - two\n", "1:4"),
    "true": ("a: true # false\n", "1:9"),
    "a number": ("a: 5 # 6\n", "1:6"),
    "after many values": ("b: c\nd: e#f\ng: 'h # i'\na: one # two\n", "4:8"),
    "before a line that cannot be read": ("a: one # two\n  three\n", "1:8"),
    "a second sign": ("a: 'b # c' # d # e\n", "1:12"),
}
KEPT = {
    "lines of their own": "# one\na: b\n# two\nc:\n  # three\n  - d\n  # four\n# five\n",
    "between the details of an item": "a:\n  - b: c\n    # one\n    d: e\n  # two\n  - b: f\n",
    "signs in values": "a: b#c\nd: 'e # f'\ng: \"h # i\"\nj: |\n  # k\n  l # m\n",
    "a quotation over two lines": "a: 'b # c\n  d # e'\n# one\nf: g\n",
    "below a list in brackets": "a:\n  b: [c]\n  # one\n  d: [e,\n    f]\n# two\n",
    "below a group": "a:\n  # one\n  b: c\n# two\nd: e\n",
}


@pytest.mark.parametrize("parser", [default_parser(), pure_parser()], ids=["c", "pure"])
@pytest.mark.parametrize("name", sorted(SWALLOWED))
def test_a_remark_that_takes_words_away_is_refused(name, parser):
    text, expected = SWALLOWED[name]
    source = read_yaml(text.encode(), "x.yaml", parser=parser)
    found = [f for f in source.findings if f.code.id == "SRC022"]
    assert [f"{f.place.line}:{f.place.column}" for f in found if f.place] == [expected]
    assert source.data is None


@pytest.mark.parametrize("name", sorted(SWALLOWED))
def test_it_is_refused_in_front_matter_too(name):
    text, expected = SWALLOWED[name]
    source = read_markdown(f"---\n{text}---\nWords.\n".encode(), "x.md")
    line, column = expected.split(":")
    places = [f.place for f in source.findings if f.code.id == "SRC022"]
    assert [(p.line, p.column) for p in places if p] == [(int(line) + 1, int(column))]


@pytest.mark.parametrize("parser", [default_parser(), pure_parser()], ids=["c", "pure"])
@pytest.mark.parametrize("name", sorted(KEPT))
def test_remarks_on_lines_of_their_own_and_signs_in_values_stay(name, parser):
    source = read_yaml(KEPT[name].encode(), "x.yaml", parser=parser)
    assert source.findings == ()


LETTERS = st.text(st.sampled_from("ab # '\"[]{}|>:,-\n"), max_size=14)


@given(LETTERS, st.sampled_from(["{}", "{} # {}", "'{}' # {}", "[{}] # {}", "|\n  {} # {}"]))
@example("a # b", "{}")
@example("\n#'", "'{}' # {}")  # a value of several lines, of which one begins with the sign
def test_every_sign_of_a_remark_is_kept_in_a_value_or_refused(words, shape):
    """What is read without a word holds every # that was typed, but for lines of remarks."""
    text = "a: " + shape.format(words, words) + "\n"
    source = read_yaml(text.encode(), "x.yaml")
    if source.findings:
        return
    told = str(source.data)
    own_lines = [line for line in text.split("\n") if line.startswith("#")]
    signs = text.count("#")
    assert signs - sum(line.count("#") for line in own_lines) <= told.count("#") <= signs


@pytest.mark.parametrize("header", [">5", ">-9", "|2", ">2-", "> 5", ">5 kg"])
def test_a_limit_is_never_taken_for_the_head_of_a_block(header):
    assert read_yaml(f"a: {header}\nb: c\n".encode(), "x.yaml").findings
    assert read_yaml(f"a: {header}\n     c\n".encode(), "x.yaml").findings
