"""The folder of an index: what an earlier run left there, and the new one in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.cli.problem import StopError
from handbook.federation.fitting import UnfitError
from handbook.federation.pages import STYLE
from handbook.federation.published import INDEX, MOST, last_known
from handbook.load.trees.base import read_regular
from handbook.publish.placing import place_folder, refuse_spot
from handbook.publish.problem import NotPublishedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from handbook.federation.model import Published

_TOP = frozenset(
    {INDEX, "federation.schema.json", "network.schema.json", STYLE, "documents.csv", "index.html"}
)
_FOLDERS = {"networks": {".html", ".json"}, "topics": {".html"}, "policies": {".html"}}


def earlier(output: Path, root: Path | None) -> dict[str, Published]:
    """What an earlier index in ``output`` knew of each network. Raises ``StopError``.

    The folder must be free, empty, or an index whose files are as they were written, with nothing
    else in it; and never inside the registry under ``root``, if there is one.
    """
    try:
        refuse_spot(output, root or output)
    except NotPublishedError as problem:
        raise StopError(str(problem)) from problem
    if not output.exists() or (output.is_dir() and not any(output.iterdir())):
        return {}
    if not _is_index(output):
        raise StopError(
            f"{output} is there already, and is no index of registries with nothing else in it. It"
            " is left alone: choose another place with --output."
        )
    try:
        return dict(last_known(lambda path: read_regular(output / path, MOST)))
    except (UnfitError, OSError) as problem:
        raise StopError(
            f"What {output} knew of each network cannot be read ({problem}). A network that does"
            " not answer today would be shown as if it never had. Put the folder back as it was,"
            " or move it away to begin anew."
        ) from problem


def _is_index(output: Path) -> bool:
    """Whether a folder holds an index, and nothing of anybody else's."""
    if not output.is_dir() or not all((output / name).is_file() for name in _TOP):
        return False
    for entry in output.iterdir():
        endings = _FOLDERS.get(entry.name, set())
        if entry.name not in _TOP and (
            not endings
            or entry.is_symlink()
            or any(not file.is_file() or file.suffix not in endings for file in entry.iterdir())
        ):
            return False
    return True


def put_index(files: Iterator[tuple[str, bytes]], output: Path) -> None:
    """Write the index whole, then give it its name. Raises ``StopError``; what was there stays."""
    try:
        place_folder(files, output)
    except OSError as problem:
        raise StopError(f"{output} cannot be written: {problem.strerror}.") from problem
