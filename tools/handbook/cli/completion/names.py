"""What there is to name in a registry, by its folders and the names of its files alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    Declaration = Mapping[str, Any]

_ID = re.compile(r"[a-z0-9](?:-{0,2}[a-z0-9])*")
_VERSION = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){1,2}")


def names_of(root: Path, wanted: Callable[[str, Declaration], bool]) -> Iterator[str]:
    """The ids of all records of the types that are ``wanted``, by their name and declaration."""
    for name, declaration in declared(root):
        if wanted(name, declaration):
            yield from _files(root, declaration)


def sealed_versions(root: Path, document: str) -> list[str]:
    """The versions of a document of which there is a sealed text; none where it has no such id."""
    folder = root / "registry" / "_endorsed" / document
    if not _ID.fullmatch(document) or not folder.is_dir():
        return []
    return [path.name for path in folder.iterdir() if _VERSION.fullmatch(path.name)]


def declared(root: Path) -> Iterator[tuple[str, Declaration]]:
    """The name and the declaration of each content type, the network's own over those shipped."""
    from handbook.types.folders import OVERRIDES, DeclarationReader  # noqa: PLC0415 - heavy

    own = (root / OVERRIDES).glob("*/type.yaml")
    overrides = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in own
        if path.is_file() and not path.is_symlink()
    }
    reader = DeclarationReader(overrides)
    for name in reader.names():
        declaration = reader.yaml(f"{name}/type.yaml")
        if isinstance(declaration, dict):
            yield name, declaration


def _files(root: Path, declaration: Declaration) -> Iterator[str]:
    """The ids of the records of one type: its files' names, where they are ids."""
    folder, single = declaration.get("folder"), declaration.get("singleton")
    registry = root / "registry"
    if isinstance(single, str) and (registry / single).is_file():
        yield single.partition(".")[0]
    if not isinstance(folder, str) or not (registry / folder).is_dir():
        return
    suffix = ".md" if declaration.get("format") == "markdown" else ".yaml"
    for path in (registry / folder).iterdir():
        if path.suffix == suffix and _ID.fullmatch(path.stem) and path.is_file():
            yield path.stem
