"""Every code of the project, from every stage, in one list."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from handbook.rules import all_rules
from handbook.rules.aside.known_faults import CODES as KNOWN_FAULTS
from handbook.rules.aside.waiving import CODES as WAIVING
from handbook.rules.building import CODES as BUILDING
from handbook.rules.engine import CODES as ENGINE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.finding import Code

STAGES = (
    "source.codes",
    "source.markdown.codes",
    "types.codes",
    "load.codes",
    "validate.codes",
)
"""Modules of earlier stages whose ``CODES`` lists what they may find."""


def all_codes() -> tuple[Code, ...]:
    """Every code in order of its id. Raises ``ValueError`` if two codes share an id."""
    codes: dict[str, Code] = {}
    for code in _gather():
        if codes.setdefault(code.id, code) != code:
            raise ValueError(f"two codes are called {code.id}")
    return tuple(codes[name] for name in sorted(codes))


def _gather() -> Iterator[Code]:
    for stage in STAGES:
        yield from import_module(f"handbook.{stage}").CODES
    yield from ENGINE
    yield from BUILDING
    yield from WAIVING
    yield from KNOWN_FAULTS
    for rule in all_rules():
        yield from rule.codes
