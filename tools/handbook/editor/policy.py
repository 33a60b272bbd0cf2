"""What a browser allows on the pages of the form editor, which are outside the site's own policy.

The editor writes styles into its page as it runs, and speaks to the server that holds the
repository. Everything else stays shut: no script but those here, no other server.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from handbook.assess.settings.model import Forge

USUAL = {
    "github.com": "https://api.github.com",
    "gitlab.com": "https://gitlab.com/api/v4",
}
"""Where programs ask on the servers that everybody may use."""
PATHS = {"github": "/api/v3", "gitlab": "/api/v4"}
"""Where they ask on a server of one's own."""


def api_of(forge: Forge) -> str:
    """Where programs ask a server."""
    parts = urlsplit(forge.url)
    own = f"{parts.scheme}://{parts.netloc}{PATHS[forge.kind]}"
    return forge.api or USUAL.get(parts.netloc, own)


def policy(forge: Forge | None) -> str:
    """The policy of the editor's page; without a server it has no script and asks nobody."""
    if forge is None:
        return "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'self'"
    return (
        "default-src 'none'; base-uri 'none'; form-action 'none'; font-src 'self';"
        f" connect-src 'self' data: {' '.join(origins(forge))}; img-src 'self' data: blob:;"
        " script-src 'self'; style-src 'self' 'unsafe-inline'"
    )


def origins(forge: Forge) -> list[str]:
    """The servers that the editor asks: that of the repository, and that of its programs."""
    asked = {_origin(api_of(forge))}
    if forge.kind == "gitlab" and forge.application:
        asked.add(_origin(forge.url))
    return sorted(asked)


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
