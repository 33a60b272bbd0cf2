"""`handbook serve` answers to its own name alone, with files of the site alone."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator

import pytest

from handbook.cli.web.server import server


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    root = tmp_path_factory.mktemp("serve")
    builds = root / ".site-builds" / "one"
    for path, text in {
        "index.html": "The home page",
        "guidelines/index.html": "The guidelines",
        "assets/one.txt": "An asset",
        ".git/config": "Hidden",
        "assets/.hidden.txt": "Hidden",
        "404.html": "Not here",
    }.items():
        (builds / path).parent.mkdir(parents=True, exist_ok=True)
        (builds / path).write_text(text, encoding="utf-8")
    (root / "secret.txt").write_text("Elsewhere", encoding="utf-8")
    (builds / "assets" / "linked.txt").symlink_to(root / "secret.txt")
    (root / "site").symlink_to(builds)
    with server(root / "site", "127.0.0.1", 0) as running:
        yield running.server_address[1]


def ask(
    port: int, path: str = "/", *hosts: str, method: str = "GET"
) -> tuple[int, str, http.client.HTTPMessage]:
    """A real request, with exactly these Host lines."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for host in hosts:
        connection.putheader("Host", host)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, body, answer.headers


@pytest.mark.parametrize("name", ["localhost", "LOCALHOST", "127.0.0.1", "[::1]"])
def test_i13_it_answers_to_its_own_names(port: int, name: str) -> None:
    status, body, headers = ask(port, "/", f"{name}:{port}")
    assert (status, body) == (200, "The home page")
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert not [name for name in headers if name.lower().startswith("access-control-")]


@pytest.mark.parametrize(
    "host",
    [
        "rebound.example:{port}",
        "rebound.example",
        "localhost.rebound.example:{port}",
        "localhost",
        "localhost:1",
        "localhost:{port}.rebound.example",
        "127.0.0.1.rebound.example:{port}",
        "user@localhost:{port}",
        "0.0.0.0:{port}",
        "",
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_i13_it_answers_nothing_to_a_foreign_name(port: int, host: str, method: str) -> None:
    """DNS rebinding: a page from elsewhere whose name was made to mean this computer."""
    status, body, _ = ask(port, "/", host.format(port=port), method=method)
    assert status == 421
    assert "home page" not in body


def test_i13_nor_to_none_or_to_two(port: int) -> None:
    for hosts in ((), (f"localhost:{port}", "rebound.example"), (f"localhost:{port}",) * 2):
        assert ask(port, "/", *hosts)[0] == 421
    raw = socket.create_connection(("127.0.0.1", port), timeout=10)
    raw.sendall(b"GET /\r\n\r\n")
    assert b"home page" not in raw.recv(4096)
    raw.close()


def test_i13_nor_to_an_address_that_names_another_server(port: int) -> None:
    assert ask(port, "http://rebound.example/", f"localhost:{port}")[0] == 421


@pytest.mark.parametrize(
    "path",
    [
        "/assets/",
        "/.git/config",
        "/assets/.hidden.txt",
        "/assets/linked.txt",
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/assets/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/%2egit/config",
        "//etc/passwd",
        "/%00",
        "/assets%00/one.txt",
        "/..\\secret.txt",
        "/" + "a" * 5000,
    ],
)
def test_i13_it_gives_nothing_hidden_listed_or_elsewhere(port: int, path: str) -> None:
    status, body, _ = ask(port, path, f"localhost:{port}")
    assert (status, body) == (404, "Not here")


def test_it_gives_what_the_site_holds(port: int) -> None:
    for path, text in (("/guidelines/", "The guidelines"), ("/assets/one.txt", "An asset")):
        assert ask(port, path, f"localhost:{port}")[:2] == (200, text)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_it_takes_nothing(port: int, method: str) -> None:
    assert ask(port, "/", f"localhost:{port}", method=method)[0] == 501
