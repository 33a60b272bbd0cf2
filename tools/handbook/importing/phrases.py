"""What a draft says that its original does not: words of this program, set in round brackets.

Whatever compares the two takes these out of the draft first. An original that happens to say one
of them differs from its draft then, and is looked at.
"""

from __future__ import annotations

import re

NOTE = "Note:"
STRUCK = "Struck through in the original:"
LOST_SIGN = "(a sign of the original is missing here)"
LOST_FORMULA = "(a formula of the original is missing here)"
LOST_PICTURE = "(a picture of the original is missing here)"
ALL = (NOTE, STRUCK, LOST_SIGN, LOST_FORMULA, LOST_PICTURE)
_ALL = re.compile("|".join(re.escape(phrase) for phrase in ALL))


def without(text: str) -> str:
    """``text`` without the words of this program."""
    return _ALL.sub(" ", text)
