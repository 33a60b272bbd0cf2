"""Text in a cell of a spreadsheet, which no program takes for a formula."""

from __future__ import annotations

_OBEYED = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
"""What may begin a formula, also as the wide signs that some programs take for the same."""
_SPLITTING = frozenset("\t\r\n")
"""What some programs take for the end of a cell or a row, so that what follows begins one."""
MARK = "'"


def harmless(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet might obey it.

    Signs that are not seen before the first that is (spaces, marks of byte order and direction) are
    looked through.
    """
    first = next((sign for sign in text if sign.isprintable() and not sign.isspace()), "")
    return f"{MARK}{text}" if first in _OBEYED or text[:1] in _SPLITTING else text
