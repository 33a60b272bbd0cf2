"""An e-mail that is written already when it opens: a ``mailto:`` address (RFC 6068)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 2000
"""So many signs of an address reach every mail program; Windows cuts off what is much longer."""


def mailto(mailbox: str, subject: str, lines: Iterable[str]) -> str:
    """The address that opens an e-mail to ``mailbox`` with a subject and the lines of its text.

    Every sign that could mean something in an address is encoded, also in the mailbox; lines end
    as RFC 6068 asks. A subject is one line: what is between its words becomes a space.
    """
    text = "\r\n".join(line.rstrip() for line in lines)
    one_line = " ".join(subject.split())
    to = quote(mailbox, safe="@!$*+-._")
    return f"mailto:{to}?subject={quote(one_line, safe='')}&body={quote(text, safe='')}"
