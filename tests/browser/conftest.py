"""The demonstration handbook, built once a run, and a real browser to read it with."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from covering import covering, pages_of
from serving import served

from handbook.check import check
from handbook.editor.site import with_form
from handbook.history import NO_HISTORY
from handbook.load.trees.base import WorkingTree
from handbook.outputs.making import handbook
from handbook.publish.config import project_config
from handbook.publish.stage import stage
from handbook.render import Stamp
from sharing import made_once

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page, Response

ROOT = Path(__file__).parents[2]
CHROMIUM = Path("/usr/bin/chromium")
WITHOUT_WINDOWS = Path("/usr/bin/chromium-headless-shell")
"""The same engine without the windows and menus around it, where it is installed: a page opened in
it takes a third of the processor's time."""
TODAY = date(2026, 11, 23)
NOW = "2026-11-23T12:00:00Z"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
COVERING = "covering.txt"
MISSING = f"{CHROMIUM} IS NOT HERE: nothing was read in a browser (apt-get install chromium)"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = str(Path(__file__).parent)
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.browser)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if not CHROMIUM.exists():
        terminalreporter.write_line(f"BROWSER TESTS SKIPPED: {MISSING}", red=True, bold=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - not where it is skipped

    with sync_playwright() as running:
        program = WITHOUT_WINDOWS if WITHOUT_WINDOWS.exists() else CHROMIUM
        found = running.chromium.launch(executable_path=str(program), args=FLAGS)
        yield found
        found.close()


def build_demonstration(place: Path) -> None:
    """The demonstration as it is staged, the site built of it, and which pages cover all kinds."""
    found = check(WorkingTree(ROOT), today=TODAY, history=NO_HISTORY)
    assert found.assessment is not None
    moment = datetime(2026, 11, 23, 12, tzinfo=UTC)
    stamp = Stamp("c" * 40, moment, TODAY, "0.1.0")
    site = with_form(handbook(found.assessment, stamp), found.assessment, stamp)
    staged, out = place / "tree", place / "site"
    stage(site, staged, root=ROOT, project=project_config(ROOT))
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(out)],
        cwd=staged,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (place / COVERING).write_text("\n".join(covering(pages_of(out))))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built handbook."""
    return made_once(tmp_path_factory, "demonstration", build_demonstration) / "site"


@pytest.fixture(scope="session")
def address(built: Path) -> Iterator[str]:
    """Where the demonstration is served; a page of it that is not there fails whoever opens it."""
    from playwright.sync_api import Page  # noqa: PLC0415 - not where it is skipped

    goto = Page.goto

    def to(page: Page, url: str, **how: Any) -> Response | None:
        answer = goto(page, url, **how)
        there = answer is None or answer.status < 400 or not url.startswith(address)
        assert there, f"{url} has moved: on a server's own words for that nothing of ours is wrong"
        return answer

    with served(built) as address, pytest.MonkeyPatch.context() as patch:
        patch.setattr(Page, "goto", to)
        yield address


@pytest.fixture(scope="session")
def kinds(built: Path) -> tuple[str, ...]:
    """The addresses of a few pages on which everything is met that is met on any page."""
    pages = (built.parent / COVERING).read_text().splitlines()
    return tuple(page.removesuffix("index.html") for page in pages)


@pytest.fixture
def visit(
    browser: Browser, address: str, kinds: tuple[str, ...]
) -> Iterator[Callable[..., Iterator[tuple[str, Page]]]]:
    """Open each kind of page in turn, in one tab, once that tab was prepared."""
    opened = []

    def each(
        prepare: Callable[[Page], object] = lambda _: None, *, base: str = address, **how: Any
    ) -> Iterator[tuple[str, Page]]:
        context = browser.new_context(**how)
        opened.append(context)
        page = context.new_page()
        if how.get("java_script_enabled", True):
            page.clock.set_fixed_time(NOW)
        prepare(page)
        for kind in kinds:
            page.goto(base + kind)
            yield kind, page

    yield each
    for context in opened:
        context.close()


@pytest.fixture
def read(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Open a page as somebody on a given day, on a screen of a given width."""
    opened = []

    def open_page(url: str, *, now: str | None = NOW, width: int = 1280, **more: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **more)
        opened.append(context)
        page = context.new_page()
        if now and more.get("java_script_enabled", True):
            page.clock.set_fixed_time(now)
        page.goto(address + url)
        return page

    yield open_page
    for context in opened:
        context.close()
