"""What follows from a content type that was refused: the files in its folder are no records."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from handbook.load.codes import STRAY
from handbook.source import read_yaml
from handbook.types import OVERRIDES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from handbook.finding import Finding
    from handbook.types import Types


def refused_folders(declared: Mapping[str, bytes], types: Types) -> dict[str, str]:
    """By folder below ``registry/``, the content type of the network that was to have it.

    ``declared`` are the files below ``registry/_types/``. A type whose folder cannot be read is
    taken to have one of its own name, or of that with an s.
    """
    used = {kind.folder for kind in types.values()}
    folders: dict[str, str] = {}
    names = {path.removeprefix(OVERRIDES).partition("/")[0] for path in declared}
    for name in sorted(names - types.keys()):
        if name.startswith("_"):
            continue
        path = f"{OVERRIDES}{name}/type.yaml"
        data = read_yaml(declared.get(path, b""), path).data or {}
        folder = data.get("folder")
        meant = [folder] if isinstance(folder, str) else [name, f"{name}s"]
        folders.update((each, name) for each in meant if each not in used)
    return folders


def explained(
    findings: Iterable[Finding], declared: Mapping[str, bytes], types: Types
) -> Iterator[Finding]:
    """The findings, those about files of a refused type with what is at fault: the type."""
    folders = refused_folders(declared, types)
    for finding in findings:
        folder, slash, _ = finding.path.removeprefix("registry/").partition("/")
        name = folders.get(folder) if finding.code is STRAY and slash else None
        if name is None:
            yield finding
            continue
        message = f"this file is no record while the content type {name} is at fault"
        hint = f"Mend what is said of {OVERRIDES}{name} first; there may be nothing wrong here."
        yield replace(finding, message=message, hint=hint)
