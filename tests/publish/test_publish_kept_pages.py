"""Pages that were made before are used again only where a clean build would give the same bytes."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from handbook.publish import engine
from handbook.publish.config import project_config
from handbook.publish.engine.kept_pages import KeptPage, KeptPages
from handbook.publish.problem import NotPublishedError
from handbook.publish.stage import stage
from handbook.render.model import NavItem, Page, Site
from test_architecture import PACKAGE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
OLD = 1_700_000_000


def page(path: str, text: str, **meta: Any) -> Page:
    handbook: dict[str, Any] = {
        "kind": "document",
        "title": path,
        "found_as": path,
        "network": "Toy",
    }
    handbook["stamp"] = {"today": "2026-11-23", "today_words": "23 November 2026", "tool": "1"}
    handbook["say"] = {}
    return Page(path, {"title": path, "handbook": handbook, **meta}, text)


def small_site() -> Site:
    pages = [
        page("index.md", "# Home\n\n[A](a/index.md) and [B](b/index.md#part)\n"),
        page("a/index.md", "## Part\n\nRing *the ward*, see [B](../b/index.md).\n"),
        page("b/index.md", "## Part\n\n| a | b |\n| - | - |\n| 1 | 2 |\n", search={"boost": 10}),
        page("c/index.md", "Nothing leads away from here.\n", search={"exclude": True}),
    ]
    nav = (NavItem("Home", "index.md"), NavItem("More", children=(NavItem("C", "c/index.md"),)))
    return Site({p.path: p for p in pages}, nav=nav)


@pytest.fixture
def build(tmp_path: Path) -> Callable[[Site, KeptPages | None, datetime], Path]:
    """Build a site with the pages kept so far, each time into a new folder."""

    def builds(site: Site, kept: KeptPages | None, when: datetime = NOON) -> Path:
        count = len([*tmp_path.glob("out-*")])
        staged, out = tmp_path / f"staged-{count}", tmp_path / f"out-{count}"
        stage(site, staged, root=tmp_path, project=project_config(tmp_path))
        engine.build(staged, out, built=when, environment=os.environ, kept=kept)
        return out

    return builds


@pytest.fixture
def kept(tmp_path: Path) -> KeptPages:
    return KeptPages(tmp_path / "kept")


def tree(out: Path) -> dict[str, bytes]:
    files = (path for path in out.rglob("*") if path.is_file())
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


def aged(kept: KeptPages) -> None:
    """Make every page that is kept so far one of long ago."""
    for path in kept.folder.rglob("*.page"):
        os.utime(path, (OLD, OLD))


def used_again(out: Path) -> set[str]:
    """The pages of a built site that have the time of those that were ``aged`` before."""
    return {p.relative_to(out).as_posix() for p in out.rglob("*.html") if p.stat().st_mtime == OLD}


def changed(site: Site, chance: random.Random, past: list[Site]) -> Site:
    """One change of a kind that a registry sees, as chance will have it."""
    pages = dict(site.pages)
    others = sorted(pages.keys() - {"index.md", "a/index.md", "b/index.md", "c/index.md"})
    kind = chance.choice(["edit", "add", "delete", "rename", "revert", "meta", "menu"])
    name = chance.choice(sorted(pages))
    if kind == "edit":
        more = f"\nAdded {chance.random()}.\n"
        pages[name] = replace(pages[name], markdown=pages[name].markdown + more)
    elif kind == "meta":
        pages[name] = replace(
            pages[name], meta={**pages[name].meta, "title": f"T{chance.random()}"}
        )
    elif kind == "menu":
        return replace(site, nav=(*site.nav, NavItem(f"B{chance.random()}", "b/index.md")))
    elif kind == "revert" and past:
        return chance.choice(past)
    elif kind in {"delete", "rename"} and others:
        gone = pages.pop(chance.choice(others))
        if kind == "rename":
            path = f"renamed-{chance.randrange(9)}/index.md"
            pages[path] = replace(gone, path=path)
    else:
        path = f"new-{chance.randrange(9)}/index.md"
        pages[path] = page(path, f"## New\n\nSee [A](../a/index.md). {chance.random()}\n")
    return replace(site, pages=dict(sorted(pages.items())))


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_changes_the_site_is_that_of_a_clean_build(
    build: Any, kept: KeptPages, seed: int
) -> None:
    """Edits, additions, deletions, renamings and reversions: the whole site, with its search."""
    chance, site = random.Random(seed), small_site()  # noqa: S311 - chance, not a secret
    past: list[Site] = []
    for _ in range(6):
        assert tree(build(site, kept)) == tree(build(site, None))
        past.append(site)
        site = changed(site, chance, past)


def test_nothing_is_made_twice(build: Any, kept: KeptPages) -> None:
    first = build(small_site(), kept, MORNING)
    aged(kept)
    again = build(small_site(), kept, NOON)
    assert used_again(again) == {f"{d}index.html" for d in ("", "a/", "b/", "c/")}
    for name, content in tree(first).items():
        if name.endswith(".html"):
            assert (again / name).read_bytes() == content


@pytest.mark.parametrize("module", ["source/markdown/inline_marks.py", "assess/words.py"])
def test_a_page_that_other_code_made_is_made_again(
    build: Any, kept: KeptPages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    """Fails if the code that makes pages is listed, as a part that is moved is left off it."""
    build(small_site(), kept)
    aged(kept)
    mended = tmp_path / "mended"
    shutil.copytree(PACKAGE, mended / "handbook", ignore=shutil.ignore_patterns("__pycache__"))
    with (mended / "handbook" / module).open("a", encoding="utf-8") as code:
        code.write("# Another release.\n")
    monkeypatch.setenv("PYTHONPATH", str(mended))
    monkeypatch.setattr(engine, "subprocess", subprocess)
    assert used_again(build(small_site(), kept)) == set()


def test_one_edit_makes_one_page(build: Any, kept: KeptPages) -> None:
    site = small_site()
    build(site, kept)
    aged(kept)
    edited = replace(site.pages["a/index.md"], markdown="Other words.\n")
    out = build(replace(site, pages={**site.pages, "a/index.md": edited}), kept)
    assert set(tree(out)) - used_again(out) >= {"a/index.html", "404.html"}
    assert used_again(out) == {"index.html", "b/index.html", "c/index.html"}


def test_what_is_written_into_the_kept_pages_afterwards_changes_no_site(
    build: Any, kept: KeptPages
) -> None:
    sites = [build(small_site(), kept), build(small_site(), kept)]
    before = [tree(out) for out in sites]
    for path in kept.folder.rglob("*.page"):
        with path.open("ab") as file:
            file.write(b"<p>Give ten times as much.</p>")
    assert [tree(out) for out in sites] == before


def test_a_page_whose_link_leads_nowhere_any_more_is_not_used_again(
    build: Any, kept: KeptPages
) -> None:
    """Fails without ``leads``: the dead link would be published."""
    site = small_site()
    build(site, kept)
    without = {path: page for path, page in site.pages.items() if path != "b/index.md"}
    with pytest.raises(NotPublishedError, match=r"b/index\.md"):
        build(replace(site, pages=without), kept)


def test_what_gave_a_warning_is_not_kept(build: Any, kept: KeptPages) -> None:
    bad = Site({"index.md": page("index.md", "[gone](gone.md)\n")}, nav=(NavItem("H", "index.md"),))
    for _ in range(2):
        with pytest.raises(NotPublishedError, match=r"gone\.md"):
            build(bad, kept)
    assert not [*kept.folder.rglob("*.page")]


def spoil_html(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"ward", b"shop"))


def spoil_about(path: Path) -> None:
    path.write_bytes(path.read_bytes()[20:])


def swap_entries(path: Path) -> None:
    other = next(p for p in sorted(path.parent.parent.rglob("*.page")) if p != path)
    path.write_bytes(other.read_bytes())


@pytest.mark.parametrize("spoil", [spoil_html, spoil_about, swap_entries])
def test_what_was_spoilt_is_made_again(
    build: Any, kept: KeptPages, spoil: Callable[[Path], None]
) -> None:
    """Whoever wrote into the folder."""
    clean = tree(build(small_site(), None))
    build(small_site(), kept)
    for path in sorted(kept.folder.rglob("*.page")):
        spoil(path)
    assert tree(build(small_site(), kept)) == clean


def test_pages_of_sites_long_gone_are_let_go(kept: KeptPages) -> None:
    for number in range(9):
        key = f"{number:064x}"
        kept.keep(key, KeptPage(str(number).encode(), {}), OLD)
        os.utime(kept.folder / key[:2] / f"{key}.page", (number, number))
    kept.prune(1)
    assert [n for n in range(9) if kept.find(f"{n:064x}")] == [5, 6, 7, 8]


def test_what_was_used_last_is_let_go_last(kept: KeptPages, tmp_path: Path) -> None:
    for number in range(9):
        key = f"{number:064x}"
        kept.keep(key, KeptPage(str(number).encode(), {}), OLD * 10**9)
        os.utime(kept.folder / key[:2] / f"{key}.page", (number, OLD))
    kept.lay(f"{0:064x}", KeptPage(b"0", {}), tmp_path / "0.html")
    assert (tmp_path / "0.html").stat().st_mtime == OLD
    kept.prune(1)
    assert [n for n in range(9) if kept.find(f"{n:064x}")] == [0, 6, 7, 8]
