"""Which single numbers of a record count people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class PeopleCount:
    """A number of people, from the keyword ``x-people`` of a field at any depth.

    ``route`` leads to it in a record's data, ``*`` being every row of a list. It counts people
    only where each field of ``when``, beside it, has one of the values given.
    """

    route: tuple[str, ...]
    when: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def counts_people(self, beside: Mapping[str, Any]) -> bool:
        """Whether the number among these fields counts people."""
        return all(beside.get(name) in values for name, values in self.when)
