"""What is worked out when it is first looked at, and then kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar, overload

Key = TypeVar("Key")
Value = TypeVar("Value")


class Deferred(Mapping[Key, Value]):
    """A mapping whose maker is called once, by whoever looks first; what it raises, that one gets.

    For what takes long and most readers never look at.
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


class DeferredRow(Sequence[Value]):
    """A row whose maker is called once, by whoever looks first, as that of a ``Deferred`` is."""

    def __init__(self, make: Callable[[], Sequence[Value]]) -> None:
        self._make = make
        self._made: Sequence[Value] | None = None

    def _whole(self) -> Sequence[Value]:
        if self._made is None:
            self._made = self._make()
        return self._made

    @overload
    def __getitem__(self, index: int) -> Value: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Value]: ...

    def __getitem__(self, index: int | slice) -> Value | Sequence[Value]:
        """One of them, or some."""
        return self._whole()[index]

    def __iter__(self) -> Iterator[Value]:
        """Each of them, in the maker's order."""
        return iter(self._whole())

    def __len__(self) -> int:
        """How many there are."""
        return len(self._whole())

    def __eq__(self, other: object) -> bool:
        """Whether another row holds the same in the same order."""
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]
