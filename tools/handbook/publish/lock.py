"""One build at a time: a lock that the system lets go of when its holder dies."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from handbook.publish.problem import NotPublishedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def only_build(path: Path) -> Iterator[None]:
    """Hold the lock file ``path`` while the block runs.

    The lock belongs to the open file, not to its presence, so a killed build leaves nothing to
    clear up. Raises ``NotPublishedError`` if another build holds it or locks are not to be had.
    """
    try:
        import fcntl  # noqa: PLC0415 - not on every system; `check` must work without it
    except ImportError as missing:
        raise NotPublishedError(
            "This system has no file locks that handbook knows, so it cannot publish safely here. "
            "`handbook stage` and `handbook check` work."
        ) from missing
    with path.open("a+", encoding="ascii") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as busy:
            held.seek(0)
            holder = held.read(20).strip()
            who = f" (process {holder})" if holder.isdigit() else ""
            raise NotPublishedError(
                f"Another build is at work on this site{who}. Wait until it ends, then try again."
            ) from busy
        held.truncate(0)
        held.write(str(os.getpid()))
        held.flush()
        yield
