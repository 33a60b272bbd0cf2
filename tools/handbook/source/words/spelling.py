"""Letters that look like others in a name: told by their code points, so that nobody is puzzled."""

from __future__ import annotations

import unicodedata

_MOST = 3


def foreign_letters(name: str) -> str:
    """The letters of a name that are none of a to z, spelled out; nothing if there are none.

    A name with a Cyrillic a gives ``“…” is U+0430 (cyrillic small letter a)``.
    """
    odd = [c for c in dict.fromkeys(name) if not c.isascii()][:_MOST]
    descriptions = [
        f"“{c}” is U+{ord(c):04X} ({unicodedata.name(c, 'no name').lower()})" for c in odd
    ]
    return " and ".join(descriptions)
