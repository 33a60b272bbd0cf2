"""The copy to take away, unpacked and opened from a disk in a real browser."""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest

from handbook.offline.edition import wanted
from handbook.offline.making import parts
from handbook.offline.order import OfflineOrder
from handbook.publish.manifest import files_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

MADE = date(2026, 11, 23)
ORDER = OfflineOrder(
    made=MADE,
    days=7,
    zone="Europe/London",
    address="https://handbook.example/",
    network="Heather",
    name="heather",
    numbers=({"name": "Advice line", "number": "01632 960200", "href": "tel:01632", "about": ""},),
    copy=True,
)
TYPES = (
    "index.html",
    "guidelines/rapid-transfer/index.html",
    "guidelines/rapid-transfer/history/index.html",
    "guidelines/index.html",
    "care-pathways/core-pathway/index.html",
    "terms-of-reference/executive-committee/index.html",
    "register/index.html",
    "adoption/index.html",
    "due/index.html",
    "search/index.html",
    "about/index.html",
    "offline/index.html",
)
EVIDENT = "Copy made on 23 November 2026. Use until 30 November 2026."


@pytest.fixture(scope="module")
def copy(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip of the demonstration, unpacked as somebody at home would."""
    files = {path: place.read_bytes() for path, place in files_of(built) if wanted(path)}
    made = parts(files, ORDER)
    assert made.problems == ()
    (archive,) = made.files.values()
    home = tmp_path_factory.mktemp("home")
    with zipfile.ZipFile(io.BytesIO(archive)) as whole:
        whole.extractall(home)
    (folder,) = home.iterdir()
    return folder


@pytest.fixture
def opened(browser: Browser, copy: Path) -> Iterator[Callable[..., Page]]:
    """Open a file of the copy on a day, noting whatever it asks for."""
    contexts = []

    def open_file(path: str, day: date, *, address: str = "", **more: object) -> Page:
        context = browser.new_context(viewport={"width": 390, "height": 800}, **more)  # type: ignore[arg-type]
        contexts.append(context)
        context.set_offline(offline=True)
        page = context.new_page()
        page.clock.set_fixed_time(f"{day.isoformat()}T12:00:00Z")
        page.goto(address or (copy / path).as_uri())
        return page

    yield open_file
    for context in contexts:
        context.close()


def shown(page: Page) -> str:
    return page.locator("body").inner_text()


def test_it_is_read_and_searched_from_a_disk_without_a_network(
    opened: Callable[..., Page], copy: Path
) -> None:
    page = opened("index.html", MADE + timedelta(days=7))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((copy / "index.html").as_uri())
    assert EVIDENT in shown(page)
    page.locator(".md-header .hb-find-way").click()
    page.keyboard.type("rapid transfer")
    page.locator(".hb-hit-title").first.click()
    page.locator(".hb-box").wait_for()
    assert page.url.endswith("/guidelines/rapid-transfer/index.html")
    assert page.locator(".hb-box-heading").is_visible()
    assert EVIDENT in shown(page)
    page.locator(".hb-trail a").last.click()
    assert page.url.endswith("/guidelines/index.html")
    page.goto(page.url.replace("guidelines/", "search/"))
    page.locator(".hb-search-input").fill("fits")
    page.locator(".hb-hit-title").first.wait_for()
    files = [Path(url2pathname(urlsplit(url).path)) for url in asked if url.startswith("file:")]
    assert len(files) == len(asked) > 0
    assert [file for file in files if not file.is_file()] == []


def test_after_its_last_day_every_page_says_so_and_nothing_else(
    opened: Callable[..., Page], copy: Path
) -> None:
    page = opened(TYPES[0], MADE + timedelta(days=8))
    for path in TYPES:
        page.goto((copy / path).as_uri())
        words = shown(page)
        assert "This copy must be renewed" in words, path
        assert "That day has passed" in words
        assert "https://handbook.example/offline/" in words
        assert "01632 960200" in words
        for part in (".md-container", ".md-header", ".hb-slim", "dialog", ".hb-box"):
            assert not page.locator(part).first.is_visible(), (path, part)
    page.keyboard.press("Control+k")
    assert page.locator("dialog").count() == 0
    page.emulate_media(media="print")
    assert not page.locator(".md-container").is_visible()


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (MADE - timedelta(days=1), "earlier than the day on which this copy was made"),
        (MADE + timedelta(days=4000), "That day has passed"),
    ],
)
def test_a_clock_that_cannot_be_right_shows_nothing(
    opened: Callable[..., Page], day: date, words: str
) -> None:
    page = opened("guidelines/rapid-transfer/index.html", day)
    assert words in shown(page)
    assert not page.locator(".md-container").is_visible()


def test_a_page_that_stays_open_over_its_last_day_is_hidden(opened: Callable[..., Page]) -> None:
    page = opened("guidelines/rapid-transfer/index.html", MADE + timedelta(days=7))
    assert page.locator(".hb-box").is_visible()
    page.clock.set_fixed_time((MADE + timedelta(days=8)).isoformat())
    page.evaluate("window.dispatchEvent(new Event('pageshow'))")
    assert not page.locator(".hb-box").is_visible()
    assert "This copy must be renewed" in shown(page)


@pytest.mark.parametrize("lost", ["assets/handbook/copy.js", "assets/handbook/copy.css", "assets"])
def test_a_copy_of_which_a_part_is_lost_shows_no_text(
    opened: Callable[..., Page], copy: Path, tmp_path: Path, lost: str
) -> None:
    """As when a page is opened inside the zip, or only the page was sent on."""
    page_file = tmp_path / "guidelines" / "rapid-transfer" / "index.html"
    page_file.parent.mkdir(parents=True)
    page_file.write_bytes((copy / "guidelines/rapid-transfer/index.html").read_bytes())
    if lost != "assets":
        for file in (copy / "assets").rglob("*"):
            name = file.relative_to(copy).as_posix()
            if file.is_file() and name != lost:
                (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
                (tmp_path / name).write_bytes(file.read_bytes())
    page = opened("", MADE, address=page_file.as_uri())
    assert not page.locator(".hb-text").is_visible()
    assert "Use until 30 November 2026" in page.locator("body").text_content()  # type: ignore[operator]
    if lost != "assets/handbook/copy.css":
        assert "unpack the whole zip first" in shown(page)


def test_without_scripts_no_text_is_shown_and_words_say_what_to_do(
    opened: Callable[..., Page],
) -> None:
    """Nobody can judge then whether the copy may still be used."""
    page = opened("guidelines/rapid-transfer/index.html", MADE, java_script_enabled=False)
    assert not page.locator(".hb-text").is_visible()
    assert not page.locator(".hb-box").is_visible()
    words = shown(page)
    assert "allow scripts for it, or open it in another browser" in words
    assert "After 30 November 2026 it must not be used" in words
    assert "01632 960200" in words


def test_the_days_of_each_document_are_judged_in_the_copy_too(
    opened: Callable[..., Page], copy: Path
) -> None:
    source = (copy / "guidelines/rapid-transfer/index.html").read_text(encoding="utf-8")
    assert 'data-until="2028-04-01"' in source
    file = copy / "guidelines/rapid-transfer/late.html"
    file.write_text(source.replace('data-until="2028-04-01"', 'data-until="2026-11-24"'))
    page = opened("guidelines/rapid-transfer/late.html", MADE + timedelta(days=2))
    assert page.locator(".hb-warning-late").is_visible()
    file.unlink()
