"""The details' canonical form holds the same data and every comment, and is reached in one step."""

# ruff: noqa: E501  # one case, one line

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.author.tidy import order_of
from handbook.layout import tidy_file
from handbook.layout.details import tidy_details
from handbook.source import read_yaml
from handbook.types import load_types

TYPES, _ = load_types()
ORDER: dict[str, Any] = {
    "id": {},
    "title": {},
    "contact": {"email": {}, "phone": {}},
    "evidence": {"*": {"title": {}, "year": {}}},
}


def tidied(text: str) -> str:
    return tidy_details(text, "x.yaml", 0, ORDER)[0]


USUAL = {
    "order": ("title: A\nid: a\n", "id: a\ntitle: A\n"),
    "order within": ('contact:\n  phone: "1"\n  email: a\n', "contact:\n  email: a\n  phone: '1'\n"),
    "order within items": ("evidence:\n- year: 1\n  title: A\n", "evidence:\n  - title: A\n    year: 1\n"),
    "names that no schema knows": ("wrong: 1\ntitle: A\nodd: 2\n", "title: A\nwrong: 1\nodd: 2\n"),
    "quotation marks": ("id: 'a'\ntitle: \"Home, again\"\n", "id: a\ntitle: Home, again\n"),
    "a number as text": ('id: "010"\ntitle: "no"\n', "id: '010'\ntitle: no\n"),
    "a telephone number": ("title: '01632 960 001'\n", "title: 01632 960 001\n"),
    "dates": ("title: '2026-01-31'\n", "title: 2026-01-31\n"),
    "accented letters": ("title: 'Zoë''s rôle: home'\n", 'title: "Zoë\'s rôle: home"\n'),
    "lists": ("evidence: [a, b]\ntitle: [ ]\n", "title: []\nevidence:\n  - a\n  - b\n"),
    "blocks in brackets": ("contact: {phone: x, email: a}\n", "contact:\n  email: a\n  phone: x\n"),
    "indents": ("contact:\n     email: a\nevidence:\n- b\n", "contact:\n  email: a\nevidence:\n  - b\n"),
    "a comment above": ("# Why.\ntitle: A\n# Who.\nid: a\n", "# Who.\nid: a\n# Why.\ntitle: A\n"),
    "a comment above an item": ("evidence:\n# One.\n- a\n", "evidence:\n  # One.\n  - a\n"),
    "a comment at the top": ("# All.\n\ntitle: A\nid: a\n", "# All.\n\nid: a\ntitle: A\n"),
    "a comment at the end": ("title: A\nid: a\n# End.\n", "id: a\ntitle: A\n# End.\n"),
    "a comment apart": ("id: a\n# Apart.\n\nodd: 1\ntitle: A\n", "id: a\n# Apart.\n\nodd: 1\ntitle: A\n"),
    "what looks like a comment": ("title: |\n  # one\n  two\nid: a\n", "id: a\ntitle: |\n  # one\n  two\n"),
    "a tab behind a colon": ("id:\ta\ntitle:\t A\n", "id: a\ntitle: A\n"),
    "empty lines": ("\n\nid: a\n\n\ntitle: A\n\n", "id: a\n\ntitle: A\n"),
    "long text": (f"title: >-\n  {'word ' * 18}word\n  end\n", f"title: {'word ' * 19}end\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", USUAL)
def test_details_get_their_usual_form(name: str) -> None:
    before, after = USUAL[name]
    assert tidied(before) == after
    assert tidied(after) == after
    was = read_yaml(before.replace("\t", " ").encode(), "x.yaml").data
    assert read_yaml(after.encode(), "x.yaml").data == was


LEFT = {
    "a comment beside a value": "title: Give one dose # never a second\nid: a\n",
    "a comment beside a name": "evidence: # all of it\n  - a\nid: b\n",
    "a comment in brackets": "evidence: [a, # one\n  b]\nid: c\n",
    "a comment behind a block's mark": "title: | # one\n  two\nid: a\n",
    "a comment that belongs to nothing below": "evidence:\n  - a\n  # and b\nid: c\n",
    "a name given twice": "title: A\nid: a\ntitle: B\n",
    "a colon within": "title: A: b\nid: a\n",
    "tabs that set a line in": "title: A\ncontact:\n\temail: a\n",
}


@pytest.mark.parametrize("name", LEFT)
def test_details_that_are_not_certain_are_left_as_they_are(name: str) -> None:
    assert tidied(LEFT[name]) == LEFT[name]


def test_why_details_are_left_is_told() -> None:
    _, done, why = tidy_details(LEFT["a comment that belongs to nothing below"], "x.yaml", 0, ORDER)
    assert not done
    assert "a comment stands where it cannot be kept" in why


@pytest.mark.parametrize("name", TYPES)
def test_the_example_of_a_type_is_in_the_usual_form(name: str) -> None:
    """What `handbook new` starts from is what `handbook format` would make of it."""
    kind = TYPES[name]
    raw = kind.example.encode()
    assert tidy_file(raw, f"example{kind.suffix}", order_of(kind)).raw.decode() == kind.example


KEYS = st.sampled_from(["id", "title", "contact", "email", "phone", "evidence", "year", "odd"])
TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=20),
    st.sampled_from(
        ["no", "# a", "a # b", "a: b", "- a", "", " ", "010", "1e3", "12:30", "x" * 120]
    )
    | st.sampled_from(
        ["one two " * 20, "one\ntwo\n", "one\n\n# two", "5 mg", "01632 960 001", "a\n"]
    ),
)
SCALARS = st.none() | st.booleans() | st.integers(-999, 9999) | TEXTS
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4)
)
DETAILS = st.dictionaries(KEYS, VALUES, min_size=1)
COMMENTS = st.lists(
    st.tuples(st.integers(0, 40), st.sampled_from(["# One", "#two", ""])), max_size=4
)


@pytest.mark.thorough
@settings(max_examples=200)
@given(data=DETAILS, comments=COMMENTS, flow=st.booleans())
def test_the_data_is_the_same_and_so_are_the_comments(
    data: dict[str, Any], comments: list[tuple[int, str]], flow: bool
) -> None:
    """However another program wrote them, with comments anywhere."""
    import yaml  # noqa: PLC0415

    lines = yaml.safe_dump(data, sort_keys=False, default_flow_style=flow).split("\n")
    for at, comment in comments:
        where = min(at, len(lines) - 1)
        indent = len(lines[where]) - len(lines[where].lstrip(" "))
        lines.insert(where, " " * indent + comment if comment else "")
    before = "\n".join(lines)
    source = read_yaml(before.encode(), "x.yaml")
    after, _, _ = tidy_details(before, "x.yaml", 0, ORDER)
    if source.data is None:
        assert after == before or "\t" in before
        return
    again = read_yaml(after.encode(), "x.yaml")
    assert again.data == source.data
    assert not again.findings
    assert tidied(after) == after
    assert after.count("# One") == before.count("# One")
