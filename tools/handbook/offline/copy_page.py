"""One page of a copy: a built page that shows nothing until a script has judged the date.

The page of the site is left as it is but for four things: its links lead to files, its frame is
hidden, its head asks the script that may show it, and the words of the copy stand above it.
"""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING

from handbook.offline.links import way_in_copy, with_ways
from handbook.offline.problem import OfflineError
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Container

    from handbook.offline.order import OfflineOrder

HEAD_ENDS = "</head>"
FRAME = '<div class="md-container" data-md-component="container">'
FRAME_HIDDEN = '<div class="md-container" data-md-component="container" hidden>'
OFFERING = "offline/index.html"
"""The page of the site that offers the copy; in a copy it says what the copy is."""
FOLDER = "assets/handbook/"
TOP = '<header class="md-header"'
"""Where the page begins, after the link that skips to its text."""


def copied(html: str, page: str, files: Container[str], order: OfflineOrder) -> str:
    """A built page as it stands in a copy of the site that holds ``files``.

    ``page`` is its file. Raises ``OfflineError`` if it is not built as the theme builds pages.
    """
    way = partial(way_in_copy, page=page, files=files, address=order.address, elsewhere=OFFERING)
    moved = with_ways(html, way)
    moved = _replaced(moved, FRAME, FRAME_HIDDEN, page)
    moved = _replaced(moved, HEAD_ENDS, head(page, order) + HEAD_ENDS, page)
    return _replaced(moved, TOP, notice(page, order) + TOP, page)


def _replaced(html: str, old: str, new: str, page: str) -> str:
    if html.count(old) != 1:
        raise OfflineError(f"{page} is not built as a copy expects: {old} stands there not once.")
    return html.replace(old, new)


def head(page: str, order: OfflineOrder) -> str:
    """What the head of a page of the copy ends with."""
    up = "../" * page.count("/") + FOLDER
    return (
        f'<link rel="stylesheet" href="{up}copy.css">'
        f'<script src="{up}copy.js" data-made="{order.made.isoformat()}"'
        f' data-last="{order.until.isoformat()}" data-zone="{escape(order.zone)}"></script>'
    )


def notice(page: str, order: OfflineOrder) -> str:
    """What stands above each page of the copy: what it is, and what is there once it has ended."""
    made, until = long_date(order.made), long_date(order.until)
    renew = _renew(order)
    up = "../" * page.count("/")
    about = f'<a href="{up}{OFFERING}">About this copy</a>'
    return (
        '<aside class="hb-copy" aria-label="About this copy">'
        f"<p><strong>Copy made on {made}. Use until {until}.</strong> {_new_one(order)} {about}</p>"
        "</aside>"
        '<div class="hb-copy-stop" role="main"><h1>This copy must be renewed</h1>'
        f'<p class="hb-copy-expired">It was made on {made}, to be used until {until}. That day has'
        " passed, so it shows its pages no longer: what they say may have changed.</p>"
        '<p class="hb-copy-early">The date of this device is earlier than the day on which this'
        f" copy was made ({made}), so nobody can tell whether it may still be used. Set the date"
        " right, or get a new copy.</p>"
        '<p class="hb-copy-unknown">It cannot tell which day it is, so it does not show its pages.'
        " If you opened it inside the zip file, unpack the whole zip first, and open it in a web"
        " browser. If it is unpacked, this browser runs no scripts from a disk, and only a script"
        " can see the date: allow scripts for it, or open it in another browser. Nothing is sent"
        f" anywhere. After {until} it must not be used in any case.</p>"
        f"<p>{renew}</p>{_whom_to_ring(order, made)}</div>"
    )


def _new_one(order: OfflineOrder) -> str:
    """The shortest way to a new copy, for the bar on every page."""
    return f'<a href="{escape(order.renewed_at)}">Renew it</a>' if order.renewed_at else ""


def _renew(order: OfflineOrder) -> str:
    if not order.renewed_at:
        return "For a new one, ask whoever gave you this one."
    address = escape(order.renewed_at)
    return f'Renew it: <a href="{address}">{address}</a>'


def _whom_to_ring(order: OfflineOrder, made: str) -> str:
    if not order.numbers:
        return ""
    rows = "".join(
        f'<li><a href="{escape(row["href"])}">{escape(row["number"])}</a> {escape(row["name"])}'
        f"{': ' + escape(row['about']) if row['about'] else ''}</li>"
        for row in order.numbers
    )
    return f"<h2>Whom to ring (as it was on {made})</h2><ul>{rows}</ul>"
