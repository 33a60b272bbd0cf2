"""Putting planned files in place beside the registry, and saying how each of them stands."""

from __future__ import annotations

import os
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handbook.cli.next_steps import next_steps
from handbook.cli.problem import FOUND, StopError
from handbook.starting.planning import FileState, planned

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handbook.cli.session import Session
    from handbook.starting.planning import PlannedFile

_LARGEST = 1024 * 1024


def top_of(root: Path, folder: str) -> Path:
    """The top of the repository, which holds the registry in ``folder``. Raises ``StopError``."""
    parts = Path(folder).parts
    absolute = root.resolve()
    if parts and absolute.parts[-len(parts) :] != parts:
        raise StopError(
            f"settings.forge.folder says that the registry lies in {folder} of the repository, and "
            f"{absolute} does not end so. Correct that line, or run this in the repository."
        )
    return absolute.parents[len(parts) - 1] if parts else absolute


def existing(top: Path, path: str) -> str | None:
    """The text of a file that is there, or ``None``. Raises ``StopError`` for anything else."""
    place = top / path
    for part in (place, *place.parents):
        if part == top:
            break
        if part.is_symlink():
            raise StopError(f"{part.relative_to(top)} is a link to somewhere else. Take it away.")
    if not place.exists():
        return None
    if not place.is_file() or place.stat().st_size > _LARGEST:
        raise StopError(f"{path} is not an ordinary small file, so it is left alone.")
    return place.read_text(encoding="utf-8", errors="replace")


def report(plan: Sequence[PlannedFile], *, dry_run: bool, over: bool) -> None:
    """Say of each file how it stands, with a difference where something would change."""
    for file in plan:
        click.echo(f"{file.path}: {_deed(file, dry_run=dry_run, over=over)}")
        if file.difference:
            click.echo("".join(f"    {line}\n" for line in file.difference.splitlines()), nl=False)


def _deed(file: PlannedFile, *, dry_run: bool, over: bool) -> str:
    if file.state is FileState.CURRENT:
        return file.state.value
    if file.state is FileState.EDITED and not over:
        return f"{file.state}, so it is left alone; --replace would write it anew, as here:"
    deed = "would be written" if dry_run else "written"
    return f"{file.state}; {deed}"


def place(plan: Sequence[PlannedFile], top: Path, *, over: bool) -> list[str]:
    """Write every file that is not up to date, and no edited one unless ``over``; give their paths.

    Each is written beside its place and then put there in one step.
    """
    written = []
    for file in plan:
        if file.state is FileState.CURRENT or (file.state is FileState.EDITED and not over):
            continue
        target = top / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".handbook-", dir=target.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as writing:
                writing.write(file.text)
            Path(name).chmod(0o644)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        written.append(file.path)
    return written


def put(
    session: Session,
    files: Mapping[str, str],
    top: Path,
    *,
    dry_run: bool,
    over: bool,
    then: Sequence[str] = (),
) -> int:
    """Write ``files`` below ``top``, or with ``dry_run`` only say what would be; the exit code.

    ``then`` are sentences about what was written, which stand before what to do next.
    """
    plan = planned(files, partial(existing, top))
    report(plan, dry_run=dry_run, over=over)
    if dry_run:
        click.echo("Nothing was written. Without --dry-run, it would be.")
    elif written := place(plan, top, over=over):
        for sentence in (*then, next_steps(session, written)):
            click.echo(sentence)
    left = any(file.state is FileState.EDITED for file in plan) and not over
    return FOUND if left else 0
