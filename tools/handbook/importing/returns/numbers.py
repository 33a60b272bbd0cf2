"""One cell that should hold a number: the number, that it is a small one, or what is wrong."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from handbook.importing.registers.grid import SheetCell

MOST = 99_999_999
_WHOLE = re.compile(r"[0-9]{1,8}")
_SMALL = re.compile(r"(?:<|less than|fewer than|under|below)\s*([0-9]{1,2})", re.IGNORECASE)
_MOST_SMALL = 20
"""Below what a number may be said to be without being said."""
_GROUPED = re.compile(r"[0-9]{1,3}(?:[ ,.'\u2019\u00a0\u202f][0-9]{3})+")
_NONE = frozenset({"none", "nil", "no", "zero", "nobody"})
_NO_ANSWER = frozenset(
    {"n/a", "na", "not applicable", "not known", "unknown", "?", "-", "–", "—", "x", "tbc"}  # noqa: RUF001  as people type
)
_LETTERS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1"})
_CANNOT = "Leave both numbers empty and write why into the column “We cannot report this, because”."
_RETYPE = "Type the number into the cell as digits."


class NoNumber(enum.Enum):
    """What a cell says that holds no number."""

    NOTHING = "nothing"
    SMALL = "a small number that is not said"


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong with a cell, and how to mend it."""

    why: str
    mend: str


def number_in(cell: SheetCell) -> int | NoNumber | CellProblem:
    """What a cell for a number says. What could be two things is a problem, never guessed."""
    for mark in cell.marks:
        if not mark.startswith("has a comment"):
            return CellProblem(f"it {mark}", _RETYPE)
    text = " ".join(cell.text.split())
    if cell.day is not None:
        return CellProblem(
            "a date stands in it, which the spreadsheet may have made of what was typed", _RETYPE
        )
    if not text:
        return NoNumber.NOTHING
    if _WHOLE.fullmatch(text):
        return int(text)
    return _other(text)


def _other(text: str) -> NoNumber | CellProblem:
    small = _SMALL.fullmatch(text)
    if small and int(small[1]) <= _MOST_SMALL:
        return NoNumber.SMALL
    why, mend = next(
        (why, mend) for is_so, why, mend in _PROBLEMS if is_so(text, text.casefold().strip(" ."))
    )
    return CellProblem(f"“{text[:40]}” {why}", mend)


_PROBLEMS: tuple[tuple[Callable[[str, str], object], str, str], ...] = (
    (
        lambda _, bare: bare in _NONE,
        "can mean none, or not counted",
        f"Write 0 for none. {_CANNOT}",
    ),
    (lambda _, bare: bare in _NO_ANSWER, "is no number", _CANNOT),
    (lambda text, _: text.startswith(("-", "−")), "is less than none", _RETYPE),  # noqa: RUF001  a sign
    (
        lambda text, _: text.endswith("%"),
        "is a part of a hundred, not how many",
        "Write how many there were, and in the next column out of how many.",
    ),
    (
        lambda text, _: _GROUPED.fullmatch(text),
        "could be read in two ways",
        "Write it with digits alone, such as 1200.",
    ),
    (
        lambda text, _: re.fullmatch(r"[0-9]+[.,][0-9]+", text),
        "is no whole number",
        "Write a whole number.",
    ),
    (
        lambda text, _: _WHOLE.fullmatch(text.translate(_LETTERS)),
        "has a letter in place of a digit",
        _RETYPE,
    ),
    (lambda text, _: text.isdecimal(), "is larger than any count here", _RETYPE),
    (
        lambda _, __: True,
        "is no number",
        f"{_RETYPE} Words about it belong into the column “Remarks”. {_CANNOT}",
    ),
)
"""What a cell may say in place of a number, the first that fits: why it is wrong, and the mend."""
