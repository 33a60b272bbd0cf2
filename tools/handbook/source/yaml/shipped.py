"""What the tool's own YAML files hold, read once and kept beside its bytecode as JSON.

Every command needs every type, and the files of those that come with the tool are as fixed as its
code. So what they hold lies where the compiled code lies, by the same trust: whoever can write
there can change the code. What a network has of its own is never kept, nor is a file in which
anything was found. Without a folder for bytecode nothing is kept, and only time is lost.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import tempfile
from importlib.util import cache_from_source
from pathlib import Path
from typing import TYPE_CHECKING, Any

import handbook.source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_NAME = "shipped.json"


def shipped_data(
    files: Mapping[str, bytes], read: Callable[[str], dict[str, Any] | None]
) -> Mapping[str, dict[str, Any]]:
    """What each of the tool's own YAML files holds, by name; those that cannot be read are absent.

    ``files`` are their bytes. ``read`` reads one of them strictly, and is asked for none if all of
    them were read before, by the same code. Never raises of its own.
    """
    stamp = _stamp(files)
    kept = _load(stamp)
    if kept is not None:
        return kept
    data = {name: held for name in files if (held := read(name)) is not None}
    if not sys.dont_write_bytecode:
        _save(stamp, data)
    return data


def place() -> Path:
    """Where it is kept. Raises ``NotImplementedError`` where Python keeps no bytecode."""
    return Path(cache_from_source(__file__)).with_name(_NAME)


def _stamp(files: Mapping[str, bytes]) -> str:
    """What the data hang on: the files, and the code that reads them."""
    made = hashlib.sha256()
    for name, raw in (*_code(), *files.items()):
        made.update(f"{name} {len(raw)}\n".encode() + raw)
    return made.hexdigest()


def _code(top: Path = Path(handbook.source.__file__).parent) -> Iterator[tuple[str, bytes]]:
    for path in sorted([*top.rglob("*.py"), *top.parent.glob("*.py")]):
        yield path.relative_to(top.parent).as_posix(), path.read_bytes()


def _load(stamp: str) -> dict[str, dict[str, Any]] | None:
    try:
        kept = json.loads(_whole(place()))
    except (OSError, ValueError, RecursionError, NotImplementedError):
        return None
    if not isinstance(kept, dict) or kept.get("stamp") != stamp:
        return None
    data: dict[str, dict[str, Any]] = kept["data"]
    return data


def _whole(path: Path) -> bytes:
    """What a file holds below its digest. Raises ``OSError``, or ``ValueError`` if it was cut."""
    digest, _, whole = path.read_bytes().partition(b"\n")
    if hashlib.sha256(whole).hexdigest().encode() != digest:
        raise ValueError("it is not what was written")
    return whole


def _save(stamp: str, data: Mapping[str, Any]) -> None:
    with contextlib.suppress(NotImplementedError):
        whole = json.dumps({"stamp": stamp, "data": data}, separators=(",", ":")).encode()
        _write(place(), whole)


def _write(path: Path, whole: bytes) -> None:
    """Put the whole file there at once, so that a run beside this one reads none or all of it."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(whole).hexdigest().encode() + b"\n" + whole)
        Path(name).replace(path)
