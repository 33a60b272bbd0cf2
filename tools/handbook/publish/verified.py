"""Which built pages were found right, kept where the code lies that found it.

Whether a page is right hangs on its bytes, on what it is compared with, and on the code that does
so. A page is known to be right by the digest of all three and by nothing less, so a page of which
a sign is another, or of which another badge, day or word is asked today, is compared as any other.

It lies beside the package's bytecode, by the same trust: whoever can write there can change the
code that compares. It lies neither in git's folder nor beside the pages that are kept, and where
Python keeps no bytecode nothing is kept. See ``docs/decisions/0026-the-stamp-and-page-reuse.md``.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import tempfile
from dataclasses import dataclass, fields
from importlib.util import cache_from_source
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handbook.cache import fingerprint
from handbook.publish.engine.kept_pages import key_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from handbook.publish.shown.search import SearchRow
    from handbook.render.model import Page

_NAME = "verified.json"
_MOST = 50_000
"""So many are kept; those of the last build first."""
_LARGEST = 20_000_000
"""No larger file is read, whoever wrote it."""


class Badges(dict[str, str]):
    """The badge of every document by the address of its page, with a digest of them all."""

    __slots__ = ("digest",)

    def __init__(self, given: Mapping[str, str]) -> None:
        """Take badges, which nobody changes."""
        super().__init__(given)
        self.digest = key_of([_plainly(sorted(given.items()))])


@dataclass(frozen=True, slots=True)
class Asked:
    """All that a built page is compared with. What does not stand here, no comparison can ask.

    ``page`` is what it was made from, ``None`` for the engine's own; ``today`` the day of the
    build, ``notices`` what every page carries, ``rows`` what the search shows of it.
    """

    page: Page | None
    today: str
    public: bool
    notices: tuple[str, ...]
    rows: tuple[SearchRow, ...]
    badges: Badges

    def key(self, html: bytes) -> str:
        """The name of a page of these bytes, compared with this; empty if it cannot be told."""
        if self.page is None:
            return ""
        badges = self.badges.digest
        given = {each.name: getattr(self, each.name) for each in fields(self)} | {"badges": badges}
        given |= {"page": _parts(self.page), "rows": [_parts(row) for row in self.rows]}
        try:
            return key_of([_plainly(given), html])
        except (TypeError, ValueError):
            return ""


class FoundRight:
    """The names of pages that were found right by this very code, in one file of its own.

    Its first line is the digest of the rest, and the rest names the code. Neither reading nor
    saving ever raises for what is on the disk: what cannot be read is not known.
    """

    def __init__(self, place: Path) -> None:
        """Read what is kept in the file ``place``, which need not be there."""
        self._place = place
        self._kept = dict.fromkeys(self._load())

    @classmethod
    def beside_the_code(cls) -> FoundRight | None:
        """The one of this installation; ``None`` where Python keeps no bytecode."""
        if sys.dont_write_bytecode:
            return None
        try:
            return cls(Path(cache_from_source(__file__)).with_name(_NAME))
        except NotImplementedError:
            return None

    def __contains__(self, key: str) -> bool:
        """Whether a page of this name was found right before."""
        return bool(key) and key in self._kept

    def save(self, keys: Collection[str]) -> None:
        """Keep the names of the pages of a site in which nothing was wrong."""
        new = [key for key in keys if key]
        if all(key in self._kept for key in new):
            return
        names = [*dict.fromkeys([*new, *self._kept])][:_MOST]
        whole = _plainly({"code": fingerprint(), "right": names})
        with contextlib.suppress(OSError):
            self._place.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._place.parent, prefix=f"{_NAME}.")
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(whole).hexdigest().encode() + b"\n" + whole)
            Path(name).replace(self._place)

    def _load(self) -> list[str]:
        try:
            if self._place.is_symlink() or self._place.stat().st_size > _LARGEST:
                return []
            digest, whole = self._place.read_bytes().split(b"\n")
            if hashlib.sha256(whole).hexdigest().encode() != digest:
                return []
            kept = json.loads(whole)
        except (OSError, ValueError, RecursionError):
            return []
        if not isinstance(kept, dict) or kept.get("code") != fingerprint():
            return []
        right = kept.get("right")
        return [key for key in right if isinstance(key, str)] if isinstance(right, list) else []


def _parts(given: Any) -> dict[str, Any]:
    """Every field of a dataclass: one that is added later counts without being named here."""
    return {each.name: getattr(given, each.name) for each in fields(given)}


def _plainly(given: Any) -> bytes:
    """Plain data as text. Raises ``TypeError`` for what is none: two of those could look alike."""
    return json.dumps(given).encode()
