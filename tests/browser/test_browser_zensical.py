"""The same tree by Zensical, which follows Material for MkDocs: what decision 43 says is so."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from covering import expect_none, pages_of
from selectolax.lexbor import LexborHTMLParser
from serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

OURS = (".hb-head", ".hb-box", ".hb-warnings", ".hb-text", ".hb-say", ".hb-foot-ring")
WITHOUT_A_PAGE = {"404.html"}
"""Zensical gives this page no first page to take the network's numbers from: decision 43."""
OPENED = (
    "",
    "guidelines/rapid-transfer/",
    "guidelines/seizure-planning/",
    "guidelines/",
    "policies/ng61/",
    "due/",
)


COLOURS = """link => [getComputedStyle(link).color,
  getComputedStyle(link.closest(".md-header")).backgroundColor]"""


@pytest.fixture(scope="session")
def other(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the handbook as Zensical builds it."""
    tree = shutil.copytree(built.parent / "tree", tmp_path_factory.mktemp("zensical") / "tree")
    command = [sys.executable, "-m", "zensical", "build", "-f", "mkdocs.yml"]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:]
    return tree / "site"


def parts(page: Path) -> dict[str, list[str]]:
    tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
    return {name: [" ".join(part.text().split()) for part in tree.css(name)] for name in OURS}


@pytest.mark.thorough
def test_zensical_makes_the_same_pages_which_say_the_same(
    built: Path, other: Path, browser: Browser
) -> None:
    """Every page by its words; six of them in a browser, where how it stands must be in sight."""
    pages = pages_of(built)
    assert set(pages_of(other)) == set(pages)
    faults = {}
    for page in pages.keys() - WITHOUT_A_PAGE:
        ours, theirs = parts(built / page), parts(other / page)
        faults[page] = [
            f"{name} says something else" for name in OURS if ours[name] != theirs[name]
        ]
    with served(other) as address:
        tab = browser.new_page(viewport={"width": 390, "height": 844})
        raised: list[str] = []
        tab.on("pageerror", lambda error: raised.append(str(error)))
        for page in OPENED:
            tab.goto(address + page)
            raised += [] if tab.locator(".hb-call").is_visible() else ["nobody to ring"]
            box = tab.locator(".hb-box-top")
            raised += [] if box.count() == 0 or box.is_visible() else ["no standing"]
            words, ground = tab.locator(".hb-call").evaluate(COLOURS)
            if words == ground or not ground.startswith("rgb("):
                raised.append(f"the number to ring is {words} on {ground}")
            faults[f"{page} in the browser"] = raised.copy()
            raised.clear()
        tab.close()
    expect_none(faults)
