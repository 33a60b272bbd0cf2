"""Declared fields as JSON Schema (draft 2020-12), which is published beside the files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from handbook.outputs.fields.model import Form

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handbook.outputs.fields.model import Field

DRAFT = "https://json-schema.org/draft/2020-12/schema"
DAY = r"^\d{4}-\d{2}-\d{2}$"
_TYPES = {
    Form.TEXT: "string",
    Form.DAY: "string",
    Form.FLAG: "boolean",
    Form.NUMBER: "integer",
    Form.TEXTS: "array",
    Form.ROW: "object",
    Form.ROWS: "array",
}


def schema(name: str, title: str, fields: Iterable[Field], version: int) -> bytes:
    """The schema of a whole file. New fields may come at any time, so others are let through."""
    content = {
        "$schema": DRAFT,
        "$id": f"urn:handbook-registry:api:{name}:{version}",
        "title": title,
        **properties(fields),
    }
    return (json.dumps(content, ensure_ascii=True, indent=2) + "\n").encode()


def properties(fields: Iterable[Field]) -> dict[str, Any]:
    """The schema of an object with these fields, all of which are always there."""
    declared = tuple(fields)
    return {
        "type": "object",
        "required": [field.name for field in declared],
        "properties": {field.name: _of(field) for field in declared},
    }


def _of(field: Field) -> dict[str, Any]:
    kind = _TYPES[field.form]
    made: dict[str, Any] = {"description": field.about}
    made["type"] = [kind, "null"] if field.nullable else kind
    if field.form is Form.DAY:
        made |= {"format": "date", "pattern": DAY}
    elif field.form is Form.TEXTS:
        made["items"] = {"type": "string", **_choices(field)}
    elif field.form is Form.ROW:
        made |= {name: part for name, part in properties(field.fields).items() if name != "type"}
    elif field.form is Form.ROWS:
        made["items"] = properties(field.fields)
    else:
        made |= _choices(field)
    return made


def _choices(field: Field) -> dict[str, Any]:
    if not field.choices:
        return {}
    return {"enum": [*field.choices, *([None] if field.nullable else [])]}
