"""Why a command stopped, as one sentence for people."""

from __future__ import annotations

FOUND = 1
"""Exit code: something was found at or above the level that was asked for."""
USAGE = 2
"""Exit code: the command was not typed in a way that can be understood."""
CANNOT_RUN = 3
"""Exit code: configuration, git, the disk, or the tool itself."""


class StopError(Exception):
    """End the command with this sentence on stderr, after which comes its exit code."""

    def __init__(self, message: str, code: int = CANNOT_RUN) -> None:
        super().__init__(message)
        self.code = code
