"""Rows as JSON knows them, and no other fields than those that are declared."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from handbook.outputs.fields.model import Form

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from handbook.outputs.fields.model import Field, Resource
    from handbook.render.context import Context


@lru_cache(maxsize=16)
def rows_of(resource: Resource, context: Context) -> tuple[dict[str, Any], ...]:
    """The rows of a list, in the order of their keys: worked out once for all who write them.

    Nobody may change them. Raises ``ValueError`` for a row that has not exactly the fields that are
    declared.
    """
    made = (plain_row(resource.fields, row) for row in resource.rows(context))
    return tuple(sorted(made, key=lambda row: tuple(str(row[name] or "") for name in resource.key)))


def plain_row(fields: Iterable[Field], given: Mapping[str, Any]) -> dict[str, Any]:
    """One row, its fields in the order in which they are declared. Raises ``ValueError``."""
    declared = tuple(fields)
    try:
        made = {field.name: _plain(field, given[field.name]) for field in declared}
    except KeyError as missing:
        raise ValueError(f"declared and not given: {missing}") from missing
    if len(made) != len(given):
        raise ValueError(f"given and not declared: {sorted(given.keys() - made.keys())}")
    return made


def _plain(field: Field, value: Any) -> Any:
    if value is None and field.nullable:
        return None
    if field.form is Form.TEXT:
        return "" if value is None else str(value)
    if field.form is Form.ROW:
        return plain_row(field.fields, value)
    if field.form is Form.ROWS:
        return [plain_row(field.fields, each) for each in value]
    if field.form is Form.TEXTS:
        return [str(each) for each in value or ()]
    return value.isoformat() if isinstance(value, date) else value
