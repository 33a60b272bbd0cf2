"""The script by which a browser saves pages: what it keeps from the start, and for which build."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from handbook.offline.edition import is_page, loaded
from handbook.offline.problem import OfflineError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.offline.order import OfflineOrder

WORKER = "sw.js"
AWAY = "offline/away/"
"""The page that stands in place of one that cannot be shown."""
BUDGET = 3_000_000
"""The most bytes, before compression, of the pages that every browser saves unasked."""
WAIT = 6000
"""Milliseconds after which a saved page is shown while the network has not answered."""
_INDEX = "index.html"
_FIRST = ("", "search/", "offline/", AWAY)
_NEEDED = ("search/names.js", "search/late.js")
_NAMING_THE_BUILD = frozenset({_INDEX, f"about/{_INDEX}"})


def worker_off() -> bytes:
    """The script that takes away what browsers saved, and itself."""
    return _script("worker-off.js")


def worker(built: Mapping[str, bytes], order: OfflineOrder) -> tuple[bytes, tuple[str, ...]]:
    """The script for a built site, and the urgent pages, or their pictures, without room in it.

    Raises ``OfflineError`` if a page that it keeps from the start is not there.
    """
    first = {path: f"{path}{_INDEX}" for path in _FIRST}
    lost = [file for file in first.values() if file not in built]
    if lost:
        raise OfflineError(f"{lost[0]} is missing, so no browser can save pages.")
    urgent, bare, no_room = _with_room(built, order)
    given = {
        "days": order.days,
        "members": order.members,
        "zone": order.zone,
        "wait": WAIT,
        "away": AWAY,
        "pages": [*first, *urgent],
        "bare": bare,
        "files": _files(built),
    }
    code = b"".join(map(_script, ("worker-stores.js", "worker.js")))
    given["key"] = _key(built, json.dumps(given, sort_keys=True).encode() + code)
    line = f"const GIVEN = {json.dumps(given, ensure_ascii=True, sort_keys=True)};\n"
    return line.encode() + code, no_room


def _with_room(
    built: Mapping[str, bytes], order: OfflineOrder
) -> tuple[list[str], list[str], tuple[str, ...]]:
    """The urgent pages of this site as far as the budget goes, and those without their pictures.

    Words come before pictures: first all pages in their order, then the pictures of each. The last
    are sentences on what had no room.
    """
    kept: list[str] = []
    left: list[str] = []
    room = BUDGET
    for url in order.urgent:
        page = built.get(f"{url}{_INDEX}")
        if page is None:
            continue  # not in this edition, so not named in it either
        if len(page) > room:
            left.append(url)
            continue
        room -= len(page)
        kept.append(url)
    bare: list[str] = []
    for url in kept:
        size = sum(len(built[path]) for path in _pictures(built, f"{url}{_INDEX}"))
        if size > room:
            bare.append(url)
        else:
            room -= size
    return kept, bare, (*left, *(f"{url} (its pictures)" for url in bare))


def _pictures(built: Mapping[str, bytes], page: str) -> set[str]:
    """The pictures in a page's text, which lie beside it and not among the files of all pages."""
    shown = set(loaded([(page, built[page].decode())]))
    return {path for path in shown if path in built and not path.startswith("assets/")}


def _files(built: Mapping[str, bytes]) -> list[str]:
    """What pages load, and what the search needs; without these no saved page would be whole."""
    pages = ((path, built[path].decode()) for path in built if is_page(path))
    ours = {path for path in built if path.startswith("assets/handbook/") and _is_code(path)}
    known = {path for path in loaded(pages) if path.startswith("assets/") and path in built}
    return sorted(ours | known | {path for path in _NEEDED if path in built})


def _is_code(path: str) -> bool:
    return path.endswith((".js", ".css", ".svg"))


def _key(built: Mapping[str, bytes], script: bytes) -> str:
    """A name for what the site and its script say: any other has another store in the browser."""
    whole = hashlib.sha256(script)
    for path in sorted(built):
        if path not in _NAMING_THE_BUILD and path not in {WORKER, f"offline/{_INDEX}"}:
            whole.update(f"{path}\0{hashlib.sha256(built[path]).hexdigest()}\n".encode())
    return whole.hexdigest()[:16]


@cache
def _script(name: str) -> bytes:
    return resources.files("handbook.offline").joinpath("page", name).read_bytes()
