"""Addresses on the server that holds the repository: a file, its history, its form, an issue.

They are those that GitHub and GitLab themselves give to a file in a browser.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

from handbook.assess.settings.model import Forge

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from handbook.assess.settings.model import Settings
    from handbook.history import History

GITHUB, GITLAB = "github", "gitlab"
_HEAD = "HEAD"
"""The published branch of a repository of which nobody said its name: both servers know it."""
_MIDDLE = {GITHUB: "", GITLAB: "/-"}


def forge_of(settings: Settings, history: History) -> Forge | None:
    """The server that the settings name, or else the one that the repository was fetched from.

    Of the latter nobody said which branch is published, so its ``branch`` is ``HEAD``. ``None`` for
    a server of another kind, whose addresses nobody here knows.
    """
    if settings.forge is not None:
        return settings.forge
    host = urlsplit(history.remote).hostname or ""
    kind = host.partition(".")[0]
    if kind not in _MIDDLE or not history.remote.startswith("https://"):
        return None
    return Forge(kind, history.remote.rstrip("/"), _HEAD, history.folder)


def server(forge: Forge) -> str:
    """The name of the server, as people know it: ``github.com``."""
    return urlsplit(forge.url).netloc


def page_address(settings: Settings, url: str) -> str:
    """Where a page of the handbook is read, from its place in it; that place if nobody said."""
    site = settings.forge.site if settings.forge else None
    return f"{site.url}{url}" if site else url


def edit_address(forge: Forge, path: str) -> str:
    """The form in which a file is changed; empty where the name of the branch is not known."""
    return "" if forge.branch == _HEAD else _on_branch(forge, "edit", path)


def file_address(forge: Forge, path: str) -> str:
    """The page that shows a file as it is on the published branch."""
    return _on_branch(forge, "blob", path)


def history_address(forge: Forge, path: str) -> str:
    """The page that lists who changed a file, when and why."""
    return _on_branch(forge, "commits", path)


def issue_address(
    forge: Forge, form: str, title: str, fields: Mapping[str, str], lines: Iterable[str]
) -> str:
    """A new issue with its title filled in: in the form ``form`` with its ``fields``, or as text.

    GitLab has no forms, and takes a text from an address only in place of its template. Nobody but
    members of the project sees such an issue, in case a patient is named in it after all.
    """
    if forge.kind == GITLAB:
        text = "\n".join(["```", *lines, "```"])
        query = {"issue[title]": title, "issue[confidential]": "true", "issue[description]": text}
    else:
        query = {"template": f"{form}.yml", "title": title, **fields}
    given = {name: value for name, value in query.items() if value}
    return f"{forge.url}{_MIDDLE[forge.kind]}/issues/new?{urlencode(given, quote_via=quote)}"


def within(forge: Forge | None, path: str) -> str:
    """A path of the registry as one of the repository, ready to stand in an address."""
    return quote(f"{forge.folder}/{path}" if forge and forge.folder else path)


def _on_branch(forge: Forge, what: str, path: str) -> str:
    return f"{forge.url}{_MIDDLE[forge.kind]}/{what}/{quote(forge.branch)}/{within(forge, path)}"
