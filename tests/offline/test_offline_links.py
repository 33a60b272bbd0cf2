"""Where links of a built page lead, and the same links in a folder without a web server."""

from __future__ import annotations

import pytest

from handbook.offline.links import target, way_in_copy, with_ways
from handbook.offline.problem import OfflineError

FILES = frozenset({"index.html", "a/index.html", "a/b/index.html", "a/b/plan.pdf", "x.css"})
ADDRESS = "https://handbook.example/"


@pytest.mark.parametrize(
    ("way", "page", "file", "in_copy"),
    [
        ("../..", "a/b/index.html", "index.html", "../../index.html"),
        ("../../", "a/b/index.html", "index.html", "../../index.html"),
        ("..", "a/b/index.html", "a/index.html", "../index.html"),
        (".", "index.html", "index.html", "./index.html"),
        ("./", "a/index.html", "a/index.html", "./index.html"),
        ("a/", "index.html", "a/index.html", "a/index.html"),
        ("b/#dose", "a/index.html", "a/b/index.html", "b/index.html#dose"),
        ("../a/b/#dose", "x/index.html", "a/b/index.html", "../a/b/index.html#dose"),
        ("../a/b/?q=1#d", "x/index.html", "a/b/index.html", "../a/b/index.html?q=1#d"),
        ("b/plan.pdf", "a/index.html", "a/b/plan.pdf", "b/plan.pdf"),
        ("../x.css", "a/index.html", "x.css", "../x.css"),
        ("../../a/b/plan.pdf", "x/y/index.html", "a/b/plan.pdf", "../../a/b/plan.pdf"),
        ("../a/b/", "x/y/index.html", "x/a/b/index.html", None),
        ("../?q=1", "a/b/index.html", "a/index.html", "../index.html?q=1"),
        ("../a:b", "a/b/index.html", "a/a:b", None),
        ("%2e%2e/", "a/b/index.html", "a/index.html", None),
        ("#dose", "a/index.html", "", "#dose"),
        ("tel:01632", "a/index.html", "", "tel:01632"),
        ("https://else.example/a/", "a/index.html", "", "https://else.example/a/"),
        ("//else.example/a/", "a/index.html", "", "//else.example/a/"),
    ],
)
def test_a_link_leads_to_the_same_page_by_its_file(
    way: str, page: str, file: str, in_copy: str | None
) -> None:
    assert target(way, page) == file
    if in_copy is None:
        return
    assert way_in_copy(way, page, FILES, ADDRESS, "offline/index.html") == in_copy
    assert target(in_copy, page) == file


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (ADDRESS, "https://handbook.example/edit/?x=1#/new"),
        ("", "../../offline/index.html"),
    ],
)
def test_what_is_not_in_the_copy_is_read_at_the_handbook(address: str, expected: str) -> None:
    way = way_in_copy(
        "../../edit/?x=1#/new", "a/b/index.html", FILES, address, "offline/index.html"
    )
    assert way == expected


@pytest.mark.parametrize("way", ["/a/", "/x.css", "../../..", "../../../a/"])
def test_a_link_that_only_a_web_server_can_follow_is_refused(way: str) -> None:
    with pytest.raises(OfflineError, match="not in a copy"):
        way_in_copy(way, "a/b/index.html", FILES, ADDRESS, "offline/index.html")


def test_words_that_look_like_a_link_stay_words() -> None:
    html = '<p>Write href="a/" or &lt;a href="a/"&gt;.</p><a title="href" href="a/">a</a>'
    changed = with_ways(html, lambda way: f"{way}index.html")
    assert changed == html.replace(
        '<a title="href" href="a/"', '<a title="href" href="a/index.html"'
    )
