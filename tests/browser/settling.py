"""Wait until a page has done what it does by itself, without waiting for a silence.

That nothing was asked of a server for half a second says little on a machine with much to do, and
costs that half second where there is nothing to wait for. A page that has arrived has run its
scripts; what those put off for a quiet moment is done when the page has had one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

_QUIET = """() => new Promise(done => requestIdleCallback(
  () => requestAnimationFrame(() => setTimeout(done))))"""


def settle(page: Page) -> None:
    """Come back when the page that arrived has had a quiet moment and was drawn once more."""
    page.evaluate(_QUIET)
