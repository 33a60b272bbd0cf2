"""Connections to web servers that anybody can reach, and to no others.

An address may be anybody's wording, and this may run on a computer that others cannot reach: a
name is looked up once, and what it leads to is looked at before anything is sent there, even the
wish to connect. So no name can point elsewhere in between, and no answer tells which doors of a
computer inside are open.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit
from urllib.request import getproxies, proxy_bypass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SECONDS = 20
"""How long a server may be silent."""
_WAYS = 4
"""So many of the internet addresses of a name are tried."""
_UNICAST = ipaddress.ip_network("2000::/3")
"""Where the addresses of the new kind are that belong to somebody."""
_LONGEST = 2000
"""Letters of an address; no longer one is asked for."""
_PATH = "/:@!$&'()*+,;=-._~%"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_NOT_FOR_ALL = "it leads to a computer that not everybody can reach"


class CannotAskError(Exception):
    """Why an address gave no answer, as words that follow “because”.

    ``silent`` says that it is its server which gave none, whatever it would be asked for.
    """

    def __init__(self, why: str, *, silent: bool = False) -> None:
        super().__init__(why)
        self.silent = silent


def anybody_reaches(address: str) -> bool:
    """Whether an internet address, such as 93.184.216.34, is one of the public internet.

    One of the new kind that only wraps one of the old kind is judged by what it wraps.
    """
    internet = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(internet, ipaddress.IPv6Address):
        wrapped = internet.ipv4_mapped or internet.sixtofour
        if internet in _NAT64:
            wrapped = ipaddress.IPv4Address(internet.packed[-4:])
        internet = wrapped or internet
    if isinstance(internet, ipaddress.IPv6Address) and internet not in _UNICAST:
        return False
    return internet.is_global and not internet.is_multicast


@dataclass(frozen=True, slots=True)
class _WebTarget:
    """What an address comes to: the server, and what it is asked for."""

    secure: bool
    host: str
    port: int
    path: str


class Guarded:
    """Connections to web servers whose internet address ``may_ask``.

    ``proxy_for`` gives the proxy through which a host is asked by a scheme, as ``http://host:port``
    or nothing. Where there is one, it is the proxy that decides which servers can be reached.
    """

    def __init__(
        self, may_ask: Callable[[str], bool], proxy_for: Callable[[str, str], str] | None = None
    ) -> None:
        self._may_ask = may_ask
        self._proxy_for = proxy_for or (lambda _scheme, _host: "")
        self._tls = ssl.create_default_context()

    def connection(self, address: str) -> tuple[http.client.HTTPConnection, str]:
        """What to ask by, and the path to ask for: the whole address, of a proxy without TLS.

        Nothing is connected yet. Raises ``CannotAskError`` for what is no address that may be.
        """
        target = _target(address)
        with contextlib.suppress(ValueError):
            if not self._may_ask(str(ipaddress.ip_address(target.host))):
                raise CannotAskError(_NOT_FOR_ALL)
        proxy = self._proxy_for("https" if target.secure else "http", target.host)
        host, port = _proxy_parts(proxy) if proxy else (target.host, target.port)
        if not target.secure:
            plain = _OpenConnection(host, port, timeout=SECONDS)
            plain.may_ask = _anywhere if proxy else self._may_ask
            return plain, address if proxy else target.path
        secure = _SecureConnection(host, port, timeout=SECONDS, context=self._tls)
        secure.may_ask = _anywhere if proxy else self._may_ask
        if proxy:
            secure.set_tunnel(target.host, target.port)
        return secure, target.path


@contextlib.contextmanager
def failures_in_words() -> Iterator[None]:
    """Turn whatever a connection raises into ``CannotAskError``."""
    try:
        yield
    except ssl.SSLError as problem:
        reason = getattr(problem, "verify_message", "") or problem.reason or "no reason given"
        raise CannotAskError(f"its certificate cannot be trusted ({reason})", silent=True) from None
    except socket.gaierror:
        raise CannotAskError("no server of this name is known", silent=True) from None
    except TimeoutError:
        raise CannotAskError(f"it did not answer for {SECONDS} seconds", silent=True) from None
    except OSError as problem:
        reason = problem.strerror or str(problem) or type(problem).__name__
        raise CannotAskError(f"it cannot be reached ({reason})", silent=True) from None
    except (http.client.HTTPException, ValueError):
        raise CannotAskError("what it answers is not of the web", silent=True) from None


def system_proxy(scheme: str, host: str) -> str:
    """The proxy that this computer is set to use for a host, if any."""
    return "" if proxy_bypass(host) else getproxies().get(scheme, "")


class _OpenConnection(http.client.HTTPConnection):
    """A connection that is given up before anything is sent where nobody may be asked."""

    may_ask: Callable[[str], bool]

    def connect(self) -> None:
        """Connect; raises ``CannotAskError`` where the other end is none that may be asked."""
        self._create_connection = self._reach
        super().connect()

    def _reach(
        self, place: tuple[str, int], timeout: float, *_: object, **__: object
    ) -> socket.socket:
        """A connection to where a name leads, if all that it leads to may be asked."""
        ways = socket.getaddrinfo(*place, type=socket.SOCK_STREAM)
        if not ways or not all(self.may_ask(str(way[4][0])) for way in ways):
            raise CannotAskError(_NOT_FOR_ALL)
        problem = OSError("it has no address")
        for family, kind, protocol, _name, end in ways[:_WAYS]:
            reached = socket.socket(family, kind, protocol)
            try:
                reached.settimeout(timeout / _WAYS)
                reached.connect(end)
                reached.settimeout(timeout)
            except OSError as failed:
                reached.close()
                problem = failed
            else:
                return reached
        raise problem


class _SecureConnection(http.client.HTTPSConnection, _OpenConnection):
    """The same by TLS, which begins only once the other end may be asked."""


def _anywhere(_: str) -> bool:
    return True


def _proxy_parts(proxy: str) -> tuple[str, int]:
    """The host and port of a proxy. Raises ``CannotAskError`` for one that cannot be read."""
    try:
        parts = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
        if parts.hostname:
            return parts.hostname, parts.port or 80
    except ValueError:
        pass
    raise CannotAskError("the proxy that this computer is set to use cannot be read")


def _target(address: str) -> _WebTarget:
    """What an address comes to. Raises ``CannotAskError``."""
    if len(address) > _LONGEST:
        raise CannotAskError(f"its address is longer than {_LONGEST} letters")
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port
    except (ValueError, UnicodeError):
        raise CannotAskError("it is no address of the web") from None
    if parts.scheme not in {"http", "https"} or not host:
        raise CannotAskError("it is no address of the web")
    if parts.username or parts.password:
        raise CannotAskError("its address holds a name or a password, which is sent nowhere")
    secure = parts.scheme == "https"
    query = f"?{quote(parts.query, safe=_PATH + '/?')}" if parts.query else ""
    path = quote(parts.path or "/", safe=_PATH)
    return _WebTarget(secure, host, port or (443 if secure else 80), path + query)
