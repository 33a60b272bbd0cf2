"""What is taken in, what was seen in it, and what came of it."""

from __future__ import annotations


class ImportProblem(Exception):  # noqa: N818 -- told to people as it is
    """Why something cannot be taken in, in words, and how to mend it."""

    def __init__(self, reason: str, mend: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.mend = mend
