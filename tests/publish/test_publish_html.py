"""Nothing that a browser would fetch from another server escapes notice."""

from __future__ import annotations

import pytest

from handbook.publish.html import loaded_from_elsewhere, styles_from_elsewhere, tags


def fetched(page: str) -> list[str]:
    return [address for tag in tags(page) for address in loaded_from_elsewhere(tag)]


@pytest.mark.parametrize(
    "page",
    [
        '<script src="https://cdn.example/x.js"></script>',
        "<script src='//cdn.example/x.js'></script>",
        "<SCRIPT async SRC=http://cdn.example/x.js></SCRIPT>",
        '<link rel="stylesheet" href="https://fonts.example/css">',
        '<link rel="preconnect" href="https://fonts.example">',
        '<link rel="dns-prefetch" href="//fonts.example">',
        '<link rel="icon canonical" href="https://x.example/i.png">',
        '<img alt="a > b" src="https://x.example/i.png">',
        '<img src="a.png" srcset="b.png 1x, https://x.example/i.png 2x">',
        '<iframe src="https://video.example/"></iframe>',
        '<object data="https://x.example/o"></object>',
        '<video poster="https://x.example/p.png"></video>',
        '<source srcset="https://x.example/i.webp">',
        '<form action="https://x.example/collect"></form>',
        '<base href="https://x.example/">',
        '<meta http-equiv="refresh" content="0; url=https://x.example/">',
        '<div style="background: url(https://x.example/b.png)"></div>',
        "<style>@import 'https://x.example/s.css';</style>",
        '<style>@font-face { src: url("//x.example/f.woff2") }</style>',
        '<a ping="https://x.example/p" href="/">x</a>',
        '<svg><use href="https://x.example/s.svg#i"></use></svg>',
    ],
)
def test_a_load_from_elsewhere_is_seen(page: str) -> None:
    assert len(fetched(page)) == 1


@pytest.mark.parametrize(
    "page",
    [
        '<a href="https://www.nice.org.uk/guidance/ng61">NG61</a>',
        '<link rel="canonical" href="https://handbook.example/">',
        '<link rel="next" href="https://handbook.example/a/">',
        '<img src="data:image/svg+xml,%3Csvg%3E">',
        '<script src="../assets/x.js"></script>',
        '<!-- <script src="https://cdn.example/x.js"></script> -->',
        "<script>let s = '<script src=\"https://cdn.example/x.js\">'</script>",
        '<link rel="stylesheet" href="/assets/x.css">',
        "<p>Ask at https://x.example/ for more.</p>",
    ],
)
def test_a_link_or_a_local_file_is_no_load(page: str) -> None:
    assert fetched(page) == []


def test_a_comment_in_a_style_sheet_loads_nothing() -> None:
    assert list(styles_from_elsewhere("/* url(https://x.example/a) */ a { color: red }")) == []


def test_attributes_are_read_as_a_browser_reads_them() -> None:
    (tag,) = tags("""<p data-handbook-badge="In force &amp; well" hidden CLASS=x>""")
    assert tag.attributes == {
        "data-handbook-badge": "In force & well",
        "hidden": "",
        "class": "x",
    }
