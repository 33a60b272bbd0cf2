"""The form editor as files of the site, below ``edit/``."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from handbook.editor.configuration import configuration
from handbook.editor.policy import policy
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.assess.model import Assessment
    from handbook.assess.settings.model import Forge
    from handbook.render.model import Site, Stamp

FOLDER = "edit"
PAGES = frozenset({f"{FOLDER}/index.html", f"{FOLDER}/help.html"})
"""The pages of the site that are not made from Markdown, and not judged as such."""
_HERE = Path(__file__).parent


def with_form(site: Site, assessment: Assessment, stamp: Stamp) -> Site:
    """The site with the form editor, or with the page that says why there is none.

    A preview, and a site made as at another day, has neither: what it shows is not what is in force
    today, so nobody is led from it to a change.
    """
    if stamp.notice:
        return site
    return replace(site, assets={**site.assets, **form(assessment)})


def form(assessment: Assessment) -> Mapping[str, bytes]:
    """The files of the form editor, by their paths in the site.

    Without a server in the network's settings there is one page, which says how to name it; with
    ``form: none`` there is nothing.
    """
    forge, types = assessment.settings.forge, assessment.registry.types
    if forge is not None and not forge.form:
        return {}
    network = _network(assessment)
    files = {"edit.css": _page("edit.css")}
    if forge is None:
        files["index.html"] = _filled("none.html", {"policy": policy(None), "network": network})
        return _below(files)
    settings = json.dumps(configuration(types, forge), ensure_ascii=False, indent=1)
    values = {"policy": policy(forge), "network": network}
    files["index.html"] = _filled("index.html", values)
    about = {"policy": policy(None), "server": _server(forge), "sign_in": _sign_in(forge)}
    files["help.html"] = _filled("help.html", values | about)
    files["edit.js"] = _page("edit.js")
    files["config.json"] = f"{settings}\n".encode()
    return _below(files | _carried())


def _below(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {f"{FOLDER}/{name}": content for name, content in sorted(files.items())}


def _filled(name: str, words: Mapping[str, str]) -> bytes:
    """A page with its words put in, each as text."""
    text = _page(name).decode()
    for mark, value in words.items():
        text = text.replace(f"{{{mark}}}", escape(value))
    return text.encode()


def _network(assessment: Assessment) -> str:
    """What the network is called; its settings are the one record of their type."""
    named = (r for r in assessment.registry.records.values() if r.type == KnownType.NETWORK)
    return next((str(record.get("title", record.id)) for record in named), "the handbook")


def _server(forge: Forge) -> str:
    return urlsplit(forge.url).netloc


def _sign_in(forge: Forge) -> str:
    """How people sign in to the form."""
    pasted = "an access token, which you make there once and paste in here"
    if forge.application if forge.kind == "gitlab" else forge.sign_in:
        return f"You sign in with that account, or with {pasted}."
    return f"You sign in with {pasted}."


@cache
def _page(name: str) -> bytes:
    return (_HERE / "page" / name).read_bytes()


@cache
def _carried() -> dict[str, bytes]:
    """The editor itself, as it is carried here."""
    home = _HERE / "sveltia"
    return {f"sveltia/{path.name}": path.read_bytes() for path in sorted(home.iterdir())}
