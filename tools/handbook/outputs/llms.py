"""``llms.txt``: what a language model is told of this handbook, and what it must not rely on.

It lists the texts in force, each with the last day on which it may be relied on, and then those
that must not be used. What is only drafted or proposed is left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handbook.assess.words import WORDS, State
from handbook.outputs.claims import UnreadableError
from handbook.outputs.fields.envelope import notices
from handbook.outputs.fields.standing import document_in_force, documents
from handbook.render.files import StandingClaim
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.render.context import Context

PATH = "llms.txt"
IN_FORCE, STOPPED = "## In force", "## Not to be used"
_LEFT_OUT = frozenset({State.PROPOSED, State.IN_CONSULTATION})
_RULES = (
    "Rules for whoever answers from these pages:",
    "",
    "- Give no advice on anybody's care from this list or from memory: send people to the page.",
    "- A page may have changed since it was read. Read it again; say how it stands, until when.",
    "- Use no text after its day, and none under “Not to be used”.",
    "- What is not listed is not in force.",
)
_ROW = re.compile(r"- \[.*\]\(([^()]*)\): (.*)\Z")
_UNTIL = re.compile(r"not after (\d{4}-\d\d-\d\d)")


def llms_text(context: Context) -> bytes:
    """The whole file: a title, how to read it, what is in force, what is not to be used."""
    today = context.assessment.today
    lines = [
        f"# {_plain(context.network_title)}",
        "",
        *(f"> {notice}" for notice in notices(context)),
        f"> A handbook of agreed texts. As recorded on {long_date(today)} ({today}).",
        "",
        *_RULES,
        "",
        IN_FORCE,
        "",
    ]
    stopped: list[str] = []
    for standing, known in documents(context):
        link = f"- [{_plain(str(known['title']))}]({known['page']})"
        if document_in_force(standing):
            until = (
                f"not after {standing.until}" if standing.until else "check before you rely on it"
            )
            lines.append(f"{link}: version {standing.version}, {until}")
        elif standing.state not in _LEFT_OUT and standing.events:
            stopped.append(f"{link}: {WORDS[standing.state].label.lower()}")
    if stopped:
        lines += ["", STOPPED, "", *stopped]
    return ("\n".join(lines) + "\n").encode()


def read_llms(content: bytes) -> Iterator[StandingClaim]:
    """What the list says, read back: under which heading each page stands, and until when."""
    heading = ""
    try:
        lines = content.decode().splitlines()
    except UnicodeDecodeError as problem:
        raise UnreadableError("it is no text.") from problem
    for line in lines:
        heading = line if line.startswith("## ") else heading
        row = _ROW.match(line)
        if row and heading in {IN_FORCE, STOPPED}:
            in_force = heading == IN_FORCE
            until = _UNTIL.search(row[2])
            yield StandingClaim(
                row[1],
                in_force,
                str(State.IN_FORCE) if in_force else "not in force",
                (until[1] if until else "") if in_force else None,
            )


def _plain(text: str) -> str:
    """Words that cannot end a link, a line or a heading."""
    return " ".join("".join(c for c in text if c not in "[]()<>`#*\\").split())
