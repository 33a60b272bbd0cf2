"""Reading an evidence bundle that came from anywhere: a zip or a folder, neither of them trusted.

Nothing is unpacked to disk, no link is followed, and nothing larger than a bundle can be is read.
"""

from __future__ import annotations

import json
import os
import re
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbook.load.tree import read_regular
from handbook.publish.evidence import MANIFEST, SUMS
from handbook.publish.problem import NotPublishedError
from handbook.render.evidence_manifest import KIND, SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

LARGEST = 512 * 1024 * 1024
MOST = 5000
_LARGEST_MANIFEST = 16 * 1024 * 1024
_PATH = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*")
_LONGEST = 500
_ENCRYPTED = 0x1
_NEEDED = {
    "organisation": str,
    "day": str,
    "commit": str,
    "tool_version": str,
    "uncommitted": bool,
    "looks_back": bool,
    "files": list,
    "documents": list,
}


class NotABundleError(NotPublishedError):
    """What was named is no evidence bundle that can be read. The message is one sentence."""


@dataclass(frozen=True, slots=True)
class Found:
    """A bundle as it was found: its files by path, what its manifest says, and the zip's bytes."""

    files: Mapping[str, bytes]
    manifest: Mapping[str, Any]
    archive: bytes | None = None


def read_bundle(path: Path) -> Found:
    """Read a bundle, zip or folder. Raises ``NotABundleError`` for whatever else is there."""
    if path.is_dir():
        files = dict(_folder(path))
        return Found(files, _manifest(files, path))
    try:
        archive = read_regular(path, LARGEST)
    except OSError as problem:
        why = problem.strerror or str(problem)
        raise NotABundleError(f"{path} cannot be read: {why}.") from problem
    files = _unzipped(archive, path)
    return Found(files, _manifest(files, path), archive)


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
        for entry in entries:
            place = here / entry.name
            name = place.relative_to(top).as_posix()
            if entry.is_dir(follow_symlinks=False):
                waiting.append(place)
                continue
            count += 1
            _check_name(name, top)
            try:
                content = read_regular(place, LARGEST - size)
            except OSError as problem:
                raise NotABundleError(
                    f"{_shown(name)} in {top} is not an ordinary file of a fitting size."
                ) from problem
            size += len(content)
            _check_count(count, top)
            yield name, content


def _unzipped(archive: bytes, path: Path) -> dict[str, bytes]:
    import io  # noqa: PLC0415 - only here

    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            return _entries(opened, path)
    except NotABundleError:
        raise
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
        OverflowError,
        struct.error,
        zlib.error,
    ) as problem:
        raise NotABundleError(f"{path} is not a zip file that can be read.") from problem


def _entries(opened: zipfile.ZipFile, path: Path) -> dict[str, bytes]:
    entries = [one for one in opened.infolist() if not _only_a_folder(one)]
    _check_count(len(entries), path)
    if sum(one.file_size for one in entries) > LARGEST:
        raise NotABundleError(f"{path} would unpack to more than any bundle holds.")
    tops = {one.filename.partition("/")[0] for one in entries}
    if len(tops) != 1:
        raise NotABundleError(f"{path} does not hold one folder, as a bundle does.")
    files: dict[str, bytes] = {}
    folded: set[str] = set()
    for one in entries:
        _check_name(one.filename, path)
        _check_kind(one, path)
        name = one.filename.partition("/")[2]
        if not name or name.casefold() in folded:
            raise NotABundleError(f"{path} names {_shown(one.filename)} twice, or as no file.")
        folded.add(name.casefold())
        with opened.open(one) as content:
            files[name] = content.read(one.file_size + 1)
        if len(files[name]) != one.file_size:
            raise NotABundleError(f"{_shown(name)} in {path} is not as large as it says.")
    return files


def _only_a_folder(one: zipfile.ZipInfo) -> bool:
    """Whether an entry only names a folder, as other zip programs write them."""
    return one.filename.endswith("/") and one.file_size == 0


def _check_kind(one: zipfile.ZipInfo, path: Path) -> None:
    mode = one.external_attr >> 16
    kind = stat.S_IFMT(mode) if one.create_system == 3 else 0  # noqa: PLR2004 - made on Unix
    if kind not in (0, stat.S_IFREG):
        raise NotABundleError(f"{_shown(one.filename)} in {path} is a link, not a file.")
    if one.flag_bits & _ENCRYPTED:
        raise NotABundleError(f"{path} is locked with a password, which a bundle never is.")
    if one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise NotABundleError(f"{path} is packed in a way that this tool does not read.")


def _check_name(name: str, path: Path) -> None:
    """No path that leads out, is hidden, or means something else on another system."""
    if len(name) > _LONGEST or not _PATH.fullmatch(name):
        raise NotABundleError(f"{path} holds a file with a name no bundle has: {_shown(name)}.")


def _check_count(count: int, path: Path) -> None:
    if count > MOST:
        raise NotABundleError(f"{path} holds more files than any bundle does.")


def _shown(name: str) -> str:
    return ascii(name[:120])


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
