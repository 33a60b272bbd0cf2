"""Whether the register for programs says of every document what its own page says (I1, I8)."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from handbook.assess.words import WORDS, State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from handbook.render.model import Page, Site


def check_register(site: Site, out: Path) -> Iterator[str]:
    """Each document's page is listed once, and as in force exactly if its badge says so."""
    from handbook.render.register import REGISTER  # noqa: PLC0415 - heavy

    try:
        listed = json.loads((out / REGISTER).read_text(encoding="utf-8"))["documents"]
        entries = [(str(one["page"]), one["state"], one["in_force"]) for one in listed]
    except FileNotFoundError:
        yield f"{REGISTER} is missing from the built site."
        return
    except (ValueError, KeyError, TypeError, RecursionError):
        yield f"{REGISTER} cannot be read."
        return
    for said in _listing_problems(site, entries):
        yield f"{REGISTER}: {said}"


def _listing_problems(site: Site, entries: Sequence[tuple[str, Any, Any]]) -> Iterator[str]:
    pages = {page.url: page for page in site.pages.values()}
    documents = {url for url, page in pages.items() if _kind(page) == "document"}
    times = Counter(url for url, _, _ in entries)
    for url in sorted(documents - times.keys()):
        yield f"{url} is a document and is not listed."
    for url, many in times.items():
        if many > 1:
            yield f"{url} is listed {many} times."
    for url, state, in_force in entries:
        page = pages.get(url)
        if page is None:
            yield f"{url} is not a page of this site."
            continue
        shown = _kind(page) == "document" and WORDS[State.IN_FORCE].label in page.badge
        if in_force is not shown or (state == State.IN_FORCE) is not shown:
            yield (
                f"{url} is listed as {state}, in force: {in_force};"
                f" the badge of its page says that it is{'' if shown else ' not'} in force."
            )


def _kind(page: Page) -> str:
    handbook: Mapping[str, Any] = page.meta.get("handbook") or {}
    return str(handbook.get("kind", ""))
