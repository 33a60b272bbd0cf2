"""How commands write what they found: one folder a command, one module a format.

A format is a module in the folder of its command, with one function that gives the whole answer,
without a line feed at its end::

    def write(answer: DueAnswer) -> str: ...

Formats are found there, never registered: writing the file adds its name to ``--format`` and to the
command's help. The answer's class, in the folder's ``__init__.py``, says what a format has to write
from. What a record says is escaped as the format asks, by ``cli.table.clean``
for a terminal. The formats of findings are found in ``handbook.report.formats`` by the same means.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from handbook.report.writers import FIRST, Writers

Function = TypeVar("Function", bound=Callable[..., Any])


def formats_of(command: str) -> Writers:
    """The formats of a command, by name."""
    return Writers(f"{__name__}.{command}")


def format_option(command: str, **settings: Any) -> Callable[[Function], Function]:
    """``--format``, with every format of a command; the command's parameter is ``form``.

    ``settings`` are further ones of ``click.option``.
    """
    choice = click.Choice(tuple(formats_of(command)))
    return click.option("--format", "form", type=choice, **{"default": FIRST, **settings})
