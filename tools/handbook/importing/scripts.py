"""Small raised and lowered signs: ``10⁶``, ``H₂O``."""

from __future__ import annotations

import re

MINUS = "\N{MINUS SIGN}"
RAISED = dict(zip("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", strict=True)) | {MINUS: "⁻"}
LOWERED = dict(zip("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True)) | {MINUS: "₋"}
_TABLES = {"^": RAISED, "_": LOWERED}
_SMALL = {
    sign: {small: plain for plain, small in table.items() if plain != MINUS}
    for sign, table in _TABLES.items()
}
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\Z", re.IGNORECASE)
_RUNS = tuple(
    (re.compile(f"[{re.escape(''.join(signs))}]+"), sign, signs) for sign, signs in _SMALL.items()
)


def scripted(text: str, sign: str) -> str:
    """``text`` raised (``^``) or lowered (``_``), in signs that stand so by themselves.

    What has no such signs is written ``^(text)``. Endings such as ``st`` and what holds no letter
    or digit say the same on the line.
    """
    bare = text.strip()
    if on_the_line(bare):
        return text
    table = _TABLES[sign]
    small = "".join(table.get(c, "") for c in bare)
    lead, trail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    made = small if len(small) == len(bare) else f"{sign}({bare})"
    return f"{lead}{made}{trail}"


def on_the_line(text: str) -> bool:
    """Whether a raised or lowered text says the same on the line."""
    return not any(c.isalnum() for c in text) or _ORDINAL.fullmatch(text) is not None


def spelled(text: str) -> str:
    """``text`` with small signs spelled out, for comparing: ``10⁶`` as ``10^6``."""
    for pattern, sign, signs in _RUNS:
        parts = pattern.split(text)
        small = ("".join(signs[c] for c in run) for run in pattern.findall(text))
        text = parts[0] + "".join(
            f"{sign}{plain}{rest}" for plain, rest in zip(small, parts[1:], strict=True)
        )
    return text
