"""Changes as Atom (RFC 4287) and as JSON Feed 1.1."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from handbook.outputs.changes import ReaderChange, address, newest, noticed
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from handbook.render.context import Context

_ATOM = "http://www.w3.org/2005/Atom"
_DEPTH = 2
"""How many folders deep a feed lies in the site."""


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed at its place in the site; ``changes`` are made when it is written."""

    Changes = Callable[[], "Sequence[ReaderChange]"]

    context: Context
    path: str
    title: str
    about: str
    changes: Callable[[], Sequence[ReaderChange]]

    @property
    def name(self) -> str:
        """What readers of feeds see as its name."""
        return f"{self.title}: {self.context.network_title}"

    @property
    def home(self) -> str:
        """The id of the network, which begins the id of every entry."""
        network = self.context.registry.network()
        return network.id if network else "network"

    def address(self, url: str) -> str:
        """Where a page or file of the site is."""
        return address(self.context, url, _DEPTH)

    def name_of(self, change: ReaderChange) -> str:
        """The id of an entry: the same for good, whatever else is said of it."""
        what = change.what.casefold().replace(" ", "-").replace(",", "")
        by = ":".join(part for part in (change.version, change.decision) if part)
        return f"urn:handbook:{self.home}:{change.document}:{change.on}:{what}:{by}"

    def words(self, change: ReaderChange) -> str:
        """What an entry says: what happened, why, and that a feed may be late."""
        happened = f"{change.headline}, from {long_date(change.on)}."
        stops = "Do not rely on this text. " if change.stops else ""
        why = f"{change.why.rstrip('.')}. " if change.why else ""
        late = "A feed can be late: how it stands today is on its page."
        return noticed(self.context, f"{happened} {stops}{why}{late}")


def atom(feed: Feed) -> bytes:
    """A feed as Atom. Its entries say what happened then, never how something stands now."""
    changes = newest(feed.changes())
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "en-GB"})
    _text(root, "id", f"urn:handbook:{feed.home}:{feed.path}")
    _text(root, "title", feed.name)
    _text(root, "subtitle", noticed(feed.context, feed.about))
    _text(root, "updated", _moment(changes[0].on if changes else feed.context.assessment.today))
    ET.SubElement(root, "link", {"rel": "self", "href": feed.address(feed.path)})
    ET.SubElement(root, "link", {"rel": "alternate", "href": feed.address("")})
    author = ET.SubElement(root, "author")
    _text(author, "name", feed.context.network_title)
    for change in changes:
        entry = ET.SubElement(root, "entry")
        _text(entry, "id", feed.name_of(change))
        _text(entry, "title", change.headline)
        _text(entry, "updated", _moment(change.on))
        ET.SubElement(entry, "link", {"rel": "alternate", "href": feed.address(change.page)})
        ET.SubElement(entry, "category", {"term": "stop" if change.stops else "text"})
        _text(entry, "summary", feed.words(change))
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def json_feed(feed: Feed) -> bytes:
    """The same as JSON Feed."""
    changes = newest(feed.changes())
    whole: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.name,
        "description": noticed(feed.context, feed.about),
        "home_page_url": feed.address(""),
        "feed_url": feed.address(feed.path),
        "language": "en-GB",
        "authors": [{"name": feed.context.network_title}],
        "items": [
            {
                "id": feed.name_of(change),
                "url": feed.address(change.page),
                "title": change.headline,
                "content_text": feed.words(change),
                "date_published": _moment(change.on),
                "tags": ["stop" if change.stops else "text"],
            }
            for change in changes
        ],
    }
    return (json.dumps(whole, ensure_ascii=True, indent=2) + "\n").encode()


def _text(parent: ET.Element, name: str, words: str) -> None:
    ET.SubElement(parent, name).text = words


def _moment(day: date) -> str:
    return f"{day}T00:00:00Z"
