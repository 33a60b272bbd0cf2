"""What is worked out when it is first looked at, and then kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Deferred(Mapping[Key, Value]):
    """A mapping whose maker is called once, by whoever looks first; what it raises, that one gets.

    For what takes long and most readers of an assessment never look at.
    """

    def __init__(self, make: Callable[[], Mapping[Key, Value]]) -> None:
        self._make = make
        self._made: Mapping[Key, Value] | None = None

    def _whole(self) -> Mapping[Key, Value]:
        if self._made is None:
            self._made = self._make()
        return self._made

    def __getitem__(self, key: Key) -> Value:
        """The value of a key. Raises ``KeyError`` if there is none."""
        return self._whole()[key]

    def __iter__(self) -> Iterator[Key]:
        """The keys, in the maker's order."""
        return iter(self._whole())

    def __len__(self) -> int:
        """How many there are."""
        return len(self._whole())
