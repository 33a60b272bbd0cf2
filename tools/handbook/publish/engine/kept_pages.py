"""Pages that the engine made before, kept by the content of all that made them.

A page is used again only for the same Markdown, the same frame (settings, menu, theme, versions)
and links that lead where they led. Whatever cannot be read, or is not what was kept, is not there.
Deleting the folder changes nothing but time.

Whoever can write here is believed in part. Every page of a site is verified in every build,
wherever it comes from, but verification reads back its badge, box, author's text and numbers, not
all of its words: a kept page may have other fields. So a build that publishes begins with a fresh
clone, or is run with ``--no-cache`` (``docs/threat-model.md``).
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

PAGES = "pages"
"""Their folder in that of all that is kept (``handbook.cache``), which no commit can bring."""
_TIMES_A_SITE = 4
"""So many sites' worth of pages are kept; those unused for longest go first."""


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as it was built: its bytes, and where its links led.

    ``targets`` maps the path of every file that the page asked for to its address, or to ``None``
    if there was no such file.
    """

    html: bytes
    targets: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class KeptPages:
    """The pages kept in one folder, which need not be there."""

    folder: Path

    def find(self, key: str) -> KeptPage | None:
        """The page kept under a key; ``None`` where there is none that can be believed."""
        try:
            line, _, html = self._place(key).read_bytes().partition(b"\n")
            about = json.loads(line)
            if about["html"] != _digest(html) or about["key"] != key:
                return None
            return KeptPage(html, dict(about["targets"]))
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def lay(self, key: str, kept: KeptPage, place: Path) -> None:
        """Put a kept page at ``place`` with the time of the day on which it was made.

        It is a file of its own, of the bytes that were found: what is written into the folder of
        kept pages afterwards changes nothing that is published.
        """
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(kept.html)
        with suppress(OSError):
            made = self._place(key).stat().st_mtime_ns
            os.utime(place, ns=(made, made))
            os.utime(self._place(key), ns=(time.time_ns(), made))

    def keep(self, key: str, page: KeptPage, made: int) -> None:
        """Keep a page that was made at the time ``made``, in nanoseconds.

        What cannot be kept is made again the next time.
        """
        about = {
            "key": key,
            "html": _digest(page.html),
            "targets": dict(page.targets),
        }
        line = json.dumps(about, ensure_ascii=True).encode()
        place = self._place(key)
        beside = place.with_suffix(f".{secrets.token_hex(8)}")
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(line + b"\n" + page.html)
            os.utime(beside, ns=(time.time_ns(), made))
            beside.replace(place)
        except OSError:
            return

    def prune(self, pages: int) -> None:
        """Remove what was unused for longest, if more is kept than some sites of so many pages."""
        entries = list(self.folder.glob("*/*"))
        too_many = len(entries) - _TIMES_A_SITE * max(pages, 1)
        if too_many > 0:
            for entry in sorted(entries, key=_age)[:too_many]:
                entry.unlink(missing_ok=True)

    def _place(self, key: str) -> Path:
        """A line about the page, then its bytes; read last when it was used last."""
        return self.folder / key[:2] / f"{key}.page"


def key_of(parts: Iterable[bytes]) -> str:
    """A name for content: every part, and where each ends, counts."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _age(entry: Path) -> float:
    try:
        return entry.stat().st_atime
    except OSError:
        return 0.0
