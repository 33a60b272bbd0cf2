"""The workflows of a network, by path from the top of its repository."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from handbook.starting.actions import uses
from handbook.starting.templates import filled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.assess.settings.model import Forge, Settings

PUBLISHING: Mapping[str, tuple[str, ...]] = {
    "github": ("github-pages", "azure-static-web-apps"),
    "gitlab": ("gitlab-pages",),
}
"""Where each kind of forge can put a site by itself. A server of one's own fetches it."""

_GITHUB = {
    ".github/workflows/handbook-check.yml": "github/check.yml",
    ".github/workflows/handbook-comment.yml": "github/comment.yml",
    ".github/workflows/handbook-nightly.yml": "github/nightly.yml",
}
_GITHUB_PUBLISH = {".github/workflows/handbook-publish.yml": "github/publish.yml"}
_GITLAB = {
    ".gitlab-ci.yml": "gitlab/include.yml",
    ".gitlab/handbook.gitlab-ci.yml": "gitlab/handbook.yml",
}


@dataclass(frozen=True, slots=True)
class _ToolFetched:
    """Where a workflow fetches the program from; ``repository`` is empty for its own."""

    repository: str
    ref: str
    url: str
    words: str


@dataclass(frozen=True, slots=True)
class _Destination:
    """Where the handbook is read, and whether this forge can put it there."""

    host: str
    url: str
    login: bool
    published: bool


def workflows(forge: Forge, settings: Settings) -> dict[str, str]:
    """Every workflow for this forge, by path. No workflow publishes where no site is named."""
    values = _values(forge, settings)
    templates = _GITLAB if forge.kind == "gitlab" else _GITHUB
    if forge.kind == "github" and values["site"].published:
        templates = templates | _GITHUB_PUBLISH
    return {path: filled(name, values) for path, name in templates.items()}


def _values(forge: Forge, settings: Settings) -> Mapping[str, Any]:
    site = forge.site
    published = site is not None and site.host in PUBLISHING[forge.kind]
    hour, minute = after_midnight(settings.time_zone)
    return {
        "uses": uses,
        "branch": forge.branch,
        "registry": f"network/{forge.folder}" if forge.folder else "network",
        "folder": forge.folder or ".",
        "tool": _tool(forge),
        "site": _Destination(
            site.host if site else "",
            site.url if site else "",
            bool(site and site.login),
            published,
        ),
        "cron": f"{minute} {hour} * * *",
    }


def _tool(forge: Forge) -> _ToolFetched:
    if forge.tool is None:
        return _ToolFetched("", forge.branch, forge.url, "the published branch of this repository")
    repository = urlsplit(forge.tool.url).path.strip("/")
    return _ToolFetched(
        repository, forge.tool.commit, forge.tool.url, "the one commit of settings.forge"
    )


def after_midnight(zone: str) -> tuple[int, int]:
    """An hour and minute of UTC, soon after midnight in a time zone in summer and in winter.

    Whatever takes effect on a day is then published in its first two hours.
    """
    place = ZoneInfo(zone)
    offsets = [
        datetime(2026, month, 15, tzinfo=place).utcoffset() or timedelta() for month in (1, 7)
    ]
    minutes = (20 - int(min(offsets).total_seconds()) // 60) % (24 * 60)
    return divmod(minutes, 60)
