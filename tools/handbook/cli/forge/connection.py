"""Requests to a forge, over TLS and to one server alone, with patience that has an end.

The token is sent to the server that it is for and to no other, wherever that server points. What is
asked again after silence are questions and changes that come to the same when they are made twice;
a new issue is never asked for twice, since the first request may have been heard.
"""

from __future__ import annotations

import http
import http.client
import json
import ssl
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlencode, urljoin, urlsplit

from handbook.cli.forge.limits import Pace, Patience
from handbook.cli.forge.problem import ForgeError, NoAnswerError
from handbook.cli.table import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from email.message import Message

_SECONDS = 30
"""How long a server may be silent."""
_LARGEST = 20 * 1024 * 1024
"""Bytes of an answer; a page of a hundred full issues has about seven million."""
_PAGES = 1000
_HOPS = 3
_SHOWN = 200
_FAILED, _OK_BELOW = 500, 300
_MOVED = frozenset({301, 302, 303, 307, 308})
_MOVED_AS_ASKED = frozenset({307, 308})


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered, whatever its status."""

    status: int
    headers: Message
    body: bytes
    url: str

    def json(self) -> Any:
        """What the answer says. Raises ``NoAnswerError`` if that cannot be read."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError) as wrong:
            raise NoAnswerError("its answer is cut off, or is not what was asked for") from wrong


class Opener(Protocol):
    """What sends a request: an opener of ``urllib``."""

    def open(self, request: urllib.request.Request, *, timeout: float) -> Any:
        """The answer, to be read; raises ``HTTPError`` for all but 2xx."""


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer like any other: whoever asked looks at where it leads."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Follow nowhere."""


def secure_opener() -> Opener:
    """An opener that knows TLS, the system's own list of authorities and its proxies."""
    context = ssl.create_default_context()
    return urllib.request.build_opener(_NoRedirects, urllib.request.HTTPSHandler(context=context))


class Connection:
    """One server's interface for programs, below ``base``, asked with one token."""

    def __init__(
        self, base: str, headers: Mapping[str, str], token: str, pace: Pace, opener: Opener
    ) -> None:
        if urlsplit(base).scheme != "https":
            raise ForgeError(f"{base} does not begin with https://, so no token is sent there")
        self._base = base.rstrip("/")
        self._headers = {"User-Agent": "handbook", "Content-Type": "application/json", **headers}
        self._token = token
        self._patience = Patience(pace)
        self._opener = opener

    @property
    def host(self) -> str:
        """The server's name."""
        return urlsplit(self._base).netloc

    def get(self, path: str, **query: Any) -> Reply:
        """Ask for something. A 404 is an answer; whatever else is refused raises ``ForgeError``."""
        url = self._url(path, query)
        return self._asked("GET", url, None, absent=True)

    def pages(self, path: str, **query: Any) -> Iterator[Any]:
        """Everything in a list, page after page, by the address of the next in each answer."""
        url: str | None = self._url(path, query)
        for _ in range(_PAGES):
            if url is None:
                return
            reply = self._asked("GET", url, None)
            rows = reply.json()
            if not isinstance(rows, list):
                raise NoAnswerError("it answered with something else than a list")
            yield from rows
            url = self._next(reply)
        raise NoAnswerError("its list has no end")

    def send(self, method: str, path: str, payload: Mapping[str, Any]) -> Any:
        """Make or change something, and what the server says of it afterwards."""
        self._patience.pause()
        body = json.dumps(payload).encode("ascii")
        return self._asked(method, self._url(path, {}), body).json()

    def _url(self, path: str, query: Mapping[str, Any]) -> str:
        asked = f"?{urlencode(query)}" if query else ""
        return f"{self._base}/{path}{asked}"

    def _next(self, reply: Reply) -> str | None:
        """The address of the next page: by its number where the server tells it, else by ``Link``.

        A server behind another may tell an address of its own that nobody outside can use.
        """
        number = reply.headers.get("X-Next-Page")
        if number is not None:
            if not number.strip().isdecimal():
                return None
            parts = urlsplit(reply.url)
            others = [part for part in parts.query.split("&") if not part.startswith("page=")]
            return parts._replace(query="&".join([*others, f"page={number.strip()}"])).geturl()
        for link in ",".join(reply.headers.get_all("Link") or ()).split(","):
            address, _, parameters = link.partition(";")
            if 'rel="next"' in parameters.replace(" ", ""):
                return self._same_server(reply.url, address.strip().strip("<>"))
        return None

    def _same_server(self, url: str, address: str) -> str:
        """An address on the same server. Raises ``ForgeError`` for any other."""
        target = urljoin(url, address)
        if urlsplit(target)[:2] != urlsplit(self._base)[:2]:
            raise ForgeError(
                f"it points to another server ({clean(urlsplit(target).netloc)[:_SHOWN]}), where"
                " the token is not sent. If the repository has moved, write its new address into"
                " `forge` in registry/network.yaml"
            )
        return target

    def _asked(self, method: str, url: str, body: bytes | None, *, absent: bool = False) -> Reply:
        """The answer to a request, after waiting where that helps, and following where it may."""
        hops = 0
        while True:
            try:
                reply = self._answered(method, url, body)
                if method == "GET" and reply.status == http.HTTPStatus.OK:
                    reply.json()
            except NoAnswerError as silence:
                if method == "POST" or not self._patience.another():
                    raise
                self._patience.after_silence(silence)
                continue
            if self._patience.limited(reply.status, reply.headers, reply.body):
                self._patience.as_asked(reply.headers)
                continue
            if reply.status not in _MOVED:
                break
            hops += 1
            if hops > _HOPS or not (method == "GET" or reply.status in _MOVED_AS_ASKED):
                raise ForgeError("it sends us elsewhere without end, or without a way to go there")
            url = self._same_server(url, reply.headers.get("Location") or "")
        self._patience.well()
        if reply.status < _OK_BELOW or (absent and reply.status == http.HTTPStatus.NOT_FOUND):
            return reply
        raise ForgeError(self._refusal(reply))

    def _answered(self, method: str, url: str, body: bytes | None) -> Reply:
        """One request and its answer. Raises ``NoAnswerError`` for silence and failures there."""
        request = urllib.request.Request(url, body, self._headers, method=method)  # noqa: S310 - https alone
        try:
            try:
                with self._opener.open(request, timeout=_SECONDS) as answer:
                    reply = self._read(answer, url)
            except urllib.error.HTTPError as refused:
                with refused:
                    reply = self._read(refused, url)
        except (OSError, http.client.HTTPException) as silence:
            reason = getattr(silence, "reason", None) or silence
            raise NoAnswerError(self._shown(f"it does not answer ({reason})")) from None
        except ValueError as wrong:
            raise ForgeError("the token holds signs that no token has") from wrong
        if reply.status >= _FAILED:
            raise NoAnswerError(f"it failed (status {reply.status})")
        return reply

    def _read(self, answer: Any, url: str) -> Reply:
        body = answer.read(_LARGEST + 1)
        if len(body) > _LARGEST:
            raise ForgeError("its answer is longer than any answer should be")
        length = answer.headers.get("Content-Length")
        if length is not None and length.isdecimal() and int(length) != len(body):
            raise NoAnswerError("its answer is cut off")
        return Reply(answer.status, answer.headers, body, url)

    def _refusal(self, reply: Reply) -> str:
        """Why the server refused, in words, with its own words where it has any."""
        known = _REFUSALS.get(reply.status, "it refused what was asked")
        try:
            answer = reply.json()
        except NoAnswerError:
            answer = None
        words = answer.get("message") or answer.get("error") if isinstance(answer, dict) else None
        own = f": “{words}”" if words else ""
        return self._shown(f"{known} (status {reply.status}{own})")

    def _shown(self, words: str) -> str:
        """Words of a server on one line, without the token should it stand in them."""
        safe = words.replace(self._token, "(the token)") if self._token else words
        return clean(safe)[: _SHOWN * 2]


_REFUSALS = {
    400: "it did not understand what was asked",
    401: "it does not accept the token. It may have run out: make a new one",
    403: "the token may not do this. It must be allowed to read and write issues",
    404: "it knows no such repository, or the token may not see it",
    410: "issues are switched off in this repository. Switch them on in its settings",
    422: "it refused what was sent",
}
"""What each status means to whoever looks after the reminders."""
