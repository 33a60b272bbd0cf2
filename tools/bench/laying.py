"""A made registry as files on disk, with its history in git."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from bench.registry import Made

_WHO = "Bench <bench@example.org>"


def lay(made: Made, root: Path) -> None:
    """Write a registry into ``root``, an empty folder, as a repository with its commits on main.

    Raises ``CalledProcessError`` if git refuses.
    """
    root.mkdir(parents=True)
    _git(root, "init", "--quiet", "--initial-branch=main")
    subprocess.run(
        ["git", "fast-import", "--quiet"],
        cwd=root, input=b"".join(_stream(made)), check=True,
    )  # fmt: skip
    _git(root, "checkout", "--quiet", "--force", "main")


def _git(root: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=root, check=True, capture_output=True)


def _stream(made: Made) -> Iterator[bytes]:
    """The commits in the form that git reads at once."""
    for message, day, files in made.commits:
        yield b"commit refs/heads/main\n"
        yield f"committer {_WHO} {_seconds(day)} +0000\n".encode()
        yield _data(message.encode())
        for path, raw in files.items():
            yield f"M 100644 inline {path}\n".encode()
            yield _data(raw)


def _seconds(day: date) -> int:
    return int(datetime.combine(day, time(12), UTC).timestamp())


def _data(raw: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(raw), raw)
