"""A mail server: where it is, how it is spoken to, and what each message came to."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handbook.cli.problem import USAGE, StopError
from handbook.cli.table import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from email.message import EmailMessage

SERVER, USER, SECRET, TLS = (
    "HANDBOOK_SMTP_SERVER",
    "HANDBOOK_SMTP_USER",
    "HANDBOOK_SMTP_PASSWORD",
    "HANDBOOK_SMTP_TLS",
)
_SECONDS = 30
_SUBMISSION, _TLS_FROM_THE_START = 587, 465
_LAST_PORT = 65535
_HERE = frozenset({"localhost", "127.0.0.1"})
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters are handed in. Without ``encrypted`` it is this computer's own."""

    host: str
    port: int
    user: str = ""
    secret: str = field(default="", repr=False)
    encrypted: bool = True

    def __str__(self) -> str:
        """Its name and port."""
        return f"{self.host}:{self.port}"


class MailProblem(Exception):  # noqa: N818 -- told to people as it is
    """Why nothing can be sent, in words for people."""


def server_of(typed: str | None, environment: Mapping[str, str]) -> MailServer:
    """The server that was typed, or that the environment names. Raises ``StopError``."""
    named = (typed or environment.get(SERVER, "")).strip()
    if not named:
        raise StopError(
            f"No mail server is named. Give it with --server, or put it into {SERVER}, such as"
            " mail.example.org:587."
        )
    host, colon, port = named.rpartition(":") if ":" in named else (named, "", "")
    number = int(port) if port.isdecimal() else 0
    usable = host and all(sign.isalnum() or sign in "-." for sign in host)
    if not usable or (colon and not 0 < number <= _LAST_PORT):
        raise StopError(f"{clean(named)!r} is not a server such as mail.example.org:587.", USAGE)
    encrypted = environment.get(TLS, "").strip().lower() != "none"
    if not encrypted and host not in _HERE:
        raise StopError(
            f"{TLS} is none, and {host} is not this computer: letters, and the password, would be"
            " open to everybody on the way. Nothing was sent."
        )
    return MailServer(
        host,
        number or _SUBMISSION,
        environment.get(USER, ""),
        environment.get(SECRET, ""),
        encrypted,
    )


@contextmanager
def session_with(server: MailServer, name: str) -> Iterator[smtplib.SMTP]:
    """A server that is ready for messages; ``name`` is how we call ourselves.

    Raises:
        MailProblem: it does not answer, offers no encryption, cannot prove who it is, or does not
            know us.

    """
    try:
        client = _connected(server, name)
    except smtplib.SMTPAuthenticationError as refused:
        raise MailProblem(
            f"it does not accept the user name and password in {USER} and {SECRET}"
            f" ({_words(server, refused)})"
        ) from None
    except smtplib.SMTPNotSupportedError:
        raise MailProblem("it offers no encryption, or no way to say who we are") from None
    except ssl.SSLError as refused:
        raise MailProblem(f"it cannot prove who it is ({_words(server, refused)})") from None
    except (OSError, smtplib.SMTPException, ValueError) as silence:
        raise MailProblem(f"it does not answer as it should ({_words(server, silence)})") from None
    try:
        yield client
    finally:
        _leave(client)


def _connected(server: MailServer, name: str) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.encrypted and server.port == _TLS_FROM_THE_START:
        client: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, name, timeout=_SECONDS, context=context
        )
    else:
        client = smtplib.SMTP(server.host, server.port, name, timeout=_SECONDS)
    try:
        if server.encrypted and server.port != _TLS_FROM_THE_START:
            client.starttls(context=context)
        if server.user:
            client.login(server.user, server.secret)
    except BaseException:
        client.close()
        raise
    return client


def _leave(client: smtplib.SMTP) -> None:
    """Say goodbye; a server that has gone already needs none."""
    try:
        client.quit()
    except (OSError, smtplib.SMTPException):
        client.close()


def handed_in(
    client: smtplib.SMTP, server: MailServer, message: EmailMessage, sender: str, address: str
) -> str:
    """Hand one message in, for one mailbox: why that failed, or nothing.

    Raises ``MailProblem`` if the server has gone, so that nothing more can be handed in.
    """
    try:
        client.send_message(message, from_addr=sender, to_addrs=[address])
    except smtplib.SMTPRecipientsRefused as refused:
        code, words = next(iter(refused.recipients.values()))
        return f"refused: {code} {_shown(server, words)}"
    except OSError as gone:  # what smtplib raises is one too
        if isinstance(gone, smtplib.SMTPResponseException):
            return f"refused: {_words(server, gone)}"
        raise MailProblem(f"it went away ({_words(server, gone)})") from None
    return ""


def _words(server: MailServer, problem: Exception) -> str:
    """What a server said, on one line."""
    if isinstance(problem, smtplib.SMTPResponseException):
        return f"{problem.smtp_code} {_shown(server, problem.smtp_error)}"
    return _shown(server, getattr(problem, "strerror", None) or str(problem))


def _shown(server: MailServer, words: str | bytes) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    safe = text.replace(server.secret, "(the password)") if server.secret else text
    return clean(safe)[:_SHOWN]
