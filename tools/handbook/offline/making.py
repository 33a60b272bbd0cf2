"""What a build adds to a built site for reading without a network."""

from __future__ import annotations

from collections import ChainMap
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from handbook.offline.copy_faults import faults
from handbook.offline.copy_page import OFFERING
from handbook.offline.edition import edition
from handbook.offline.offering import offer, offered
from handbook.offline.worker import WORKER, worker

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.offline.order import OfflineOrder


@dataclass(frozen=True, slots=True)
class OfflineParts:
    """Pages of the built site as they are to be, files to add to it, and what is wrong.

    ``no_room`` are the addresses of urgent pages that no browser saves unasked: there are too many.
    """

    pages: Mapping[str, bytes] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    no_room: tuple[str, ...] = ()


def parts(built: Mapping[str, bytes], order: OfflineOrder) -> OfflineParts:
    """What to put into a built site, whose files are ``built``, by path. None of them is held.

    Raises ``OfflineError`` if a page is not as the theme builds them.
    """
    pages: dict[str, bytes] = {}
    files: dict[str, bytes] = {}
    problems: tuple[str, ...] = ()
    no_room: tuple[str, ...] = ()
    if order.copy:
        made = edition(built, order)
        pages[OFFERING] = offered(built[OFFERING].decode(), offer(made, order)).encode()
        files[f"offline/{made.name}"] = made.archive
        problems = tuple(faults(made, built, order))
    if order.saves:
        files[WORKER], no_room = worker(ChainMap(pages, cast("dict[str, bytes]", built)), order)
    return OfflineParts(pages, files, problems, no_room)
