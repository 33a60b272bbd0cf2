"""Which documents are to be taken out of the handbook, and the file for each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.cli.problem import USAGE, StopError
from handbook.cli.session import unknown
from handbook.render.files import REGISTER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handbook.cli.making import Made


def pages_of(made: Made) -> Mapping[str, str]:
    """The page of every document that the site has, relative to it, by its id."""
    return {each["id"]: each["page"] for each in _listed(made)}


def in_force(made: Made) -> frozenset[str]:
    """The documents that may be relied on, by their ids."""
    return frozenset(each["id"] for each in _listed(made) if each["in_force"])


def _listed(made: Made) -> list[Mapping[str, str]]:
    listed: list[Mapping[str, str]] = json.loads(made.order.site.assets[REGISTER])["documents"]
    return listed


def wanted_of(pages: Mapping[str, str], documents: Sequence[str]) -> list[str]:
    """The documents that were named, each once; all, if none was. Raises ``StopError``."""
    for name in documents:
        if name not in pages:
            raise unknown("document", name, sorted(pages))
    return list(dict.fromkeys(documents)) or sorted(pages)


def places_for(
    wanted: Sequence[str], output: Path | None, root: Path, ending: str
) -> Mapping[str, Path]:
    """The file for each document, whose name ends in ``ending``; a folder is made if need be.

    ``output`` is a file for one document, or a folder. Raises ``StopError``.
    """
    suffix = Path(ending).suffix
    if output is not None and output.suffix.lower() == suffix:
        if len(wanted) != 1:
            raise StopError("Several documents need a folder: --output must name one.", USAGE)
        return {wanted[0]: output}
    folder = output or Path()
    if (folder.resolve()).is_relative_to((root / "registry").resolve()):
        raise StopError(f"{folder} is inside the registry, which holds no generated files.")
    try:
        folder.mkdir(exist_ok=True)
    except OSError as problem:
        raise StopError(f"There can be no folder {folder}: {problem.strerror}.") from problem
    return {document: folder / f"{document}-{ending}" for document in wanted}
