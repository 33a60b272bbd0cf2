"""Nothing that a browser would fetch from another server escapes notice."""

from __future__ import annotations

import pytest

from handbook.publish.shown.html import styles_from_elsewhere


@pytest.mark.parametrize(
    "sheet",
    [
        "@import 'https://x.example/s.css';",
        '@font-face { src: url("//x.example/f.woff2") }',
        "a { background: url(https://x.example/b.png) }",
        "a { background: image-set('https://x.example/b.png' 1x) }",
    ],
)
def test_a_load_from_elsewhere_is_seen(sheet: str) -> None:
    assert len(list(styles_from_elsewhere(sheet))) == 1


def test_what_a_style_sheet_brings_with_it_is_no_load() -> None:
    assert list(styles_from_elsewhere("a { mask: url(data:image/svg+xml,%3Csvg%3E) }")) == []


def test_a_comment_in_a_style_sheet_loads_nothing() -> None:
    assert list(styles_from_elsewhere("/* url(https://x.example/a) */ a { color: red }")) == []
