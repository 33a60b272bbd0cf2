"""Whether the files that are read are those of a commit, byte for byte.

Git's own opinion is not asked: its index can be told to look away (``assume-unchanged``, sparse
checkouts), its ignore files hide what is read all the same, and its filters make other bytes of a
file than were committed. The commit lists the names of all contents; the files are named anew.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.load.leavings import left_about
from handbook.load.trees.base import IMAGES, SETTINGS, TOP, is_attachment
from handbook.load.trees.repository import NoRepositoryError, explain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from git import Repo

PLACES = (TOP, IMAGES, SETTINGS)
"""Where everything lies that a handbook is made of."""
_REGULAR = ("100644", "100755", "100664")


class How(StrEnum):
    """How a file that is read is not that of the commit, in words that follow its path."""

    CHANGED = "differs from what was committed"
    FILLED_IN = "differs from what was committed: git filled in $Id$ when it checked it out"
    NEW = "was never committed"
    GONE = "was committed and is not here"
    LINK = "was committed as a link or as a repository of its own, and is a file here"


@dataclass(frozen=True, slots=True)
class UncommittedFile:
    """One file that is not as the commit has it."""

    path: str
    how: How

    def __str__(self) -> str:
        return f"{self.path} {self.how}"


def differences(
    repo: Repo,
    root: Path,
    commit: str,
    files: Iterable[tuple[str, bytes]],
    places: Iterable[str] = PLACES,
) -> tuple[UncommittedFile, ...]:
    """How ``files`` (paths below ``root``, and contents) differ from those of a commit, by path.

    ``commit`` is a full hash; all of what it holds in ``places`` is expected. What a checkout did
    to the ends of lines in a text is no difference.
    Raises ``NoRepositoryError`` if git cannot list or show what was committed.
    """
    from git.exc import GitError, ODBError  # noqa: PLC0415  slow to import

    try:
        kept = dict(_entries(repo, root, commit, places))
        uncommitted, doubtful, seen = [], {}, set()
        for path, raw in files:
            seen.add(path)
            mode, name = kept.get(path, ("", ""))
            if not mode:
                if not left_about(path.rpartition("/")[2]):
                    uncommitted.append(UncommittedFile(path, How.NEW))
            elif mode not in _REGULAR:
                uncommitted.append(UncommittedFile(path, How.LINK))
            elif name not in _names(path, raw, len(name)):
                doubtful[path] = (name, raw)
        uncommitted += [UncommittedFile(path, How.GONE) for path in kept.keys() - seen]
        uncommitted += _compared(repo, doubtful)
    except (GitError, ODBError, ValueError, OSError) as problem:
        raise NoRepositoryError(explain(str(getattr(problem, "stderr", "")))) from None
    return tuple(sorted(uncommitted, key=lambda file: file.path))


def _entries(
    repo: Repo, root: Path, commit: str, places: Iterable[str]
) -> Iterator[tuple[str, tuple[str, str]]]:
    """What a commit holds in ``places``: by path below ``root``, the mode and name of contents."""
    top = Path(str(repo.working_tree_dir)).resolve()
    before = "".join(f"{step}/" for step in root.resolve().relative_to(top).parts)
    listing = repo.git.ls_tree(
        *("-r", "-z", "--full-tree", commit, "--"),
        *(f"{before}{place}" for place in places),
        stdout_as_string=False,
    )
    for line in bytes(listing).decode("utf-8", "surrogateescape").split("\0"):
        entry, _, path = line.partition("\t")
        path = path.removeprefix(before)
        if path and not never_read(path):
            mode, _, name = entry.split()
            yield path, (mode, name)


def never_read(path: str) -> bool:
    """Whether a file beside the registry is passed over: what is hidden among the images."""
    name = path.rpartition("/")[2]
    return path.startswith(f"{IMAGES}/") and (name.startswith(".") or left_about(name))


def _exact(path: str) -> bool:
    """Whether every byte of a file counts; in texts, the ends of lines do not."""
    return is_attachment(path) or path.startswith(f"{IMAGES}/")


def _names(path: str, raw: bytes, length: int) -> set[str]:
    """The names that contents may have in a commit; ``length`` is that of names there."""
    forms = {raw} if _exact(path) else {raw, plain(raw)}
    return {blob_name(form, length) for form in forms}


def _compared(repo: Repo, doubtful: Mapping[str, tuple[str, bytes]]) -> Iterator[UncommittedFile]:
    """Files whose contents have other names: most differ, and a few only look as if they did."""
    for path, (name, raw) in doubtful.items():
        if _exact(path):
            yield UncommittedFile(path, How.CHANGED)
            continue
        kept = plain(repo.odb.stream(bytes.fromhex(name)).read())
        if kept != plain(raw):
            filled = kept.replace(b"$Id$", f"$Id: {name} $".encode("ascii"))
            yield UncommittedFile(path, How.FILLED_IN if filled == plain(raw) else How.CHANGED)


def plain(raw: bytes) -> bytes:
    """A text whatever a checkout made of the ends of its lines."""
    return raw.replace(b"\r\n", b"\n")


def blob_name(raw: bytes, length: int) -> str:
    """The name that git gives to contents; ``length`` is that of names in this repository."""
    kind = "sha256" if length == 64 else "sha1"  # noqa: PLR2004  hexadecimal letters
    start = b"blob %d\0" % len(raw)
    return hashlib.new(kind, start + raw, usedforsecurity=False).hexdigest()
