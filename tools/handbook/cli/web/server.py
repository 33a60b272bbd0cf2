"""A small web server for one folder, on this computer only.

It answers to its own names alone. A page from elsewhere can make its own name mean this computer,
and would then read the handbook as its own (DNS rebinding): the browser says by which name it asks.
"""

from __future__ import annotations

import errno
import threading
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from handbook.cli.problem import StopError

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator
    from os import PathLike

_NOT_YET = b"""<!doctype html><html lang="en"><title>Not built yet</title>
<p>The handbook could not be built yet. The terminal says why. Load this page again afterwards.</p>
"""


OWN_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
"""The names by which a browser on this computer asks for it."""
HTTP = 80


class _Handler(SimpleHTTPRequestHandler):
    """Files of the folder, never kept by the browser, with the handbook's own page for 404."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def parse_request(self) -> bool:
        """Read a request; refuse one that was not made to this server by a name of its own."""
        if not super().parse_request():
            return False
        if self._asked_by_own_name() and self.path.startswith("/"):
            return True
        self.send_error(HTTPStatus.MISDIRECTED_REQUEST, "This server answers to localhost alone")
        return False

    def _asked_by_own_name(self) -> bool:
        asked = self.headers.get_all("Host") or []
        if len(asked) != 1:
            return False
        host = asked[0].strip().lower()
        port = self.connection.getsockname()[1]
        return host in {f"{name}:{port}" for name in OWN_NAMES} or (
            port == HTTP and host in OWN_NAMES
        )

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Begin to answer with a file of the folder, and with no hidden one or one elsewhere."""
        folder = Path(self.directory).resolve()
        try:
            place = Path(self.translate_path(self.path)).resolve()
        except (ValueError, OSError):  # no path at all: a NUL in it, or a link that leads to itself
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        hidden = ".." if not place.is_relative_to(folder) else str(place.relative_to(folder))
        if hidden != "." and any(part.startswith(".") for part in Path(hidden).parts):
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        return super().send_head()

    def list_directory(self, path: str | PathLike[str]) -> None:  # noqa: ARG002 - of the base class
        """A folder without a page of its own has none: what lies in it is not listed."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's own 404 page, where there is one."""
        if code != HTTPStatus.NOT_FOUND:
            super().send_error(code, message, explain)
            return
        page = Path(self.directory) / "404.html"
        body = page.read_bytes() if page.is_file() else _NOT_YET
        self.send_response(HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:  # noqa: ARG002
        """Note what was served, for whoever asks (``served``)."""
        if code == HTTPStatus.OK and isinstance(self.server, _Server):
            self.server.served.add(self.path)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing of each request."""


class _Server(ThreadingHTTPServer):
    """The server, which knows which addresses it answered with a file."""

    def __init__(self, place: tuple[str, int], folder: Path) -> None:
        super().__init__(place, partial(_Handler, directory=str(folder)))
        self.served: set[str] = set()


@contextmanager
def server(folder: Path, host: str, port: int) -> Iterator[_Server]:
    """Serve ``folder``, which may be missing and may change, while the block runs.

    Raises ``StopError`` if the port is taken.
    """
    try:
        running = _Server((host, port), folder)
    except OSError as problem:
        if problem.errno in {errno.EADDRINUSE, errno.EACCES}:
            raise StopError(
                f"Port {port} cannot be used ({problem.strerror}). Choose another with --port."
            ) from problem
        raise
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    try:
        yield running
    finally:
        running.shutdown()
        running.server_close()
        thread.join()
