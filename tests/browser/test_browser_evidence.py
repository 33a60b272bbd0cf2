"""The page of an evidence bundle, opened from a folder on a locked-down computer."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from handbook.check import check
from handbook.evidence.model import Origin
from handbook.evidence.pack import packed_one
from handbook.history import NO_HISTORY
from handbook.load import WorkingTree
from handbook.publish.placing import place_folder

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
WHO = "fellgate-childrens-hospital"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tree = WorkingTree(ROOT)
    found = check(tree, today=date(2026, 11, 23), history=NO_HISTORY)
    assert found.assessment is not None
    place = tmp_path_factory.mktemp("evidence") / "bundle"
    bundle = packed_one(found.assessment, tree, Origin("c" * 40, "0.1.0"), WHO)
    place_folder(bundle.items(), place)
    return place


def opened(browser: Browser, folder: Path, width: int) -> tuple[Page, list[str]]:
    """The page without scripts, and every address that the browser asked for."""
    page = browser.new_page(viewport={"width": width, "height": 900}, java_script_enabled=False)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((folder / "index.html").as_uri())
    return page, asked


def test_it_opens_without_a_script_or_a_request_of_its_own(browser: Browser, folder: Path) -> None:
    page, asked = opened(browser, folder, 1280)
    assert asked == [(folder / "index.html").as_uri()]
    assert page.locator(".banner").first.inner_text().startswith("Made on 23 November 2026")
    page.close()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_of_it_runs_off_the_screen(browser: Browser, folder: Path, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto((folder / "index.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_every_link_leads_to_a_file_that_is_there(browser: Browser, folder: Path) -> None:
    page, _ = opened(browser, folder, 1280)
    links = [link.get_attribute("href") or "" for link in page.locator("a").all()]
    files = [link for link in links if not link.startswith("#")]
    assert len(files) > 50
    assert [link for link in files if not (folder / link).is_file()] == []
    page.close()


def test_in_print_it_still_says_that_it_is_not_for_care(browser: Browser, folder: Path) -> None:
    page, _ = opened(browser, folder, 794)
    page.emulate_media(media="print")
    assert page.locator(".banner").first.is_visible()
    assert page.locator(".tag").first.is_visible()
    page.close()
