"""The front matter of a page: all that the theme knows, under one key of our own."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from handbook.assess.words import State, Timeliness
from handbook.render.context import DEMONSTRATION, Context
from handbook.render.frame.besides import quoted
from handbook.render.frame.notes import STOPPED
from handbook.render.frame.ringing import numbers
from handbook.render.frame.standing import CHECK_FIRST, USABLE_AFTER
from handbook.render.model import NAMES_THE_BUILD, NOT_COMMITTED, Page, page_url
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from handbook.assess.model import Event, Settings, Standing
    from handbook.history import History
    from handbook.render.frame.trail import Trail

OLD_AFTER_DAYS = 31
"""After so many days a copy of the handbook says that it has grown old."""

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
    found_as: str = "",
    box: Mapping[str, Any] | None = None,
    mark: str = "",
    struck: Mapping[str, Any] | None = None,
    bar: Sequence[Mapping[str, Any]] = (),
    standing: Standing | None = None,
    authored: str | None = None,
    searched: bool = True,
    kind_of_record: str = "",
    members: bool = False,
) -> Page:
    """A page with all that belongs around it.

    ``found_as`` is the title in search results and in the browser's tab, where no box stands
    beside it. ``source`` is the file to change, ``mark`` the words all along a text that may not
    be relied on, ``struck`` what in it is struck through (``Struck.meta``), ``members`` whether it
    is for members only, ``standing`` the one whose dates the page is compared with.
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
        "mark": mark,
        **({"struck": dict(struck)} if struck else {}),
        "bar": list(bar),
        "freshness": freshness(context, standing),
        "edit": edit(context.assessment.settings, context.assessment.history, source),
        "members": members,
        "urgent": numbers(context.assessment),
        "stamp": stamp(context, names_the_build=path in NAMES_THE_BUILD),
    }
    meta: dict[str, Any] = {"title": html.escape(found_as or title), "handbook": handbook}
    if not searched:
        meta["search"] = {"exclude": True}
    elif kind == "document":
        meta["search"] = {"boost": DOCUMENTS_FIRST}
    below = context.glossary_lines(markdown)
    text = f"{markdown.strip()}\n\n{below}\n" if below else f"{markdown.strip()}\n"
    badges = tuple(b["label"] for b in box["badges"]) if box else ()
    return Page(path, meta, text, authored, badges)


def stamp(context: Context, *, names_the_build: bool) -> dict[str, str]:
    """The day by which a page was judged and by which tool; if asked, the commit and the moment."""
    made = context.stamp
    return {
        **(_build(context) if names_the_build else {}),
        "today": made.today.isoformat(),
        "today_words": long_date(made.today),
        "tool": made.tool_version,
        **({"notice": made.notice} if made.notice else {}),
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


def freshness(context: Context, standing: Standing | None) -> dict[str, Any]:
    """What the script in the page's head compares with today, and the words it may raise.

    Words that are the same on every page stand in the theme.
    """
    settings, today = context.assessment.settings, context.stamp.today
    found: dict[str, Any] = {
        "built": today.isoformat(),
        "zone": settings.time_zone,
        "old_after": OLD_AFTER_DAYS,
        "until": "",
        "expires": "",
        "arrives": "",
    }
    if standing is None or standing.state is not State.IN_FORCE:
        return found
    return {**found, **_turning_points(settings, standing)}


def _turning_points(settings: Settings, standing: Standing) -> dict[str, str]:
    found: dict[str, str] = {}
    if standing.until and standing.timeliness is not Timeliness.OVERDUE:
        found["until"] = standing.until.isoformat()
        found["late_words"] = (
            f"This page was to be used until {long_date(standing.until)}. That day has passed. "
            + (_was_to_stop(standing.stopping) or CHECK_FIRST + quoted(settings.overdue_wording))
        )
    if standing.expires:
        found["expires"] = standing.expires.isoformat()
        found["expired_words"] = (
            f"This page was endorsed until {long_date(standing.expires)}. That day has passed. "
            + (USABLE_AFTER if standing.usable_after_expiry else "Do not use it.")
            + quoted(settings.expired_wording)
        )
    if standing.upcoming:
        day: date = standing.upcoming.event.effective
        found["arrives"] = day.isoformat()
        found["arrived_words"] = (
            f"Version {standing.upcoming.version} took effect on {long_date(day)} and replaces "
            "this text. This copy of the handbook is older: do not rely on it."
        )
    stop = standing.stopping
    if stop and not (found.get("arrives") and found["arrives"] < stop.effective.isoformat()):
        found["arrives"] = stop.effective.isoformat()
        found["arrived_words"] = _was_to_stop(stop)
    return found


def _was_to_stop(stop: Event | None) -> str:
    """What is true after the day of a stop that was decided before it, and on it, and before."""
    if stop is None:
        return ""
    day = long_date(stop.effective)
    return f"It was to be {STOPPED[stop.kind]} on {day}, and must not be used from that day on."


def edit(settings: Settings, history: History, path: str) -> dict[str, str]:
    """Where to suggest a change to a file: an address if one is known, else its path in words."""
    if not path:
        return {}
    quoted = quote(path)
    if settings.edit_url.startswith(("https://", "http://")):
        address = settings.edit_url.replace("{path}", quoted)
        return {"href": address, "path": path}
    if history.remote.startswith("https://"):
        middle = "/-/edit/" if "gitlab" in history.remote else "/edit/"
        branch = quote(history.branch or "main")
        return {"href": f"{history.remote.rstrip('/')}{middle}{branch}/{quoted}", "path": path}
    return {"href": "", "path": path}
