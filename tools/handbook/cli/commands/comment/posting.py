"""Finding the proposal that was checked on GitHub, and its one comment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.cli.forge.problem import NoAnswerError
from handbook.proposal.markdown import MARKER

if TYPE_CHECKING:
    from handbook.cli.forge.connection import Connection

_NOT_FOUND = 404


class Proposals:
    """The proposals of one repository, ``owner/name``, and who we are there."""

    def __init__(self, connection: Connection, repository: str, author: str) -> None:
        self._connection = connection
        self._place = f"repos/{repository}"
        self._author = author

    def why_not(self, number: int, commit: str, base: str) -> str:
        """Why a proposal is not the open one for ``base`` checked at a commit; empty if it is."""
        reply = self._connection.get(f"{self._place}/pulls/{number}")
        if reply.status == _NOT_FOUND:
            return f"There is no proposal #{number}."
        pull = _as_map(reply.json())
        if _as_map(pull.get("head")).get("sha") != commit:
            return f"#{number} is not at {commit[:12]}: it has moved on, or another was checked."
        if pull.get("state") != "open":
            return f"#{number} is closed."
        if _as_map(pull.get("base")).get("ref") != base:
            return (
                f"#{number} is not for {base}, the published branch, against which it was checked."
            )
        return ""

    def files(self, number: int) -> tuple[str, ...]:
        """The paths that a proposal changes, those from which files were moved too."""
        rows = self._connection.pages(f"{self._place}/pulls/{number}/files", per_page=100)
        names = ("filename", "previous_filename")
        return tuple(
            str(row[name]) for row in map(_as_map, rows) for name in names if row.get(name)
        )

    def post(self, number: int, body: str) -> str:
        """Write our comment, or bring it up to date; what was done, in a word."""
        ours = self._ours(number)
        if ours is None:
            self._connection.send("POST", f"{self._place}/issues/{number}/comments", {"body": body})
            return "written"
        if str(ours.get("body")).replace("\r\n", "\n").strip() == body.strip():
            return "up to date already"
        place = f"{self._place}/issues/comments/{int(ours['id'])}"
        self._connection.send("PATCH", place, {"body": body})
        return "brought up to date"

    def _ours(self, number: int) -> dict[str, Any] | None:
        """The first comment that bears our mark and that we wrote: no other is ever changed."""
        place = f"{self._place}/issues/{number}/comments"
        for row in map(_as_map, self._connection.pages(place, per_page=100)):
            wrote = _as_map(row.get("user") or {}).get("login")
            if wrote == self._author and str(row.get("body")).startswith(MARKER):
                return row
        return None


def _as_map(row: Any) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise NoAnswerError("its answer is no proposal as we know them")
    return row
