"""Words of the register where a forge reads them: they name nobody, link nothing, do nothing.

On a forge ``@name`` rings somebody's bell, ``#12`` ties two issues together, ``/close`` at the
start of a line is an order, and Markdown draws. So a word that would do any of that is parted from
its sign by a space, where everybody can see it; signs that draw are escaped; and no words of the
register begin a line.
"""

from __future__ import annotations

import re

LONGEST_TITLE = 200
_LONGEST_WORDS = 600
_CALLS = re.compile(r"([@#])(?=\w)|(?<!\w)([!%~$&^])(?=\w)")
_ADDRESS = re.compile(r"(\w:)(?=//)|\b(www\.)(?=\w)|\b(mailto:|xmpp:)(?=\w)", re.IGNORECASE)
_DRAWS = re.compile(r"([\\`*_{}\[\]<>|~&^$]|:(?=\w+:))")


def plain_title(words: str) -> str:
    """One line of text for the title of an issue, which a forge does not draw but does read."""
    return _clipped(_calm(words), LONGEST_TITLE)


def plain_words(words: str) -> str:
    """One line of Markdown that shows ``words`` and does nothing else. It begins no line."""
    return _DRAWS.sub(r"\\\1", _clipped(_calm(words), _LONGEST_WORDS))


def _calm(words: str) -> str:
    """One line of printable signs in which no name is called and no address is a link."""
    shown = "".join(sign if sign.isprintable() else " " for sign in words)
    parted = _CALLS.sub(lambda match: f"{match.group()} ", " ".join(shown.split()))
    return _ADDRESS.sub(lambda match: f"{match.group()} ", parted)


def _clipped(words: str, length: int) -> str:
    return words if len(words) <= length else f"{words[: length - 4].rstrip()} ..."
