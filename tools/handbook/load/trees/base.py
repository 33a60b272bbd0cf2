"""A tree of files: the working copy, any git revision, or files in memory, behind one interface."""

from __future__ import annotations

import hashlib
import os
import stat
import zlib
from typing import TYPE_CHECKING, Protocol

from handbook.finding import Finding
from handbook.load.codes import IRREGULAR, UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

TOP = "registry"
IMAGES = "docs-site"
"""The folder beside the registry of the site's own images."""
SETTINGS = "mkdocs.yml"
"""The file beside the registry with what a network sets for its site."""
LARGEST = 32 * 1024 * 1024
"""Larger files are not read at all."""


class Tree(Protocol):
    """Files below ``registry/``, by path from the top of the repository, with forward slashes."""

    def paths(self) -> tuple[str, ...]:
        """The paths of all regular files, sorted."""

    def read(self, path: str) -> bytes:
        """The contents of a file. Raises ``OSError`` if it cannot be read."""

    @property
    def problems(self) -> tuple[Finding, ...]:
        """Findings about what is there but is not a regular file that can be read."""


def contents(tree: Tree) -> dict[str, bytes]:
    """Every file of a tree, by path. Raises ``OSError`` if one cannot be read."""
    return {path: tree.read(path) for path in tree.paths()}


class MemoryTree:
    """A tree of files that were never on disk. ``files`` maps paths to contents."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = {path: raw for path, raw in files.items() if path.startswith(f"{TOP}/")}

    def paths(self) -> tuple[str, ...]:
        """The paths of all files, sorted."""
        return tuple(sorted(self._files))

    def read(self, path: str) -> bytes:
        """The contents of a file. Raises ``FileNotFoundError``."""
        if path not in self._files:
            raise FileNotFoundError(path)
        return self._files[path]

    @property
    def problems(self) -> tuple[Finding, ...]:
        """None: everything here is a regular file."""
        return ()


PRESSED_FROM = 512
"""Of fewer bytes hardly any are saved."""
_SEALED = f"{TOP}/_endorsed/"


class WorkingTree:
    """The files as they are on disk. ``root`` is the folder that holds ``registry/``.

    Records are read once, when the tree is made, so that a check sees one state of the disk, and
    are held in few bytes, a sealed text by where it differs from its working text;
    attachments, which are large, are read when asked for, and must then be what they were the first
    time.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._texts: dict[str, bytes] = {}
        self._pressed: dict[str, bytes] = {}
        self._like: dict[str, str] = {}
        self._named: dict[str, str] = {}
        self._first: dict[str, bytes] = {}
        self._paths: list[str] = []
        self._problems: list[Finding] = []
        top = root / TOP
        if top.is_symlink():
            self._refuse(TOP, "is a link to another place, which is not followed")
        elif top.is_dir():
            self._walk(TOP)
            self._named.clear()
        self._paths.sort()

    def paths(self) -> tuple[str, ...]:
        """The paths of all regular files, sorted."""
        return tuple(self._paths)

    def read(self, path: str) -> bytes:
        """The contents of a file. Raises ``OSError`` if it cannot be read."""
        if path in self._texts:
            return self._texts[path]
        if path in self._pressed:
            return zlib.decompressobj(zdict=self._model(path)).decompress(self._pressed[path])
        raw = read_regular(self._root / path)
        mark = hashlib.sha256(raw).digest()
        if self._first.setdefault(path, mark) != mark:
            raise OSError("it changed while it was read")
        return raw

    @property
    def problems(self) -> tuple[Finding, ...]:
        """Findings about links, pipes, submodules and files that cannot be read."""
        return tuple(self._problems)

    def _walk(self, folder: str) -> None:
        waiting = [folder]
        while waiting:
            here = waiting.pop()
            try:
                entries = sorted(os.scandir(self._root / here), key=lambda entry: entry.name)
            except OSError as problem:
                self._unreadable(here, problem)
                continue
            if here != TOP and any(entry.name == ".git" for entry in entries):
                self._refuse(here, "is a repository of its own (a submodule), which is not read")
                continue
            for entry in entries:
                path = f"{here}/{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(path)
                else:
                    self._add(path, entry)

    def _add(self, path: str, entry: os.DirEntry[str]) -> None:
        try:
            path.encode("utf-8")
            status = entry.stat(follow_symlinks=False)
        except UnicodeEncodeError:
            shown = path.encode("utf-8", "backslashreplace").decode("utf-8")
            self._problems.append(
                Finding(IRREGULAR, shown, "the name of this file is not UTF-8 text", "Rename it.")
            )
            return
        except OSError as problem:
            self._unreadable(path, problem)
            return
        if stat.S_ISLNK(status.st_mode):
            self._refuse(path, "is a link to another file, which is not followed")
        elif not stat.S_ISREG(status.st_mode):
            self._refuse(path, "is a pipe, a socket or a device, not a file")
        elif status.st_size > LARGEST:
            self._problems.append(too_large(path))
        else:
            self._keep(path)

    def _keep(self, path: str) -> None:
        try:
            if is_attachment(path):
                os.close(os.open(self._root / path, os.O_RDONLY | _SAFE))
            else:
                self._hold(path, read_regular(self._root / path))
        except OSError as problem:
            self._unreadable(path, problem)
        else:
            self._paths.append(path)

    def _hold(self, path: str, raw: bytes) -> None:
        if len(raw) < PRESSED_FROM:
            self._texts[path] = raw
            return
        if path.startswith(_SEALED):
            document, _, name = path.removeprefix(_SEALED).partition("/")
            working = self._named.get(f"{document}.{name.rpartition('.')[2]}")
            if working is not None:
                self._like[path] = working
        else:
            self._named[path.rpartition("/")[2]] = path
        pressing = zlib.compressobj(level=1, zdict=self._model(path))
        self._pressed[path] = pressing.compress(raw) + pressing.flush()

    def _model(self, path: str) -> bytes:
        """What a file is held by the difference from: nothing, for all but sealed texts."""
        working = self._like.get(path)
        return b"" if working is None else self.read(working)

    def _refuse(self, path: str, what: str) -> None:
        self._problems.append(irregular(path, what))

    def _unreadable(self, path: str, problem: OSError) -> None:
        self._problems.append(unreadable(path, problem))


class Overlay:
    """A tree with some files laid over it, which are nowhere on disk yet."""

    def __init__(self, tree: Tree, files: Mapping[str, bytes]) -> None:
        self._tree, self._files = tree, dict(files)

    def paths(self) -> tuple[str, ...]:
        """The paths of all files, sorted."""
        return tuple(sorted({*self._tree.paths(), *self._files}))

    def read(self, path: str) -> bytes:
        """The contents of a file. Raises ``OSError`` if it cannot be read."""
        return self._files[path] if path in self._files else self._tree.read(path)

    @property
    def problems(self) -> tuple[Finding, ...]:
        """What the tree itself cannot read."""
        return self._tree.problems


_SAFE = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)


def read_regular(path: Path, most: int = LARGEST) -> bytes:
    """The bytes of a file, at most so many. Raises ``OSError`` for anything else, never waiting.

    It must be a regular file when it is opened: no link, pipe or device.
    """
    with open(os.open(path, os.O_RDONLY | _SAFE | getattr(os, "O_BINARY", 0)), "rb") as file:  # noqa: PTH123  opened by descriptor, so that no link is followed
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise OSError("it is no longer an ordinary file")
        # Asking for no more than there is keeps the memory to the file's own size.
        raw = file.read(min(status.st_size, most) + 1)
    if len(raw) > min(status.st_size, most):
        raise OSError("it grew while it was read, or is too large")
    return raw


def is_attachment(path: str) -> bool:
    """Whether a path is that of an attachment, of a record or of a sealed text."""
    parts = path.split("/")
    sealed = len(parts) > 4 and parts[1] == "_endorsed" and parts[4] == "attachments"  # noqa: PLR2004  registry/_endorsed/<id>/<version>/attachments/
    return sealed or (len(parts) > 1 and parts[1] == "attachments")


def irregular(path: str, what: str) -> Finding:
    """The finding for something that is not a regular file."""
    return Finding(IRREGULAR, path, f"this {what}", "Put the file itself here, or remove it.")


def unreadable(path: str, problem: OSError) -> Finding:
    """The finding for a file that the computer does not hand over."""
    why = problem.strerror or str(problem) or "no reason was given"
    return Finding(
        UNREADABLE, path, f"this cannot be read: {why}", "Check the permissions of the file."
    )


def too_large(path: str) -> Finding:
    """The finding for a file that is larger than anything that belongs here."""
    message = f"this file is larger than {LARGEST // 1024 // 1024} MiB and was not read"
    return Finding(UNREADABLE, path, message, "Keep large files elsewhere and link to them.")
