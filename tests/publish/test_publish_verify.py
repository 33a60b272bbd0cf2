"""A built site that is not what was asked for is not published, and the reason is said."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from handbook.publish.problem import VerificationError
from handbook.publish.verify import BADGE, SEARCH_INDEX, Expected, verify
from handbook.render.model import TEXT_BEGINS, TEXT_ENDS, Site

Build = Callable[[Site], Path]
A = "guidelines/a/index.html"
B = "guidelines/b/index.html"


def problems(site: Site, out: Path, expected: Expected) -> tuple[str, ...]:
    with pytest.raises(VerificationError) as failed:
        verify(site, out, root=out.parent, expected=expected)
    return failed.value.problems


def change(out: Path, path: str, old: str, new: str) -> None:
    text = (out / path).read_text()
    assert old in text
    (out / path).write_text(text.replace(old, new))


def test_an_honest_build_passes(site: Site, honest: Build, expected: Expected) -> None:
    out = honest(site)
    verify(site, out, root=out.parent, expected=expected)


def test_a_missing_page(site: Site, honest: Build, expected: Expected) -> None:
    out = honest(site)
    (out / B).unlink()
    assert problems(site, out, expected) == (
        f"{B} is missing from the built site.",
        "3 pages were asked for and 2 were built.",
    )


@pytest.mark.parametrize(
    "path", ["letters/index.html", "notes.txt", "guidelines/a/.hidden", "assets/x.js"]
)
def test_a_stray_file(site: Site, honest: Build, expected: Expected, path: str) -> None:
    """I11: fails if ``check_manifest`` passes by a file that nothing accounts for."""
    out = honest(site)
    (out / path).parent.mkdir(parents=True, exist_ok=True)
    (out / path).write_text("stray")
    assert f"{path} comes from no record, page or theme file." in problems(site, out, expected)


def test_a_link_out_of_the_site(site: Site, honest: Build, expected: Expected) -> None:
    out = honest(site)
    (out / "notes.txt").symlink_to("/etc/hostname")
    assert problems(site, out, expected) == ("notes.txt is not a regular file.",)


def test_an_asset_that_was_changed(site: Site, honest: Build, expected: Expected) -> None:
    out = honest(site)
    (out / "build.json").write_text("[]")
    assert problems(site, out, expected) == ("build.json is not what was handed to the engine.",)


def test_a_badge_that_claims_too_much(site: Site, honest: Build, expected: Expected) -> None:
    """I1: fails if ``check_badges`` does not compare what is drawn with what was assessed."""
    out = honest(site)
    change(out, B, f'{BADGE}="Withdrawn"', f'{BADGE}="In force"')
    assert problems(site, out, expected) == (
        f"{B}: its badges are In force, and must be Withdrawn.",
    )


def test_a_badge_that_is_lost(site: Site, honest: Build, expected: Expected) -> None:
    out = honest(site)
    change(out, B, BADGE, "data-other")
    assert problems(site, out, expected) == (f"{B}: its badges are none, and must be Withdrawn.",)


def test_a_badge_where_none_belongs(site: Site, honest: Build, expected: Expected) -> None:
    """I12: fails if ``check_badges`` passes by pages that are not ours to badge."""
    out = honest(site)
    change(out, "404.html", "<article>", f'<article><b {BADGE}="In force"></b>')
    assert problems(site, out, expected) == (
        "404.html: its badges are In force, and must be none.",
    )


def test_a_dose_in_another_column(site: Site, honest: Build, expected: Expected) -> None:
    """I15: fails if ``check_text`` does not read the author's words back from the page."""
    out = honest(site)
    change(out, A, "<td>5-10</td><td>50</td>", "<td>5-10</td><td></td><td>50</td>")
    (said, *_) = problems(site, out, expected)
    assert said.startswith(f"{A}: its text was changed in the building")


def test_a_text_that_is_not_marked(site: Site, honest: Build, expected: Expected) -> None:
    out = honest(site)
    change(out, A, TEXT_BEGINS, "")
    (said,) = problems(site, out, expected)
    assert "marked 0 times" in said


def test_a_text_where_none_was_written(site: Site, honest: Build, expected: Expected) -> None:
    out = honest(site)
    change(out, B, "<article>", f"<article>{TEXT_BEGINS}<p>Take 5.</p>{TEXT_ENDS}")
    (said,) = problems(site, out, expected)
    assert "marked 1 times, and must be 0 times" in said


def test_a_page_without_the_notice(site: Site, honest: Build, expected: Expected) -> None:
    out = honest(site)
    change(out, B, expected.notice, "")
    assert problems(site, out, expected) == (
        f"{B}: it does not carry the notice «{expected.notice}».",
    )


def test_a_page_of_another_build(site: Site, honest: Build, expected: Expected) -> None:
    out = honest(site)
    other = replace(expected, stamp=replace(expected.stamp, commit="d" * 40))
    said = problems(site, out, other)
    assert len(said) == len(site.pages) + 1
    assert all("from which commit" in one for one in said)


def test_a_script_from_elsewhere(site: Site, honest: Build, expected: Expected) -> None:
    out = honest(site)
    change(out, A, "<body>", '<body><script src="https://cdn.example/x.js"></script>')
    assert problems(site, out, expected) == (
        f"{A}: it would load https://cdn.example/x.js from elsewhere.",
    )


@pytest.mark.parametrize(
    ("location", "title", "said"),
    [
        ("guidelines/z/", "Z", "guidelines/z/ is not a page of this site."),
        ("guidelines/z/#x", "Z", "guidelines/z/ is not a page of this site."),
        (
            "guidelines/b/",
            "In force: x",
            "guidelines/b/ is called «In force: x», and must be called «guidelines/b/index.md».",
        ),
    ],
)
def test_a_search_index_that_says_more_than_it_may(
    site: Site, honest: Build, expected: Expected, location: str, title: str, said: str
) -> None:
    out = honest(site)
    entries = {"docs": [{"location": location, "title": title, "text": ""}]}
    (out / SEARCH_INDEX).write_text(json.dumps(entries))
    assert problems(site, out, expected) == (f"{SEARCH_INDEX}: {said}",)


def test_no_words_in_a_title_stop_a_build(site: Site, honest: Build, expected: Expected) -> None:
    named = replace(site.pages["guidelines/b/index.md"], meta={"title": "In force &amp;  what"})
    odd = replace(site, pages={**site.pages, named.path: named})
    out = honest(odd)
    change(out, SEARCH_INDEX, "In force &amp;  what", "In force &amp; what")
    verify(odd, out, root=out.parent, expected=expected)


def test_a_search_index_that_cannot_be_read(site: Site, honest: Build, expected: Expected) -> None:
    out = honest(site)
    (out / SEARCH_INDEX).write_text("{")
    assert problems(site, out, expected) == (f"{SEARCH_INDEX} cannot be read.",)


@pytest.mark.parametrize(
    "added",
    [
        "<script>x()</script>",
        "<style>b{display:none}</style>",
        "<iframe></iframe>",
        "<object></object>",
        '<i onmouseover="x()">x</i>',
        '<a href="javascript:x()">x</a>',
    ],
)
def test_an_article_that_would_run_or_hide_something(
    site: Site, honest: Build, expected: Expected, added: str
) -> None:
    out = honest(site)
    change(out, B, "<p>Words of ours.</p>", f"<p>Words of ours.</p>{added}")
    assert len(problems(site, out, expected)) == 1
