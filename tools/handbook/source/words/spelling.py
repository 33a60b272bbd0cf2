"""What a misspelt name was meant to be, and its strange letters by their code points."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

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


def nearest(wrong: str, known: Iterable[str]) -> str:
    """``Did you mean ...?`` for the known word most like a wrong one; empty if none is like it."""
    import difflib  # noqa: PLC0415  rarely needed

    like = difflib.get_close_matches(wrong, sorted(known), n=1, cutoff=0.6)
    note = foreign_letters(wrong)
    spelled = f" Here {note}." if note and like else ""
    return f"Did you mean “{like[0]}”?{spelled}" if like else ""
