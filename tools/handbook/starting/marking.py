"""How a file that was written by the tool is told from one that a person has edited since.

A line of its own holds a hash of all the others. Where it fits, nobody has changed the file, so it
may be written anew; where it does not fit, or is not there, the file is a person's.
"""

from __future__ import annotations

import hashlib
import re

_MARK = re.compile(r"^# handbook:written ([0-9a-f]{64})$", re.MULTILINE)
_PLACE = "# handbook:written"


def marked(text: str) -> str:
    """A text in which the line ``# handbook:written`` holds the hash of all its other lines.

    A text without that line (its format knows no comments) is given back as it is.
    """
    lines = text.split("\n")
    if _PLACE not in lines:
        return text
    return "\n".join(f"{_PLACE} {_hash(text)}" if line == _PLACE else line for line in lines)


def untouched(text: str) -> bool:
    """Whether a file is word for word as the tool wrote it at some time."""
    text = text.replace("\r\n", "\n")
    marks = _MARK.findall(text)
    return len(marks) == 1 and marks[0] == _hash(_MARK.sub(_PLACE, text))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
