"""Whether a copy is the built site and nothing else: page is held against page."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from handbook.offline.copy_page import FRAME, FRAME_HIDDEN, OFFERING, head, notice
from handbook.offline.edition import READ_ME, own_files, pages_of
from handbook.offline.links import TAG, tag_and_ways, target, ways_in
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.offline.order import Edition, OfflineOrder

_PIECES = re.compile(f"({TAG.pattern})")


def faults(made: Edition, built: Mapping[str, bytes], order: OfflineOrder) -> Iterator[str]:
    """What is wrong with a copy that was made of the built site ``built``, in sentences."""
    own = own_files(order)
    for path, content in made.files.items():
        if path in own:
            continue  # held against what it must be below
        if path not in built:
            yield f"{made.name}: {path} is nothing of the site's."
        elif path.endswith(".html"):
            html = content.decode()
            words = [*_links(html, path, made, order)]
            words += _page(html, built[path].decode(), path, order) if path != OFFERING else ()
            yield from (f"{made.name}: {path}: {each}" for each in words)
        elif built[path] != content:
            yield f"{made.name}: {path} is not what the site holds."
    yield from _archive(made, built, order)


def _page(html: str, built: str, path: str, order: OfflineOrder) -> Iterator[str]:
    """Take away what a copy adds, and nothing but its links may differ from the built page."""
    for added, instead in (
        (head(path, order), ""),
        (notice(path, order), ""),
        (FRAME_HIDDEN, FRAME),
    ):
        if html.count(added) != 1:
            yield f"it has not once, in full, what a copy must carry: {added[:60]}…"
            return
        html = html.replace(added, instead)
    for mine, theirs in zip_longest(_PIECES.split(html), _PIECES.split(built)):
        if mine != theirs and not _leads_alike(mine or "", theirs or "", path, order):
            yield f"it says something else than the site: {(mine or 'nothing')[:60]}"
            return


def _leads_alike(mine: str, theirs: str, path: str, order: OfflineOrder) -> bool:
    """Whether two elements are one, but for the way by which they lead to one and the same file."""
    (tag, ways), (tag_before, ways_before) = tag_and_ways(mine), tag_and_ways(theirs)
    if tag != tag_before:
        return False
    for way, before in zip(ways, ways_before, strict=True):
        file = target(before, path)
        rest = before[len(before.partition("#")[0].partition("?")[0]) :]
        at_home = target(way, path) == file and way.endswith(rest)
        away = bool(order.address) and way == f"{order.address}{_folder(file)}{rest}"
        nowhere = not order.address and target(way, path) == OFFERING
        if not file or not (at_home or away or nowhere):
            return False
    return True


def _folder(file: str) -> str:
    return file.removesuffix("index.html")


def _links(html: str, path: str, made: Edition, order: OfflineOrder) -> Iterator[str]:
    """Every link that does not lead away leads to a file of the copy, by its name."""
    for way in ways_in(html):
        file = target(way, path)
        if file and (file not in made.files or way.partition("#")[0].endswith("/")):
            yield f"its link {way} leads to no file of the copy."
    for day in (order.made, order.until):
        if long_date(day) not in html:
            yield f"it does not name {long_date(day)}."


def _archive(made: Edition, built: Mapping[str, bytes], order: OfflineOrder) -> Iterator[str]:
    """The zip holds every page, and each name once, under one folder; and what judges its days."""
    files, own = made.files, own_files(order)
    whole = files.keys() >= pages_of(built) and all(files.get(p) == own[p] for p in own)
    if not whole or files.repeated or len(files.folders) != 1:
        yield f"{made.name} does not hold what was made for it."
    if long_date(order.until).upper() not in files.get(READ_ME, b"").decode():
        yield f"{made.name}: {READ_ME} does not say until when."
