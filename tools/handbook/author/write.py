"""Put a plan in place: all of its files, or none."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handbook.author.model import Plan


class WriteProblem(Exception):  # noqa: N818 -- told to people as it is
    """Nothing was written, and why, in words."""


def write(plan: Plan, root: Path) -> tuple[str, ...]:
    """Write the files of a plan under ``root``; give back their paths.

    Everything is written beside the registry first; then each file is linked to its place, which
    fails where something is there already. If anything fails, what was put in place is taken away
    again and ``WriteProblem`` is raised. The last file, which gives the others their meaning, takes
    its place last, so a run that is killed leaves no decision without its sealed text.
    """
    placed: list[Path] = []
    made: list[Path] = []
    try:
        _refuse_what_is_there(plan, root)
        with tempfile.TemporaryDirectory(prefix=".handbook-", dir=root) as folder:
            staged = _stage(plan, Path(folder))
            for name, source in staged.items():
                target = root / name
                _make_folders(target.parent, made)
                _place(source, target)
                placed.append(target)
            _sync_folders(placed)
    except (OSError, WriteProblem) as problem:
        _take_back(placed, made)
        if isinstance(problem, WriteProblem):
            raise
        raise WriteProblem(f"nothing was written: {_in_one_line(problem, root)}") from problem
    except BaseException:
        _take_back(placed, made)
        raise
    return tuple(plan.files)


def _refuse_what_is_there(plan: Plan, root: Path) -> None:
    """No file is written over, and none outside the folder that was named."""
    for name in plan.files:
        target = root / name
        if target.is_symlink() or target.exists():
            raise WriteProblem(f"nothing was written: {name} is already there")
        for parent in target.parents:
            if parent == root:
                break
            if parent.is_symlink():
                inside = parent.relative_to(root).as_posix()
                raise WriteProblem(f"nothing was written: {inside} is a link to somewhere else")


def _stage(plan: Plan, folder: Path) -> dict[str, Path]:
    """Write the files under names that mean nothing, safely on disk."""
    staged = {}
    for number, (name, raw) in enumerate(plan.files.items()):
        path = folder / str(number)
        with path.open("wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        path.chmod(0o644)
        staged[name] = path
    return staged


def _place(source: Path, target: Path) -> None:
    """Give a file its name. Where the disk knows no links, write it anew; never over another."""
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:
        raw = source.read_bytes()
        with target.open("xb") as file:
            file.write(raw)


def _make_folders(folder: Path, made: list[Path]) -> None:
    missing = [folder, *folder.parents]
    for parent in reversed([p for p in missing if not p.exists()]):
        parent.mkdir()
        made.append(parent)


def _sync_folders(placed: list[Path]) -> None:
    """Ask the disk to remember the new names, where the system lets us."""
    for folder in {path.parent for path in placed}:
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _take_back(placed: list[Path], made: list[Path]) -> None:
    for path in reversed(placed):
        with suppress(OSError):
            path.unlink()
    for folder in reversed(made):
        with suppress(OSError):
            folder.rmdir()


def _in_one_line(problem: OSError, root: Path) -> str:
    """An error of the system in one line, naming the file as people know it."""
    name = problem.filename2 or problem.filename
    where = ""
    if isinstance(name, str):
        with suppress(ValueError):
            where = f"{Path(name).relative_to(root).as_posix()}: "
    return f"{where}{(problem.strerror or str(problem)).lower()}"
