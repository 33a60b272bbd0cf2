"""What the answers to one address come to. Knows nothing of the network."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urljoin, urlsplit

if TYPE_CHECKING:
    from collections.abc import Sequence

FOR_GOOD = frozenset({301, 308})
FOR_NOW = frozenset({302, 303, 307})
_NOT_THERE = frozenset({404, 410})
_OK, _NO_MORE_OK = 200, 300
_WORDS = {
    401: "it asks for a password",
    403: "it does not answer to programs",
    429: "it was asked too often",
    451: "it may not be shown here",
    503: "it is out of service just now",
}


class LinkAnswer(StrEnum):
    """How an address answers, in the order in which it needs looking at."""

    GONE = "gone"
    MOVED = "moved"
    UNTOLD = "untold"
    EXAMPLE = "example"
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class Hop:
    """One answer on the way: the address that was asked, the status, where it leads if it does."""

    address: str
    status: int
    location: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one address answers; ``to`` is where it has moved, ``why`` says more in words."""

    answered: LinkAnswer
    to: str = ""
    why: str = ""

    def as_dict(self) -> dict[str, str]:
        """The same, to be kept."""
        return {"answered": str(self.answered), "to": self.to, "why": self.why}


def verdict_of(kept: Any) -> Verdict | None:
    """What was kept; nothing, if that is no verdict."""
    if not isinstance(kept, dict):
        return None
    answered, to, why = kept.get("answered"), kept.get("to"), kept.get("why")
    if answered not in set(LinkAnswer) or not isinstance(to, str) or not isinstance(why, str):
        return None
    return Verdict(LinkAnswer(str(answered)), to, why)


def judge(hops: Sequence[Hop]) -> Verdict:
    """What a way of one or more answers, the last of which leads no further, comes to.

    It has moved as far as each server on the way says that it has for good; where one sends readers
    elsewhere for now only, the address before it is the one to keep.
    """
    first, last = hops[0], hops[-1]
    if last.status in _NOT_THERE:
        led = f", where it leads to {last.address}" if len(hops) > 1 else ""
        return Verdict(LinkAnswer.GONE, why=f"there is no such page (status {last.status}){led}")
    if not _OK <= last.status < _NO_MORE_OK:
        reason = _WORDS.get(last.status, "it answers neither yes nor no")
        return Verdict(LinkAnswer.UNTOLD, why=f"{reason} (status {last.status})")
    to = first.address
    for hop, following in pairwise(hops):
        if hop.status not in FOR_GOOD:
            break
        to = following.address
    if to == first.address:
        return Verdict(LinkAnswer.FINE)
    return Verdict(LinkAnswer.MOVED, to, _to_the_front(first.address, to))


def _to_the_front(address: str, to: str) -> str:
    """A word of warning where a page's address leads to the first page of a site."""
    if urlsplit(address).path.strip("/") and not urlsplit(to).path.strip("/"):
        return "this is the first page of the site, so its own page may be gone"
    return ""


def next_address(hop: Hop) -> str:
    """Where an answer sends whoever asked; nothing, if it sends nobody anywhere.

    It has no sign in it but those that addresses are made of, whatever the server wrote. Raises
    ``ValueError`` for an address that cannot be read.
    """
    if hop.status not in FOR_GOOD | FOR_NOW or not hop.location:
        return ""
    following = urljoin(hop.address, hop.location).partition("#")[0]
    return quote(following, safe="".join(map(chr, range(0x21, 0x7F))), encoding="latin-1")
