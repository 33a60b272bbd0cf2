"""Reading the zip file of an evidence bundle that came from anywhere, and is not trusted.

Every byte must belong to what is listed: programs differ in where they look for the list of a zip,
so a file with anything before, between or behind what it lists may be another bundle to the next.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from handbook.evidence import limits
from handbook.evidence.limits import NotABundleError, check_count, check_name, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ENCRYPTED, _SUMS_BEHIND = 0x1, 0x8
_UNIX = 3
_LOCAL = struct.Struct("<4s5H3L2H")
_END = struct.Struct("<4s4H2LH")
_OTHER_NAMES = frozenset({0x7075, 0x6375})
"""Extra fields by which some programs take another name than the one that is listed."""


def unzipped(archive: bytes, path: Path) -> dict[str, bytes]:
    """The files of a zip by their path in its one folder. Raises ``NotABundleError``."""
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            return _files(opened, archive, path)
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


def _files(opened: zipfile.ZipFile, archive: bytes, path: Path) -> dict[str, bytes]:
    entries = opened.infolist()
    check_count(len(entries), path)
    if sum(entry.file_size for entry in entries) > limits.LARGEST:
        raise NotABundleError(f"{path} would unpack to more than any bundle holds.")
    for entry in entries:
        check_name(entry.orig_filename.removesuffix("/"), path)
        _check_kind(entry, path)
    tops = {entry.orig_filename.partition("/")[0] for entry in entries}
    if len(tops) != 1:
        raise NotABundleError(f"{path} does not hold one folder, as a bundle does.")
    packed = dict(_packed(opened, archive, entries, path))
    files: dict[str, bytes] = {}
    folded: set[str] = set()
    for entry in entries:
        name, plain = entry.orig_filename.partition("/")[2], entry.orig_filename.removesuffix("/")
        if plain.casefold() in folded or not (name or entry.is_dir()):
            raise NotABundleError(
                f"{path} names {shown(entry.orig_filename)} twice, or as no file."
            )
        folded.add(plain.casefold())
        content = _unpacked(entry, packed[entry.orig_filename], path)
        if not entry.is_dir():
            files[name] = content
    _check_folders(entries, path)
    return files


def _check_folders(entries: list[zipfile.ZipInfo], path: Path) -> None:
    """Folders may be listed, as other programs do, but only those in which files lie."""
    names = [entry.orig_filename for entry in entries if not entry.is_dir()]
    for entry in entries:
        if entry.is_dir() and not any(name.startswith(entry.orig_filename) for name in names):
            raise NotABundleError(
                f"{path} holds a folder that no bundle has: {shown(entry.orig_filename)}."
            )


def _check_kind(entry: zipfile.ZipInfo, path: Path) -> None:
    kind = stat.S_IFMT(entry.external_attr >> 16) if entry.create_system == _UNIX else 0
    if kind not in (0, stat.S_IFDIR if entry.is_dir() else stat.S_IFREG):
        raise NotABundleError(f"{shown(entry.orig_filename)} in {path} is no plain file or folder.")
    if entry.flag_bits & _ENCRYPTED:
        raise NotABundleError(f"{path} is locked with a password, which a bundle never is.")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise NotABundleError(f"{path} is packed in a way that this tool does not read.")
    if entry.comment or _OTHER_NAMES & set(_extra(entry.extra)):
        raise NotABundleError(f"{shown(entry.orig_filename)} in {path} has another name besides.")


def _extra(fields: bytes) -> Iterator[int]:
    """The numbers of the extra fields of an entry."""
    while fields:
        number, size = struct.unpack_from("<HH", fields)
        yield number
        fields = fields[4 + size :]


def _packed(
    opened: zipfile.ZipFile, archive: bytes, entries: list[zipfile.ZipInfo], path: Path
) -> Iterator[tuple[str, bytes]]:
    """The packed bytes of every entry, by its name; nothing may lie before, between or behind."""
    stray = NotABundleError(
        f"{path} holds something that its list of files does not name. It may be another file to"
        " another program, so nothing in it is read."
    )
    at = 0
    for entry in sorted(entries, key=lambda each: each.header_offset):
        if entry.header_offset != at:
            raise stray
        begin = at + _header(entry, archive, path)
        at = begin + entry.compress_size
        yield entry.orig_filename, archive[begin:at]
        if entry.flag_bits & _SUMS_BEHIND:
            at += _sums_behind(entry, archive[at : at + 16])
    signature, *numbers, size, start, comment = _END.unpack(archive[-_END.size :])
    whole = (b"PK\x05\x06", [0, 0, len(entries), len(entries)], at, 0)
    if (signature, numbers, start, comment) != whole or opened.start_dir != at:
        raise stray
    if at + size + _END.size != len(archive):
        raise stray


def _header(entry: zipfile.ZipInfo, archive: bytes, path: Path) -> int:
    """How long the header of an entry is, which must say what the list says of it."""
    signature, _, flags, method, _, _, crc, packed, size, name, extra = _LOCAL.unpack_from(
        archive, entry.header_offset
    )
    end = entry.header_offset + _LOCAL.size + name
    numbers = (0, 0, 0) if flags & _SUMS_BEHIND and not packed else _numbers(entry)
    header = (signature, flags, method, (crc, packed, size), archive[end - name : end])
    listed = (b"PK\x03\x04", entry.flag_bits, entry.compress_type, numbers, _raw_name(entry))
    if header != listed or _OTHER_NAMES & set(_extra(archive[end : end + extra])):
        raise NotABundleError(
            f"{shown(entry.orig_filename)} in {path} is listed as something else."
        )
    return int(end - entry.header_offset + extra)


def _numbers(entry: zipfile.ZipInfo) -> tuple[int, int, int]:
    return entry.CRC, entry.compress_size, entry.file_size


def _raw_name(entry: zipfile.ZipInfo) -> bytes:
    return entry.orig_filename.encode("ascii")


def _sums_behind(entry: zipfile.ZipInfo, sums_found: bytes) -> int:
    """How many bytes of sums follow an entry that was written before its size was known."""
    sums = struct.pack("<3L", *_numbers(entry))
    if sums_found == b"PK\x07\x08" + sums:
        return len(sums_found)
    return len(sums) if sums_found[: len(sums)] == sums else 0


def _unpacked(entry: zipfile.ZipInfo, packed: bytes, path: Path) -> bytes:
    content, whole = packed, True
    if entry.compress_type == zipfile.ZIP_DEFLATED:
        unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
        content = unpacking.decompress(packed, entry.file_size + 1)
        whole = unpacking.eof and not unpacking.unused_data
    listed = entry.file_size, entry.CRC
    if not whole or (len(content), zlib.crc32(content)) != listed or (entry.is_dir() and content):
        raise NotABundleError(f"{shown(entry.orig_filename)} in {path} is not what its list says.")
    return content
