"""The line on the page *Take it with you* that a build fills in, once it has made a copy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handbook.offline.problem import OfflineError
from handbook.render.evidence_link import size_in_words
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from handbook.offline.order import Edition, OfflineOrder

PLACE = "hb-copy-to-take"
"""The id of the paragraph that says, until it is filled in, that there is no copy."""
_PARAGRAPH = re.compile(rf'(<p [^>]*\bid="{PLACE}"[^>]*>)(.*?)(</p>)', re.DOTALL)


def offered(html: str, words: str) -> str:
    """The page with ``words``, which are HTML, in its place for them.

    Raises ``OfflineError`` if the page has not one such place.
    """
    if len(_PARAGRAPH.findall(html)) != 1:
        raise OfflineError("The page that offers a copy has not one place to offer it in.")
    return _PARAGRAPH.sub(lambda place: f"{place[1]}{words}{place[3]}", html)


def offer(made: Edition, order: OfflineOrder) -> str:
    """What the site says of the copy: the way to it, its size, its days, its fingerprint."""
    size = size_in_words(len(made.archive))
    return (
        f'<a href="{made.name}">Download a copy of this handbook</a> ({size}, one zip file).<br>'
        f"Made on {long_date(order.made)}, to be used until {long_date(order.until)}.<br>"
        f'SHA-256: <code class="hb-digest">{made.sha256}</code>'
    )
