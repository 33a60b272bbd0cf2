"""The configuration: which registries are read, and from where."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from handbook.federation.model import FederationSettings, NetworkSource
from handbook.source import read_yaml
from handbook.source.words.plain import sound

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.finding import Place, Route

DAYS = 7
"""How old, in days, what a registry publishes may be, unless the configuration says otherwise."""
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_ID = 64
_MOST = 1000
_TOP = frozenset({"title", "days", "registries"})
_OF_ONE = frozenset({"id", "title", "address", "path", "edition"})
_ADDRESS = re.compile(r"https://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?")


class SettingsError(Exception):
    """What is wrong with the configuration: file, line, reason and mend."""


def read_settings(raw: bytes, name: str) -> FederationSettings:
    """The configuration in a file called ``name``. Raises ``SettingsError``."""
    source = read_yaml(raw, name)
    if source.findings:
        finding = source.findings[0]
        line = f":{finding.place.line}" if finding.place else ""
        # Hints that speak of records are none for this file.
        hint = "" if "handbook" in finding.hint else finding.hint
        raise SettingsError(f"{name}{line}: {finding.message}. {hint}".strip())
    reader = _SettingsReader(name, source.places)
    data = source.data if isinstance(source.data, dict) else {}
    reader.known(data, _TOP, ())
    rows = data.get("registries")
    rows = rows if isinstance(rows, list) else []
    if not 0 < len(rows) <= _MOST:
        reader.stop(("registries",), f"`registries` must be a list of 1 to {_MOST} registries")
    sources = [reader.source(row, ("registries", at)) for at, row in enumerate(rows)]
    for at, each in enumerate(sources):
        if each.id in {other.id for other in sources[:at]}:
            reader.stop(("registries", at, "id"), f"“{each.id}” is named twice")
    days = data.get("days", DAYS)
    if type(days) is not int or not 0 < days <= 366:  # noqa: PLR2004 - a year
        reader.stop(("days",), "`days` must be a whole number from 1 to 366")
    title = reader.words(data, "title", ())
    return FederationSettings(title, tuple(sorted(sources, key=lambda each: each.id)), days)


class _SettingsReader:
    """Says where in the file something is wrong."""

    def __init__(self, name: str, places: Mapping[Route, Place]) -> None:
        self._name, self._places = name, places

    def stop(self, route: Route, reason: str) -> Any:
        """Raise ``SettingsError`` at the nearest place that is known."""
        ends = range(len(route), -1, -1)
        place = next(
            (self._places[route[:end]] for end in ends if route[:end] in self._places), None
        )
        raise SettingsError(f"{self._name}:{place.line if place else 1}: {reason}.")

    def known(self, data: Mapping[str, Any], names: frozenset[str], route: Route) -> None:
        """Refuse a line that nobody reads."""
        for name in data:
            if name not in names:
                self.stop((*route, name), f"`{name}` is no setting: there are {_list(names)}")

    def words(self, data: Mapping[str, Any], name: str, route: Route) -> str:
        """A title, which may not say how anything stands."""
        text = data.get(name)
        if not isinstance(text, str) or not text.strip() or not sound("title", text):
            self.stop((*route, name), f"`{name}` must be a short title that says no standing")
        return str(text)

    def source(self, row: Any, route: Route) -> NetworkSource:
        """One registry of the list."""
        if not isinstance(row, dict):
            self.stop(route, "each registry has `id`, `title`, and `address` or `path`")
        self.known(row, _OF_ONE, route)
        own = row.get("id")
        if not isinstance(own, str) or not _ID.fullmatch(own) or len(own) > _LONGEST_ID:
            self.stop((*route, "id"), "`id` must be the network's id, as its registry says it")
        edition = row.get("edition", "public")
        if edition not in {"public", "members"}:
            self.stop((*route, "edition"), "`edition` is `public` or `members`")
        address, folder = row.get("address", ""), row.get("path", "")
        if address and not _is_address(address):
            reason = "`address` must begin with https:// and name a site, without a question mark"
            self.stop((*route, "address"), reason)
        if not isinstance(folder, str) or not (address or folder):
            self.stop(route, "each registry needs an `address` (https://…) or a `path` to its site")
        address = f"{address.rstrip('/')}/" if address else ""
        title = self.words(row, "title", route)
        return NetworkSource(str(own), title, address, folder, members=edition == "members")


def _is_address(text: Any) -> bool:
    if not isinstance(text, str) or not _ADDRESS.fullmatch(text):
        return False
    try:
        parts = urlsplit(text)
        return bool(parts.hostname) and (parts.port is None or parts.port > 0) and ".." not in text
    except ValueError:
        return False


def _list(names: frozenset[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))
