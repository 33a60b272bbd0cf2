"""Reminders as issues on GitLab, by its REST interface."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from handbook.cli.forge.connection import Connection
from handbook.cli.forge.problem import ForgeError, NoAnswerError
from handbook.remind.model import LABEL, IssueContent, TrackedIssue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handbook.assess.settings.model import Forge
    from handbook.cli.forge.connection import Opener
    from handbook.cli.forge.limits import Pace

_API = "/api/v4"


class GitLabTracker:
    """The issues of one project on GitLab, gitlab.com or a server of one's own."""

    name = "GitLab"

    def __init__(self, forge: Forge, token: str, pace: Pace, opener: Opener) -> None:
        parts = urlsplit(forge.url)
        api = forge.api or f"https://{parts.netloc}{_API}"
        above = urlsplit(api.removesuffix(_API))
        path = parts.path
        if above.netloc == parts.netloc:
            path = path.removeprefix(above.path)
        self._project = f"projects/{quote(path.strip('/'), safe='')}"
        self._connection = Connection(api, {"PRIVATE-TOKEN": token}, token, pace, opener)
        self._before: dict[int, IssueContent] = {}
        self._people: dict[str, int] = {}
        """The number of each account by its name, which GitLab wants instead."""

    def issues(self) -> tuple[TrackedIssue, ...]:
        """Every reminder, open or closed."""
        rows = self._connection.pages(
            f"{self._project}/issues",
            labels=LABEL, state="all", scope="all", order_by="created_at", sort="asc", per_page=100,
        )  # fmt: skip
        listed = tuple(self._issue(row) for row in rows)
        self._before = {issue.number: issue.content for issue in listed}
        return listed

    def assignable(self, accounts: Iterable[str]) -> frozenset[str]:
        """Those accounts that there are, and that are not blocked."""
        able = set()
        for name in accounts:
            rows = self._connection.get("users", username=name).json()
            for row in rows if isinstance(rows, list) else ():
                if row.get("state") == "active" and self._knows(row) == name.casefold():
                    able.add(name)
        return frozenset(able)

    def make(self, content: IssueContent) -> TrackedIssue:
        """A new issue. Raises ``ForgeError`` where it would not be found again."""
        issue = self._issue(
            self._connection.send("POST", f"{self._project}/issues", self._fields(content))
        )
        if LABEL not in issue.content.labels:
            self._connection.send(
                "PUT", f"{self._project}/issues/{issue.number}", {"state_event": "close"}
            )
            raise ForgeError(
                f"the token may make issues but not give them labels, by which they are found"
                f" again. #{issue.number} was made without its label, and closed"
            )
        return issue

    def change(self, number: int, content: IssueContent) -> None:
        """Make an issue be as ``content`` says. What is so already is not sent."""
        before = self._before.get(number)
        fields = self._fields(content)
        if before is not None:
            kept = self._fields(before)
            fields = {name: value for name, value in fields.items() if value != kept[name]}
        if before is None or before.open != content.open:
            fields["state_event"] = "reopen" if content.open else "close"
        self._connection.send("PUT", f"{self._project}/issues/{number}", fields)

    def _fields(self, content: IssueContent) -> dict[str, Any]:
        known = (self._people.get(name.casefold()) for name in sorted(content.assignees))
        return {
            "title": content.title,
            "description": content.body,
            "labels": ",".join(sorted(content.labels)),
            "assignee_ids": [number for number in known if number is not None] or [0],
        }

    def _knows(self, row: Any) -> str:
        """Keep the number of an account; its name, in small letters."""
        name = str(row["username"]).casefold()
        self._people[name] = int(row["id"])
        return name

    def _issue(self, row: Any) -> TrackedIssue:
        """An issue as GitLab tells of it. Raises ``NoAnswerError`` for anything else."""
        try:
            people = row["assignees"] or ()
            for person in people:
                self._knows(person)
            return TrackedIssue(
                int(row["iid"]),
                IssueContent(
                    title=str(row["title"]),
                    body=row["description"] or "",
                    labels=frozenset(row["labels"]),
                    assignees=frozenset(person["username"] for person in people),
                    open=row["state"] == "opened",
                ),
            )
        except (KeyError, TypeError, ValueError) as wrong:
            raise NoAnswerError("its answer is no issue as we know them") from wrong
