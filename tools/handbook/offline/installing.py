"""What lets a browser save the pages of a handbook, or takes that away again: files of the site."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from handbook.offline.worker import WORKER, worker_off

if TYPE_CHECKING:
    from handbook.assess.settings.model import Settings
    from handbook.render.model import Site, Stamp

MANIFEST = "manifest.json"
_SHORT = 12
_ICONS = (("icon-192.png", "192x192", "any"), ("icon-512.png", "512x512", "any maskable"))


def saves_pages(settings: Settings, *, public: bool) -> bool:
    """Whether browsers save the pages of a build: one that everybody may read, unless told more.

    What is for members only would stay behind on a computer that is shared, after its reader has
    signed out.
    """
    wanted = settings.offline.saved_pages
    return wanted == "members" or (wanted == "public" and public)


def with_worker(site: Site, stamp: Stamp) -> Site:
    """The site with the script that takes away what browsers saved.

    A build puts another in its place (``making.parts``) where browsers are to save pages; then
    there is also what an installed handbook is called.
    """
    files = {WORKER: worker_off()}
    if stamp.saves and not stamp.notice:
        files[MANIFEST] = _manifest(site.pages["index.md"].meta["handbook"]["network"])
    return replace(site, assets={**site.assets, **files})


def _manifest(name: str) -> bytes:
    content = {
        "name": name,
        "short_name": name if len(name) <= _SHORT else "Handbook",
        "description": "What the network has agreed, and whether it may be relied on today.",
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "background_color": "#ffffff",
        "theme_color": "#005eb8",
        "icons": [
            {"src": f"assets/handbook/{file}", "sizes": size, "type": "image/png", "purpose": use}
            for file, size, use in _ICONS
        ],
    }
    return (json.dumps(content, ensure_ascii=True, indent=2) + "\n").encode()
