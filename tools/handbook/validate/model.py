"""What a validator finds, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from handbook.finding import Code, Route
    from handbook.validate.phrases import Schema


@dataclass(frozen=True, slots=True)
class Error:
    """What a validator found: the keyword of the schema, what it asks for, and what is there.

    ``route`` leads to the value, ``path`` through the schema to the keyword; ``part`` is the schema
    that holds it.
    """

    word: str
    asked: Any
    value: Any
    route: Route
    path: Route
    part: Schema


@dataclass(frozen=True, slots=True)
class SchemaFault:
    """One fault of a record, where it is, and how it may be mended."""

    code: Code
    route: Route
    message: str
    hint: str = ""
