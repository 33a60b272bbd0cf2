"""The first view of every kind of page: light to carry, steady, and from nobody else's server."""

from __future__ import annotations

import gzip
import time
from collections import defaultdict
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from covering import expect_none
from serving import Quiet, served

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    Visit = Callable[..., Iterator[tuple[str, Page]]]

DESK = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
FIRST_VIEW = 250_000
SHIFT = 0.05
SHIFTS = """window.shifted = []; new PerformanceObserver(list => {
  for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.shifted.push(
    [shift.value, shift.sources.map(one => one.node && (one.node.className || one.node.nodeName))]);
}).observe({type: "layout-shift", buffered: true})"""
LATE = (".js", ".svg", ".png", ".jpg", ".json", ".woff2")


class Slow(Quiet):
    """A server whose scripts and pictures come late, as over a ward's wireless network."""

    def do_GET(self) -> None:  # noqa: N802 - its name in http.server
        if self.path.partition("?")[0].endswith(LATE):
            time.sleep(0.08)
        super().do_GET()


@pytest.fixture(scope="session")
def slow(built: Path) -> Iterator[str]:
    with served(built, Slow) as address:
        yield address


def carried(built: Path, path: str) -> int:
    """How many bytes a file is on its way, packed as our nginx packs it."""
    place = built / unquote(path)
    contents = (place / "index.html" if place.is_dir() else place).read_bytes()
    packed = place.is_dir() or place.suffix in {".html", ".css", ".js", ".json", ".svg"}
    return len(gzip.compress(contents, 1)) if packed else len(contents)


@pytest.mark.thorough
@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_a_first_view_of_any_kind_of_page_is_light_and_steady_and_ours(
    visit: Visit, built: Path, slow: str, screen: dict[str, Any]
) -> None:
    asked: list[str] = []

    def prepare(page: Page) -> None:
        page.add_init_script(SHIFTS)
        page.on("request", lambda request: asked.append(request.url))

    faults = defaultdict(list)
    for kind, page in visit(prepare, base=slow, **screen):
        page.wait_for_timeout(100)  # what is asked for or moved after all has arrived
        own = {url.removeprefix(slow).partition("?")[0] for url in asked if url.startswith(slow)}
        strange = [u for u in asked if not u.startswith((slow, "data:", "blob:"))]
        faults[kind] += [f"asks for {url}" for url in strange]
        weight = sum(carried(built, path.partition("#")[0]) for path in own)
        if weight > FIRST_VIEW:
            faults[kind].append(f"weighs {weight:,} bytes")
        shifts = page.evaluate("window.shifted")
        if sum(value for value, _ in shifts) > SHIFT:
            faults[kind].append(f"moves while it is read: {shifts}")
        asked.clear()
    expect_none(faults)
