"""Whether what a stranger published fits the published fields, without trusting any of it."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

from handbook.outputs.fields.model import Form

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from handbook.outputs.fields.model import Field

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_CONTAINERS = 1_000_000
_PARTS = 5_000_000
"""Commas, each of which parts two values; the largest list that is taken needs half of them."""
_KINDS: dict[Form, type] = {Form.TEXT: str, Form.FLAG: bool, Form.NUMBER: int, Form.DAY: str}


class UnfitError(Exception):
    """Why what was published cannot be taken, as words that follow “because”."""


def parse(raw: bytes, what: str) -> Any:
    """What a JSON file holds; ``what`` names it. Raises ``UnfitError``, whatever the bytes are."""
    # A list of fifty million empty lists takes gigabytes: the parts are counted before any is made.
    if raw.count(b"[") + raw.count(b"{") > _CONTAINERS or raw.count(b",") > _PARTS:
        raise UnfitError(f"{what} has more parts than are taken")
    try:
        return json.loads(raw.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number)
    except RecursionError:
        raise UnfitError(f"{what} is nested too deeply") from None
    except ValueError:
        raise UnfitError(f"{what} is not JSON as it should be") from None


def check_fields(
    fields: Iterable[Field], value: Any, where: str, later: Collection[str] = ()
) -> None:
    """Raise ``UnfitError`` unless an object fits its published fields.

    ``later`` names fields that registries of an older version of this program do not have yet.
    """
    if not isinstance(value, dict):
        raise UnfitError(f"{where} is no object")
    for field in fields:
        if field.name in value:
            _check(field, value[field.name], f"{where}, {field.name}")
        elif field.name not in later:
            raise UnfitError(f"{where} has no {field.name}")


def _check(field: Field, value: Any, where: str) -> None:
    if value is None and field.nullable:
        return
    if field.form is Form.ROW:
        check_fields(field.fields, value, where)
    elif field.form in {Form.TEXTS, Form.ROWS}:
        if type(value) is not list:
            raise UnfitError(f"{where} is no list")
        for each in value:
            if field.form is Form.ROWS:
                check_fields(field.fields, each, where)
            else:
                _check_plain(str, field, each, where)
    else:
        _check_plain(_KINDS[field.form], field, value, where)


def _check_plain(kind: type, field: Field, value: Any, where: str) -> None:
    if type(value) is not kind:
        raise UnfitError(f"{where} is not what it should be ({field.form.value})")
    if field.choices and value not in field.choices:
        raise UnfitError(f"{where} is none of the words that it may be")
    if field.form is Form.DAY:
        day_of(str(value), where)


def day_of(value: str, where: str) -> date:
    """A day as it is published. Raises ``UnfitError``."""
    try:
        if _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise UnfitError(f"{where} is no day")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; one that says something twice could say either. Raises ``ValueError``."""
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return made


def _no_number(_: str) -> Any:
    raise ValueError("no number")
