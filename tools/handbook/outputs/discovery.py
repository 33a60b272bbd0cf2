"""Outputs are found: a module in ``catalogue`` is one, and its ``OUTPUT`` says what it makes."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

from handbook.outputs import catalogue

if TYPE_CHECKING:
    from handbook.outputs.model import Output


@cache
def outputs() -> tuple[Output, ...]:
    """Every output, in the order of the names of their modules."""
    names = sorted(module.name for module in iter_modules(catalogue.__path__))
    modules: list[Any] = [import_module(f"{catalogue.__name__}.{name}") for name in names]
    return tuple(module.OUTPUT for module in modules)
