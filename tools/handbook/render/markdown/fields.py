"""A record's fields as a template reads them: what is missing is nothing, what is unknown fails."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


class Fields:
    """Fields by name; ``rests_on`` reads ``rests-on``. A field left out reads as ``None``.

    With ``known``, a name outside it raises ``LookupError``: the template has misspelt it.
    """

    __slots__ = ("_data", "_known")

    def __init__(self, data: Mapping[str, Any], known: Iterable[str] | None = None) -> None:
        self._data = data
        self._known = None if known is None else frozenset(known) | set(data)

    def __getitem__(self, name: str) -> Any:
        plain = name if name in self._data else name.replace("_", "-")
        if plain not in self._data and self._known is not None and plain not in self._known:
            raise LookupError(f"there is no field called {plain}")
        return _wrapped(self._data.get(plain))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self[name]

    def __bool__(self) -> bool:
        return bool(self._data)


def told_by(fields: Fields, name: str) -> Any:
    """A field as it was read, without any wrapping; ``None`` if it is left out.

    Raises ``LookupError`` for a name that is none.
    """
    fields[name]
    data = fields._data  # noqa: SLF001 - a public name could be that of a field
    return data.get(name if name in data else name.replace("_", "-"))


def _wrapped(value: Any) -> Any:
    if isinstance(value, Mapping):
        return Fields(value)
    if isinstance(value, (list, tuple)):
        return [_wrapped(part) for part in value]
    return value
