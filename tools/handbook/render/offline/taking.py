"""The page that offers the handbook for reading without a network: a copy, and saved pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.render.frame.meta import make_page
from handbook.render.frame.trail import HOME
from handbook.render.markdown.writing import heading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.render.context import Context
    from handbook.render.model import Page

HERE = "offline/index.md"
_LEAD = "For a house without signal, for the road, and for the day when the network is down."
_NONE = "This handbook offers no copy to download."
_NOT_MADE = "This build was made without a copy to download."
"""Stands until a build has made a copy (``offline.offering``), so it is true wherever none is."""


def offline_page(context: Context) -> Page:
    """How to take the handbook along, until when, and what is not in it."""
    parts = [f"{_LEAD}\n{{: .hb-lead }}", *_copy(context), *_saved(context)]
    return make_page(
        context, HERE, "Take it with you", "\n\n".join(parts), kind="offline", trail=HOME
    )


def _copy(context: Context) -> Iterator[str]:
    offline = context.assessment.settings.offline
    days = f"{offline.days} days" if offline.days > 1 else "one day"
    yield heading(2, "A copy to download", "hb-copy")
    if not offline.copy:
        yield _NONE
        return
    yield f"{_NOT_MADE}\n{{: #hb-copy-to-take .hb-ways }}"
    if any(not record.public for record in context.registry.records.values()):
        yield (
            "Some of what it holds is for members of the network only. Keep it where only they can"
            " read it, and delete it when you no longer need it."
        )
    yield (
        "1. Download it on a computer, or ask somebody to put it on a memory stick.\n"
        "2. Unpack the whole zip file: on Windows, right-click it and choose *Extract All*.\n"
        "3. Open the new folder, then *index.html*. Searching works; nothing is sent anywhere."
    )
    yield (
        f"A copy can be read for {days}. After that each page says that it must be renewed and"
        " shows nothing else: a text may have been changed or withdrawn meanwhile, and a copy"
        " cannot know. The day until which each document may be used still counts as well. While"
        " you can reach the handbook itself, read it there."
    )
    yield (
        "Not in the copy: the evidence for inspections, the forms, the rules of the register,"
        " the spreadsheets and the files for programs. Links to them lead to the handbook itself."
    )


def _saved(context: Context) -> Iterator[str]:
    yield heading(2, "On a phone or tablet", "hb-saved")
    if not context.stamp.saves or context.stamp.notice:
        yield (
            "No page of this handbook is saved by your browser, so none stays behind on a computer"
            " that you share. To read it without a network, use the copy."
        )
        return
    days = context.assessment.settings.offline.days
    yield (
        "Your browser saves the pages that you open here. Without a network it shows the saved"
        " page, with a bar that says from when it is. A saved page is shown for"
        f" {days} days at most. As soon as the handbook can be reached, you get it from there."
    )
    yield (
        "To have it among your apps, open the menu of your browser and choose *Install* or *Add to"
        " Home screen*."
    )
