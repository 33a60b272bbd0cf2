"""Where the links of a built page lead, and the same links in a folder without a web server."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from handbook.offline.problem import OfflineError

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

INDEX = "index.html"
TAG = re.compile(r'<(?:a|link|script|img)\b(?:[^>"]|"[^"]*")*>')
"""An element that may lead somewhere, as the theme writes it: values stand in double quotes."""
_WAY = re.compile(r'(\s(?:href|src)=")([^"]*)(")')
_AWAY = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_PATH = re.compile(r"[^?#]*")
_GOES_UP = re.compile(r"(?:(?:\.\./)+(?=[A-Za-z0-9._-])(?![A-Za-z][A-Za-z0-9+.-]*:))?")
"""Steps up at the beginning of an address, before the name of a file or folder."""


def ways_in(html: str) -> Iterator[str]:
    """Every address in a page, as it is written there."""
    for tag in TAG.findall(html):
        yield from (match[1] for match in _WAY.findall(tag))


def with_ways(html: str, change: Callable[[str], str]) -> str:
    """A page with each of its addresses changed."""

    def changed(tag: re.Match[str]) -> str:
        return _WAY.sub(lambda way: f"{way[1]}{change(way[2])}{way[3]}", tag[0])

    return TAG.sub(changed, html)


def tag_and_ways(tag: str) -> tuple[list[str], list[str]]:
    """An element as it is written but for its addresses, in pieces, and these."""
    pieces = _WAY.split(tag)
    ways = pieces[2::4]
    del pieces[2::4]
    return pieces, ways


def target(way: str, page: str) -> str:
    """The file of the site that an address on a page means; "" for one on the page or away.

    ``page`` is the file that the address stands in. Raises ``OfflineError`` for an address that
    only a web server can follow.
    """
    up = len(_GOES_UP.match(way)[0])  # type: ignore[index] # it matches anything
    folders = page.split("/")[: -1 - up // 3]
    place = _place("/".join(folders), way[up:]) if up // 3 <= page.count("/") else None
    if place is None:
        raise OfflineError(f"{page} leads to {way}, which is not in a copy.")
    return place


@lru_cache(maxsize=65536)
def _place(folder: str, way: str) -> str | None:
    """As ``target``, from a folder; ``None`` for what only a web server can follow.

    Most links of a site are its menu's, which lead from every folder to the same few places.
    """
    path = unquote(unescape(_PATH.match(way)[0]))  # type: ignore[index] # it matches anything
    if not path or _AWAY.match(way):
        return ""
    place = posixpath.normpath(posixpath.join(folder, path))
    if path.startswith("/") or place.startswith(".."):
        return None
    is_folder = path.endswith("/") or posixpath.basename(path) in {"", ".", ".."}
    return posixpath.normpath(posixpath.join(place, INDEX)) if is_folder else place


def way_in_copy(way: str, page: str, files: Container[str], address: str, elsewhere: str) -> str:
    """An address as it stands in a copy that holds ``files``.

    A folder is named by its page, which a disk does not do. What is not in the copy is read at the
    handbook's own ``address``; where nobody said that, the page ``elsewhere`` says so.
    """
    file = target(way, page)
    if not file:
        return way
    path = _PATH.match(way)[0]  # type: ignore[index] # it matches anything
    if file in files:
        at_a_file = not path.endswith("/") and posixpath.basename(path) not in {".", ".."}
        return way if at_a_file else f"{path.rstrip('/')}/{INDEX}{way[len(path) :]}"
    if address:
        return f"{address}{file.removesuffix(INDEX)}{way[len(path) :]}"
    return posixpath.relpath(elsewhere, posixpath.dirname(page) or ".")
