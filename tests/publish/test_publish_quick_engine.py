"""What makes the engine quicker changes nothing of what it makes."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment
from mkdocs.utils import get_relative_url
from mkdocs.utils.meta import get_data

from handbook.publish.engine.front_matter import quick_reader
from handbook.publish.engine.templates import MENU, hasten, places_of, view_of
from handbook.render.model import Page

PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
VALUES = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
)
NAMES = st.from_regex("[a-z][a-z_]{0,8}", fullmatch=True)
META = st.dictionaries(NAMES, VALUES | st.dictionaries(NAMES, VALUES, max_size=3), max_size=4)


def unasked(_: str) -> tuple[str, dict[str, Any]]:
    raise AssertionError("The general reader was asked.")


@given(META, st.text(max_size=20))
def test_front_matter_is_read_as_the_general_reader_reads_it(
    meta: dict[str, Any], words: str
) -> None:
    text = Page("a.md", meta, words).text()
    assert repr(quick_reader(get_data)(text)) == repr(get_data(text))


def test_the_pages_of_a_handbook_need_no_general_reader() -> None:
    meta = {"title": "“Ä” & <b>: #1", "search": {"exclude": True}, "handbook": {"a": [{"b": 1}]}}
    text = Page("a.md", meta, "Words.\n\n---\n").text()
    assert quick_reader(unasked)(text) == ("Words.\n\n---\n", meta)


@pytest.mark.parametrize(
    "text",
    [
        "No front matter.",
        "---\na: &x 1\n---\n",
        "---\na: 1\na: 2\n---\n",
        "---\n  a: 1\n---\n",
        "---\na:\n  b:\n---\n",
        "---\na:\n---\n",
        "---\na: 1\n  b: 1\n---\n",
        "---\na: 2026-11-30\n---\n",
        "---\na: 1.5\n---\n",
        "---\na: NaN\n---\n",
        '---\na: "\\ud83d\\ude00"\n---\n',
        "---\na: 1\n",
    ],
)
def test_anything_else_is_left_to_it(text: str) -> None:
    with pytest.raises(AssertionError, match="general reader"):
        quick_reader(unasked)(text)


ADDRESSES = st.lists(st.sampled_from(["a", "b", "1.0"]), max_size=4).map(
    lambda parts: "".join(f"{part}/" for part in parts)
)


@given(st.lists(ADDRESSES, max_size=4), ADDRESSES, ADDRESSES)
def test_pages_with_one_view_of_a_menu_write_every_link_in_it_alike(
    targets: list[str], page: str, other: str
) -> None:
    places = places_of(targets)
    if view_of(page, places) == view_of(other, places):
        for target in targets:
            assert get_relative_url(target, page) == get_relative_url(target, other)


def environment(*menu: str) -> Environment:
    """Templates whose menu says for which page it was drawn."""
    page = "{% include '" + MENU + "' %}: {{ page.url }}"
    env = Environment(  # noqa: S701 - no page comes of it
        loader=DictLoader({MENU: "Menu of {{ page.url }}", "page": page})
    )
    hasten(env, SimpleNamespace(pages=[shown(url) for url in menu]), [])  # type: ignore[arg-type]
    return env


def shown(url: str) -> Any:
    return SimpleNamespace(url=url, parent=None)


def test_the_menu_is_drawn_once_for_pages_that_stand_in_none_and_see_it_alike() -> None:
    env = environment("", "a/")
    drawn = [
        env.get_template("page").render(page=shown(url))
        for url in ("a/x/", "a/y/", "b/x/", "a/", "a/", "a/x/z/")
    ]
    assert drawn == [
        "Menu of a/x/: a/x/",
        "Menu of a/x/: a/y/",
        "Menu of b/x/: b/x/",
        "Menu of a/: a/",
        "Menu of a/: a/",
        "Menu of a/x/z/: a/x/z/",
    ]


def test_values_are_looked_up_as_templates_do() -> None:
    usual = Environment()  # noqa: S701 - no page comes of it
    quick = environment()
    values = {"items": 1, "kind": "x", "none": None}
    for name in ("kind", "none", "gone", "__class__"):
        assert str(quick.getattr(values, name)) == str(usual.getattr(values, name))
    assert quick.getattr(values, "items")() == usual.getattr(values, "items")()
    assert quick.getattr("text", "upper")() == "TEXT"
