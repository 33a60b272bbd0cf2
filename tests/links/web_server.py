"""A web server on this computer that answers as it is told, and remembers what it was asked."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Page:
    """What one path answers; ``refused`` are the methods that get ``405`` instead."""

    status: int = 200
    location: str = ""
    refused: tuple[str, ...] = ()
    hang_up: bool = False


@dataclass
class WebServer:
    """Its pages by path; what it does not have is 404."""

    address: str = ""
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)


@contextmanager
def web_server(pages: Mapping[str, Page]) -> Iterator[WebServer]:
    """The server, for as long as it is needed."""
    state = WebServer(pages=dict(pages))

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            state.asked.append((self.command, self.path))
            page = state.pages.get(self.path, Page(404))
            if page.hang_up:
                self.close_connection = True
                return
            self.send_response(405 if self.command in page.refused else page.status)
            if page.location:
                self.send_header("Location", page.location)
            self.end_headers()

        do_GET = do_HEAD = answer  # noqa: N815 - so the library calls them

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        state.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield state
        server.shutdown()
        thread.join()
