"""The change from the old site to the new: one rename, so readers see wholly one or the other.

``site`` is a symbolic link to a folder inside its store, ``.site-builds/``, beside it. A new site
is put in the store first; then a new link takes the old one's name. The site before is kept.

Nothing is removed but what is plainly ours: in a store with our marker, a folder whose name has the
exact form of a build's and which holds a build's own record, or what a dead build left half done.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.publish.problem import NotPublishedError
from handbook.publish.record import holds_record, is_public

if TYPE_CHECKING:
    from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_WORKING = "working-"
_LEFT_BY_MKDOCS = "found-"
_UNFINISHED = re.compile(r"working-[0-9a-f]{12}(\.link)?")
_BUILD = re.compile(r"(found-)?[0-9]{8}T[0-9]{6}Z(-[0-9a-f]{4,12})?(-[0-9]{1,6})?")

MARKER = "this-folder-belongs-to-handbook.txt"
"""The file by which a store is known as ours."""

_MARKED = (
    "`handbook build` keeps the sites it made in this folder, and removes old ones from it.\n"
    "Put nothing of your own here.\n"
)


@dataclass(frozen=True, slots=True)
class Store:
    """Where the sites live that ``output`` points at, one after the other."""

    output: Path
    folder: Path

    @property
    def lock(self) -> Path:
        """The lock file that every build of this output takes."""
        return self.folder / "lock"


def store_of(output: Path, root: Path | None = None) -> Store:
    """The store beside ``output``, whether or not it is there.

    ``output`` must be a name in some folder, and never inside the registry under ``root``: raises
    ``NotPublishedError``.
    """
    if output.name in {"", ".."}:
        raise NotPublishedError(f"{output} cannot be a site: give the name of a new folder.")
    if root is not None and output.absolute().is_relative_to((root / "registry").absolute()):
        raise NotPublishedError(f"{output} is inside the registry, which holds no generated files.")
    return Store(output, output.parent / f".{output.name}-builds")


def open_store(output: Path, root: Path | None = None) -> Store:
    """The store beside ``output``, made if need be. Raises ``OSError`` if that is not possible.

    Raises ``NotPublishedError`` as ``store_of`` does, and for a folder of that name that is
    somebody else's: one that holds something, and not our marker.
    """
    store = store_of(output, root)
    folder, marker = store.folder, store.folder / MARKER
    ours = marker.is_file() and not marker.is_symlink()
    if folder.is_symlink() or (not ours and folder.exists() and not _is_empty(folder)):
        raise NotPublishedError(
            f"{folder} is where the builds of {output.name} would be kept, and it is not a folder "
            "that handbook made. It is left alone: choose another place with --output."
        )
    folder.mkdir(parents=True, exist_ok=True)
    if not ours:
        marker.write_bytes(_MARKED.encode())
    return store


def _is_empty(folder: Path) -> bool:
    return folder.is_dir() and not any(folder.iterdir())


def refuse_strange_output(store: Store) -> None:
    """Raise ``NotPublishedError`` unless ``output`` is free, ours, or plainly a built site."""
    output = store.output
    if output.is_symlink():
        target = output.parent / output.readlink()
        if target.parent != store.folder and not holds_record(target):
            raise NotPublishedError(
                f"{output} is a link to {output.readlink()}, which handbook did not make. "
                "Remove the link, or choose another place with --output."
            )
    elif output.is_dir():
        if any(output.iterdir()) and not _looks_built(output):
            raise NotPublishedError(
                f"{output} is a folder that does not look like a built site, so it is left alone. "
                "Choose another place with --output."
            )
    elif output.exists():
        raise NotPublishedError(f"{output} is a file, not a folder. Choose another with --output.")


def _looks_built(folder: Path) -> bool:
    return holds_record(folder) or all(
        (folder / name).is_file()
        for name in ("index.html", "404.html", "sitemap.xml", "assets/handbook/handbook.css")
    )


def working_folder(store: Store) -> Path:
    """A new empty folder in the store to build in, readable by whoever may read the store.

    The caller holds the lock, so any other such folder was left by a build that died: removed, or,
    where an engine that outlived its build still writes there, left for the build after this one.
    """
    for left in [each for each in store.folder.iterdir() if _UNFINISHED.fullmatch(each.name)]:
        if left.is_symlink():
            left.unlink()
        elif left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
    folder = _unfinished(store)
    folder.mkdir()
    return folder


def _unfinished(store: Store) -> Path:
    """A new name in the store, by which the next build knows what this one did not finish."""
    return store.folder / f"{_WORKING}{secrets.token_hex(6)}"


def publish(store: Store, built: Path, name: str, *, public: bool = False) -> Path:
    """Make the folder ``built`` the site, under ``name`` in the store. Returns where it now lives.

    At every moment ``output`` is wholly the old site or wholly the new one. Afterwards the site
    before is kept and older ones are removed; beside a ``public`` site only another public one is
    kept. Raises ``NotPublishedError`` where a real folder stands at ``output`` and the system
    cannot exchange it in one step; ``OSError`` for the rest.
    """
    before = _current(store)
    home = _free_name(store.folder / name)
    built.rename(home)
    link = _unfinished(store).with_suffix(".link")
    link.symlink_to(_from_output(store, home))
    try:
        if store.output.is_dir() and not store.output.is_symlink():
            _exchange(link, store.output)
            before = _free_name(store.folder / f"{_LEFT_BY_MKDOCS}{name}")
            link.rename(before)
        else:
            link.replace(store.output)
    except BaseException:
        if link.is_symlink():
            link.unlink()
        if _current(store) != home:
            home.rename(built)
        raise
    _prune(store, keep={home, None if public and before and not is_public(before) else before})
    return home


def _current(store: Store) -> Path | None:
    if not store.output.is_symlink():
        return None
    return store.output.parent / store.output.readlink()


def _from_output(store: Store, home: Path) -> Path:
    return home.relative_to(store.output.parent)


def _free_name(path: Path) -> Path:
    count, free = 1, path
    while free.exists() or free.is_symlink():
        count += 1
        free = path.with_name(f"{path.name}-{count}")
    return free


def _prune(store: Store, keep: set[Path | None]) -> None:
    for entry in store.folder.iterdir():
        if entry in keep or entry.is_symlink() or not entry.is_dir():
            continue
        if _BUILD.fullmatch(entry.name) and holds_record(entry):
            shutil.rmtree(entry, ignore_errors=True)


def _exchange(link: Path, folder: Path) -> None:
    """Let a link and a folder change names in one step (Linux), or say what to do instead."""
    import ctypes  # noqa: PLC0415 - needed only where a plain MkDocs build came before

    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    code = errno.ENOSYS
    if renameat2 is not None:
        old, new = os.fsencode(link), os.fsencode(folder)
        if renameat2(_AT_FDCWD, old, _AT_FDCWD, new, _RENAME_EXCHANGE) == 0:
            return
        code = ctypes.get_errno()
    if code in {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}:
        raise NotPublishedError(
            f"{folder} is a folder made by a plain `mkdocs build`, and this system cannot exchange "
            f"it for the new site in one step. Move {folder} away, then build again."
        )
    raise OSError(code, os.strerror(code), str(folder))
