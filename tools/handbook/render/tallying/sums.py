"""Sums and shares that say of how much nothing is known: what is not known is never nothing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from handbook.assess.words import Tone
from handbook.render.markdown.writing import Md, inline, plain_tag
from handbook.render.tallying.values import values_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Sized

    from handbook.render.pages.linked import Row

NOT_KNOWN = "Not known"
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class KnownTotal:
    """What some records have together: ``amount`` of those that say, and how many do not.

    Printed, it says both. ``amount`` is exact: no binary fractions come into it.
    """

    amount: Decimal
    known: int
    missing: int

    def __bool__(self) -> bool:
        return self.known > 0

    def __str__(self) -> str:
        return self.words()

    def words(self, before: str = "") -> str:
        """The amount with a sign ``before`` it, and of how many it is not known."""
        if not self.known:
            return NOT_KNOWN if self.missing else "None recorded"
        amount = f"{before}{number(self.amount)}"
        of = self.known + self.missing
        return f"{amount}; not known for {self.missing} of {of}" if self.missing else amount


def total(rows: Iterable[Row], path: str) -> KnownTotal:
    """What a field of some records comes to: whole numbers, and decimals written as text.

    Of a list of rows in a record (``rows.field``) each counts. A record without a number there is
    one of which it is not known.
    """
    amount, known, missing = Decimal(0), 0, 0
    for row in rows:
        numbers = [exact(value) for value in values_at(row, path)]
        if not numbers or None in numbers:
            missing += 1
            continue
        known += 1
        amount += sum((each for each in numbers if each is not None), Decimal(0))
    return KnownTotal(amount, known, missing)


def exact(value: object) -> Decimal | None:
    """A whole number, or a decimal as text, as it was written; ``None`` for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        return None
    try:
        read = Decimal(value)
    except InvalidOperation:
        return None
    return read if read.is_finite() else None


def number(value: Decimal) -> str:
    """A number as people write it: thousands parted by commas, no noughts at its end."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def pounds(value: object) -> str:
    """Whole pounds, or a total of them, with the sign; what is no number is not known."""
    if isinstance(value, KnownTotal):
        return value.words("£")
    amount = exact(value)
    if amount is None:
        return NOT_KNOWN
    return f"-£{number(-amount)}" if amount < 0 else f"£{number(amount)}"


def share(part: int | Sized, whole: int | Sized, missing: int | Sized = 0) -> str:
    """How many of how many, and as a percentage; of ``missing`` it is not known.

    While it is not known of any, the share is the least that it can be and says so.
    """
    few, of, unheard = (_many(each) for each in (part, whole, missing))
    if not of:
        return "None to count"
    if unheard >= of:
        return f"Not known of any of {of}"
    if not unheard:
        return f"{few} of {of} ({few * _WHOLE // of} per cent)"
    if not few:
        return f"None known of {of}; not known of {unheard}"
    return f"At least {few} of {of} ({few * _WHOLE // of} per cent); not known of {unheard}"


def _many(given: Any) -> int:
    return given if isinstance(given, int) else len(given)


def gap(why: object = "") -> Md:
    """That something is not known, in sight, and why not."""
    mark = plain_tag(NOT_KNOWN, Tone.CARE)
    return Md(f"{mark} {inline(why)}") if why else mark
