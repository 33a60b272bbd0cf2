"""Write a file over with the same record in another layout: the whole of it, or nothing."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from handbook.author.write import WriteProblem
from handbook.load.trees.base import read_regular


def rewrite(root: Path, path: str, before: bytes, after: bytes) -> None:
    """Put ``after`` in the place of the file at ``path`` (from ``root``), which holds ``before``.

    The new file is written beside the registry and then takes the name of the old one in one step,
    with its permissions. Raises ``WriteProblem`` if the file is no longer what was read, may not be
    written, or is reached through a link; it is then as it was.
    """
    target = root / path
    try:
        _refuse(root, target, before)
        mode = stat.S_IMODE(target.stat(follow_symlinks=False).st_mode)
        with tempfile.TemporaryDirectory(prefix=".handbook-", dir=root) as folder:
            staged = Path(folder) / "new"
            with staged.open("wb") as file:
                file.write(after)
                file.flush()
                os.fsync(file.fileno())
            staged.chmod(mode)
            _refuse(root, target, before)
            staged.replace(target)
    except OSError as problem:
        why = (problem.strerror or str(problem)).lower()
        raise WriteProblem(f"{path} was left as it is: {why}") from problem


def _refuse(root: Path, target: Path, before: bytes) -> None:
    """Raise ``WriteProblem`` unless the file is there as it was read, and may be written."""
    path = target.relative_to(root).as_posix()
    for parent in target.parents:
        if parent == root:
            break
        if parent.is_symlink():
            inside = parent.relative_to(root).as_posix()
            raise WriteProblem(f"{path} was left as it is: {inside} is a link to somewhere else")
    if not os.access(target, os.W_OK):
        raise WriteProblem(f"{path} was left as it is: it may not be written")
    if read_regular(target) != before:
        raise WriteProblem(f"{path} was left as it is: somebody has changed it meanwhile")
