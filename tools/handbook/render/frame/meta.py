"""The front matter of a page: all that the theme knows, under one key of our own."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from handbook.render.context import DEMONSTRATION, Context
from handbook.render.frame.freshness import freshness
from handbook.render.frame.ringing import numbers
from handbook.render.frame.sheet import sheet
from handbook.render.model import (
    DOCUMENT,
    NAMES_THE_BUILD,
    NOT_COMMITTED,
    PREVIEW,
    PUBLIC_EDITION,
    Page,
    page_url,
)
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handbook.assess.standing.model import Standing
    from handbook.render.document.view import DocumentView
    from handbook.render.frame.trail import Trail

DOCUMENTS_FIRST = 10
"""How much more a document weighs in search results than what merely speaks of it."""


def make_page(
    context: Context,
    path: str,
    title: str,
    markdown: str,
    *,
    kind: str,
    eyebrow: str = "",
    trail: Trail = (),
    source: str = "",
    say: Mapping[str, Any] | None = None,
    cite: Mapping[str, str] | None = None,
    found_as: str = "",
    box: Mapping[str, Any] | None = None,
    mark: str = "",
    struck: Mapping[str, Any] | None = None,
    bar: Sequence[Mapping[str, Any]] = (),
    cells: Sequence[Mapping[str, Any]] = (),
    picture: Mapping[str, Any] | None = None,
    charts: Sequence[Mapping[str, Any]] = (),
    narrow: Mapping[str, Any] | None = None,
    standing: Standing | None = None,
    authored: str | None = None,
    searched: bool = True,
    kind_of_record: str = "",
    members: bool = False,
    view: DocumentView | None = None,
) -> Page:
    """A page with all that belongs around it.

    ``found_as`` is the title in search results and in the browser's tab, where no box stands beside
    it. ``source`` is the file it is made from, ``say`` how its reader can say something about it
    (``frame.saying``), ``cite`` how it is cited (``frame.citing``), ``mark`` the words all along a
    text that may not be relied on, ``struck`` what in it is struck through (``Struck.meta``),
    ``picture`` what is drawn before the text (``render.pictures``), ``charts`` what is drawn within
    it (``render.charts``), ``narrow`` what stands above a list to narrow it down
    (``registers.narrowing``), ``members`` whether it is for members only, ``standing`` the one
    whose dates the page is compared with, ``view`` the document that it is about, if it is about
    one.
    """
    handbook: dict[str, Any] = {
        "kind": kind,
        "type": kind_of_record,
        "title": title,
        "found_as": found_as or title,
        "eyebrow": eyebrow,
        "trail": [{"title": name, "href": page_url(place)} for name, place in trail],
        "network": context.network_title,
        "demonstration": DEMONSTRATION if context.assessment.settings.demonstration else "",
        "box": dict(box) if box else None,
        "sheet": sheet(context, path, title, box, view, members=members),
        "mark": mark,
        **({"struck": dict(struck)} if struck else {}),
        "bar": list(bar),
        **({"cells": list(cells)} if cells else {}),
        **({"picture": dict(picture)} if picture else {}),
        **({"charts": [dict(chart) for chart in charts]} if charts else {}),
        **({"narrow": dict(narrow)} if narrow else {}),
        "freshness": freshness(context, standing),
        "file": source,
        "say": dict(say) if say else {},
        **({"cite": dict(cite)} if cite else {}),
        "members": members,
        "urgent": numbers(context.assessment),
        "stamp": stamp(context, names_the_build=path in NAMES_THE_BUILD),
    }
    named = {"title": html.escape(found_as or title), "handbook": handbook}
    meta = {**named, **_search(kind, searched=searched)}
    badges = tuple(badge["label"] for badge in box["badges"]) if box else ()
    return Page(path, meta, _with_glossary(context, path, markdown), authored, badges)


def _search(kind: str, *, searched: bool) -> dict[str, Any]:
    """What searching makes of a page: nothing of one that is left out, documents first."""
    if not searched:
        return {"search": {"exclude": True}}
    return {"search": {"boost": DOCUMENTS_FIRST}} if kind == DOCUMENT else {}


def _with_glossary(context: Context, path: str, markdown: str) -> str:
    """A page's Markdown with the terms of the glossary that it uses below it."""
    lines = context.glossary.lines(path, markdown)
    parts = (markdown.strip(), lines) if lines else (markdown.strip(),)
    return "\n\n".join(parts) + "\n"


def stamp(context: Context, *, names_the_build: bool) -> dict[str, str]:
    """The day by which a page was judged and by which tool; if asked, the commit and the moment."""
    made = context.stamp
    return {
        **(_build(context) if names_the_build else {}),
        "today": made.today.isoformat(),
        "today_words": long_date(made.today),
        "tool": made.tool_version,
        **({"notice": made.notice} if made.notice else {}),
        **({"preview": PREVIEW} if made.preview else {}),
        **({"edition": PUBLIC_EDITION} if made.public else {}),
        **({"saves": "on"} if made.saves and not made.notice else {}),
    }


def _build(context: Context) -> dict[str, str]:
    """Commit and moment of this build, in words and for machines."""
    made, history = context.stamp, context.assessment.history
    commit = made.commit[:12] or "not known"
    return {
        "commit": commit + (f", {NOT_COMMITTED}" if made.uncommitted or history.dirty else ""),
        "built": made.built.isoformat(timespec="seconds"),
        "built_words": f"{long_date(made.built.date())}, {made.built:%H:%M %Z}".strip(),
    }
