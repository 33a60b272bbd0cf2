"""Every registry that a configuration names, some at a time; none can hold up the others."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from urllib.parse import quote

from handbook.cli.web.guarded import CannotAskError
from handbook.federation.fitting import UnfitError
from handbook.federation.model import (
    AnswerState,
    FederationSettings,
    NetworkSource,
    RegistryReading,
)
from handbook.federation.reading import read_published
from handbook.load.trees.base import read_regular

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_AT_ONCE = 6


def gather(
    settings: FederationSettings, beside: Path, read: Callable[[str, str, int], bytes]
) -> list[RegistryReading]:
    """What asking every registry gave. Folders are relative to ``beside``; ``read`` reads a site.

    Never raises for what a registry is or does.
    """
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return list(pool.map(lambda source: _ask(source, beside, read), settings.sources))


def _ask(
    source: NetworkSource, beside: Path, read: Callable[[str, str, int], bytes]
) -> RegistryReading:
    def one_file(path: str, most: int) -> bytes:
        if source.folder:
            return read_regular(beside / source.folder / path, most)
        return read(source.address, path, most)

    unfit = ""
    # A site may be exchanged for a newer one between two files of it: then it is read once more.
    for _ in range(2):
        try:
            return RegistryReading(source, read_published(source, one_file))
        except UnfitError as problem:
            unfit = str(problem)
        except CannotAskError as problem:
            return RegistryReading(source, None, AnswerState.SILENT, str(problem))
        except OSError as problem:
            why = f"its folder cannot be read ({problem.strerror or problem})"
            return RegistryReading(source, None, AnswerState.SILENT, why)
    return RegistryReading(source, None, AnswerState.DOUBTFUL, unfit)


def bases(settings: FederationSettings, beside: Path, output: Path) -> dict[str, str]:
    """Where the pages of each network begin, as links from the folder of the index."""
    made = {}
    for source in settings.sources:
        made[source.id] = source.address
        if not source.address:
            way = os.path.relpath((beside / source.folder).resolve(), output.resolve())
            made[source.id] = f"{quote(way.replace(os.sep, '/'))}/"
    return made
