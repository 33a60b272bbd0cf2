"""The copy to take away: the built pages as a folder that any browser opens from a disk, zipped."""

from __future__ import annotations

from functools import cache
from html import escape
from importlib import resources
from typing import TYPE_CHECKING

from handbook.offline.archive import zipped
from handbook.offline.copy_page import FOLDER, OFFERING, copied
from handbook.offline.links import TAG, target, ways_in
from handbook.offline.offering import offered
from handbook.offline.order import Edition
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from handbook.offline.order import OfflineOrder

LEFT_OUT = ("api/", "edit/", "evidence/", "help/", "spreadsheets/")
"""Folders of the site that a copy has not: what is for programs, what needs the network, and what
would outlive it. A copy shows nothing after its last day; a spreadsheet taken from it would."""
_FILES_LEFT_OUT = frozenset(
    {"404.html", "sitemap.xml", "sitemap.xml.gz", "build.json", "sw.js", "manifest.json"}
)
_FOR_BROWSERS = "offline/away/index.html"
"""A page that only a browser shows that has saved others."""
_ASSETS = "assets/"
READ_ME = "read-me.txt"
_OWN = ("copy.css", "copy.js")


def edition(built: Mapping[str, bytes], order: OfflineOrder) -> Edition:
    """The copy of a built site, whose files are ``built``, by path.

    Raises ``OfflineError`` if a page is not as the theme builds them.
    """
    pages, own = pages_of(built), own_files(order)
    kept = pages | _besides(built, pages)

    def content(path: str) -> bytes:
        if path in pages:
            html = built[path].decode()
            html = offered(html, _about(order)) if path == OFFERING else html
            return copied(html, path, kept, order).encode()
        return own[path] if path in own else built[path]

    name = f"handbook-until-{order.until.isoformat()}.zip"
    files = ((path, content(path)) for path in sorted(kept | own.keys()))
    archive = zipped(files, f"{order.name}-handbook-{order.made.isoformat()}")
    return Edition(name, archive)


def pages_of(built: Iterable[str]) -> set[str]:
    """The pages of a built site, among its paths, that a copy has too."""
    return {path for path in built if is_page(path)} - {_FOR_BROWSERS}


def own_files(order: OfflineOrder) -> dict[str, bytes]:
    """What a copy has that the site has not: its script, its style, its directions."""
    return {f"{FOLDER}{name}": _own(name) for name in _OWN} | {READ_ME: _read_me(order)}


def is_page(path: str) -> bool:
    """Whether a built file is a page that people read."""
    return path.endswith(".html") and not _is_left_out(path)


def wanted(path: str) -> bool:
    """Whether a file of the built site may matter to a copy or to what a browser saves."""
    return not _is_left_out(path)


def _is_left_out(path: str) -> bool:
    return path.startswith(LEFT_OUT) or path in _FILES_LEFT_OUT


def _besides(built: Mapping[str, bytes], pages: Container[str]) -> set[str]:
    """What goes with the pages: their styles and scripts, what they show, and what is attached.

    Of the theme's many files only those that a page loads go along, and what our scripts may load.
    """
    needed = set(loaded((path, built[path].decode()) for path in built if path in pages))
    return {
        path
        for path in built
        if path not in pages
        and not _is_left_out(path)
        and path != _FOR_BROWSERS
        and (not path.startswith(_ASSETS) or path.startswith(FOLDER) or path in needed)
    }


def loaded(pages: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The files that pages, each a file and its HTML, load by themselves; some more than once."""
    seen: set[tuple[int, str]] = set()
    for page, html in pages:
        for tag in TAG.findall(html):
            if not tag.startswith("<a") and (page.count("/"), tag) not in seen:
                seen.add((page.count("/"), tag))
                yield from (target(way, page) for way in ways_in(tag))


def _about(order: OfflineOrder) -> str:
    """What the page that offers the copy says within it."""
    made, until = long_date(order.made), long_date(order.until)
    address = escape(order.renewed_at)
    renew = f'<br>A new one: <a href="{address}">{address}</a>' if address else ""
    return (
        f"<strong>You are reading a copy, made on {made}.</strong> Use it until {until}; after that"
        f" day it shows its pages no longer, since it knows of no change.{renew}"
    )


@cache
def _own(name: str) -> bytes:
    return resources.files("handbook.offline").joinpath("page", name).read_bytes()


def _read_me(order: OfflineOrder) -> bytes:
    """The directions in plain text, with the line endings that every system shows."""
    return "\r\n".join([*_lines(order), ""]).encode()


def _lines(order: OfflineOrder) -> Iterable[str]:
    made, until = long_date(order.made), long_date(order.until)
    where = order.renewed_at or "whoever gave you this one"
    return (
        f"{order.network}: a copy of the handbook",
        "",
        f"Made on {made}. USE UNTIL {until.upper()}, not after that day.",
        "It knows of nothing that changed since it was made.",
        f"For a new one: {where}",
        "",
        "Unpack the whole zip first. Then open index.html in a web browser.",
        "Nothing is sent anywhere, and no network is needed.",
    )
