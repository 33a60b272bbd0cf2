"""One question to one web server: by HEAD, or by GET of which nothing is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from handbook.cli.links.verdict import Hop
from handbook.cli.web.guarded import Guarded, failures_in_words

if TYPE_CHECKING:
    from collections.abc import Callable

_REFUSED = 400
AGENT = "handbook-links/1 (asks whether addresses in a handbook still answer)"


class Ask(Protocol):
    """What asks for an address: ``Asker.ask``, or a stand-in."""

    def __call__(self, address: str) -> Hop:
        """The answer. Raises ``CannotAskError``."""


class Asker:
    """Asks web servers whose internet address ``may_ask``, through ``proxy_for`` (``Guarded``)."""

    def __init__(
        self, may_ask: Callable[[str], bool], proxy_for: Callable[[str, str], str] | None = None
    ) -> None:
        self._guarded = Guarded(may_ask, proxy_for)

    def ask(self, address: str) -> Hop:
        """The answer to an address. Raises ``CannotAskError`` if there is none.

        What a server refuses by HEAD it is asked once more by GET: many know HEAD only badly.
        """
        hop = self._answer("HEAD", address)
        return self._answer("GET", address) if hop.status >= _REFUSED else hop

    def _answer(self, method: str, address: str) -> Hop:
        connection, path = self._guarded.connection(address)
        try:
            with failures_in_words():
                connection.request(method, path, headers={"User-Agent": AGENT, "Accept": "*/*"})
                response = connection.getresponse()
                return Hop(address, response.status, response.headers.get("Location") or "")
        finally:
            connection.close()
