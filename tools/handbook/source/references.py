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
    for reference in _REFERENCE.finditer(text):
        means = _character(reference)
        if means is None:
            continue
        shown += (text[end : reference.start()], means)
        places += [*range(end, reference.start()), *([reference.start()] * len(means))]
        end = reference.end()
    shown.append(text[end:])
    places += range(end, len(text))
    return "".join(shown), places


def _character(reference: re.Match[str]) -> str | None:
    """What a reference stands for; ``None`` for a name that stands for nothing."""
    decimal, hexadecimal, name = reference.groups()
    if name:
        return html5.get(f"{name};")
    number = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(number) if 0 < number <= _LAST else _LOST
