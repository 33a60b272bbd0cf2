"""Reading YAML: what is refused, what scalars become, where things stand."""

from __future__ import annotations

import json
import time

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handbook.finding import Place
from handbook.source import read_yaml
from handbook.source.yaml import events
from handbook.source.yaml.events import MAX_LEVELS, read_document
from handbook.source.yaml.model import Source
from handbook.source.yaml.parsers import default_parser, pure_parser

PARSERS = {"default": default_parser(), "pure": pure_parser()}


@pytest.fixture(params=sorted(PARSERS))
def read(request):
    def reading(text: str | bytes) -> Source:
        raw = text.encode() if isinstance(text, str) else text
        return read_yaml(raw, "registry/posts/x.yaml", parser=PARSERS[request.param])

    return reading


def shown(source: Source) -> list[str]:
    return [f"{f.place.line}:{f.place.column} {f.code.id}" for f in source.findings if f.place]


REFUSED = {
    "anchor": ("a: &x 1\n", ["1:4 SRC014"]),
    "alias": ("a: 1\nb: *x\n", ["2:4 SRC014"]),
    "alias as a name": ("*x : 1\n", ["1:1 SRC014"]),
    "tag": ("a: !!str 1\n", ["1:4 SRC015"]),
    "tag on nothing": ("a: !\n", ["1:4 SRC015"]),
    "tag on a list": ("a: !x\n  - b\n", ["1:4 SRC015"]),
    "merge": ("a:\n  <<: {b: 1}\n", ["2:3 SRC016"]),
    "duplicate": ("a: 1\nb: 2\na: 3\n", ["3:1 SRC013"]),
    "duplicate in a flow": ("a: {b: 1, b: 2}\n", ["1:11 SRC013"]),
    "duplicate by quotation": ("a: 1\n'a': 2\n", ["2:1 SRC013"]),
    "two documents": ("a: 1\n---\nb: 2\n", ["2:1 SRC017"]),
    "directive": ("%YAML 1.2\n---\na: 1\n", ["1:1 SRC017"]),
    "list at the top": ("- a\n- b\n", ["1:1 SRC019"]),
    "text at the top": ("only words\n", ["1:1 SRC019"]),
    "empty": ("", ["1:1 SRC019"]),
    "comments only": ("# nothing\n", ["1:1 SRC019"]),
    "number as a name": ("1: a\n", ["1:1 SRC020"]),
    "true as a name": ("true: a\n", ["1:1 SRC020"]),
    "nothing as a name": ("a: 1\n? \n: b\n", ["2:2 SRC020"]),
    "list as a name": ("? [a, b]\n: c\n", ["1:3 SRC020"]),
    "long number": ("a: 1234567890123456\n", ["1:4 SRC021"]),
    "second colon": ("title: Care: a guide\n", ["1:12 SRC011"]),
    "open quotation": ("a: 1\nb: 'it is\nc: 3\n", ["2:4 SRC011"]),
    "open bracket": ("a: 1\nb: [c, d\n", ["2:4 SRC011"]),
    "open brace": ("a: {b: 1\nc: 2\n", ["1:4 SRC011"]),
    "at sign": ("a: @home\n", ["1:4 SRC011"]),
    "per cent": ("a: %5\n", ["1:4 SRC011"]),
    "list on the line of its name": ("a: - b\n", ["1:4 SRC011"]),
    "uneven indentation": ("a:\n  b: 1\n c: 2\n", ["3:2 SRC011"]),
    "text behind a block sign": ("a: |# 5 mg\n", ["1:4 SRC011"]),
    "bad escape": ('a: "\\x"\n', ["1:4 SRC011"]),
    "half a pair of surrogates": ('a: "\\ud800"\n', ["1:4 SRC011"]),
    "beyond Unicode": ('a: "\\U00110000"\n', ["1:4 SRC011"]),
    "tab before a name": ("a:\n\tb: 1\n", ["2:1 SRC012"]),
    "tab in a value": ("a: b\tc\n", ["1:5 SRC012"]),
    "invisible by escape": ('a: "x\\u200by"\n', ["1:4 SRC004"]),
    "control by escape": ('a: "x\\ey"\n', ["1:4 SRC003"]),
}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_each_refusal_names_its_place_and_leaves_no_data(read, name):
    text, expected = REFUSED[name]
    source = read(text)
    assert (shown(source), source.data) == (expected, None)


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_every_refusal_says_what_to_do_in_short_sentences(read, name):
    for finding in read(REFUSED[name][0]).findings:
        assert finding.hint
        assert finding.message
        assert len(finding.message) < 120
        assert "Error" not in finding.message


def test_all_problems_of_a_file_come_in_one_run(read):
    source = read("a: &x 1\nb: *x\nb: 2\n1: c\nd: !!int 3\ne: 12345678901234567890\n")
    assert shown(source) == [
        "1:4 SRC014",
        "2:4 SRC014",
        "3:1 SRC013",
        "4:1 SRC020",
        "5:4 SRC015",
        "6:4 SRC021",
    ]


def test_a_hint_shows_the_mended_line(read):
    (finding,) = read("title: Care: a guide\n").findings
    assert finding.hint == "Put the value between quotation marks: title: 'Care: a guide'."


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("", None),
        ("null", None),
        ("'null'", "null"),
        ("~", "~"),
        ("Null", "Null"),
        ("true", True),
        ("false", False),
        ("True", "True"),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("0", 0),
        ("7", 7),
        ("-7", -7),
        ("-0", "-0"),
        ("+7", "+7"),
        ("007", "007"),
        ("010", "010"),
        ("0o17", "0o17"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("1.10", "1.10"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        ("12:30", "12:30"),
        ("2026-01-31", "2026-01-31"),
        ("2026-01-31T10:00:00Z", "2026-01-31T10:00:00Z"),
        ("'7'", "7"),
        ('"true"', "true"),
        ("|\n  7\n", "7\n"),
        (">-\n  one\n  two\n", "one two"),
        ("999999999999999", 999999999999999),
        ("=", "="),
        ("١٢", "١٢"),
    ],
)
def test_a_scalar_is_nothing_true_false_a_whole_number_or_text(read, typed, value):
    source = read(f"a: {typed}\n")
    assert source.findings == ()
    assert source.data == {"a": value}
    assert type(source.data["a"]) is type(value)


def test_every_key_and_item_has_its_place(read):
    source = read("title: T\nseats:\n  - id: chair\n    post: x\n  - {id: deputy}\nempty: []\n")
    assert source.data == {
        "title": "T",
        "seats": [{"id": "chair", "post": "x"}, {"id": "deputy"}],
        "empty": [],
    }
    assert source.places == {
        (): Place(1, 1),
        ("title",): Place(1, 1),
        ("seats",): Place(2, 1),
        ("seats", 0): Place(3, 5),
        ("seats", 0, "id"): Place(3, 5),
        ("seats", 0, "post"): Place(4, 5),
        ("seats", 1): Place(5, 5),
        ("seats", 1, "id"): Place(5, 6),
        ("empty",): Place(6, 1),
    }


def test_columns_count_characters_not_bytes(read):
    source = read("é: [ü, '\N{PILL}', x]\n")
    assert source.places[("é", 2)] == Place(1, 13)


def test_windows_line_ends_change_nothing(read):
    unix = "a: |\n  one\n  two\nb:\n  - c\n"
    windows = read(unix.replace("\n", "\r\n"))
    assert (windows.data, windows.places) == (read(unix).data, read(unix).places)


def test_a_single_line_of_dashes_at_the_top_is_accepted(read):
    assert read("---\na: 1\n").data == {"a": 1}


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_deep_nesting_stops_early_and_kills_nothing(read, opening):
    begun = time.monotonic()
    source = read("a:\n  " + opening * (200_000 // len(opening)))
    assert [f.code.id for f in source.findings][-1:] == ["SRC018"]
    assert time.monotonic() - begun < 5


def test_twenty_levels_are_read_and_twenty_one_are_not(read):
    lists = MAX_LEVELS - 1
    assert read("a: " + "[" * lists + "]" * lists).findings == ()
    assert shown(read("a: " + "[" * (lists + 1) + "]" * (lists + 1))) == ["1:23 SRC018"]


def test_a_merge_bomb_is_refused_at_its_first_line(read):
    lines = ["a0: &a0 {x: 1}"]
    lines += [f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}" for n in range(1, 30)]
    assert shown(read("\n".join(lines)))[0] == "1:5 SRC014"


MARKS = "a b : - [ ] { } , ' \" # | > ! ? \\ ~ @ ` = é"
PIECES = st.sampled_from(
    [
        *MARKS.split(),
        *[" ", "  ", "\n", "\n  ", "\n    ", "\r\n", "\t", ": ", "- ", ", ", "? ", " # "],
        *["|-\n", "&x ", "*x", "!!str ", "<<", "\\x", "\\u200b", "---\n", "...\n", "%YAML 1.1\n"],
        *[
            "null",
            "true",
            "12",
            "010",
            "1" * 20,
            "\u00a0",
            "\u200b",
            "\x07",
            "<<<<<<< x\n",
            "\N{PILL}",
        ],
    ]
)


@settings(max_examples=600, deadline=None)
@given(st.lists(PIECES, max_size=24).map("".join))
@example("a: {b: }\n")
@example("a:\n  -\n  - b\n")
@example('a: "x\n---\n"\n')
@example("{a:}")
@example("a: [b:]")
@example("? a\n")
@example("a: |# b\n  c\n")
@example("a: >#12\n")
@example("a: !<x\n")
@example("a: |2\n x\n")
def test_both_parsers_accept_the_same_files_and_read_the_same_from_them(text):
    raw = text.encode()
    ours, pure = (read_yaml(raw, "x.yaml", parser=PARSERS[name]) for name in ("default", "pure"))
    assert ours.data == pure.data
    if ours.data is not None:
        assert ours.places == pure.places
    codes = [{f.code.id for f in source.findings} for source in (ours, pure)]
    if "SRC011" not in codes[0] | codes[1]:  # they give up on broken text at different points
        assert codes[0] == codes[1]


@settings(max_examples=600, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_data_or_findings_with_a_place_within_the_file(raw):
    source = read_yaml(raw, "x.yaml")
    assert (source.data is None) == bool(source.findings)
    lines = raw.count(b"\n") + 1
    for finding in source.findings:
        assert finding.place is not None
        assert 1 <= finding.place.line <= lines + 1
        assert finding.place.column >= 1


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.text(st.characters(codec="ascii", min_codepoint=32, max_codepoint=126)),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.text("abcdefghij-", min_size=1, max_size=8), inner, max_size=4),
    ),
    max_leaves=12,
)


@pytest.mark.thorough
@settings(max_examples=300, deadline=None)
@given(
    st.dictionaries(st.text("abcdefghij", min_size=1, max_size=8), VALUES, min_size=1, max_size=5)
)
def test_what_json_writes_is_read_back_and_every_part_has_a_place(data):
    source = read_yaml(json.dumps(data).encode(), "x.yaml")
    assert source.data == data
    assert set(source.places) == {(), *routes(data, ())}


def routes(data, so_far):
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for step, value in items:
        yield (*so_far, step)
        if isinstance(value, dict | list):
            yield from routes(value, (*so_far, step))


def test_the_reader_uses_no_constructor_of_pyyaml(monkeypatch):
    for name in ("load", "safe_load", "compose", "load_all"):
        monkeypatch.setattr(yaml, name, None)
    assert read_yaml(b"a: {b: [1, two]}\n", "x.yaml").data == {"a": {"b": [1, "two"]}}


class Counted(str):
    """A text that counts how often it is searched or cut from its beginning."""

    __slots__ = ("passes",)

    def split(self, *given):
        self.passes = getattr(self, "passes", 0) + 1
        return super().split(*given)


@pytest.mark.parametrize(
    "text", ["".join(f"a{n}: |\n" for n in range(300)), "a: {" + "b: , " * 300 + "}\n"]
)
def test_reading_goes_through_the_text_once_however_many_values_it_has(text):
    counted = Counted(text)
    read_document(counted, "x.yaml", parser=lambda given: default_parser()(str(given)))
    assert counted.passes <= 2


def test_a_name_given_twice_copies_nothing(monkeypatch):
    copies: list[int] = []

    class Copied(dict):
        def __init__(self, *given):
            copies.append(1)
            super().__init__(*given)

    monkeypatch.setattr(events, "dict", Copied, raising=False)
    once = "".join(f"a{n}: 1\n" for n in range(200))
    assert len(read_document(once * 2, "x.yaml").findings) == 200
    assert copies == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: b: c\nd: e\nf: @g\n", ["1:5 SRC011", "3:4 SRC011"]),
        ("a: 'b\nc: d: e\n", ["1:4 SRC011", "2:5 SRC011"]),
        ("a: [b\nc: d # e\nf: *g\n", ["1:4 SRC011", "2:6 SRC022", "3:4 SRC014"]),
        ("a: b: c\n  d: e: f\n", ["1:5 SRC011"]),
    ],
)
def test_one_line_that_cannot_be_read_hides_no_other(read, text, expected):
    source = read(text)
    assert (shown(source), source.data) == (expected, None)


def test_reading_is_taken_up_again_only_so_often(read):
    assert len(read("a: b: c\n" * 500).findings) == events.MAX_RESUMED + 1
