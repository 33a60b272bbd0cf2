"""Lists of a registry are found: a module in ``resources`` is one, and says so in ``RESOURCE``."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

from handbook.outputs import resources as folder

if TYPE_CHECKING:
    from handbook.outputs.fields.model import Resource


@cache
def resources() -> tuple[Resource, ...]:
    """Every list, in the order of its name."""
    names = sorted(module.name for module in iter_modules(folder.__path__))
    modules: list[Any] = [import_module(f"{folder.__name__}.{name}") for name in names]
    return tuple(module.RESOURCE for module in modules)
