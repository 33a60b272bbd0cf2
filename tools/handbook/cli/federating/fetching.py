"""One file of one site: by GET, in limited time and size, from no other server than its own."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from handbook.cli.web.guarded import CannotAskError, Guarded, failures_in_words

if TYPE_CHECKING:
    import http.client
    from collections.abc import Callable

AGENT = "handbook-federate/1 (reads the published api/ of handbooks)"
FILE_SECONDS = 120.0
"""How long one file may take, whatever comes in the meantime."""
_HOPS = 3
_PART = 65536
_OK = 200
_LEADS_ON = frozenset({301, 302, 303, 307, 308})


class SiteReader:
    """Reads the files of sites by connections that are guarded.

    ``secure_only`` is off for tests alone, whose servers have no certificate.
    """

    def __init__(
        self,
        guarded: Guarded,
        *,
        seconds: float = FILE_SECONDS,
        clock: Callable[[], float] = time.monotonic,
        secure_only: bool = True,
    ) -> None:
        self._guarded, self._seconds = guarded, seconds
        self._clock, self._secure_only = clock, secure_only

    def read(self, site: str, path: str, most: int) -> bytes:
        """The bytes of a file of a site, at most so many. Raises ``CannotAskError``.

        A server may lead on, a few times, by https and to itself: no other host is asked.
        """
        address, until = urljoin(site, path), self._clock() + self._seconds
        for _ in range(_HOPS + 1):
            self._refuse(address, site)
            location, content = self._answer(address, most, until)
            if content is not None:
                return content
            address = self._following(address, location)
        raise CannotAskError("it leads on again and again")

    def _refuse(self, address: str, site: str) -> None:
        """Raise ``CannotAskError`` for an address that is not of the site's own server."""
        if self._secure_only and not address.startswith("https://"):
            raise CannotAskError("it leads to an address that does not begin with https://")
        if _server(address) != _server(site):
            raise CannotAskError(
                "it leads to another server, which the configuration does not name"
            )

    @staticmethod
    def _following(address: str, location: str) -> str:
        try:
            return urljoin(address, location)
        except ValueError:
            raise CannotAskError("it leads to no address of the web") from None

    def _answer(self, address: str, most: int, until: float) -> tuple[str, bytes | None]:
        """Where an address leads on, or the bytes that stand there."""
        connection, path = self._guarded.connection(address)
        cut = threading.Timer(max(0.0, until - self._clock()), _cut, [connection])
        cut.daemon = True
        cut.start()
        try:
            with failures_in_words():
                headers = {"User-Agent": AGENT, "Accept": "*/*", "Accept-Encoding": "identity"}
                connection.request("GET", path, headers=headers)
                response = connection.getresponse()
                if response.status in _LEADS_ON:
                    return response.headers.get("Location") or "", None
                _refuse_answer(response, path)
                return "", self._body(response, most, until)
        except CannotAskError:
            if self._clock() >= until:
                raise CannotAskError(_too_slow(self._seconds)) from None
            raise
        finally:
            cut.cancel()
            connection.close()

    def _body(self, response: http.client.HTTPResponse, most: int, until: float) -> bytes:
        parts, size = [], 0
        while part := response.read1(_PART):
            parts.append(part)
            size += len(part)
            if size > most:
                raise CannotAskError(f"a file of it is larger than the {most:,} bytes it may have")
            if self._clock() > until:
                raise CannotAskError(_too_slow(self._seconds))
        return b"".join(parts)


def _server(address: str) -> tuple[str, int]:
    """The host and port of an address. Raises ``CannotAskError``."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise CannotAskError("it leads to no address of the web") from None
    return host or "", port or 443


def _refuse_answer(response: http.client.HTTPResponse, path: str) -> None:
    """Raise ``CannotAskError`` for an answer that is not the plain file."""
    if response.status != _OK:
        raise CannotAskError(f"it does not have {path} (status {response.status})")
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise CannotAskError("it packs its files, which it was asked not to")


def _too_slow(seconds: float) -> str:
    return f"a file of it took longer than {seconds:.0f} seconds"


def _cut(connection: http.client.HTTPConnection) -> None:
    """End a connection on which somebody is waiting."""
    with contextlib.suppress(OSError, AttributeError):
        connection.sock.shutdown(socket.SHUT_RDWR)
