"""Public keys as posts hold them: read strictly, since a list of keys is made from them.

Whatever a schema let through, only a key that is word for word what ssh-keygen writes is used: no
options, no comment, no second line.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

from handbook.source.dates import DateProblem, long_date, parse_date
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from handbook.link import Registry
    from handbook.load.model import Record

_LINE = re.compile(r"([a-z0-9@.-]{1,60}) ([A-Za-z0-9+/]{1,1200}={0,2})")
_PARTS = {
    "ssh-ed25519": (32,),
    "sk-ssh-ed25519@openssh.com": (32, 0),
    "ecdsa-sha2-nistp256": (8, 65),
    "ecdsa-sha2-nistp384": (8, 97),
    "ecdsa-sha2-nistp521": (8, 133),
    "sk-ecdsa-sha2-nistp256@openssh.com": (8, 65, 0),
    "ssh-rsa": (0, 0),
}
"""The kinds of key that are used, with the lengths of what each is made of (0: any)."""
_LEAST_RSA = 256
"""Bytes; shorter ones (below 2048 bits) are no longer safe."""


@dataclass(frozen=True, slots=True)
class Key:
    """A public key while a post is held: ``line`` is its kind and its letters."""

    id: str
    post: str
    line: str
    fingerprint: str
    since: date
    until: date | None

    def holds(self, day: date) -> bool:
        """Whether whoever has the key held the post on a day."""
        return self.since <= day and (self.until is None or day <= self.until)

    def term(self) -> str:
        """While which days it holds, in words."""
        end = f"to {long_date(self.until)}" if self.until else "on"
        return f"from {long_date(self.since)} {end}"


class KeyProblem(ValueError):  # noqa: N818  it is a problem in a record, as DateProblem is
    """Why a key cannot be used, in words for people."""


def keys_of(registry: Registry) -> tuple[Key, ...]:
    """The keys of a registry that can be used, in order of their ids."""
    posts = (post.id for post in registry.of_type(KnownType.POST))
    return usable(registry.of_type(KnownType.SIGNING_KEY), posts)


def usable(records: Iterable[Record], posts: Iterable[str]) -> tuple[Key, ...]:
    """The keys among some records that can be used, and whose post is one of ``posts``."""
    return tuple(_usable(records, frozenset(posts)))


def _usable(records: Iterable[Record], posts: frozenset[str]) -> Iterator[Key]:
    for record in records:
        if record.type != KnownType.SIGNING_KEY or record.get("post") not in posts:
            continue
        try:
            yield read_key(record)
        except (KeyProblem, DateProblem):
            continue  # a rule tells of it; what cannot be read signs nothing


def read_key(record: Record) -> Key:
    """The key of a record. Raises ``KeyProblem`` or ``DateProblem``."""
    line = str(record.get("key"))
    end = record.get("until")
    return Key(
        id=record.id,
        post=str(record.get("post")),
        line=line,
        fingerprint=fingerprint(line),
        since=parse_date(str(record.get("from"))),
        until=None if end is None else parse_date(str(end)),
    )


def fingerprint(line: str) -> str:
    """The short name that git and ssh-keygen give to a public key. Raises ``KeyProblem``."""
    match = _LINE.fullmatch(line)
    if match is None:
        raise KeyProblem("it is not a kind of key and its letters, with one space between")
    kind, letters = match[1], match[2]
    if kind not in _PARTS:
        raise KeyProblem(f"keys of the kind {kind} are not used here")
    try:
        raw = base64.b64decode(letters)
    except (binascii.Error, ValueError):
        raise KeyProblem("its letters are not those of a key") from None
    own, *parts = _parts(raw)
    lengths = _PARTS[kind]
    pairs = zip(parts, lengths, strict=False)  # pragma: no mutate  counted in the next line
    fits = len(parts) == len(lengths) and all(
        not length or len(part) == length for part, length in pairs
    )
    if own != kind.encode() or not fits or base64.b64encode(raw).decode() != letters:
        raise KeyProblem("a part of it is missing, or it is of another kind than it says")
    if kind == "ssh-rsa" and len(parts[1].lstrip(b"\0")) < _LEAST_RSA:
        raise KeyProblem("it is shorter than 2048 bits, which is not safe")
    return "SHA256:" + base64.b64encode(sha256(raw).digest()).decode().removesuffix("=")


def _parts(raw: bytes) -> list[bytes]:
    """The pieces that a key is made of, each after its length."""
    parts: list[bytes] = []
    letters = BytesIO(raw)
    while head := letters.read(4):
        length = int.from_bytes(head)
        parts.append(letters.read(length))
        if len(head + parts[-1]) < 4 + length:
            raise KeyProblem("it ends too early; perhaps not all of it was copied")
    return parts
