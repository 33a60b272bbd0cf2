"""Whether every file for other systems says of a document what its own page says (I1, I8)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from handbook.assess.words import WORDS, State
from handbook.render.files import REGISTER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from handbook.render.files import Reader, StandingClaim
    from handbook.render.model import Page, Site

COMPLETE = (REGISTER, "api/documents.json", "api/documents.csv", "api/documents.parquet")
"""Files that list every document once."""


def check_said(site: Site, out: Path) -> Iterator[str]:
    """Whatever a file for other systems says is in force is so by the badge of its page."""
    from handbook.outputs.claims import UnreadableError  # noqa: PLC0415 - heavy

    pages = {page.url: page for page in site.pages.values()}
    if not (out / REGISTER).is_file():
        yield f"{REGISTER} is missing from the built site."
    for path, read in _readable(site):
        try:
            entries = tuple(read((out / path).read_bytes()))
        except FileNotFoundError:
            continue  # said already, of every file
        except UnreadableError as problem:
            yield f"{path} cannot be read, or compared: {problem}"
            continue
        if path in COMPLETE:
            yield from (f"{path}: {problem}" for problem in _incomplete(pages, entries))
        yield from (f"{path}: {problem}" for problem in dict.fromkeys(_untrue(pages, entries)))


def _readable(site: Site) -> Iterator[tuple[str, Reader]]:
    """The files that may say how documents stand, each with what reads it."""
    from handbook.outputs.claims import READERS, SCHEMAS  # noqa: PLC0415 - heavy

    for path in sorted(site.assets):
        ending = f".{path.rpartition('.')[2]}"
        if path in site.readers:
            yield path, site.readers[path]
        elif ending in READERS and not path.startswith(SCHEMAS):
            yield path, READERS[ending]


def _incomplete(pages: Mapping[str, Page], entries: Sequence[StandingClaim]) -> Iterator[str]:
    times = Counter(each.page for each in entries)
    for url in sorted({url for url, page in pages.items() if _is_document(page)} - times.keys()):
        yield f"{url} is a document and is not listed."
    for url, many in times.items():
        if many > 1:
            yield f"{url} is listed {many} times."


def _untrue(pages: Mapping[str, Page], entries: Iterable[StandingClaim]) -> Iterator[str]:
    versions: dict[str, list[StandingClaim]] = {}
    for each in entries:
        page = pages.get(each.page)
        if page is None:
            yield f"{each.page} is not a page of this site."
        elif each.of_version:
            versions.setdefault(each.page, []).append(each)
        else:
            yield from _amiss(page, each)
    for url, listed in versions.items():
        in_force = [each for each in listed if each.in_force is not False]
        yield from (problem for each in in_force for problem in _amiss(pages[url], each))
        if len(in_force) != int(_shown(pages[url])):
            yield f"{url} is listed with {len(in_force)} versions in force."


def _amiss(page: Page, entry: StandingClaim) -> Iterator[str]:
    """How an entry differs from its page: from its badge, and from the day until which it holds."""
    shown = _shown(page)
    if entry.in_force is not shown or (entry.state == State.IN_FORCE) is not shown:
        yield (
            f"{page.url} is listed as {entry.state}, in force: {entry.in_force};"
            f" the badge of its page says that it is{'' if shown else ' not'} in force."
        )
    elif entry.until is not None:
        until = _until(page) if shown else ""
        late = shown and not until and entry.until < str(_freshness(page).get("built"))
        if entry.until != until and not late:
            day = entry.until or "no day"
            yield f"{page.url} is listed until {day}; its page says another day."


def _shown(page: Page) -> bool:
    return _is_document(page) and WORDS[State.IN_FORCE].label in page.badge


def _until(page: Page) -> str:
    return str(_freshness(page).get("until") or "")


def _freshness(page: Page) -> Mapping[str, Any]:
    handbook: Mapping[str, Any] = page.meta.get("handbook") or {}
    freshness: Mapping[str, Any] = handbook.get("freshness") or {}
    return freshness


def _is_document(page: Page) -> bool:
    handbook: Mapping[str, Any] = page.meta.get("handbook") or {}
    return handbook.get("kind") == "document"
