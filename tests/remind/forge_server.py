"""A server on this computer that answers as GitHub and GitLab do, over TLS, for issues alone."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

TLS = Path(__file__).parent / "tls"
"""An authority of our own, and a certificate for localhost by it: not secret, and trusted by none.
"""
AUTHORITY = TLS / "authority.pem"
TOKEN = "token-of-the-tests-1234"  # noqa: S105 - opens this server alone
GITHUB, GITLAB = "/api/v3/repos/heather/handbook", "/api/v4/projects/heather%2Fhandbook"


@dataclass
class Asked:
    """One request as it came."""

    method: str
    path: str
    headers: Mapping[str, str]
    payload: Any = None


@dataclass
class Answer:
    """What to answer. ``length`` is what is claimed, if it is not so; none hangs up at once."""

    status: int
    payload: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    length: int | None = None

    def body(self) -> bytes:
        if self.raw is not None:
            return self.raw
        return b"" if self.payload is None else json.dumps(self.payload).encode()


@dataclass
class ForgeServer:
    """Its issues and people, what it was asked, and what it is to do wrong next."""

    kind: str
    issues: list[dict[str, Any]] = field(default_factory=list)
    people: frozenset[str] = frozenset({"ann", "bob"})
    asked: list[Asked] = field(default_factory=list)
    faults: list[Callable[[Asked], Answer | None]] = field(default_factory=list)
    """Used up one a request; each gives an answer, or ``None`` to hang up."""
    drops_labels: bool = False
    port: int = 0

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def api(self) -> str:
        return f"https://{self.host}/api/{'v3' if self.kind == 'github' else 'v4'}"

    @property
    def writes(self) -> list[Asked]:
        return [asked for asked in self.asked if asked.method != "GET"]

    def answer(self, asked: Asked) -> Answer | None:
        self.asked.append(asked)
        if self.faults:
            return self.faults.pop(0)(asked)
        return (self._github if self.kind == "github" else self._gitlab)(asked)

    def add(self, **fields: Any) -> dict[str, Any]:
        """An issue as this kind of forge stores it."""
        number = len(self.issues) + 1
        base: dict[str, Any] = {"title": "", "labels": [], "assignees": []}
        if self.kind == "github":
            base |= {"number": number, "body": None, "state": "open"}
        else:
            base |= {"iid": number, "id": 9000 + number, "description": None, "state": "opened"}
        self.issues.append(base | fields)
        return self.issues[-1]

    def _page(self, asked: Asked, query: Mapping[str, list[str]]) -> Answer:
        size = min(int(query.get("per_page", ["30"])[0]), 100)
        number = int(query.get("page", ["1"])[0])
        label = query["labels"][0]
        listed = [row for row in self.issues if label in self._labels(row)]
        rows = listed[size * (number - 1) : size * number]
        more = len(listed) > size * number
        headers = {}
        if self.kind == "gitlab":
            headers["X-Next-Page"] = str(number + 1) if more else ""
            headers["Link"] = '<http://inner.example/api/v4/x>; rel="next"' if more else ""
        elif more:
            address = f"https://{self.host}{urlsplit(asked.path).path}?labels={label}&state=all"
            address += f"&per_page={size}&page={number + 1}"
            headers["Link"] = f'<{address}>; rel="next", <{address}0>; rel="last"'
        return Answer(200, rows, headers)

    def _labels(self, row: Mapping[str, Any]) -> list[str]:
        return [label if isinstance(label, str) else label["name"] for label in row["labels"]]

    def _github(self, asked: Asked) -> Answer:
        if asked.headers.get("Authorization") != f"Bearer {TOKEN}":
            return Answer(401, {"message": "Bad credentials"})
        parts = urlsplit(asked.path)
        rest = parts.path.removeprefix(GITHUB)
        if rest == parts.path:
            return Answer(404, {"message": "Not Found"})
        if asked.method == "GET" and rest.startswith("/assignees/"):
            able = rest.removeprefix("/assignees/") in self.people
            return Answer(204) if able else Answer(404, {"message": "Not Found"})
        if asked.method == "GET":
            return self._page(asked, parse_qs(parts.query))
        fields = dict(asked.payload)
        if "labels" in fields:
            names = [] if self.drops_labels else fields["labels"]
            fields["labels"] = [{"name": name} for name in names]
        if "assignees" in fields:
            fields["assignees"] = [{"login": n} for n in fields["assignees"] if n in self.people]
        if asked.method == "POST":
            return Answer(201, self.add(**fields))
        row = self.issues[int(rest.rpartition("/")[2]) - 1]
        row.update(fields)
        return Answer(200, row)

    def _gitlab(self, asked: Asked) -> Answer:
        if asked.headers.get("Private-Token") != TOKEN:
            return Answer(401, {"message": "401 Unauthorized"})
        parts = urlsplit(asked.path)
        people = {name: number for number, name in enumerate(sorted(self.people), 41)}
        if parts.path == "/api/v4/users":
            name = parse_qs(parts.query)["username"][0]
            row = {"username": name, "id": people.get(name), "state": "active"}
            return Answer(200, [row] if name in people else [])
        rest = parts.path.removeprefix(GITLAB)
        if rest == parts.path:
            return Answer(404, {"message": "404 Project Not Found"})
        if asked.method == "GET":
            return self._page(asked, parse_qs(parts.query))
        fields = dict(asked.payload)
        if "labels" in fields:
            fields["labels"] = [] if self.drops_labels else fields["labels"].split(",")
        if "assignee_ids" in fields:
            wanted = fields.pop("assignee_ids")
            fields["assignees"] = [
                {"username": name, "id": number}
                for name, number in people.items()
                if number in wanted
            ]
        event = fields.pop("state_event", None)
        if event:
            fields["state"] = {"close": "closed", "reopen": "opened"}[event]
        if asked.method == "POST":
            return Answer(201, self.add(**fields))
        row = self.issues[int(rest.rpartition("/")[2]) - 1]
        row.update(fields)
        return Answer(200, row)


@contextmanager
def serving(server: ForgeServer) -> Iterator[ForgeServer]:
    """The server at work, on a port of its own."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _any(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length)
            payload = json.loads(body) if body else None
            headers = {name.title(): value for name, value in self.headers.items()}
            answer = server.answer(Asked(self.command, self.path, headers, payload))
            self.close_connection = True
            if answer is None:
                return
            raw = answer.body()
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            claimed = len(raw) if answer.length is None else answer.length
            self.send_header("Content-Length", str(claimed))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(raw)

        do_GET = do_POST = do_PATCH = do_PUT = _any  # noqa: N815 - names that the library asks for

        def log_message(self, *_: Any) -> None:
            pass

    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / "localhost.pem")
    listener.socket = context.wrap_socket(listener.socket, server_side=True)
    server.port = listener.server_address[1]
    thread = threading.Thread(target=listener.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listener.shutdown()
        thread.join()
        listener.server_close()
