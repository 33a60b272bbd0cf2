"""What takes long to make, and no test changes, is made once for all processes of a test run."""

from __future__ import annotations

import os
import shutil
from fcntl import LOCK_EX, flock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder of this test run, filled by whichever process asks first; the others wait for it.

    What could not be made whole is made anew by the next who asks. No other run sees it.
    """
    run = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:  # whose own folder lies in that of the run
        run = run.parent
    place, whole = run / name, run / f"{name}.whole"
    with (run / f"{name}.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not whole.exists():
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir()
            make(place)
            whole.touch()
    return place
