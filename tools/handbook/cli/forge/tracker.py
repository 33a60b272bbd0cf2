"""The one small interface to a forge's issues, and which of its two kinds a network has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from handbook.cli.forge.github import GitHubTracker
from handbook.cli.forge.gitlab import GitLabTracker

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from handbook.assess.settings.model import Forge
    from handbook.cli.forge.connection import Opener
    from handbook.cli.forge.limits import Pace
    from handbook.remind.model import IssueContent, TrackedIssue

TOKENS: Mapping[str, tuple[str, ...]] = {
    "github": ("HANDBOOK_FORGE_TOKEN", "GITHUB_TOKEN"),
    "gitlab": ("HANDBOOK_FORGE_TOKEN", "GITLAB_TOKEN"),
}
"""Where the token of each kind of forge stands in the environment; the first that is there is used.
"""


class Tracker(Protocol):
    """The issues of one repository. Each method raises ``ForgeError`` if the forge is silent."""

    @property
    def name(self) -> str:
        """What kind of forge it is."""

    def issues(self) -> tuple[TrackedIssue, ...]:
        """Every issue with our label, open or closed."""

    def assignable(self, accounts: Iterable[str]) -> frozenset[str]:
        """Those accounts to which an issue may be given."""

    def make(self, content: IssueContent) -> TrackedIssue:
        """A new issue."""

    def change(self, number: int, content: IssueContent) -> None:
        """Make an issue that was listed be as ``content`` says, in one request."""


def token_of(forge: Forge, environment: Mapping[str, str]) -> str:
    """The token for a forge; empty if none is in the environment."""
    tokens = (environment.get(name, "").strip() for name in TOKENS[forge.kind])
    return next(filter(None, tokens), "")


def tracker_of(forge: Forge, token: str, pace: Pace, opener: Opener) -> Tracker:
    """The issues of a network's repository."""
    kind = GitLabTracker if forge.kind == "gitlab" else GitHubTracker
    return kind(forge, token, pace, opener)
