"""What a draft says that its original does not: words of this program, set in round brackets.

Whatever compares the two takes these out of both first, so that an original which says one of
them itself is compared like any other.
"""

from __future__ import annotations

import re

from handbook.types.awaiting import LOST_FORMULA, LOST_PICTURE, LOST_SIGN

NOTE = "Footnote:"
STRUCK = "Struck through in the original:"
ALL = (NOTE, STRUCK, LOST_SIGN, LOST_FORMULA, LOST_PICTURE)
_ALL = re.compile("|".join(re.escape(phrase) for phrase in ALL))


def without(text: str) -> str:
    """``text`` without the words of this program."""
    return _ALL.sub(" ", text)
