"""Reading an evidence bundle that came from anywhere: a zip or a folder, neither of them trusted.

Nothing is unpacked to disk, no link is followed, and nothing larger than a bundle can be is read.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbook.evidence import limits
from handbook.evidence.limits import NotABundleError, check_count, check_name, shown
from handbook.evidence.manifest import KIND, SCHEMA_VERSION
from handbook.evidence.pack import MANIFEST
from handbook.evidence.unzip import unzipped
from handbook.load.trees.base import read_regular
from handbook.render.evidence_link import SUMS, top

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_LARGEST_MANIFEST = 16 * 1024 * 1024
_NEEDED = {
    "organisation": str,
    "day": str,
    "commit": str,
    "tool_version": str,
    "uncommitted": bool,
    "looks_back": bool,
    "files": list,
    "documents": list,
    "answers": list,
}


@dataclass(frozen=True, slots=True)
class ReadBundle:
    """A bundle as it was found: its files by path, and what its manifest says."""

    files: Mapping[str, bytes]
    manifest: Mapping[str, Any]


def read_bundle(path: Path) -> ReadBundle:
    """Read a bundle, zip or folder. Raises ``NotABundleError`` for whatever else is there."""
    if path.is_dir():
        files = dict(_folder(path))
        return ReadBundle(files, _manifest(files, path))
    try:
        archive = read_regular(path, limits.LARGEST)
    except OSError as problem:
        why = problem.strerror or str(problem)
        raise NotABundleError(f"{path} cannot be read: {why}.") from problem
    folder, files = unzipped(archive, path)
    manifest = _manifest(files, path)
    if folder != top(manifest["organisation"]):
        raise NotABundleError(f"{path} unpacks to {shown(folder)}, as no bundle of its kind does.")
    return ReadBundle(files, manifest)


def _folder(top: Path) -> Iterator[tuple[str, bytes]]:
    size = count = 0
    waiting = [top]
    while waiting:
        here = waiting.pop()
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError as problem:
            why = problem.strerror or str(problem)
            raise NotABundleError(f"{here} cannot be read: {why}.") from problem
        if not entries and here != top:
            raise NotABundleError(f"{shown(here.name)} in {top} is a folder with nothing in it.")
        for entry in entries:
            place = here / entry.name
            name = place.relative_to(top).as_posix()
            check_name(name, top)
            if entry.is_dir(follow_symlinks=False):
                waiting.append(place)
                continue
            count += 1
            try:
                content = read_regular(place, limits.LARGEST - size)
            except OSError as problem:
                raise NotABundleError(
                    f"{shown(name)} in {top} is not an ordinary file of a fitting size."
                ) from problem
            size += len(content)
            check_count(count, top)
            yield name, content


def _manifest(files: Mapping[str, bytes], path: Path) -> Mapping[str, Any]:
    """What the manifest says. Raises ``NotABundleError`` if there is none that can be read."""
    no = NotABundleError(
        f"{path} is not an evidence bundle that this tool can read: it has no {MANIFEST} and {SUMS}"
        " of such a bundle."
    )
    raw = files.get(MANIFEST)
    if raw is None or SUMS not in files or len(raw) > _LARGEST_MANIFEST:
        raise no
    try:
        manifest = json.loads(raw)
    except (ValueError, RecursionError) as problem:
        raise no from problem
    if not isinstance(manifest, dict) or manifest.get("kind") != KIND:
        raise no
    if manifest.get("schema_version") != SCHEMA_VERSION:
        raise NotABundleError(
            f"{path} was made by another version of this tool, whose bundles this one cannot read."
        )
    if not all(isinstance(manifest.get(name), kind) for name, kind in _NEEDED.items()):
        raise no
    return manifest
