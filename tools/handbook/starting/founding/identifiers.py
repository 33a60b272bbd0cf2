"""Ids made from names, in any script, that are no two alike."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 60
"""Short enough that a day may follow it in the id of a meeting."""
_LETTERS = str.maketrans(
    dict(zip("æœðþßøłđıħŧŋ&", ("ae", "oe", "d", "th", "ss", *"oldihtn", " and "), strict=True))
    | dict.fromkeys("'\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}", "")
)
"""What stands for letters that Unicode does not take apart into a plain one and its mark."""
_DEVICES = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")


def identifier(name: str, otherwise: str, taken: Iterable[str] = ()) -> str:
    """An id for something called ``name`` that is in nobody's use yet.

    Of a name that holds no letter which can be written in plain ones, it is ``otherwise``; and
    where it is in ``taken``, or no file may be called so, it is that with ``otherwise`` after it.
    """
    apart = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    plain = re.sub(r"[^a-z0-9]+", "-", re.sub(r"[^\x00-\x7f]", _gap, apart)).strip("-")
    short = plain if len(plain) <= _LONGEST else plain[: _LONGEST + 1].rpartition("-")[0]
    short = short or plain[:_LONGEST]
    used = set(taken)
    if len(short) > 1 and short not in used and not _DEVICES.fullmatch(short):
        return short
    second = f"{short}-{otherwise}" if short else otherwise
    number, free = 2, second
    while free in used:
        number, free = number + 1, f"{second}-{number}"
    return free


def _gap(match: re.Match[str]) -> str:
    """Nothing for a mark above or below a letter, a gap for a letter of another script."""
    return "" if unicodedata.combining(match[0]) else " "
