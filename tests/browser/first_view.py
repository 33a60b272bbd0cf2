"""The first view of a page: light to carry, steady, and from nobody else's server."""

from __future__ import annotations

import gzip
import time
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from serving import Quiet

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

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


@cache
def carried(built: Path, path: str) -> int:
    """How many bytes a file is on its way, packed as our nginx packs it."""
    place = built / unquote(path)
    contents = (place / "index.html" if place.is_dir() else place).read_bytes()
    packed = place.is_dir() or place.suffix in {".html", ".css", ".js", ".json", ".svg"}
    return len(gzip.compress(contents, 1)) if packed else len(contents)


@dataclass
class FirstView:
    """What pages of a built site ask for and move, served at an address by ``Slow``."""

    built: Path
    address: str
    asked: list[str] = field(default_factory=list)

    def prepare(self, page: Page) -> None:
        """Write down, from now on, whatever is asked for and whatever moves."""
        page.add_init_script(SHIFTS)
        page.on("request", lambda request: self.asked.append(request.url))

    def faults(self, page: Page) -> list[str]:
        """What is wrong with the page that has just arrived."""
        page.wait_for_timeout(100)  # what is asked for or moved after all has arrived
        asked, self.asked[:] = self.asked.copy(), []
        strange = [u for u in asked if not u.startswith((self.address, "data:", "blob:"))]
        faults = [f"asks for {url}" for url in strange]
        own = {urlsplit(url).path.lstrip("/") for url in asked if url.startswith(self.address)}
        weight = sum(carried(self.built, path) for path in own)
        if weight > FIRST_VIEW:
            faults.append(f"weighs {weight:,} bytes")
        shifts = page.evaluate("window.shifted")
        if sum(value for value, _ in shifts) > SHIFT:
            faults.append(f"moves while it is read: {shifts}")
        return faults
