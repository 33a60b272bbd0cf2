"""What texts were read to be, and which pages were found clean, kept from one run to the next.

It lies in git's own folder, so that no commit, pull request or archive can bring one. Deleting it
changes nothing but time. See ``docs/decisions/0025-what-is-kept.md``.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import platform
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import handbook
from handbook.load.trees.repository import NoRepositoryError, repository
from handbook.processes import in_several
from handbook.source.markdown.bodies import Bodies

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from handbook.source.markdown.bodies import Body

FOLDER = "handbook-cache"
_FILE = "texts.json"
_PARSERS = ("markdown-it-py", "Markdown", "selectolax")
"""What reads the text of a body, and what looks through that of a page."""
_SPARE = 5000
"""So many entries that this run did not ask for are kept too: those of another branch, say."""
_LARGEST = 200_000_000
"""No larger file is read, whoever wrote it."""
_MANY = 150
"""From so many texts on, another process costs less time than it saves."""
_PROCESSES = 8


@contextlib.contextmanager
def bodies_kept(root: Path, *, fresh: bool = False) -> Iterator[Bodies]:
    """What reads the texts of a registry, and keeps what it read when all is done.

    ``fresh`` neither looks at what was kept nor keeps anything. So it is where git's folder cannot
    be found or written. Never raises of its own.
    """
    folder = None if fresh else folder_of(root)
    if folder is None:
        yield Bodies(spread=spread)
        return
    cache = TextCache(folder / _FILE, fingerprint())
    yield Bodies(cache, spread)
    cache.save()


def folder_of(root: Path) -> Path | None:
    """The folder for it; every work tree of one repository shares it."""
    try:
        with repository(root) as repo:
            return Path(repo.common_dir).resolve() / FOLDER
    except (NoRepositoryError, OSError):
        return None


@functools.cache
def fingerprint() -> str:
    """What a text says besides its words depends on: all of our code, the parsers, Python.

    Looked at once: a process goes on with the code that it began with.
    """
    from importlib.metadata import version  # noqa: PLC0415  slow; only where texts are read

    made = hashlib.sha256(platform.python_version().encode())
    for name in _PARSERS:
        made.update(f"{name} {version(name)}\n".encode())
    top = Path(handbook.__file__).parent
    for path in sorted(top.rglob("*.py")):
        code = path.read_bytes()
        made.update(f"{path.relative_to(top).as_posix()} {len(code)}\n".encode() + code)
    return made.hexdigest()


class TextCache:
    """A file of what was found of clean texts and pages, by the digest of their words.

    Its first line is the digest of the rest, so that a file that was cut off or changed says
    nothing; the rest is JSON and names ``stamp``, so that one of another version says nothing.
    Each entry is JSON by itself, which takes a quarter of the memory of what it stands for, and
    is taken apart when it is asked for. Neither reading nor saving ever raises for what is on the
    disk.
    """

    def __init__(self, path: Path, stamp: str) -> None:
        self._path, self._stamp = path, stamp
        self._kept = self._load()
        self._used: dict[str, Any] = {}
        self._new = False

    def get(self, key: str) -> Any:
        """What was kept under ``key``, or ``None``."""
        value = self._kept.get(key)
        if value is None:
            return None
        self._used[key] = value
        return _unfolded(value)

    def put(self, key: str, value: Any) -> None:
        """Keep ``value`` under ``key``, once ``save`` is called."""
        self._used[key] = _folded(value)
        self._new = True

    def save(self) -> None:
        """Write what this run used, and some of what it did not, if there is anything new."""
        if not self._new:
            return
        spare = [item for item in self._kept.items() if item[0] not in self._used][:_SPARE]
        texts = {**self._used, **dict(spare)}
        whole = json.dumps({"stamp": self._stamp, "texts": texts}, separators=(",", ":")).encode()
        del texts, spare
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(exist_ok=True)
            self._replace(hashlib.sha256(whole).hexdigest().encode() + b"\n", whole)

    def _replace(self, *parts: bytes) -> None:
        """Put a whole file in the place of the old one at once. Raises ``OSError``."""
        handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=f"{_FILE}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.writelines(parts)
            Path(name).replace(self._path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise

    def _load(self) -> dict[str, Any]:
        try:
            if self._path.is_symlink() or self._path.stat().st_size > _LARGEST:
                return {}
            digest, _, whole = self._path.read_bytes().partition(b"\n")
            if hashlib.sha256(whole).hexdigest().encode() != digest:
                return {}
            data = json.loads(whole)
        except (OSError, ValueError, RecursionError):
            return {}
        if not isinstance(data, dict) or data.get("stamp") != self._stamp:
            return {}
        texts = data.get("texts")
        return texts if isinstance(texts, dict) else {}


def _folded(value: Any) -> Any:
    """A value as it is held: JSON in one text, but for the ``true`` of whatever was found clean."""
    return value if value is True else json.dumps(value, separators=(",", ":"))


def _unfolded(value: Any) -> Any:
    """What was folded; ``None`` for anything else that a file may hold."""
    if not isinstance(value, str):
        return True if value is True else None
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return None


def spread(read: Callable[[str], Body], texts: Sequence[str]) -> Iterable[Body]:
    """Read many texts by as many processes as there are processors, where that pays."""
    if len(texts) < _MANY:
        return map(read, texts)
    try:
        first, rest = read(texts[0]), texts[1:]  # what reading needs is then there for all of them
        return [first, *in_several(read, rest, pays_from=0, at_most=_PROCESSES)]
    except Exception:  # noqa: BLE001  whatever kept the others from it, this process can do it
        return map(read, texts)
