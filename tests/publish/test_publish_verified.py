"""A page is known to be right by its bytes, by all that is asked of it and by the code, or not."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from handbook.publish import verified, verify
from handbook.publish.problem import VerificationError
from handbook.publish.shown.search import SearchRow
from handbook.publish.verified import Asked, Badges, FoundRight
from handbook.publish.verify import Expected
from handbook.render.model import Page, Site

Build = Callable[[Site], Path]
A = "guidelines/a/index.html"
ENGINES_OWN = 1
"""The page for a lost address has no name, and is taken apart every time."""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "bytecode" / "verified.json"


@pytest.fixture
def taken_apart(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that were taken apart so far."""
    pages: list[str] = []
    read = verify.read_page

    def reading(html: str) -> Any:
        pages.append(html)
        return read(html)

    monkeypatch.setattr(verify, "read_page", reading)
    return pages


def look(site: Site, out: Path, expected: Expected, place: Path | None) -> tuple[str, ...]:
    """What a verification finds, by what was found right before; as a new process would."""
    known = FoundRight(place) if place is not None else None
    try:
        verify.verify(site, out, root=out.parent, expected=expected, known=known)
    except VerificationError as failed:
        return failed.problems
    return ()


def test_a_page_that_was_found_right_is_read_and_not_taken_apart_again(
    site: Site, honest: Build, expected: Expected, place: Path, taken_apart: list[str]
) -> None:
    out = honest(site)
    assert look(site, out, expected, place) == ()
    assert len(taken_apart) == len(site.pages) + ENGINES_OWN
    taken_apart.clear()
    assert look(site, out, expected, place) == ()
    assert len(taken_apart) == ENGINES_OWN
    text = (out / A).read_text()
    (out / A).write_text(text.replace("<footer>", "<footer> "))
    taken_apart.clear()
    assert look(site, out, expected, place) == ()
    assert len(taken_apart) == ENGINES_OWN + 1


def test_another_commit_and_minute_take_no_page_apart_but_are_looked_for(
    site: Site, honest: Build, expected: Expected, place: Path, taken_apart: list[str]
) -> None:
    out = honest(site)
    look(site, out, expected, place)
    taken_apart.clear()
    later = replace(expected, stamp=replace(expected.stamp, commit="d" * 40))
    problems = look(site, out, later, place)
    assert {problem.partition(":")[0] for problem in problems} == {"404.html", "index.html"}
    assert all("from which commit" in problem for problem in problems)
    assert len(taken_apart) == ENGINES_OWN


def with_meta(site: Site, **handbook: Any) -> Site:
    page = site.pages["guidelines/a/index.md"]
    meta = {**page.meta, "handbook": {**page.meta["handbook"], **handbook}}
    return replace(site, pages={**site.pages, page.path: replace(page, meta=meta)})


def with_page(site: Site, **changes: Any) -> Site:
    page = replace(site.pages["guidelines/a/index.md"], **changes)
    return replace(site, pages={**site.pages, page.path: page})


def on(expected: Expected, **changes: Any) -> Expected:
    return replace(expected, stamp=replace(expected.stamp, **changes))


OTHERWISE: dict[str, Callable[[Site, Expected], tuple[Site, Expected]]] = {
    "it is suspended today": lambda site, expected: (
        with_meta(
            site,
            box={
                "tone": "stop",
                "heading": "Suspended",
                "badges": [{"label": "Suspended", "tone": "stop"}],
                "advice": ["Read this first."],
            },
        ),
        expected,
    ),
    "it has no box today": lambda site, expected: (with_meta(site, box=None), expected),
    "it has lines for print today": lambda site, expected: (
        with_meta(site, sheet={"tone": "hb-good"}),
        expected,
    ),
    "somebody must be rung": lambda site, expected: (
        with_meta(site, urgent=[{"name": "Advice", "number": "01632", "href": "tel:01632"}]),
        expected,
    ),
    "its text is another": lambda site, expected: (
        with_page(site, authored="Ring the other ward.\n"),
        expected,
    ),
    "it has no text": lambda site, expected: (with_page(site, authored=None), expected),
    "it is another day": lambda site, expected: (site, on(expected, today=date(2026, 11, 24))),
    "it is the public edition": lambda site, expected: (site, on(expected, public=True)),
    "it is a preview": lambda site, expected: (site, on(expected, preview=True)),
    "it carries another notice": lambda site, expected: (
        site,
        replace(expected, notice="Not for use"),
    ),
}


@pytest.mark.parametrize("why", OTHERWISE)
def test_a_page_that_was_right_is_wrong_where_something_else_is_asked_of_it_today(
    site: Site, honest: Build, expected: Expected, place: Path, why: str
) -> None:
    """A standing changes with the day and with a decision, and the page may still be the old one.

    Fails if what was found right yesterday vouches for a page of today.
    """
    out = honest(site)
    assert look(site, out, expected, place) == ()
    changed, today = OTHERWISE[why](site, expected)
    problems = look(changed, out, today, place)
    assert problems == look(changed, out, today, None)
    assert any(A in problem for problem in problems)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("</span>In force", "</span>Withdrawn"),
        ("<td>50</td>", "<td>500</td>"),
        ("</article>", '<p class="hb-box">In force</p></article>'),
        ('datetime="2026-11-23"', 'datetime="2026-11-22"'),
    ],
)
def test_a_known_page_of_which_a_sign_was_changed_is_found(
    site: Site, honest: Build, expected: Expected, place: Path, old: str, new: str
) -> None:
    out = honest(site)
    assert look(site, out, expected, place) == ()
    text = (out / A).read_text()
    assert old in text
    (out / A).write_text(text.replace(old, new))
    problems = look(site, out, expected, place)
    assert problems == look(site, out, expected, None) != ()


def stray(out: Path) -> None:
    (out / "stray.txt").write_text("stray")


def wrong_page(out: Path) -> None:
    text = (out / A).read_text()
    assert "<td>50</td>" in text
    (out / A).write_text(text.replace("<td>50</td>", "<td>500</td>"))


@pytest.mark.parametrize("spoil", [stray, wrong_page])
def test_a_site_in_which_anything_is_wrong_vouches_for_no_page(
    site: Site, honest: Build, expected: Expected, place: Path, spoil: Callable[[Path], None]
) -> None:
    """Not even for those in which nothing is."""
    out = honest(site)
    spoil(out)
    assert look(site, out, expected, place) != ()
    assert not place.exists()


def spoil_sum(place: Path) -> None:
    place.write_bytes(place.read_bytes().replace(b'"right"', b'"wrong"'))


def cut(place: Path) -> None:
    place.write_bytes(place.read_bytes()[:-10])


def link(place: Path) -> None:
    place.rename(place.with_name("elsewhere"))
    place.symlink_to("elsewhere")


def remove(place: Path) -> None:
    place.unlink()
    place.mkdir()


@pytest.mark.parametrize("spoil", [spoil_sum, cut, link, remove])
def test_what_was_spoilt_vouches_for_no_page(
    site: Site,
    honest: Build,
    expected: Expected,
    place: Path,
    taken_apart: list[str],
    spoil: Callable[[Path], None],
) -> None:
    out = honest(site)
    look(site, out, expected, place)
    spoil(place)
    taken_apart.clear()
    assert look(site, out, expected, place) == ()
    assert len(taken_apart) == len(site.pages) + ENGINES_OWN


def test_what_other_code_found_right_vouches_for_no_page(
    site: Site,
    honest: Build,
    expected: Expected,
    place: Path,
    taken_apart: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = honest(site)
    look(site, out, expected, place)
    monkeypatch.setattr(verified, "fingerprint", lambda: "mended since")
    taken_apart.clear()
    look(site, out, expected, place)
    assert len(taken_apart) == len(site.pages) + ENGINES_OWN


PAGE = Page("a/index.md", {"title": "A"}, "Words.", "Words.", ("In force",))
ROW = SearchRow("", "A", "About A", "In force", "", "")
ASKED = Asked(PAGE, "2026-11-23", public=False, notices=("",), rows=(ROW,), badges=Badges({}))
OTHERS: dict[str, Any] = {
    "today": "2026-11-24",
    "public": True,
    "notices": ("Demonstration",),
    "rows": (),
    "badges": Badges({"a/": "Suspended"}),
    "page": replace(PAGE, markdown="Others."),
}


def test_the_name_of_a_page_hangs_on_every_field_of_what_is_asked() -> None:
    """A field that is added to any of the three counts, or this fails for want of another value."""
    asked = [replace(ASKED, **{each.name: OTHERS[each.name]}) for each in fields(Asked)]
    pages = [
        replace(PAGE, **{each.name: {} if each.name == "meta" else "else"}) for each in fields(Page)
    ]
    rows = [replace(ROW, **{each.name: "else"}) for each in fields(SearchRow)]
    asked += [replace(ASKED, page=page) for page in pages]
    asked += [replace(ASKED, rows=(row,)) for row in rows]
    names = [ASKED.key(b"html"), ASKED.key(b"htm"), *(each.key(b"html") for each in asked)]
    assert len(set(names)) == len(names)
    assert "" not in names


@pytest.mark.parametrize("page", [None, replace(PAGE, meta={"day": date(2026, 11, 23)})])
def test_what_cannot_be_told_in_full_has_no_name_and_is_never_known(
    page: Page | None, place: Path
) -> None:
    """Of an object without words of its own nobody can tell whether it is another one by now."""
    known = FoundRight(place)
    assert replace(ASKED, page=page).key(b"html") == ""
    known.save(["", "a"])
    again = FoundRight(place)
    assert ("" in again, "a" in again) == (False, True)


def test_the_badges_of_a_site_are_told_by_a_digest_of_them_all_worked_out_once() -> None:
    badges = Badges({"a/": "In force", "b/": "Lapsed"})
    name = replace(ASKED, badges=badges).key(b"html")
    for given in ({"a/": "In force"}, {"a/": "In force", "b/": "Withdrawn"}, {}):
        assert replace(ASKED, badges=Badges(given)).key(b"html") != name
    same = Badges({"b/": "Lapsed", "a/": "In force"})
    same.clear()
    assert replace(ASKED, badges=same).key(b"html") == name


def test_where_nothing_is_kept_no_page_is_named(
    site: Site, honest: Build, expected: Expected, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(asked: Asked, html: bytes) -> str:
        raise AssertionError(asked, html)

    monkeypatch.setattr(Asked, "key", never)
    assert look(site, honest(site), expected, None) == ()


def test_it_is_written_where_it_is_to_lie_and_read_up_to_its_largest(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(place.parent / "nowhere"))
    FoundRight(place).save(["a"])
    assert [path.name for path in place.parent.iterdir()] == [place.name]
    for largest, known in ((0, True), (-1, False)):
        monkeypatch.setattr(verified, "_LARGEST", place.stat().st_size + largest)
        assert ("a" in FoundRight(place)) is known


def test_what_was_left_half_done_says_whose_it_is(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    FoundRight(place).save(["a"])
    (left,) = place.parent.iterdir()
    assert left.name.startswith(f"{place.name}.")


@pytest.mark.parametrize("right", [5, "a", {"a": 1}, None, [["a"], 5]])
def test_what_is_no_list_of_names_vouches_for_no_page(place: Path, right: Any) -> None:
    FoundRight(place).save(["a"])
    whole = json.dumps({"code": verified.fingerprint(), "right": right}).encode()
    place.write_bytes(hashlib.sha256(whole).hexdigest().encode() + b"\n" + whole)
    assert "a" not in FoundRight(place)


def test_it_lies_beside_the_code_and_nowhere_else(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Whoever can write into git's folder, or into that of the kept pages, vouches for nothing."""
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    monkeypatch.setattr("sys.pycache_prefix", str(tmp_path))
    known = FoundRight.beside_the_code()
    assert known is not None
    known.save(["a"])
    (file,) = (path for path in tmp_path.rglob("*") if path.is_file())
    compiled = Path(str(tmp_path) + os.path.splitdrive(verified.__file__)[1]).parent
    assert file.parent == compiled
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    assert FoundRight.beside_the_code() is None


def test_no_more_is_kept_than_a_few_sites_and_what_was_used_last_stays(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verified, "_MOST", 3)
    FoundRight(place).save(["a", "b"])
    FoundRight(place).save(["c", "d"])
    known = FoundRight(place)
    assert [key in known for key in ("a", "b", "c", "d")] == [True, False, True, True]
