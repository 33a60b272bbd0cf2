"""How a file that was written by the tool is told from one that a person has edited since.

A line of its own holds a hash of all the others. Where it fits, nobody has changed the file, so it
may be written anew; where it does not fit, or is not there, the file is a person's.
"""

from __future__ import annotations

import hashlib
import re

_MARK = re.compile(
    r"""^(# |// |  "\$comment": ")handbook:written(?: ([0-9a-f]{64}))?((?:",)?)$""", re.MULTILINE
)
"""As remark of YAML, remark of JSON for people, and in JSON that knows no remarks."""
_PLACE = r"\1handbook:written\3"


def marked(text: str) -> str:
    """A text in which the line ``# handbook:written`` holds the hash of all its other lines.

    It is ``// handbook:written`` or ``"$comment": "handbook:written",`` in JSON.

    A text without that line (its format knows no comments) is given back as it is.
    """
    digest = _hash(text)
    return _MARK.sub(rf"\g<1>handbook:written {digest}\3", text)


def untouched(text: str) -> bool:
    """Whether a file is word for word as the tool wrote it at some time."""
    text = text.replace("\r\n", "\n")
    marks = [digest for _, digest, _ in _MARK.findall(text)]
    return len(marks) == 1 and marks[0] == _hash(_MARK.sub(_PLACE, text))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
