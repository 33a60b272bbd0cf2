"""Files that other systems read, as pages know them: where they are, and what they may say."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

REGISTER = "api/register.json"
"""Where the register for programs stands in the site."""
INDEX = "api/index.json"
"""Where the index of all files for other systems stands."""


@dataclass(frozen=True, slots=True)
class StandingClaim:
    """What a file says of one document, read back from its bytes.

    ``page`` is the document's page, relative to the site. ``state`` and ``until`` are ``None``
    where the file does not say; ``until`` is ``""`` where it says that there is no such day.
    ``of_version``: it speaks of one version, so that of several entries one says how it stands.
    """

    page: str
    in_force: object
    state: str | None = None
    until: str | None = None
    of_version: bool = False


Reader = Callable[[bytes], Iterable[StandingClaim]]


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file that is made besides the pages (``outputs``).

    ``path`` is its place in the site, ``title`` and ``about`` say what it is, ``make`` makes its
    bytes, from nothing but the context it was offered from. ``page`` is the page on which readers
    are told of it, as a path in the tree; empty for none. ``schema`` is the path of the JSON Schema
    that it fits. ``reads`` gives what it says of how documents stand; what ``outputs.claims`` reads
    by the end of its name (JSON, CSV and the like) needs none.
    """

    path: str
    title: str
    about: str
    media_type: str
    make: Callable[[], bytes]
    page: str = ""
    schema: str = ""
    reads: Reader | None = None
