"""What a saved e-mail, or a text that was pasted, says: its sender as claimed, and its words.

Nothing of it is trusted: programs and pictures in it are passed over, and no address is opened.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from handbook.forge.answer_lines import is_of_an_answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from email.message import EmailMessage

LARGEST = 25 * 1024 * 1024
"""So large a message is read; mail servers take none that is larger."""
_OUTLOOK = b"\xd0\xcf\x11\xe0"
_HEADER = re.compile(rb"(?:From |[A-Za-z][A-Za-z0-9-]*:)")
_BREAKING = frozenset(
    {"br", "p", "div", "tr", "li", "table", "h1", "h2", "h3", "pre", "blockquote"}
)
_SILENT = frozenset({"script", "style", "head", "title"})
_HIDING = re.compile(r"display:none|visibility:(?:hidden|collapse)|mso-hide:all", re.IGNORECASE)
"""In a style without its spaces: what it is for is not shown."""
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"}
)
_UNREADABLE = "its head cannot be read; copy its text into a file, and read that"


class MessageProblem(Exception):  # noqa: N818 -- told to people as it is
    """Why a message cannot be read at all, in words for people."""


@dataclass(frozen=True, slots=True)
class Mail:
    """Who a message claims to be from (empty if it does not say), and its text, part by part."""

    sender: str
    texts: tuple[str, ...]


def read_mail(raw: bytes) -> Mail:
    """Read a message as it was saved (``.eml``), or as its text was pasted.

    Raises ``MessageProblem`` for what is no message in any form that can be read.
    """
    if len(raw) > LARGEST:
        raise MessageProblem("it is larger than any e-mail; save the text alone, and read that")
    if raw.startswith(_OUTLOOK):
        raise MessageProblem(
            "it is in Outlook's own form (.msg); save it as text, or copy its text into a file"
        )
    if not _HEADER.match(raw):
        return Mail("", (_decoded(raw),))
    try:
        return _read(raw)
    except MessageProblem:
        raise
    except Exception as problem:  # the library raises whatever a crooked header makes of it
        raise MessageProblem(_UNREADABLE) from problem


def _read(raw: bytes) -> Mail:
    """What begins as a message does; whatever a crooked header makes the library raise."""
    message = message_from_bytes(raw, policy=default)
    known = any(message[name] for name in ("From", "MIME-Version", "Content-Type"))
    sender = " ".join(str(message["From"] or "").split()) if known else ""
    if known and "MIME-Version" in message:
        return Mail(sender, tuple(_texts(message)))
    return Mail(sender, (_decoded(raw),))


def _texts(message: EmailMessage) -> Iterator[str]:
    """The text of every part that is text, as people see it; attachments are passed over."""
    for part in message.walk():
        kind = part.get_content_type()
        if (
            kind not in {"text/plain", "text/html"}
            or part.get_content_disposition() == "attachment"
        ):
            continue
        try:
            text = part.get_content()
        except (LookupError, UnicodeError, ValueError) as problem:
            raise MessageProblem(
                "its letters are written in a way that nobody here knows; copy its text into a"
                " file, and read that"
            ) from problem
        yield _shown(text) if kind == "text/html" else text


def _decoded(raw: bytes) -> str:
    """A text as Notepad, Outlook or any other program saves it."""
    for mark, code in (
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
        (b"\xef\xbb\xbf", "utf-8-sig"),
    ):
        if raw.startswith(mark):
            return _in_code(raw, code)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _in_code(raw, "cp1252")


def _in_code(raw: bytes, code: str) -> str:
    try:
        return raw.decode(code)
    except UnicodeDecodeError as problem:
        raise MessageProblem("it is no text: save the message as text, and read that") from problem


def _shown(html: str) -> str:
    """The words of an HTML text, line by line as a mail program shows them.

    Raises ``MessageProblem`` where lines of an answer are kept from whoever reads it.
    """
    reader = _TextOfHtml()
    reader.feed(html)
    reader.close()
    if any(map(is_of_an_answer, "".join(reader.hidden).splitlines())):
        raise MessageProblem(
            "lines of the answer in it are hidden from whoever reads it, so nobody can tell what"
            " was meant; ask its writer to begin again from the document's page"
        )
    return "".join(reader.words)


class _TextOfHtml(HTMLParser):
    """Gathers the words; a line ends where a mail program would end one."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.hidden: list[str] = []
        self.inside: list[str] = []
        """The elements that are open in one that is hidden, it first; empty outside of one."""
        self.silent = 0
        self.exact = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if (self.inside or _hides(attrs)) and tag not in _VOID:
            self.inside.append(tag)
        self.silent += tag in _SILENT
        self.exact += tag == "pre"
        if tag in _BREAKING:
            self._say("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A slash at its end closes no element of HTML."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in _SILENT and self.silent > 0
        self.exact -= tag == "pre" and self.exact > 0
        if tag in _BREAKING and tag != "br":
            self._say("\n")
        if tag in self.inside:
            while self.inside.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self._say(data if self.exact else re.sub(r"[ \t\r\n]+", " ", data))

    def _say(self, words: str) -> None:
        (self.hidden if self.inside else self.words).append(words)


def _hides(attrs: Iterable[tuple[str, str | None]]) -> bool:
    """Whether an element says of itself that it is not shown."""
    given = dict(attrs)
    return "hidden" in given or bool(_HIDING.search("".join((given.get("style") or "").split())))
