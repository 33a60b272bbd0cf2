"""What is asked of records that name others, as it stands on a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Awaited:
    """One record that is asked for: for which ``record``, from whom, for which period.

    ``whose`` is the id of whoever must send it, empty where nobody in particular must. ``came`` is
    the id of the record that came, empty if none did; ``due`` the last day on which it is in time.
    ``ended``: the period is over. ``late``: it is due, and nothing came. ``unsure``: nothing came
    that can be read, and some record of the kind cannot be.
    """

    record: str
    what: str
    type: str
    whose: str
    period: str
    words: str
    first: date
    last: date
    due: date
    came: str
    ended: bool
    late: bool
    unsure: bool = False
