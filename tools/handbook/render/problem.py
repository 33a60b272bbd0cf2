"""Why a page cannot be made."""

from __future__ import annotations


class PageProblem(Exception):  # noqa: N818 - the word used in this code base, as in DateProblem
    """A page cannot be made as it was asked for. The message says which and why, for people.

    Whatever refuses a page at this stage (its template, or what the template yields) raises this
    or a class of it, and ``render.fallback`` then shows the record in a plainer way.
    """

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line
        """The line of the template that is at fault, where it is known; otherwise 0."""
