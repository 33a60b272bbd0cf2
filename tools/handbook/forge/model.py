"""What ways in are made of: what a page is about, what a message says, one way."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Purpose(enum.StrEnum):
    """What a way is for; the ways of one purpose stand together."""

    PROBLEM = "problem"
    CHANGE = "change"
    ADOPTION = "adoption"
    EDIT = "edit"
    HISTORY = "history"


@dataclass(frozen=True, slots=True)
class PageSubject:
    """What a page is about, as a message names it.

    ``page`` is its address, or, where nobody said where the handbook is read, its place in it.
    ``file`` is what to change, empty where nobody may. ``version`` and ``digest`` are those of the
    sealed text that the page shows, if it shows one.
    """

    id: str
    title: str
    page: str
    file: str = ""
    reference: str = ""
    version: str = ""
    digest: str = ""
    adoptable: bool = False
    """Whether organisations can say today that they use the text that the page shows."""

    @property
    def called(self) -> str:
        """Its name, number and version: ``Rapid transfer (AB-G-001, version 2.0)``."""
        version = f"version {self.version}" if self.version else ""
        besides = ", ".join(filter(None, (self.reference, version)))
        return f"{self.title} ({besides})" if besides else self.title


@dataclass(frozen=True, slots=True)
class Message:
    """A message that is written already, up to what its sender has to say."""

    subject: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WayIn:
    """One way in. ``href`` is a whole address, or, if it has no scheme, one relative to the site.

    ``label`` is what its link says, ``note`` a sentence that belongs beside it.
    """

    purpose: Purpose
    label: str
    href: str
    note: str = ""
