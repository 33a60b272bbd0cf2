"""One question to one web server: by HEAD, or by GET of which nothing is read."""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import TYPE_CHECKING, Protocol

from handbook.cli.links.verdict import Hop
from handbook.cli.web.guarded import CannotAskError, Guarded, failures_in_words

if TYPE_CHECKING:
    import http.client
    from collections.abc import Callable

_SECONDS = 20
"""How long a server may take for an answer, however busily it sends."""
_AGAIN = 0.2
"""Seconds until a connection whose time is up is ended once more, should it still stand."""
_TOO_SLOW = f"it gave no answer within {_SECONDS} seconds"
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
        waiting = _Waiting(connection)
        try:
            with failures_in_words():
                connection.request(method, path, headers={"User-Agent": AGENT, "Accept": "*/*"})
                with connection.getresponse() as response:
                    hop = Hop(address, response.status, response.headers.get("Location") or "")
        except CannotAskError as problem:
            if waiting.over:
                raise CannotAskError(_TOO_SLOW, silent=True) from None
            raise problem from None
        finally:
            waiting.end()
            connection.close()
        if waiting.over:
            raise CannotAskError(_TOO_SLOW, silent=True)
        return hop


class _Waiting:
    """Ends a connection when its time is up: a server that drips its answer is never silent."""

    def __init__(self, connection: http.client.HTTPConnection) -> None:
        self.over = False
        self._connection = connection
        self._ended = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        pause = float(_SECONDS)
        while not self._ended.wait(pause):  # again, as it may only just begin to be connected
            self.over, pause = True, _AGAIN
            if self._connection.sock is not None:
                with contextlib.suppress(OSError):
                    self._connection.sock.shutdown(socket.SHUT_RDWR)

    def end(self) -> None:
        """The answer is there, or will not come."""
        self._ended.set()
