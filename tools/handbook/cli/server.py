"""A small web server for one folder, on this computer only."""

from __future__ import annotations

import errno
import threading
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.cli.problem import StopError

if TYPE_CHECKING:
    from collections.abc import Iterator

_NOT_YET = b"""<!doctype html><html lang="en"><title>Not built yet</title>
<p>The handbook could not be built yet. The terminal says why. Load this page again afterwards.</p>
"""


class _Handler(SimpleHTTPRequestHandler):
    """Files of the folder, never kept by the browser, with the handbook's own page for 404."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

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

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing of each request."""


@contextmanager
def server(folder: Path, host: str, port: int) -> Iterator[ThreadingHTTPServer]:
    """Serve ``folder``, which may be missing and may change, while the block runs.

    Raises ``StopError`` if the port is taken.
    """
    try:
        running = ThreadingHTTPServer((host, port), partial(_Handler, directory=str(folder)))
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
