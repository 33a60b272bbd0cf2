"""Numbers that may be a patient's: how they are checked, and how a message leaves them out."""

from __future__ import annotations

import re
import unicodedata

_DIGITS = 10
_RUN = re.compile(r"(?<!\d)\d(?:[ \-.\u00a0\u2009-\u2015\u202f]?\d){9}(?!\d)")
LEFT_OUT = "(a number that is not repeated here)"


def checks_out(written: str) -> bool:
    """Whether ten digits pass the modulus 11 check of NHS numbers."""
    digits = [unicodedata.digit(c) for c in written if c.isdecimal()]
    if len(digits) != _DIGITS or len(set(digits)) == 1:
        return False
    total = sum(digit * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True))
    return (11 - total % 11) % 11 == digits[9]


def left_out(text: str) -> str:
    """``text`` for a message, without any ten digits that could be an NHS number."""
    return _RUN.sub(lambda run: LEFT_OUT if checks_out(run[0]) else run[0], text)
