"""The front matter of staged pages: a JSON value on each line, which needs no reader of YAML."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, NoReturn

_FENCED = re.compile(r"---\n((?:[^\n]*\n)+?)---\n")
_LINE = re.compile(r"(  )?([A-Za-z][A-Za-z0-9_]*):(?: (.+))?")

Reader = Callable[[str], tuple[str, dict[str, Any]]]
"""What divides a page into its Markdown and its front matter."""


def quick_reader(otherwise: Reader) -> Reader:
    """A reader of pages as ``render.model.Page.text`` writes them; ``otherwise`` reads the rest.

    Wherever the two could differ, be it in a number or in how a sign is spelt, the other one is
    asked.
    """

    def read(text: str) -> tuple[str, dict[str, Any]]:
        fenced = _FENCED.match(text)
        if fenced is None or "\\u" in fenced[1]:
            return otherwise(text)
        try:
            meta = _values(fenced[1])
        except ValueError:
            return otherwise(text)
        return text[fenced.end() :].lstrip("\n"), meta

    return read


def _values(lines: str) -> dict[str, Any]:
    """The values by name, one level deep. Raises ``ValueError`` for anything else."""
    values: dict[str, Any] = {}
    group = values
    for line in lines.split("\n")[:-1]:
        parts = _LINE.fullmatch(line)
        if parts is None:
            raise ValueError(line)
        inner, name, value = parts.groups()
        into = group if inner else values
        if name in into or (inner and group is values) or (inner and not value):
            raise ValueError(line)
        if value:
            into[name] = _DECODER.decode(value)
            group = group if inner else values
        else:
            group = into[name] = {}
    if {} in values.values():
        raise ValueError(lines)
    return values


def _refuse(number: str) -> NoReturn:
    raise ValueError(number)


_DECODER = json.JSONDecoder(parse_float=_refuse, parse_constant=_refuse)
