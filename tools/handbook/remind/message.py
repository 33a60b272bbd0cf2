"""A letter as an e-mail (RFC 5322): plain text, and the same as simple HTML."""

from __future__ import annotations

from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING

from handbook.remind.wording import NO_PATIENTS
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from handbook.remind.digest import Letter

_LONGEST = 900
_RULE = 72
_WHY = (
    "This letter was written by the network's handbook, from its register, to the mailbox of a post"
    " that the register names. Who gets it is changed in the register: the post, or the owner."
)


@dataclass(frozen=True, slots=True)
class Envelope:
    """What all letters of a week share: from whom, in whose name, of which day, when written.

    ``network`` is the network's id and ``title`` its name. ``doubts`` are reasons why the register
    cannot be relied on today. ``notice`` is what every page says besides, if anything.
    """

    sender: str
    network: str
    title: str
    today: date
    written: datetime
    doubts: tuple[str, ...] = ()
    notice: str = ""


def message_of(letter: Letter, envelope: Envelope) -> EmailMessage:
    """The e-mail of one letter. Its id is the same all week, so that a second one is recognised.

    What parts its two forms is a fingerprint of both: no words in them can foretell and so end it.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(_one_line(envelope.title), addr_spec=envelope.sender)
    message["To"] = Address(_one_line(letter.name), addr_spec=letter.address)
    message["Subject"] = _one_line(_subject(letter, envelope))
    message["Date"] = format_datetime(envelope.written)
    year, week, _ = envelope.today.isocalendar()
    domain = envelope.sender.rpartition("@")[2]
    name = f"due.{year}-W{week:02}.{letter.post}.{envelope.network}"
    message["Message-ID"] = f"<{name}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message["Content-Language"] = "en-GB"
    text, html = _text(letter, envelope), _html(letter, envelope)
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    message.set_boundary(f"handbook-{sha256(f'{text}{html}'.encode()).hexdigest()[:32]}")
    return message


def _subject(letter: Letter, envelope: Envelope) -> str:
    parts = []
    if letter.stopped:
        noun = "text" if letter.stopped == 1 else "texts"
        parts.append(f"{letter.stopped} {noun} in use that the network does not stand behind")
    if letter.due:
        late = f" ({letter.late} late)" if letter.late else ""
        parts.append(
            f"{letter.due} {'thing falls' if letter.due == 1 else 'things fall'} due{late}"
        )
    what = ", ".join(parts) or "what is asked of you"
    return f"{envelope.title}: {what} ({long_date(envelope.today)})"


def _head(letter: Letter, envelope: Envelope) -> Iterator[str]:
    yield f"To: {letter.name}"
    yield f"What falls due, as the register has it on {long_date(envelope.today)}."
    if envelope.notice:
        yield f"{envelope.notice}."
    if envelope.doubts:
        yield (
            f"Take care: {'; '.join(envelope.doubts)}. There may be more that falls due than is"
            " written here."
        )


def _text(letter: Letter, envelope: Envelope) -> str:
    blocks = ["\n".join(map(_one_line, _head(letter, envelope)))]
    for part in letter.parts:
        title = _one_line(part.title)
        lines = [title, "-" * min(len(title), _RULE), ""]
        for line in part.lines:
            lines.append(f"* {_one_line(line.head)}")
            lines += [f"  {_one_line(sentence)}" for sentence in line.sentences]
            lines += [f"  {line.page}"] if line.page else []
        blocks.append("\n".join(lines))
    return "\n\n".join([*blocks, NO_PATIENTS, _WHY]) + "\n"


def _html(letter: Letter, envelope: Envelope) -> str:
    parts = [f"<p>{_shown(words)}</p>" for words in _head(letter, envelope)]
    for part in letter.parts:
        parts.append(f"<h2>{_shown(part.title)}</h2>\n<ul>")
        for line in part.lines:
            head = _shown(line.head)
            if line.page:
                head = f'<a href="{escape(line.page)}">{head}</a>'
            parts.append("<br>\n".join([f"<li><strong>{head}</strong>", *_each(line.sentences)]))
            parts.append("</li>")
        parts.append("</ul>")
    parts += [f"<p>{_shown(NO_PATIENTS)}</p>", f"<p>{_shown(_WHY)}</p>"]
    title = _shown(_subject(letter, envelope))
    head = f'<head><meta charset="utf-8"><title>{title}</title></head>'
    body = "\n".join(parts)
    return f'<!doctype html>\n<html lang="en-GB">{head}\n<body>\n{body}\n</body></html>\n'


def _each(sentences: Iterable[str]) -> list[str]:
    return [_shown(sentence) for sentence in sentences]


def _shown(words: str) -> str:
    return escape(_one_line(words))


def _one_line(words: str) -> str:
    """Printable signs on one line: a line break would begin a header, or hide what follows."""
    shown = "".join(sign if sign.isprintable() else " " for sign in words)
    line = " ".join(shown.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]} ..."
