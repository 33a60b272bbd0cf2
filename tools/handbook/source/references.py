"""Character references (``&shy;``, ``&#8238;``) as the characters that readers get."""

from __future__ import annotations

import re
from html.entities import html5

_REFERENCE = re.compile(r"&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));")
_LAST = 0x10FFFF
_LOST = "\N{REPLACEMENT CHARACTER}"


def decoded(text: str) -> tuple[str, list[int]]:
    """``text`` with its references decoded once, and for each character where it stands there."""
    shown: list[str] = []
    places: list[int] = []
    end = 0
    for found in _REFERENCE.finditer(text):
        means = _character(found)
        if means is None:
            continue
        shown += (text[end : found.start()], means)
        places += [*range(end, found.start()), *([found.start()] * len(means))]
        end = found.end()
    shown.append(text[end:])
    places += range(end, len(text))
    return "".join(shown), places


def _character(found: re.Match[str]) -> str | None:
    """What a reference stands for; ``None`` for a name that stands for nothing."""
    decimal, hexadecimal, name = found.groups()
    if name:
        return html5.get(f"{name};")
    number = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(number) if 0 < number <= _LAST else _LOST
