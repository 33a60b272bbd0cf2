# ruff: noqa: RUF001 -- a table of signs that look like others
"""What the signs of symbol fonts show: in them an ``m`` is a ``µ`` on paper."""

from __future__ import annotations

UNKNOWN = "\N{REPLACEMENT CHARACTER}"
"""A sign that only its font could show. No draft may hold one."""

_GREEK = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
_SMALL_GREEK = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_SYMBOL = (
    {code: chr(code) for code in (*range(0x20, 0x22), 0x23, 0x25, 0x26, *range(0x28, 0x2A))}
    | {code: chr(code) for code in (0x2B, 0x2C, *range(0x2E, 0x40))}
    | {0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "*", 0x2D: "\N{MINUS SIGN}"}
    | {0x40: "≅", 0x5B: "[", 0x5C: "∴", 0x5D: "]", 0x5E: "⊥", 0x5F: "_"}
    | dict(zip(range(0x41, 0x5B), _GREEK, strict=True))
    | dict(zip(range(0x61, 0x7B), _SMALL_GREEK, strict=True))
    | {0x7B: "{", 0x7C: "|", 0x7D: "}", 0x7E: "~"}
    | dict(zip(range(0xA0, 0xB0), "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓", strict=True))
    | dict(zip(range(0xB0, 0xC0), "°±″≥×∝∂•÷≠≡≈…⏐⎯↵", strict=True))
    | dict(zip(range(0xC4, 0xD0), "⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉", strict=True))
    | dict(zip(range(0xD0, 0xE0), "∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓", strict=True))
)
_WINGDINGS = {
    0x4A: "☺", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x9F: "•", 0xA7: "▪",
    0xA8: "□", 0xB7: "•", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE7: "←", 0xE8: "→",
    0xE9: "↑", 0xEA: "↓", 0xF0: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_PRIVATE = range(0xF000, 0xF100)


def shown(character: str, font: str) -> str:
    """What ``character`` shows in a symbol font; ``UNKNOWN`` where only the font could tell."""
    code = ord(character)
    if code in _PRIVATE:
        code -= _PRIVATE.start
    if code > 0xFF:  # noqa: PLR2004 -- beyond the font's own signs; Word takes another font
        return character
    if character.isspace():
        return " "
    known = _SYMBOL if font.startswith("symbol") else {}
    if font == "wingdings":
        known = _WINGDINGS
    return known.get(code, UNKNOWN)
