"""The files of a web server: nginx with a build every half hour, or Azure Static Web Apps."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from handbook.editor.policy import policy
from handbook.publish.policy import HEADERS
from handbook.starting.templates import filled

if TYPE_CHECKING:
    from handbook.assess.settings.model import Forge, PublishedSite

POLICY_HEADER = "Content-Security-Policy"


@dataclass(frozen=True, slots=True)
class ServerGround:
    """Where things are on the server, and who builds there."""

    site: str = "/var/www/handbook/site"
    network: str = "/srv/handbook/network"
    program: str = "/srv/handbook/program/bin/handbook"
    people: str = "/etc/nginx/handbook.htpasswd"
    certificate: str = "/etc/ssl/handbook/fullchain.pem"
    key: str = "/etc/ssl/handbook/privkey.pem"
    user: str = "handbook"
    http: str = "80"
    https: str = "443"

    @property
    def site_home(self) -> str:
        """The folder that holds the site, its older builds among them."""
        return str(PurePosixPath(self.site).parent)


def server_files(
    forge: Forge, site: PublishedSite, ground: ServerGround | None = None
) -> dict[str, str]:
    """The files of a server of one's own, by path from the top of the repository."""
    ground = ground or ServerGround()
    values = {
        "site": site,
        "name": urlsplit(site.url).hostname or "",
        "branch": forge.branch,
        "ground": ground,
        "registry": f"{ground.network}/{forge.folder}".rstrip("/"),
        "editor_policy": _editor_policy(forge),
        "policy": HEADERS[POLICY_HEADER],
        "headers": [pair for pair in HEADERS.items() if pair[0] != POLICY_HEADER],
    }
    return {
        f"server/{place}": filled(f"server/{name}", values)
        for place, name in (
            ("handbook.nginx.conf", "nginx.conf"),
            ("handbook-publish.service", "handbook-publish.service"),
            ("handbook-publish.timer", "handbook-publish.timer"),
        )
    }


def azure_files(forge: Forge) -> dict[str, str]:
    """What Azure Static Web Apps reads beside the site: headers, who may read what, 404.

    Nothing where the handbook is read elsewhere.
    """
    site = forge.site
    if site is None or site.host != "azure-static-web-apps":
        return {}
    values = {
        "site": site,
        "all_headers": list(HEADERS.items()),
        "editor_policy": _editor_policy(forge),
    }
    name = "staticwebapp.config.json"
    return {name: filled(f"server/{name}", values)}


def _editor_policy(forge: Forge) -> str:
    """What the pages of the form editor may do, with what only a header can say."""
    return f"{policy(forge)}; frame-ancestors 'none'"
