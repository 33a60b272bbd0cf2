"""A real mail server on this computer, with encryption, that keeps what it is handed."""

from __future__ import annotations

import email
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from forge_server import TLS

PASSWORD = "password-of-the-tests"  # noqa: S105 - opens this server alone


@dataclass
class MailBox:
    """What was handed in, and what is refused. ``before_data`` may do harm before a letter."""

    refused: frozenset[str] = frozenset()
    letters: list[tuple[str, list[str], EmailMessage]] = field(default_factory=list)
    before_data: Callable[[SMTP, int], str | None] = lambda *_: None
    port: int = 0
    encrypted: list[bool] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - the name that the library asks for
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return f"550 5.1.1 No mailbox here\x1b[2J, {PASSWORD}"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - as above
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        harm = self.before_data(server, len(self.letters))
        if harm:
            return harm
        content = envelope.content
        assert isinstance(content, bytes)
        message: Any = email.message_from_bytes(content, policy=default)
        self.encrypted.append(session.ssl is not None)
        self.letters.append((str(envelope.mail_from), list(envelope.rcpt_tos), message))
        return "250 OK"

    @property
    def addresses(self) -> list[str]:
        return [address for _, addresses, _ in self.letters for address in addresses]


def _authenticated(server: SMTP, session: Session, envelope: Envelope, way: str, data: Any) -> Any:
    good = isinstance(data, LoginPassword) and data.password == PASSWORD.encode()
    return AuthResult(success=good, handled=False)


@contextmanager
def delivering(box: MailBox, *, tls: bool = True, password: bool = False) -> Iterator[MailBox]:
    """The server at work on a port of its own, asking for encryption unless it has none."""
    context = None
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(TLS / "localhost.pem")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        box.port = free.getsockname()[1]
    controller = Controller(
        box,
        hostname="127.0.0.1",
        port=box.port,
        tls_context=context,
        require_starttls=tls,
        auth_required=password,
        authenticator=_authenticated if password else None,
        decode_data=False,
    )
    controller.start()
    try:
        yield box
    finally:
        controller.stop()
