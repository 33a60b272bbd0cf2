"""A file of a site is fetched in limited time and size, and from no other server than its own."""

from __future__ import annotations

import http.server
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import pytest

from handbook.cli.federating.fetching import SiteReader
from handbook.cli.web.guarded import CannotAskError, Guarded, anybody_reaches

Answer = Callable[[http.server.BaseHTTPRequestHandler], None]


def gives(content: bytes, **headers: str) -> Answer:
    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def leads_to(address: str) -> Answer:
    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header("Location", address)
        handler.end_headers()

    return answer


def dribbles(handler: http.server.BaseHTTPRequestHandler) -> None:
    """One byte of a header after the other, for longer than anybody may wait."""
    until = time.monotonic() + 5
    try:
        while time.monotonic() < until:
            handler.wfile.write(b"H")
            handler.wfile.flush()
            time.sleep(0.01)
    except OSError:
        pass


@contextmanager
def serving(answers: Mapping[str, Answer]) -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            answers[self.path](self)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/", asked
        server.shutdown()
        thread.join()


def reader(*, seconds: float = 20, secure_only: bool = False) -> SiteReader:
    return SiteReader(Guarded(lambda _: True), seconds=seconds, secure_only=secure_only)


def test_a_file_is_read_whole() -> None:
    with serving({"/api/index.json": gives(b"x" * 100_000)}) as (site, _):
        assert reader().read(site, "api/index.json", 100_000) == b"x" * 100_000


def test_a_site_may_lead_on_to_itself() -> None:
    with serving({"/a": leads_to("/b"), "/b": gives(b"here")}) as (site, asked):
        assert reader().read(site, "a", 10) == b"here"
        assert asked == ["/a", "/b"]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (gives(b"x" * 11), "larger than the 10 bytes"),
        (gives(b"x", Content_Encoding="gzip"), "packs its files"),
        (leads_to("/a"), "again and again"),
        (leads_to("http://169.254.169.254/latest"), "another server"),
        (leads_to("http://127.0.0.1:1/"), "another server"),
        (leads_to("http://[::1"), "no address of the web"),
        (leads_to("http://127.0.0.1:99999/"), "no address of the web"),
        (leads_to("file:///etc/passwd"), "another server"),
    ],
)
def test_what_is_not_the_plain_file_is_not_taken(answer: Answer, reason: str) -> None:
    with (
        serving({"/a": answer}) as (site, asked),
        pytest.raises(CannotAskError, match=reason),
    ):
        reader().read(site, "a", 10)
    assert set(asked) == {"/a"}


def test_nothing_is_asked_without_tls() -> None:
    with serving({"/a": gives(b"x")}) as (site, asked):
        with pytest.raises(CannotAskError, match="does not begin with https"):
            reader(secure_only=True).read(site, "a", 10)
        assert asked == []


def test_a_computer_within_a_hospital_hears_nothing() -> None:
    with serving({"/a": gives(b"x")}) as (site, asked):
        guarded = SiteReader(Guarded(anybody_reaches), secure_only=False)
        with pytest.raises(CannotAskError, match="not everybody can reach"):
            guarded.read(site, "a", 10)
        assert asked == []


def test_a_server_that_dribbles_is_left_after_its_time() -> None:
    with (
        serving({"/a": dribbles}) as (site, _),
        pytest.raises(CannotAskError, match="longer than"),
    ):
        reader(seconds=0.3).read(site, "a", 10**9)
