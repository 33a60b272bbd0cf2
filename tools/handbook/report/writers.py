"""Formats are found: a module in a folder of formats is one, and its ``write`` writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, cast

from handbook.finding import MisbuiltError

FIRST = "text"
"""The format for people, which every folder has."""


class Writers(Mapping[str, Callable[..., str]]):
    """The formats in one folder, by name: ``text`` first, then by the alphabet.

    ``package`` is the folder's full name. A format's module is imported when it is asked for.
    """

    def __init__(self, package: str) -> None:
        self.package = package

    @cached_property
    def _names(self) -> tuple[str, ...]:
        names = {module.name for module in iter_modules(import_module(self.package).__path__)}
        return tuple(sorted(names, key=lambda name: (name != FIRST, name)))

    def __getitem__(self, name: str) -> Callable[..., str]:
        """The function that writes a format.

        Raises ``KeyError`` for one that is not there, ``MisbuiltError`` for one that cannot write.
        """
        if name not in self._names:
            raise KeyError(name)
        module: Any = import_module(f"{self.package}.{name}")
        writer = getattr(module, "write", None)
        if not callable(writer):
            raise MisbuiltError(f"{module.__name__} has no function write")
        return cast("Callable[..., str]", writer)

    def __iter__(self) -> Iterator[str]:
        """The names of the formats."""
        return iter(self._names)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._names)
