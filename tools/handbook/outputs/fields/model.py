"""Fields of files for programs, and the lists of rows that are made of them."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from handbook.render.context import Context


class Form(enum.Enum):
    """What a field holds."""

    TEXT = "text"
    DAY = "day"
    FLAG = "true or false"
    NUMBER = "whole number"
    TEXTS = "list of text"
    ROW = "object"
    ROWS = "list of objects"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name, what it holds, and a sentence of what it says.

    ``choices`` are all that it may hold. ``nullable``: it is ``null`` where there is nothing to
    say; a text that is not is then empty. ``fields`` are those of an object, or of each in a list.
    """

    name: str
    form: Form
    about: str
    choices: tuple[str, ...] = ()
    nullable: bool = False
    fields: tuple[Field, ...] = ()

    @property
    def nested(self) -> bool:
        """Whether it holds objects, so that it is no column of a table."""
        return self.form in {Form.ROW, Form.ROWS}


def text(name: str, about: str, choices: Iterable[str] = ()) -> Field:
    """A text, which is empty where there is nothing to say."""
    return Field(name, Form.TEXT, about, tuple(map(str, choices)))


def choice(name: str, about: str, choices: Iterable[str]) -> Field:
    """One of a few words, or ``null``."""
    return Field(name, Form.TEXT, about, tuple(map(str, choices)), nullable=True)


def day(name: str, about: str) -> Field:
    """A day as ``2026-11-30``, or ``null``."""
    return Field(name, Form.DAY, about, nullable=True)


def flag(name: str, about: str) -> Field:
    """True or false."""
    return Field(name, Form.FLAG, about)


def number(name: str, about: str, *, nullable: bool = False) -> Field:
    """A whole number."""
    return Field(name, Form.NUMBER, about, nullable=nullable)


def texts(name: str, about: str, choices: Iterable[str] = ()) -> Field:
    """A list of texts, perhaps empty."""
    return Field(name, Form.TEXTS, about, tuple(map(str, choices)))


def row(name: str, about: str, *fields: Field, nullable: bool = False) -> Field:
    """An object of its own fields."""
    return Field(name, Form.ROW, about, nullable=nullable, fields=fields)


def rows(name: str, about: str, *fields: Field) -> Field:
    """A list of objects, perhaps empty."""
    return Field(name, Form.ROWS, about, fields=fields)


@dataclass(frozen=True, slots=True)
class Resource:
    """One list of a registry as other systems read it: ``api/<name>.json`` and its schema.

    ``each`` is what one row is about, ``key`` the fields that tell rows apart, for good: they are
    also the order of the rows. ``unrolled`` names a field of objects that a table has a row for
    each of. ``version`` is raised when a field changes its meaning or goes.
    """

    name: str
    about: str
    each: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    rows: Callable[[Context], Iterable[Mapping[str, Any]]]
    unrolled: str = ""
    version: int = 1
