"""Reminders as issues on GitHub, by its REST interface."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from handbook.cli.forge.connection import Connection
from handbook.cli.forge.problem import ForgeError, NoAnswerError
from handbook.remind.model import LABEL, IssueContent, TrackedIssue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handbook.assess.settings.model import Forge
    from handbook.cli.forge.connection import Opener
    from handbook.cli.forge.limits import Pace

_TOP = "github.com"


class GitHubTracker:
    """The issues of one repository on GitHub, github.com or a server of one's own."""

    name = "GitHub"

    def __init__(self, forge: Forge, token: str, pace: Pace, opener: Opener) -> None:
        parts = urlsplit(forge.url)
        owner, repository = parts.path.strip("/").split("/")[-2:]
        usual = (
            "https://api.github.com" if parts.netloc == _TOP else f"https://{parts.netloc}/api/v3"
        )
        self._repository = f"repos/{owner}/{repository}"
        headers = {
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {token}",
            "X-GitHub-Api-Version": "2022-11-28",
        }
        self._connection = Connection(forge.api or usual, headers, token, pace, opener)
        self._before: dict[int, IssueContent] = {}

    def issues(self) -> tuple[TrackedIssue, ...]:
        """Every reminder, open or closed. A pull request, which is listed among them, is none."""
        rows = self._connection.pages(
            f"{self._repository}/issues",
            labels=LABEL, state="all", sort="created", direction="asc", per_page=100,
        )  # fmt: skip
        listed = tuple(_issue(row) for row in rows if "pull_request" not in _as_map(row))
        self._before = {issue.number: issue.content for issue in listed}
        return listed

    def assignable(self, accounts: Iterable[str]) -> frozenset[str]:
        """Those accounts to which an issue of this repository may be given."""
        place = f"{self._repository}/assignees"
        return frozenset(
            name
            for name in accounts
            if self._connection.get(f"{place}/{name}").status != 404  # noqa: PLR2004
        )

    def make(self, content: IssueContent) -> TrackedIssue:
        """A new issue. Raises ``ForgeError`` where it would not be found again."""
        issue = _issue(
            self._connection.send("POST", f"{self._repository}/issues", _fields(content))
        )
        if LABEL not in issue.content.labels:
            self._connection.send(
                "PATCH", f"{self._repository}/issues/{issue.number}", {"state": "closed"}
            )
            raise ForgeError(
                f"the token may make issues but not give them labels, by which they are found"
                f" again. #{issue.number} was made without its label, and closed"
            )
        return issue

    def change(self, number: int, content: IssueContent) -> None:
        """Make an issue be as ``content`` says. What is so already is not sent."""
        before = self._before.get(number)
        fields = _fields(content) | {"state": "open" if content.open else "closed"}
        if before is not None:
            kept = _fields(before) | {"state": "open" if before.open else "closed"}
            fields = {name: value for name, value in fields.items() if value != kept[name]}
        self._connection.send("PATCH", f"{self._repository}/issues/{number}", fields)


def _fields(content: IssueContent) -> dict[str, Any]:
    return {
        "title": content.title,
        "body": content.body,
        "labels": sorted(content.labels),
        "assignees": sorted(content.assignees),
    }


def _issue(row: Any) -> TrackedIssue:
    """An issue as GitHub tells of it. Raises ``NoAnswerError`` for anything else."""
    row = _as_map(row)
    try:
        labels = (label if isinstance(label, str) else label["name"] for label in row["labels"])
        return TrackedIssue(
            int(row["number"]),
            IssueContent(
                title=str(row["title"]),
                body=row["body"] or "",
                labels=frozenset(labels),
                assignees=frozenset(person["login"] for person in row["assignees"] or ()),
                open=row["state"] == "open",
            ),
        )
    except (KeyError, TypeError, ValueError) as wrong:
        raise NoAnswerError("its answer is no issue as we know them") from wrong


def _as_map(row: Any) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise NoAnswerError("its answer is no issue as we know them")
    return row
